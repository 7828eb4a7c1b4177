"""Reading a day, as clerks type it eighty times a day, and saying exactly why when it can't be read."""

from __future__ import annotations

import datetime as dt
import re
from zoneinfo import ZoneInfo

from eoffice.common.thai.date_errors import (
    BuddhistYearFirst,
    ChristianYear,
    DateUnreadable,
    NoSuchDay,
    NoSuchMonth,
    NoSuchTime,
    YearOutOfRange,
)
from eoffice.common.thai.digits import to_arabic
from eoffice.common.thai.months import MONTHS, be_year, ce_year, month_number
from eoffice.common.thai.normalise import normalise

_BANGKOK = ZoneInfo("Asia/Bangkok")
# Four-digit years that an office can mean: the sheet takes 2400 as the line between the eras.
_BUDDHIST = range(2401, 2700)
_CHRISTIAN = range(1801, 2401)
_LONGEST = 100

_WORDS = {
    "เมื่อวานซืน": -2,
    "เมื่อวาน": -1,
    "เมื่อวานนี้": -1,
    "วันนี้": 0,
    "พรุ่งนี้": 1,
    "วันพรุ่งนี้": 1,
    "มะรืน": 2,
    "มะรืนนี้": 2,
    "yesterday": -1,
    "today": 0,
    "tomorrow": 1,
}
_STEPS = re.compile(r"([+-])\s*(\d{1,4})")
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_NUMERIC = re.compile(r"(\d{1,2})\s*[/.\-\s]\s*(\d{1,2})\s*[/.\-\s]\s*(\d+)")
_GLUED = re.compile(r"(\d{2})(\d{2})(\d{2}|\d{4})")
_NAMED = re.compile(
    r"(?:วัน[ก-์]*?ที่|วันที่)?\s*(\d{1,2})\s*(?:เดือน)?\s*([ก-์.]+?)\s*(พ\.?\s*ศ\.?|ค\.?\s*ศ\.?)?\s*(\d+)"
)
_TIME = re.compile(r"(?:เวลา\s*)?(\d{1,2})[.:](\d{2})(?::\d{2})?\s*(?:น\.?|นาฬิกา)?")
_DAY_AND_TIME = re.compile(rf"(.+?)(?:\s+|T)({_TIME.pattern})")


def parse_day(text: str, *, today: dt.date) -> dt.date:
    """The day that `text` names; `today` is the day it is in Bangkok.

    Reads 22/11/2569, 22-11-69, 221169, 22112569, 22 พ.ย. 69, 22 พฤศจิกายน พ.ศ. 2569, Thai digits, วันนี้,
    เมื่อวาน, พรุ่งนี้, -1, +3; two-digit years are Buddhist (69 = 2569). 2026-11-22 is the common era, since
    no other reading exists. Raises a DateRefused that says what is wrong (sheet 11 "Input").
    """
    asked = _asked(text).lower()
    relative = _relative(asked, today)
    if relative is not None:
        return relative
    if match := _ISO.fullmatch(asked):
        return _iso_day(*map(int, match.groups()))
    if match := _NUMERIC.fullmatch(asked) or _GLUED.fullmatch(asked):
        return _day(int(match[1]), int(match[2]), _year(match[3]))
    if match := _NAMED.fullmatch(asked):
        return _named_day(match)
    raise DateUnreadable


def parse_time(text: str) -> dt.time:
    """A time of day: 09.30 น., 9:30, 16.30. Raises NoSuchTime."""
    match = _TIME.fullmatch(to_arabic(normalise(text)))
    if match is None or int(match[1]) > 23 or int(match[2]) > 59:
        raise NoSuchTime
    return dt.time(int(match[1]), int(match[2]))


def parse_instant(text: str, *, today: dt.date, time: dt.time | None = None) -> dt.datetime:
    """A day with its time, in Bangkok: 22 พ.ย. 69 16.30 น., พรุ่งนี้ 9.00, 2026-11-22T09:30.

    A day alone takes `time`; without that it is refused. Raises a DateRefused.
    """
    match = _DAY_AND_TIME.fullmatch(_asked(text))
    day = parse_day(match[1] if match else text, today=today)
    if match:
        time = parse_time(match[2])
    if time is None:
        raise NoSuchTime
    return dt.datetime.combine(day, time, _BANGKOK)


def _asked(text: str) -> str:
    """What was typed, in one spelling; nothing longer can be a date."""
    if len(text) > _LONGEST:
        raise DateUnreadable
    return to_arabic(normalise(text))


def _relative(asked: str, today: dt.date) -> dt.date | None:
    """Days counted from today."""
    distance = _WORDS.get(asked)
    if match := _STEPS.fullmatch(asked):
        distance = int(match[1] + match[2])
    return None if distance is None else today + dt.timedelta(days=distance)


def _named_day(match: re.Match[str]) -> dt.date:
    """A day whose month is written out."""
    month = month_number(match[2])
    if month is None:
        raise DateUnreadable
    era = match[3] or ""
    if era.startswith("ค"):  # the writer says that it is the common era
        return _iso_day(int(match[4]), month, int(match[1]))
    return _day(int(match[1]), month, _year(match[4]))


def _year(digits: str) -> int:
    """The year of the common era for a Buddhist year in two or four digits."""
    year = 2500 + int(digits) if len(digits) == 2 else int(digits)
    if year in _CHRISTIAN:
        raise ChristianYear(year=year, buddhist=be_year(year))
    if year not in _BUDDHIST:
        raise YearOutOfRange(year=digits)
    return ce_year(year)


def _iso_day(year: int, month: int, day: int) -> dt.date:
    """A day that is known to be of the common era."""
    if year in _BUDDHIST:
        raise BuddhistYearFirst(year=year)
    if year not in range(ce_year(_BUDDHIST.start), ce_year(_BUDDHIST.stop)):
        raise YearOutOfRange(year=year)
    return _day(day, month, year)


def _day(day: int, month: int, year: int) -> dt.date:
    """The day, or why there is none. `year` is of the common era."""
    if not 1 <= month <= 12:
        raise NoSuchMonth(month=month)
    try:
        return dt.date(year, month, day)
    except ValueError:
        raise NoSuchDay(day=day, month=month, month_name=MONTHS[month - 1], year=be_year(year)) from None
