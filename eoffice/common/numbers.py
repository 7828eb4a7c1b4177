"""Whole numbers that somebody typed, or wrote into an address."""

from __future__ import annotations

LONGEST = 18  # digits that the database takes in any column of whole numbers


def whole_number(text: str, *, digits: int = LONGEST) -> int | None:
    """The number that `text` writes in plain digits; None where it writes none, or a longer one.

    Python refuses to read thousands of digits and the database numbers beyond its columns: neither may
    become a fault because somebody put it in an address.
    """
    return int(text) if text.isascii() and text.isdigit() and len(text) <= digits else None
