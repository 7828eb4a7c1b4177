"""Reading single cells of an old register; each refusal is a sentence for the report."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from django.utils.translation import gettext as _

from documents.classes import Secrecy
from eoffice.common.thai.date_errors import DateRefused
from eoffice.common.thai.dates import parse_day
from eoffice.common.thai.digits import to_arabic
from eoffice.common.thai.normalise import searchable

_NUMBER = re.compile(r"(\d{1,9})(?:\s*[./]\s*(\d{1,3}))?(?:\s*/\s*(2[45]\d{2}))?")
_WITH_YEAR = re.compile(r"(\d{1,9})\s*/\s*(2[45]\d{2})")
_SHORT_YEAR = re.compile(r"(\d{1,9})\s*/\s*([4-9]\d)")  # 123/69: nobody inserts forty rows after one
_CODED = re.compile(r".*/\s*(?:ว\s*\.?)?\s*(\d{1,9})")
LARGEST = 9_999_999
_OPEN = {searchable(word) for word in ("", "0", "-", "ปกติ", "normal", "ไม่ลับ")}
_CLASSES = {
    **{searchable(word): Secrecy.CONFIDENTIAL.value for word in ("1", "ลับ", "confidential")},
    **{searchable(word): Secrecy.SECRET.value for word in ("ลับมาก", "secret")},
    **{searchable(word): Secrecy.TOP_SECRET.value for word in ("ลับที่สุด", "top_secret")},
}


class CellRefused(ValueError):
    """The sentence that says why."""


@dataclass(frozen=True)
class Number:
    """A register number: 123, an inserted 123.1, a year where it was written with it (123/2569)."""

    number: int
    sub_number: int = 0
    year: int | None = None


def number(text: str) -> Number:
    """๑๒๓, 00123, 123.1, 123/1, 123/2569, 123/69, ศธ 04346.26/123."""
    plain = to_arabic(text).strip()
    if match := _WITH_YEAR.fullmatch(plain):
        return _bounded(Number(int(match[1]), 0, int(match[2])))
    if match := _SHORT_YEAR.fullmatch(plain):
        return _bounded(Number(int(match[1]), 0, 2500 + int(match[2])))
    if match := _NUMBER.fullmatch(plain):
        return _bounded(Number(int(match[1]), int(match[2] or 0), int(match[3]) if match[3] else None))
    if match := _CODED.fullmatch(plain):
        return _bounded(Number(int(match[1])))
    raise CellRefused(_("“%(text)s” is no register number.") % {"text": text[:40]})


def _bounded(found: Number) -> Number:
    if not 1 <= found.number <= LARGEST:
        raise CellRefused(_("A register number lies between 1 and 9,999,999."))
    return found


def year(text: str) -> int | None:
    """A BE year; two digits mean 25xx. None for an empty cell."""
    plain = to_arabic(text).strip()
    if not plain:
        return None
    if not (plain.isascii() and plain.isdigit()) or len(plain) not in {2, 4}:
        raise CellRefused(_("“%(text)s” is no year.") % {"text": text[:40]})
    told = int(plain) + (2500 if len(plain) == 2 else 0)
    if not 2450 <= told <= 2650:
        raise CellRefused(_("The year %(year)s is no Buddhist year.") % {"year": told})
    return told


def day(text: str, today: dt.date) -> dt.date | None:
    """A day in any notation of the sheet (11); None for an empty cell or a dash."""
    if text.strip() in {"", "-", "0000-00-00"}:
        return None
    try:
        return parse_day(text, today=today)
    except DateRefused as refused:
        raise CellRefused(_(refused.message) % refused.params) from refused


def secrecy(text: str) -> str:
    """A class by its Thai name or id; AMSS++ knows 1 (secret) and 0 alone."""
    asked = searchable(text)
    if asked in _OPEN:
        return Secrecy.NORMAL.value
    if asked not in _CLASSES:
        raise CellRefused(_("“%(text)s” is no secrecy class.") % {"text": text[:40]})
    return _CLASSES[asked]
