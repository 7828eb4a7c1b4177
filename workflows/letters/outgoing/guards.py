"""Sentences why a step of an outgoing letter is closed; an empty string means it is open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from eoffice.organisations.settings_of import settings_of
from workflows.letters.outgoing.states import S

if TYPE_CHECKING:
    from workflows.letters.models import OutgoingLetter


def is_signed(letter: OutgoingLetter) -> str:
    """What leaves the house is signed (ข้อ 11.10)."""
    return "" if letter.signed_at else _("The letter is not signed yet.")


def not_signed_yet(letter: OutgoingLetter) -> str:
    """A numbered letter goes through review only where it was numbered before its signature."""
    if letter.state == S.NUMBERED and letter.signed_at:
        return _("The letter is signed already.")
    return ""


def goes_to_somebody(letter: OutgoingLetter) -> str:
    """A letter has a recipient."""
    return "" if letter.recipients.exists() else _("The draft names no recipient yet.")


def has_no_number(letter: OutgoingLetter) -> str:
    """Once a number was used the way out is to void it (sheet 12.2)."""
    return _("The letter has a number: void it instead.") if letter.entry_id else ""


def may_number_first(letter: OutgoingLetter) -> str:
    """The number comes after the signature (appendix 7, 4.1), unless the office decided otherwise."""
    if settings_of(letter.organisation).number_before_signature:
        return ""
    return _("This office gives the number after the signature (appendix 7, 4.1-4.2).")


def was_sent(letter: OutgoingLetter) -> str:
    """Only what left once is sent again: a letter that came back and was not changed, to a right address."""
    return "" if letter.sent_at else _("The letter has not been sent yet.")
