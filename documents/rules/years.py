"""Register years: the Buddhist year of the day in Bangkok, from 1 January (ข้อ 38.2, 43.1.2)."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

BUDDHIST = 543
BANGKOK = ZoneInfo("Asia/Bangkok")


def register_year(instant: dt.datetime) -> int:
    """The BE year in whose book an instant (aware) falls."""
    if instant.tzinfo is None:
        raise ValueError("an instant needs its offset")
    return instant.astimezone(BANGKOK).year + BUDDHIST


def year_of_day(day: dt.date) -> int:
    """The BE year of a day."""
    return day.year + BUDDHIST
