"""Years and parts of years: fiscal, academic, calendar (domain sheet 11, kpi.md 4, API.md "Periods").

A period is half-open, cut at midnight in Bangkok: 00:00 on 1 October belongs to the new fiscal year.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from eoffice.common.thai.dates import short_date
from eoffice.common.thai.months import be_year, ce_year

_BANGKOK = ZoneInfo("Asia/Bangkok")
_NAME = re.compile(r"(?:FY(\d{4})(?:-Q([1-4]))?|AY(\d{4})(?:-S([12]))?)", re.ASCII)
_RANGE = re.compile(r"(\d{4}-\d{2}-\d{2}):(\d{4}-\d{2}-\d{2})", re.ASCII)
_YEARS = range(2401, 2700)


class PeriodUnreadable(ValueError):
    """No period is named so. `message` is an English sentence, the key of its translation."""

    code = "period_unreadable"
    message = "Write a period like FY2569, FY2569-Q1, AY2569, AY2569-S1 or 2026-10-01:2027-01-01."


@dataclass(frozen=True)
class Period:
    """The days from `start` to the day before `end`, in the common era."""

    name: str
    start: dt.date
    end: dt.date

    @property
    def starts_at(self) -> dt.datetime:
        """The first instant, aware."""
        return dt.datetime.combine(self.start, dt.time(), _BANGKOK)

    @property
    def ends_at(self) -> dt.datetime:
        """The first instant after it, aware."""
        return dt.datetime.combine(self.end, dt.time(), _BANGKOK)

    def __contains__(self, instant: dt.datetime) -> bool:
        return self.starts_at <= instant < self.ends_at

    def __str__(self) -> str:
        return self.name


def fiscal_year(year: int) -> Period:
    """ปีงบประมาณ: 1 October to 30 September, named after the Buddhist year in which it ends."""
    return Period(f"FY{year}", dt.date(ce_year(year) - 1, 10, 1), dt.date(ce_year(year), 10, 1))


def quarter(year: int, number: int) -> Period:
    """Quarter 1 to 4 of a fiscal year: from 1 October, 1 January, 1 April, 1 July."""
    edges = [
        dt.date(ce_year(year) - 1, 10, 1),
        *(dt.date(ce_year(year), month, 1) for month in (1, 4, 7, 10)),
    ]
    return Period(f"FY{year}-Q{number}", edges[number - 1], edges[number])


def academic_year(year: int) -> Period:
    """ปีการศึกษา: 16 May to 15 May, named after the Buddhist year in which it starts."""
    return Period(f"AY{year}", dt.date(ce_year(year), 5, 16), dt.date(ce_year(year) + 1, 5, 16))


def semester(year: int, number: int) -> Period:
    """Term 1 from 16 May, term 2 from 1 November."""
    edges = [dt.date(ce_year(year), 5, 16), dt.date(ce_year(year), 11, 1), dt.date(ce_year(year) + 1, 5, 16)]
    return Period(f"AY{year}-S{number}", edges[number - 1], edges[number])


def calendar_year(year: int) -> Period:
    """The calendar year with the Buddhist number `year`, by which registers count."""
    return days(dt.date(ce_year(year), 1, 1), dt.date(ce_year(year) + 1, 1, 1))


def days(start: dt.date, end: dt.date) -> Period:
    """From the day `start` up to, and without, the day `end`."""
    if end <= start:
        raise PeriodUnreadable(PeriodUnreadable.message)
    return Period(f"{start.isoformat()}:{end.isoformat()}", start, end)


def parse_period(text: str) -> Period:
    """The period that API.md names so. Raises PeriodUnreadable."""
    if match := _RANGE.fullmatch(text):
        return _range(match[1], match[2])
    match = _NAME.fullmatch(text)
    if match is None or int(match[1] or match[3]) not in _YEARS:
        raise PeriodUnreadable(PeriodUnreadable.message)
    if match[1]:
        return quarter(int(match[1]), int(match[2])) if match[2] else fiscal_year(int(match[1]))
    return semester(int(match[3]), int(match[4])) if match[4] else academic_year(int(match[3]))


def _range(start: str, end: str) -> Period:
    try:
        first, last = dt.date.fromisoformat(start), dt.date.fromisoformat(end)
    except ValueError:
        raise PeriodUnreadable(PeriodUnreadable.message) from None
    if be_year(first.year) not in _YEARS or be_year(last.year) not in _YEARS:
        raise PeriodUnreadable(PeriodUnreadable.message)
    return days(first, last)


def buddhist_year(when: dt.date | dt.datetime) -> int:
    """The Buddhist calendar year of a day, or of an aware instant in Bangkok: the year of a register."""
    return be_year(_day(when).year)


def fiscal_year_of(when: dt.date | dt.datetime) -> Period:
    """The fiscal year that a day or an aware instant lies in."""
    day = _day(when)
    return fiscal_year(be_year(day.year) + (day.month >= 10))


def quarter_of(when: dt.date | dt.datetime) -> Period:
    """The quarter of the fiscal year that a day or an aware instant lies in."""
    day = _day(when)
    return quarter(be_year(day.year) + (day.month >= 10), (day.month + 2) % 12 // 3 + 1)


def academic_year_of(when: dt.date | dt.datetime) -> Period:
    """The academic year that a day or an aware instant lies in."""
    day = _day(when)
    return academic_year(be_year(day.year) - ((day.month, day.day) < (5, 16)))


def semester_of(when: dt.date | dt.datetime) -> Period:
    """The term that a day or an aware instant lies in."""
    day = _day(when)
    year = be_year(day.year) - ((day.month, day.day) < (5, 16))
    return semester(year, 1 if (5, 16) <= (day.month, day.day) < (11, 1) else 2)


def thai_name(period: Period) -> str:
    """ปีงบประมาณ 2569, ไตรมาสที่ 1 ปีงบประมาณ 2569, ปีการศึกษา 2569, ภาคเรียนที่ 1/2569, or first and last day."""
    match = _NAME.fullmatch(period.name)
    if match is None:
        return f"{short_date(period.start)} - {short_date(period.end - dt.timedelta(days=1))}"
    if match[1]:
        return f"ไตรมาสที่ {match[2]} ปีงบประมาณ {match[1]}" if match[2] else f"ปีงบประมาณ {match[1]}"
    return f"ภาคเรียนที่ {match[4]}/{match[3]}" if match[4] else f"ปีการศึกษา {match[3]}"


def previous(period: Period) -> Period:
    """The period just before: of the same kind, or as many days."""
    match = _NAME.fullmatch(period.name)
    day_before = period.start - dt.timedelta(days=1)
    if match is None:
        return days(period.start - (period.end - period.start), period.start)
    if match[1]:
        return quarter_of(day_before) if match[2] else fiscal_year_of(day_before)
    return semester_of(day_before) if match[4] else academic_year_of(day_before)


def year_before(period: Period) -> Period:
    """The same period of the year before (kpi.md 8)."""
    match = _NAME.fullmatch(period.name)
    if match is None:
        return days(_year_earlier(period.start, leap_day=28), _year_earlier(period.end, leap_day=29))
    if match[1]:
        year = int(match[1]) - 1
        return quarter(year, int(match[2])) if match[2] else fiscal_year(year)
    year = int(match[3]) - 1
    return semester(year, int(match[4])) if match[4] else academic_year(year)


def _year_earlier(day: dt.date, *, leap_day: int) -> dt.date:
    """The same day a year before; 29 February becomes the 28th as a first day, 1 March as an end."""
    if (day.month, day.day) != (2, 29):
        return day.replace(year=day.year - 1)
    return dt.date(day.year - 1, 2, 28) + dt.timedelta(days=leap_day - 28)


def _day(when: dt.date | dt.datetime) -> dt.date:
    if not isinstance(when, dt.datetime):
        return when
    if when.tzinfo is None:
        raise ValueError("an instant needs its offset")
    return when.astimezone(_BANGKOK).date()
