"""Short words for the stories about mail."""

from __future__ import annotations

import base64
import email
import email.policy
from email.message import EmailMessage

from documents.models import DocumentFile
from eoffice.common import clock
from eoffice.people.models import Post
from workflows.letters.intake.sweeping import ask_for_sweep, sweep_due
from workflows.letters.models import IncomingLetter, MailMessage

PDF = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
    b"2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>endobj\ntrailer<</Root 1 0 R>>\n"
)


def sweep(post: Post) -> int:
    """Press the button, and let the worker do it."""
    ask_for_sweep(post)
    return sweep_due(clock.now())


def with_pdf(mail: EmailMessage, name: str = "หนังสือเชิญ.pdf") -> EmailMessage:
    mail.add_attachment(PDF, maintype="application", subtype="pdf", filename=name)
    return mail


def file_names(letter: IncomingLetter) -> list[str]:
    return [link.file.name for link in DocumentFile.objects.filter(document=letter.document)]


def troubles(letter: IncomingLetter) -> dict[str, str]:
    """What is told of parts that were not taken in, by name."""
    return dict(MailMessage.objects.get(letter=letter).words["troubles"])


def thai_of_windows(text: str) -> str:
    """An encoded word as old Thai programs write it."""
    return f"=?windows-874?B?{base64.b64encode(text.encode('cp874')).decode()}?="


def bounce(message_id: str, *, action: str = "failed", why: str = "550 5.1.1 no such user") -> bytes:
    """What a mail server says of a mail that it could not deliver (RFC 3464)."""
    return (
        "From: MAILER-DAEMON@mx.hospital.example\r\n"
        "To: saraban@first.example\r\n"
        "Subject: Undelivered Mail Returned to Sender\r\n"
        f"Message-ID: <bounce-{action}@mx.hospital.example>\r\n"
        "Return-Path: <>\r\nAuto-Submitted: auto-replied\r\n"
        'Content-Type: multipart/report; report-type=delivery-status; boundary="b"\r\n\r\n'
        "--b\r\nContent-Type: text/plain\r\n\r\nThis is the mail system.\r\n"
        "--b\r\nContent-Type: message/delivery-status\r\n\r\n"
        "Reporting-MTA: dns; mx.hospital.example\r\n\r\n"
        f"Final-Recipient: rfc822; saraban@hospital.example\r\nAction: {action}\r\nStatus: 5.1.1\r\n"
        f"Diagnostic-Code: smtp; {why}\r\n\r\n"
        f"--b\r\nContent-Type: text/rfc822-headers\r\n\r\nMessage-ID: {message_id}\r\n"
        "Subject: =?utf-8?q?x?=\r\n\r\n--b--\r\n"
    ).encode()


def read(raw: bytes) -> EmailMessage:
    """A mail as its reader sees it."""
    found = email.message_from_bytes(raw, policy=email.policy.default)
    assert isinstance(found, EmailMessage)
    return found


def text_of(mail: EmailMessage) -> str:
    """Its plain text."""
    body = mail.get_body(("plain",))
    assert body is not None
    return str(body.get_content())
