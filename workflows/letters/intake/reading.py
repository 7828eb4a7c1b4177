"""A raw mail as what an office wants to know of it. Nothing remote is fetched, nothing in it is run."""

from __future__ import annotations

import datetime as dt
import email
import email.policy
import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from email.message import Message
from email.utils import parsedate_to_datetime

from django.utils.translation import gettext as _
from inscriptis import get_text
from inscriptis.model.config import ParserConfig
from lxml.etree import LxmlError

from workflows.letters.intake.decoding import (
    PARSER_FAULTS,
    address_of,
    header,
    headers,
    parameter,
    text_of,
    tidy,
)

MOST_BOUNDARIES = 60  # a forwarded mail of a forwarded mail has some ten; hostile ones have thousands
MOST_PARTS = 100
MOST_TEXT = 60_000
MOST_HTML = 500_000
SMALL_PICTURE = 20 * 1024  # pictures that a text shows and that are smaller are logos, not scans
_SIGNATURES = {"application/pkcs7-signature", "application/x-pkcs7-signature", "application/pgp-signature"}
_IDS = re.compile(r"<[^<>\s\x00-\x1f\x7f-\x9f]{1,250}>")
_PLAIN_HTML = ParserConfig(display_links=False, display_images=False)


@dataclass(frozen=True)
class Attachment:
    """A file that came with a mail; `name` as it was given, not yet made harmless."""

    name: str
    media_type: str
    content: bytes


@dataclass
class Mail:
    """A mail that was read. `troubles` are (name of a part, sentence) of what could not be."""

    message: Message
    message_id: str = ""
    subject: str = ""
    sender_name: str = ""
    sender_address: str = ""
    reply_to: str = ""
    sent_at: dt.datetime | None = None
    answers: tuple[str, ...] = ()
    body: str = ""
    attachments: list[Attachment] = field(default_factory=list)
    troubles: list[tuple[str, str]] = field(default_factory=list)
    fingerprint: str = ""


def read_mail(raw: bytes, *, whole: bool = True) -> Mail:
    """Read a mail, of which `raw` is all, or the headers alone where it was too large to fetch."""
    message, sentence = _parsed(raw)
    name, address = address_of(message, "From")
    mail = Mail(
        message=message,
        message_id=next(iter(_ids(message, "Message-ID")), "")[:255],
        subject=header(message, "Subject")[:2000],
        sender_name=name,
        sender_address=address,
        reply_to=address_of(message, "Reply-To")[1],
        sent_at=_sent_at(message),
        answers=(*_ids(message, "In-Reply-To"), *_ids(message, "References")[::-1]),
    )
    if sentence:
        mail.troubles.append(("", sentence))
    elif whole:
        _read_parts(mail)
    mail.fingerprint = _fingerprint(mail, raw)
    return mail


def _parsed(raw: bytes) -> tuple[Message, str]:
    """The message; of one that is built to hurt its headers alone, and the sentence why."""
    if len(re.findall(rb"boundary\s*=", raw, re.IGNORECASE)) <= MOST_BOUNDARIES:
        try:
            return email.message_from_bytes(raw, policy=email.policy.compat32), ""
        except PARSER_FAULTS:
            pass
    head = re.split(rb"\r?\n\r?\n", raw[: 256 * 1024], maxsplit=1)[0]
    head = re.sub(rb"(?im)^content-type:.*(\r?\n[ \t].*)*", b"Content-Type: text/plain", head)
    sentence = _("The mail is built so that it cannot be opened safely. Look at it in the mailbox.")
    return email.message_from_bytes(head + b"\r\n\r\n", policy=email.policy.compat32), sentence


