"""A year of the office as twelve months to look at."""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.dates import MONTHS, WEEKDAYS, WEEKDAYS_ABBR
from django.utils.functional import Promise

from eoffice.organisations.models import CalendarDay
from eoffice.organisations.rules.office_clock import OfficeClock

SUNDAY_FIRST = calendar.Calendar(firstweekday=calendar.SUNDAY)
#: Short and full name of each weekday, in the order of the columns.
SUNDAY_TO_SATURDAY = [(WEEKDAYS_ABBR[weekday], WEEKDAYS[weekday]) for weekday in SUNDAY_FIRST.iterweekdays()]
ORDINARY, WEEKEND = "ordinary", "weekend"


@dataclass(frozen=True)
class Cell:
    """One day of a month. `kind`: that of its row, else ordinary or weekend."""

    day: dt.date
    kind: str
    row: CalendarDay | None
    is_today: bool


@dataclass(frozen=True)
class Month:
    """One month: its weeks from Sunday (None outside the month), its special days, how many are worked."""

    number: int
    name: str | Promise
    weeks: list[list[Cell | None]]
    rows: list[CalendarDay]
    working_days: int


def months_of(year: int, rows: Sequence[CalendarDay], clock: OfficeClock, today: dt.date) -> list[Month]:
    """The twelve months of a year of the common era. `rows` are the special days of the year."""
    return [_month(year, number, rows, clock, today) for number in range(1, 13)]


def _month(year: int, number: int, rows: Sequence[CalendarDay], clock: OfficeClock, today: dt.date) -> Month:
    mine = [row for row in rows if row.day.month == number]
    by_day = {row.day: row for row in mine}
    weeks = [
        [_cell(day, by_day.get(day), clock, today) if day.month == number else None for day in week]
        for week in SUNDAY_FIRST.monthdatescalendar(year, number)
    ]
    worked = sum(clock.is_working_day(cell.day) for week in weeks for cell in week if cell)
    return Month(number, MONTHS[number], weeks, mine, worked)


def _cell(day: dt.date, row: CalendarDay | None, clock: OfficeClock, today: dt.date) -> Cell:
    ordinary = ORDINARY if clock.is_working_day(day) else WEEKEND
    return Cell(day, row.kind if row else ordinary, row, day == today)
