"""Keys by which two writings of the same thing are equal."""

from __future__ import annotations

import unicodedata

THAI_DIGITS = str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")


def reference_key(text: str) -> str:
    """ศธ ๐๔๓๔๖.๒๖/ว ๑๒๓ and ศธ04346.26/ว123 are one: digits, letters and the marks . and / alone."""
    plain = text.translate(THAI_DIGITS).casefold()
    return "".join(letter for letter in plain if letter in "./" or letter.isalnum() or _is_mark(letter))[:120]


def text_key(text: str) -> str:
    """A name or a subject without spaces and signs, in Arabic digits."""
    plain = text.translate(THAI_DIGITS).casefold()
    return "".join(letter for letter in plain if letter.isalnum() or _is_mark(letter))[:200]


def _is_mark(letter: str) -> bool:
    # Thai vowels above and below and tone marks are no letters to Unicode.
    return unicodedata.category(letter) == "Mn"
