"""A first list of a year's holidays, for a clerk to check against the cabinet's announcement.

The list of the `holidays` library is a start and no authority: moon days are computed ahead, substitute days
follow a rule, and what the cabinet adds during the year is not in it.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import holidays

from eoffice.organisations.models import CalendarDay

PLOUGHING_DAY = "วันพืชมงคล"
_SUBSTITUTE = "ชดเชย"
_SPECIAL = "วันหยุดพิเศษ"
# In the library's list, but no day off for those who serve in offices of the state: the first is for
# employees of private firms, the second is nobody's day off.
_NOT_OURS = ("วันแรงงานแห่งชาติ", "วันเด็กแห่งชาติ")
# The library gives full titles; offices and their calendars write these.
_AS_WRITTEN = {
    "วันพระบาทสมเด็จพระพุทธยอดฟ้าจุฬาโลกมหาราช": "วันจักรี",
    "วันเฉลิมพระชนมพรรษาสมเด็จพระนางเจ้าสุทิดา": "วันเฉลิมพระชนมพรรษาสมเด็จพระนางเจ้าฯ พระบรมราชินี",
    "วันเฉลิมพระชนมพรรษาพระบาทสมเด็จพระปรเมนทรรามาธิบดี": "วันเฉลิมพระชนมพรรษาพระบาทสมเด็จพระเจ้าอยู่หัว",
    "วันเฉลิมพระชนมพรรษาสมเด็จพระบรมราชชนนีพันปีหลวง": "วันเฉลิมพระชนมพรรษาสมเด็จพระบรมราชชนนีพันปีหลวง และวันแม่แห่งชาติ",
    "วันคล้ายวันเฉลิมพระชนมพรรษาพระบาทสมเด็จพระบรมชนกาธิเบศร": "วันคล้ายวันพระบรมราชสมภพรัชกาลที่ 9 วันชาติ และวันพ่อแห่งชาติ",
}  # fmt: skip


@dataclass(frozen=True)
class SeededDay:
    """One day of the first list."""

    day: dt.date
    kind: str
    name: str


@dataclass(frozen=True)
class Seed:
    """The first list of a year. `lacks` names holidays that the library doesn't know for it."""

    year: int
    days: tuple[SeededDay, ...]
    lacks: tuple[str, ...]


def first_list(year: int) -> Seed:
    """The public, substitute and special days of `year` (common era) as far as the library knows them."""
    known = holidays.country_holidays(
        "TH", years=year, language="th", categories=("public", "government"), expand=False
    )
    days = tuple(
        SeededDay(day, _kind(ours[0]), _as_written(ours[0]))
        for day, names in sorted(known.items())
        if day.year == year and (ours := _ours(names))
    )
    has_ploughing_day = any(PLOUGHING_DAY in seeded.name for seeded in days)
    return Seed(year, days, () if has_ploughing_day else (PLOUGHING_DAY,))


def _ours(names: str) -> list[str]:
    """The names of a day that are a day off for officials; the library joins several with a semicolon."""
    return [name for name in names.split("; ") if not name.removeprefix(_SUBSTITUTE).startswith(_NOT_OURS)]


def _kind(name: str) -> str:
    if name.startswith(_SUBSTITUTE):
        return CalendarDay.Kind.SUBSTITUTE
    return CalendarDay.Kind.SPECIAL if name.startswith(_SPECIAL) else CalendarDay.Kind.PUBLIC


def _as_written(name: str) -> str:
    """The name as a wall calendar prints it."""
    holiday = name.removeprefix(_SUBSTITUTE)
    short = next((words for start, words in _AS_WRITTEN.items() if holiday.startswith(start)), holiday)
    return f"{_SUBSTITUTE}{short}" if name.startswith(_SUBSTITUTE) else short
