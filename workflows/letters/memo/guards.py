"""Sentences why a step of a memo is closed; an empty string means it is open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from workflows.letters.models import Memo


def has_no_number(memo: Memo) -> str:
    """A number is used once; what bears one is decided on, never taken back (sheet 12.2)."""
    return _("The memo has a number: it goes up, and the director decides on it.") if memo.entry_id else ""


def not_numbered_yet(memo: Memo) -> str:
    """A memo that came back keeps its number."""
    return _("The memo has its number already.") if memo.entry_id else ""
