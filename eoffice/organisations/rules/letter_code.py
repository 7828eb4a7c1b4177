"""The code that stands before the number of an agency's letters: ศธ 04346.26 (ข้อ 11.1, appendix 1)."""

from __future__ import annotations

import re

from eoffice.common.thai.digits import to_arabic
from eoffice.common.thai.normalise import normalise

_CODE = re.compile(
    r"""
    (?P<owner>[ก-ฮ]{2})\s*                     # ministry or province
    (?:\(\s*(?P<committee>[ก-ฮ]{1,4})\s*\))?\s*
    (?P<office>\d{4,6})                        # department, two or three digits, and division, two or three
    (?:\s*\.\s*(?P<unit>\d{1,3}))?             # sub-unit: a school under its area office
    """,
    re.VERBOSE,
)


class LetterCodeRefused(ValueError):
    """What was typed is no letter code. `code` is stable; `message` is the English key of the sentence."""

    def __init__(self, code: str, message: str) -> None:
        self.code = code
        self.message = message
        super().__init__(message)


def letter_code(text: str) -> str:
    """The code as letters carry it, with one space and Arabic digits: ศธ 04346.26.

    Raises LetterCodeRefused with the sentence that says what is wrong. Which ministries and provinces exist
    is not checked: codes are given by the Office of the Prime Minister and change.
    """
    asked = to_arabic(normalise(text))
    if "/" in asked:
        raise LetterCodeRefused("number_in_code", "Leave out the slash and the number behind it.")
    match = _CODE.fullmatch(asked)
    if match is None:
        raise LetterCodeRefused(_what_is_wrong(asked), _SENTENCES[_what_is_wrong(asked)])
    committee = f"({match['committee']})" if match["committee"] else ""
    unit = f".{match['unit']}" if match["unit"] else ""
    return f"{match['owner']}{committee} {match['office']}{unit}"


_SENTENCES = {
    "no_letters": "The code begins with the two letters of the ministry or province, like ศธ.",
    "office_digits": "The letters are followed by four to six digits, like 04346.",
    "unit_digits": "After the full stop stand one to three digits, like 26.",
}


def _what_is_wrong(asked: str) -> str:
    if not re.match(r"[ก-ฮ]{2}(?![ก-ฮ])", asked):
        return "no_letters"
    office = re.search(r"\d+", asked)
    if office is None or not 4 <= len(office.group()) <= 6:
        return "office_digits"
    return "unit_digits"
