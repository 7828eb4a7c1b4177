"""To whom a letter to several is addressed."""

from __future__ import annotations

from collections.abc import Sequence

#: Stands for the names where they are too many for the line; the list follows on a page of its own.
AS_LISTED = "ตามบัญชีรายชื่อผู้รับ"
#: So many names stand in the line itself.
MOST_NAMED = 3


def addressee_of(names: Sequence[str]) -> str:
    """The names in one line, or that they are listed."""
    return ", ".join(names) if len(names) <= MOST_NAMED else AS_LISTED


def listed(addressee: str, names: Sequence[str]) -> tuple[str, ...]:
    """The names for the page behind, where the letter says that they are listed; else none."""
    return tuple(names) if len(names) > 1 and "ตามบัญชีรายชื่อ" in addressee else ()
