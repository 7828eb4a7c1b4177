"""What mail servers say of a letter that we sent: delivery status (RFC 3464), and older kinds of bounces."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import Message

from workflows.letters.intake.decoding import header, headers, parameter, tidy
from workflows.letters.intake.ours import OurLetter, letter_in
from workflows.letters.intake.reading import Mail, parts_of

FAILED, DELAYED, ARRIVED = "failed", "delayed", "arrived"
_SERVERS = re.compile(r"^(mailer-daemon|postmaster|mail-daemon|mailerdaemon)@", re.IGNORECASE)
_WAITS = re.compile(
    r"delay|will (?:be )?retr|still (?:try|being)|not yet been delivered|warning", re.IGNORECASE
)
_ACTIONS = {
    "failed": FAILED,
    "delayed": DELAYED,
    "delivered": ARRIVED,
    "relayed": ARRIVED,
    "expanded": ARRIVED,
}
_LONGEST_SEARCH = 200_000


@dataclass(frozen=True)
class Report:
    """What became of a mail, the server's words for it, and which letter of ours it was, if any."""

    what: str
    said: str
    about: OurLetter | None


def report_in(mail: Mail, raw: bytes) -> Report | None:
    """The report that a mail is; None where it is none."""
    message = mail.message
    kind = message.get_content_type()
    report_type = parameter(message, "report-type", "content-type").lower()
    is_report = kind == "multipart/report" and report_type in {"delivery-status", ""}
    if not is_report and not (_SERVERS.match(mail.sender_address) or _is_null(message)):
        return None
    about = letter_in(raw[:_LONGEST_SEARCH].decode("latin-1"))
    if is_report and (told := _status(message)):
        return Report(*told, about)
    if not is_report and about is None:
        return None  # a server may well write a mail of its own
    said = " ".join(mail.body.split())[:300] or mail.subject
    return Report(DELAYED if _WAITS.search(f"{mail.subject} {said}") else FAILED, said, about)


def _is_null(message: Message) -> bool:
    return any(value.strip() == "<>" for value in headers(message, "Return-Path"))


def _status(message: Message) -> tuple[str, str] | None:
    """Of several recipients the worst counts: ours has one each."""
    found = [one for block in _blocks(message) if (one := _of_block(block))]
    order = (FAILED, DELAYED, ARRIVED)
    return min(found, key=lambda one: order.index(one[0]), default=None)


def _of_block(block: Message) -> tuple[str, str] | None:
    what = _ACTIONS.get(header(block, "Action").lower())
    if what is None:
        return None
    why = header(block, "Diagnostic-Code").partition(";")[2].strip() or header(block, "Status")
    to = header(block, "Final-Recipient").partition(";")[2].strip()
    return what, tidy(f"{to}: {why}" if to else why)[:300]


def _blocks(message: Message) -> Iterator[Message]:
    """The groups of a delivery-status part, which Python reads as messages of headers alone."""
    for part in parts_of(message):
        if part.get_content_type() == "message/delivery-status":
            yield from parts_of(part)
