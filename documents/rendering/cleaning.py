"""Text as a letter can carry it: one spelling of Thai, nothing invisible, nothing the font can't draw."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from eoffice.common.thai.digits import to_thai
from eoffice.common.thai.normalise import normalise

#: Stands for a character that the font has no picture of; the adapted font draws it.
MISSING = "\u25a1"

# Old Windows fonts kept marks in other places under codes of their own, and old files still carry them.
_PRIVATE = str.maketrans(
    dict(
        zip(
            map(chr, range(0xF700, 0xF71B)),
            "\u0e10\u0e34\u0e35\u0e36\u0e37\u0e48\u0e49\u0e4a\u0e4b\u0e4c\u0e48\u0e49\u0e4a\u0e4b\u0e4c"
            "\u0e0d\u0e31\u0e4d\u0e47\u0e48\u0e49\u0e4a\u0e4b\u0e4c\u0e38\u0e39\u0e3a",
            strict=True,
        )
    )
)
# What only changes the look of the emoji before it, or joins two of them.
_DECORATION = re.compile("[\u200d\ufe00-\ufe0f\U0001f3fb-\U0001f3ff]+")
# Addresses keep their digits: nobody reaches saraban@opm๖.go.th.
_ASCII = re.compile("[!-~]+")
_LETTER = re.compile("[A-Za-z]")


@dataclass
class Cleaner:
    """Cleans the texts of one paper and remembers what had to be replaced."""

    drawable: frozenset[str]
    thai_digits: bool = False
    #: The characters that the font lacks, in the order in which they were met.
    replaced: dict[str, None] = field(default_factory=dict)

    def __call__(self, text: object, *, keep_digits: bool = False) -> str:
        """The cleaned text; tabs become spaces, line ends stay. Cleaning it again changes nothing."""
        plain = normalise(_DECORATION.sub("", str(text).translate(_PRIVATE)), keep_lines=True).replace(
            "\t", " "
        )
        plain = "".join(map(self._drawn, plain))
        return _in_thai_digits(plain) if self.thai_digits and not keep_digits else plain

    def _drawn(self, char: str) -> str:
        if char in self.drawable or char == "\n":
            return char
        self.replaced[char] = None
        return MISSING


def _in_thai_digits(text: str) -> str:
    """Arabic digits as Thai ones, except in what has Latin letters in it: addresses, codes, model names."""
    parts, last = [], 0
    for match in _ASCII.finditer(text):
        if _LETTER.search(match[0]):
            parts += [to_thai(text[last : match.start()]), match[0]]
            last = match.end()
    return "".join([*parts, to_thai(text[last:])])
