"""An outgoing letter as an official e-mail (appendix 7, 4.3 and 5.3)."""

from __future__ import annotations

import hashlib
import hmac
from email.utils import make_msgid
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.core.mail.backends.base import BaseEmailBackend
from django.template.loader import render_to_string

from documents.actions.texts import wording_of
from documents.classes import Speed
from documents.files import blobs
from documents.models import DocumentFile
from documents.rules.body import blocks
from documents.rules.filing import file_name_of
from documents.rules.merging import on_paper
from documents.sealing import key_for
from eoffice.common.thai.dates import full_date

if TYPE_CHECKING:
    from documents.rules.wording import Wording
    from workflows.letters.models import OutgoingLetter, Recipient

#: What stands before the subject of an urgent letter (appendix 7, 5.3.4).
URGENT = {
    Speed.URGENT.value: "ด่วน",
    Speed.VERY_URGENT.value: "ด่วนมาก",
    Speed.MOST_URGENT.value: "ด่วนที่สุด",
}
_SUMMARY = 2  # so many paragraphs of the letter stand in the mail


def may_mail(letter: OutgoingLetter) -> bool:
    """Whether the system mails it: there is a mail server and a central address, and it is no secret."""
    return bool(settings.EMAIL_NOTICES and letter.organisation.email and not letter.document.is_secret)


class OfficialMail(EmailMultiAlternatives):
    """A mail that may be handed to one of its addressees at a time: a server that takes the copy for the
    owner and refuses the recipient has not sent the letter.
    """

    envelope: tuple[str, ...] = ()

    def recipients(self) -> list[str]:
        """Whom it is handed over for now."""
        return list(self.envelope or super().recipients())


def compose(row: Recipient, server: BaseEmailBackend | None = None) -> OfficialMail:
    """The mail to one recipient: from the central address, the owner in copy, the letter and its enclosures
    attached under the names of appendix 7. The same row gives the same Message-ID: sent twice it is one mail.
    """
    letter = row.letter
    html = render_to_string("letters/mail/letter.html", _said(row))
    mail = OfficialMail(
        subject=subject_of(letter),
        body=render_to_string("letters/mail/letter.txt", _said(row)),
        from_email=f"{letter.organisation.name} <{letter.organisation.email}>",
        to=[row.party.address],
        cc=[address for address in [letter.created_by.email if letter.created_by else ""] if address],
        headers={"Message-ID": message_id(row)},
        connection=server,
    )
    mail.attach_alternative(html, "text/html")
    for place, link in enumerate(files_of(letter)):
        name = file_name_of(letter.document.reference, year=letter.send_year or 0, enclosure=place)
        kept = link.file.name if place and not link.file.name.lower().endswith(".pdf") else name
        mail.attach(kept, b"".join(blobs.read(link.file.blob)), link.file.blob.media_type)
    return mail


def subject_of(letter: OutgoingLetter) -> str:
    """เรื่อง of the letter; of an urgent one behind its class."""
    urgent = URGENT.get(letter.document.speed, "")
    return " : ".join(filter(None, [urgent, letter.document.subject]))[:900].replace("\n", " ")


def message_id(row: Recipient) -> str:
    """One for each recipient and attempt of a person to reach them. It bears a mark that only we can make:
    a bounce or an answer that names it has seen the letter.
    """
    stamp = int(row.tried_at.timestamp()) if row.tried_at else 0
    return signed_id(f"eoffice.{row.letter_id}.{row.pk}.{stamp}", row.letter.organisation.email)


def signed_id(words: str, address: str) -> str:
    """A Message-ID of ours: `words`, their mark, and the domain of the central address."""
    domain = address.partition("@")[2] or make_msgid(domain=None).rpartition("@")[2].rstrip(">")
    return f"<{words}.{mark_of(words)}@{domain}>"


def mark_of(words: str) -> str:
    """What shows that an id with these words is ours."""
    return hmac.new(key_for("mail-id"), words.encode(), hashlib.sha256).hexdigest()[:16]


def files_of(letter: OutgoingLetter) -> list[DocumentFile]:
    """The letter and its enclosures, in their order; no version with stamps."""
    links = DocumentFile.objects.filter(document=letter.document_id).exclude(role=DocumentFile.Role.VERSION)
    return list(links.select_related("file__blob").order_by("order", "pk"))


def _said(row: Recipient) -> dict[str, object]:
    letter = row.letter
    wording = wording_of(letter.document)
    paragraphs = [each.lines[0] for each in blocks(as_printed(letter, wording)) if each.kind == "text"]
    return {
        "letter": letter,
        "office": letter.organisation,
        "recipient": row.party.name,
        "wording": wording,
        "summary": paragraphs[:_SUMMARY] or [letter.document.subject],
        "drafter": letter.created_by,
    }


def as_printed(letter: OutgoingLetter, wording: Wording | None) -> str:
    """The text as it stands on the paper: the names in braces exchanged."""
    paper = letter.document
    dated = full_date(paper.dated_on) if paper.dated_on else ""
    return on_paper(wording.body, wording, number=paper.reference, date=dated) if wording else ""
