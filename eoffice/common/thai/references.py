"""The number of a letter (ที่), as written: ศธ 04346.26/ว 123 (ข้อ 11.1, appendix 1)."""

from __future__ import annotations

import re
from dataclasses import dataclass

from eoffice.common.thai.digits import to_arabic
from eoffice.common.thai.normalise import normalise, searchable

_REFERENCE = re.compile(
    r"""
    (?:ด่วนที่สุด|ด่วนมาก|ด่วน)?\s*(?:ที่)?\s*
    (?P<letters>[ก-ฮ]{1,8}(?:\s*\([ก-ฮ.\s]{1,12}\))?)\s*  # ministry or province, committee
    (?P<code>\d+(?:\s*[.-]\s*\d+)*)\s*
    /\s*(?P<circular>ว\s*\.?)?\s*
    (?P<number>\d{1,9})
    (?P<sub>\s*[./]\s*\d{1,3}|\s*[ก-ฮ])?                   # a number inserted later: 123/1, 123.1, 123ก
    """,
    re.VERBOSE,
)


@dataclass(frozen=True)
class Reference:
    """A ที่ in its parts. `code` is the owner's code (ศธ 04346.26), `sub` an inserted sub-number or letter."""

    code: str
    number: int
    circular: bool = False
    sub: str = ""

    def __str__(self) -> str:
        """As a letter carries it: a circular's ว stands apart from its number."""
        sub = f"/{self.sub}" if self.sub.isdigit() else self.sub
        return f"{self.code}/{'ว ' if self.circular else ''}{self.number}{sub}"


def parse_reference(text: str) -> Reference | None:
    """The parts of a ที่, whatever its spaces, digits and zeros; None where it has another shape."""
    match = _REFERENCE.fullmatch(to_arabic(normalise(text)))
    if match is None:
        return None
    letters = re.sub(r"\s", "", match["letters"])
    code = re.sub(r"\s", "", match["code"])
    sub = re.sub(r"[\s./]", "", match["sub"] or "")
    return Reference(f"{letters} {code}", int(match["number"]), bool(match["circular"]), sub)


def reference_key(text: str) -> str:
    """A key under which two spellings of the same ที่ are equal, and two numbers never are.

    The stops of the code count (ศธ 04346.2/6123 is not ศธ 04346.26/123). What is no ที่ is compared as text.
    """
    reference = parse_reference(text)
    return str(reference).replace(" ", "") if reference else searchable(text)


def same_reference(one: str, other: str) -> bool:
    """Whether two people meant the same letter. Empty ones are never the same."""
    key = reference_key(one)
    return bool(key) and key == reference_key(other)
