"""Whether a person wrote a mail and waits for an answer (RFC 3834): where not, none is sent by itself."""

from __future__ import annotations

import re

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from workflows.letters.intake.decoding import header, headers
from workflows.letters.intake.ours import is_answer_of_ours
from workflows.letters.intake.reading import Mail

_NOBODY = re.compile(
    r"^(mailer-daemon|postmaster|no-?_?\.?reply|do-?_?not-?_?reply|bounces?|owner-|listserv|majordomo)|"
    r"(-request|-owner|-bounces?|\+bounces?)@",
    re.IGNORECASE,
)
_LISTS = ("List-Id", "List-Post", "List-Unsubscribe", "List-Help", "Mailing-List")


def is_automatic(mail: Mail) -> bool:
    """A program says that it wrote it: an out-of-office notice, a receipt."""
    return header(mail.message, "Auto-Submitted").split(";")[0].strip().lower() not in {"", "no"} or bool(
        header(mail.message, "X-Autoreply") or header(mail.message, "X-Autorespond")
    )


def answer_to(mail: Mail) -> str:
    """The address that an automatic answer would go to; empty where there is none that could be one."""
    address = mail.reply_to or mail.sender_address
    try:
        validate_email(address)
    except ValidationError:
        return ""
    return address


def why_no_answer(mail: Mail, own: str) -> str:
    """The sentence why no automatic answer is sent; empty where one is. `own`: our central address."""
    address = answer_to(mail)
    if not address:
        return _("The mail names no address that can be answered.")
    if own and own.lower() in {address, mail.sender_address}:
        return _("It comes from this very mailbox.")
    return _written_by_a_program(mail) or _read_by_nobody(mail, address)


def _written_by_a_program(mail: Mail) -> str:
    message = mail.message
    if is_automatic(mail) or header(message, "X-Auto-Response-Suppress"):
        return _("A program sent it (RFC 3834).")
    if any(header(message, name) for name in _LISTS) or _precedence(mail) in {"bulk", "list", "junk"}:
        return _("It came over a mailing list (RFC 3834).")
    return _("It answers an automatic answer of ours.") if is_answer_of_ours(mail.answers) else ""


def _read_by_nobody(mail: Mail, address: str) -> str:
    message = mail.message
    if any(value.strip() == "<>" for value in headers(message, "Return-Path")) or _NOBODY.search(address):
        return _("Nobody reads at the address it came from.")
    if "dmarc=fail" in " ".join(headers(message, "Authentication-Results")).lower():
        return _("The mail server doubts that the sender is who it says (DMARC).")
    return ""


def _precedence(mail: Mail) -> str:
    return header(mail.message, "Precedence").lower()
