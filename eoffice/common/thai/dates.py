"""Dates and times as an office writes and says them. Stored in the common era, shown in the Buddhist one."""

from __future__ import annotations

import datetime as dt
from enum import Enum
from zoneinfo import ZoneInfo

from eoffice.common.thai.date_errors import (
    BuddhistYearFirst,
    ChristianYear,
    DateRefused,
    DateUnreadable,
    NoSuchDay,
    NoSuchMonth,
    NoSuchTime,
    YearOutOfRange,
)
from eoffice.common.thai.day_parser import parse_day, parse_instant, parse_time
from eoffice.common.thai.months import MONTHS, SHORT_MONTHS, WEEKDAYS, be_year, ce_year

__all__ = [
    "BANGKOK",
    "BuddhistYearFirst",
    "ChristianYear",
    "DateRefused",
    "DateUnreadable",
    "NoSuchDay",
    "NoSuchMonth",
    "NoSuchTime",
    "Said",
    "YearOutOfRange",
    "be_year",
    "ce_year",
    "day_in_bangkok",
    "due_words",
    "formal_date",
    "full_date",
    "full_datetime",
    "parse_day",
    "parse_instant",
    "parse_time",
    "said",
    "short_date",
    "short_datetime",
    "time_text",
]

BANGKOK = ZoneInfo("Asia/Bangkok")


def day_in_bangkok(when: dt.date | dt.datetime) -> dt.date:
    """The day of an aware instant in Bangkok; a plain day is its own. Refuses a naive instant."""
    if not isinstance(when, dt.datetime):
        return when
    return _in_bangkok(when).date()


def full_date(when: dt.date | dt.datetime) -> str:
    """22 พฤศจิกายน 2569, as letters carry it."""
    day = day_in_bangkok(when)
    return f"{day.day} {MONTHS[day.month - 1]} {be_year(day.year)}"


def formal_date(when: dt.date | dt.datetime) -> str:
    """22 พฤศจิกายน พ.ศ. 2569, as คำสั่ง and ประกาศ carry it after "ณ วันที่"."""
    day = day_in_bangkok(when)
    return f"{day.day} {MONTHS[day.month - 1]} พ.ศ. {be_year(day.year)}"


def short_date(when: dt.date | dt.datetime) -> str:
    """22 พ.ย. 69; a year outside 2500 to 2599, which two digits would not tell, in full."""
    day = day_in_bangkok(when)
    year = be_year(day.year)
    shown = f"{year % 100:02}" if year // 100 == 25 else str(year)
    return f"{day.day} {SHORT_MONTHS[day.month - 1]} {shown}"


def time_text(when: dt.datetime | dt.time) -> str:
    """09.30 น., in Bangkok."""
    time = _in_bangkok(when).time() if isinstance(when, dt.datetime) else when
    return f"{time:%H.%M} น."


def full_datetime(instant: dt.datetime) -> str:
    """22 พฤศจิกายน 2569 เวลา 09.30 น."""
    return f"{full_date(instant)} เวลา {time_text(instant)}"


def short_datetime(instant: dt.datetime) -> str:
    """22 พ.ย. 69 09.30 น."""
    return f"{short_date(instant)} {time_text(instant)}"


class Said(Enum):
    """How people name a day that is near."""

    YESTERDAY = "เมื่อวาน"
    TODAY = "วันนี้"
    TOMORROW = "พรุ่งนี้"
    WEEKDAY = "weekday"  # one of the next days, by its name
    DATE = "date"


def said(day: dt.date, today: dt.date) -> Said:
    """By which words `day` is named on the day `today`. A weekday's name means the days 2 to 6 ahead only."""
    distance = (day - today).days
    near = {-1: Said.YESTERDAY, 0: Said.TODAY, 1: Said.TOMORROW}
    return near.get(distance, Said.WEEKDAY if 1 < distance < 7 else Said.DATE)


def due_words(due: dt.date | dt.datetime, now: dt.datetime) -> str:
    """When something is due, as people say it: พรุ่งนี้ 16.30 น., วันศุกร์ 16.30 น., 22 พ.ย. 69 16.30 น."""
    day = day_in_bangkok(due)
    way = said(day, day_in_bangkok(now))
    if way is Said.DATE:
        words = short_date(day)
    elif way is Said.WEEKDAY:
        words = f"วัน{WEEKDAYS[day.weekday()]}"
    else:
        words = way.value
    return f"{words} {time_text(due)}" if isinstance(due, dt.datetime) else words


def _in_bangkok(instant: dt.datetime) -> dt.datetime:
    if instant.tzinfo is None:
        raise ValueError("an instant needs its offset")
    return instant.astimezone(BANGKOK)