def _read_parts(mail: Mail) -> None:
    texts, pages, files = [], [], []
    for number, part in enumerate(_leaves(mail.message)):
        if number >= MOST_PARTS:
            mail.troubles.append(
                ("", _("The mail has more parts than are looked at; the rest was left out."))
            )
            break
        kind, name = part.get_content_type(), _name_of(part)
        is_file = bool(name) or part.get_content_disposition() == "attachment"
        if not is_file and kind == "text/plain":
            texts.append(text_of(_payload(part), _charset(part)))
        elif not is_file and kind == "text/html":
            pages.append(text_of(_payload(part), _charset(part)))
        elif kind not in _SIGNATURES and not kind.startswith("message/"):
            files.append((part, name))
    body = "\n\n".join(filter(str.strip, texts)) or _text_of_pages(pages, mail)
    mail.body = tidy(body[: 2 * MOST_TEXT], lines=True)[:MOST_TEXT]
    shown = "\n".join(pages)
    mail.attachments += [_attachment(part, name) for part, name in files if not _is_logo(part, shown)]


def _leaves(message: Message) -> Iterator[Message]:
    """Every part that has no parts; into forwarded mails too. With a stack: no depth hurts."""
    waiting = [message]
    while waiting:
        part = waiting.pop()
        if part.is_multipart():
            waiting += reversed(parts_of(part))
        else:
            yield part


def parts_of(message: Message) -> list[Message]:
    """The parts right inside; none where it has none."""
    return (
        [each for each in message.get_payload() if isinstance(each, Message)]
        if message.is_multipart()
        else []
    )


def _payload(part: Message) -> bytes:
    try:
        found = part.get_payload(decode=True)
    except PARSER_FAULTS:
        return b""
    return found if isinstance(found, bytes) else b""


def _charset(part: Message) -> str:
    return parameter(part, "charset", "content-type")


def _name_of(part: Message) -> str:
    found = parameter(part, "filename", "content-disposition") or parameter(part, "name", "content-type")
    return found[:255]


def _attachment(part: Message, name: str) -> Attachment:
    kind = part.get_content_type()
    if not name and part.get_content_maintype() == "image":
        name = f"image.{part.get_content_subtype()}"
    return Attachment(name or "file", kind, _payload(part))


def _is_logo(part: Message, shown: str) -> bool:
    """A small picture that the text shows: part of somebody's footer."""
    mark = header(part, "Content-ID").strip("<>")
    if not mark or part.get_content_maintype() != "image" or part.get_content_disposition() == "attachment":
        return False
    return f"cid:{mark}" in shown and len(_payload(part)) < SMALL_PICTURE


def _text_of_pages(pages: list[str], mail: Mail) -> str:
    """HTML as the text a person would read, by inscriptis: scripts, styles and pictures stay out."""
    found = []
    for page in pages:
        try:
            found.append(get_text(re.sub("[\x00\ud800-\udfff]", "", page[:MOST_HTML]), _PLAIN_HTML))
        except (LxmlError, ValueError, RecursionError):
            mail.troubles.append(
                ("", _("The text of the mail could not be read. Look at it in the mailbox."))
            )
    return "\n\n".join(found)


def _ids(message: Message, name: str) -> list[str]:
    return [found for value in headers(message, name)[:3] for found in _IDS.findall(value[:20_000])][:100]


def _sent_at(message: Message) -> dt.datetime | None:
    try:
        found = parsedate_to_datetime(header(message, "Date"))
        return found if found.tzinfo else found.replace(tzinfo=dt.UTC)
    except (ValueError, TypeError, OverflowError, IndexError):
        return None


def _fingerprint(mail: Mail, raw: bytes) -> str:
    """By which the same mail is known when it is delivered again: its id and what it says, not its way.

    Programs that give every scan the same Message-ID are about, and mails without any.
    """
    digest = hashlib.sha256()
    said = [mail.message_id, mail.sender_address, mail.subject, str(mail.sent_at), mail.body]
    digest.update("\x1f".join(said).encode("utf-8", "replace"))
    for each in mail.attachments:
        digest.update(f"\x1e{each.name}\x1f".encode() + hashlib.sha256(each.content).digest())
    if mail.troubles or not (mail.body or mail.attachments):
        digest.update(re.split(rb"\r?\n\r?\n", raw, maxsplit=1)[-1])
    return digest.hexdigest()
