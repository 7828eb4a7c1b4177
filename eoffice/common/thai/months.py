"""Names of months and weekdays, and the Buddhist era."""

from __future__ import annotations

import re

MONTHS = (
    "มกราคม",
    "กุมภาพันธ์",
    "มีนาคม",
    "เมษายน",
    "พฤษภาคม",
    "มิถุนายน",
    "กรกฎาคม",
    "สิงหาคม",
    "กันยายน",
    "ตุลาคม",
    "พฤศจิกายน",
    "ธันวาคม",
)
SHORT_MONTHS = (
    "ม.ค.",
    "ก.พ.",
    "มี.ค.",
    "เม.ย.",
    "พ.ค.",
    "มิ.ย.",
    "ก.ค.",
    "ส.ค.",
    "ก.ย.",
    "ต.ค.",
    "พ.ย.",
    "ธ.ค.",
)
WEEKDAYS = ("จันทร์", "อังคาร", "พุธ", "พฤหัสบดี", "ศุกร์", "เสาร์", "อาทิตย์")  # as date.weekday()
BUDDHIST_ERA = 543

_NUMBERS = {
    re.sub(r"[.\s]", "", name): number
    for names in (MONTHS, SHORT_MONTHS)
    for number, name in enumerate(names, start=1)
}


def month_number(name: str) -> int | None:
    """1 to 12 for a month's name, full or short, with or without its full stops; else None."""
    return _NUMBERS.get(re.sub(r"[.\s]", "", name))


def be_year(common_era: int) -> int:
    """The Buddhist year of a year of the common era: 2026 -> 2569."""
    return common_era + BUDDHIST_ERA


def ce_year(buddhist_era: int) -> int:
    """The year of the common era of a Buddhist year: 2569 -> 2026."""
    return buddhist_era - BUDDHIST_ERA
