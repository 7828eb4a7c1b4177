"""Thai dictionary order as a string to store and compare byte by byte, for databases without ICU.

Gives the order of CLDR's Thai collation (`th-TH-x-icu` in PostgreSQL): a leading vowel counts after its
consonant, tone marks only where all letters are equal, spaces and punctuation (also ฯ and ๆ) not at all,
Thai before Latin.
"""

from __future__ import annotations

import re
import unicodedata

from eoffice.common.thai.digits import to_arabic
from eoffice.common.thai.normalise import normalise

_LEADING_VOWEL = re.compile("([เแโใไ])([ก-ฮ])")
# The marks that only decide between words with the same letters, in CLDR's order.
_SECONDARY = dict(zip("๎์็่้๊๋", "1234567", strict=True))
_LONG_AA = "ๅ"
_IGNORED = "ฯๆ"
_AFTER_THAI = "\u0e7f"
# Below every character that can stand in the first two parts, so that a shorter word comes first.
_PART = " "


def sort_key(text: str) -> str:
    """The key under which `text` sorts in Thai order. Three parts: letters, marks, the text itself."""
    written = normalise(text)
    letters: list[str] = []
    marks: list[str] = []
    for letter in _LEADING_VOWEL.sub(r"\2\1", to_arabic(written)):
        if letter in _SECONDARY:
            marks.append(_SECONDARY[letter])
        elif letter not in _IGNORED and unicodedata.category(letter)[0] not in "ZPC":
            letters.append(_weight(letter))
            marks.append("08" if letter == _LONG_AA else "0")
    return _PART.join(("".join(letters), "".join(marks), written.swapcase()))


def _weight(letter: str) -> str:
    """The first weight of a letter. Code points of Thai consonants and vowels already stand in order."""
    if letter == _LONG_AA:
        return "า"
    if letter == "ํ":
        return "ฯ"  # ํ counts between ฮ and ะ, where ฯ has its code point
    if letter == "ฺ":
        return "ๆ"  # and ฺ after ไ
    if "\u0e00" <= letter <= "\u0e7f" or not letter.isalpha():
        return letter
    return _AFTER_THAI + letter.lower()
