"""The office clock of an organisation, made from its rows."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from types import MappingProxyType

from eoffice.organisations.models import CalendarDay, CalendarYear, OfficeHours, Organisation
from eoffice.organisations.rules import office_clock as rules

#: For so long a process trusts that no other process changed the calendar (seconds).
TRUSTED = 1.0
USUAL_CLOSING = dt.time(16, 30)
#: The month from which next year's list is asked for: the cabinet announces it about then, and letters of
#: October already have due times in January.
ASK_FROM_MONTH = 9


@dataclass(frozen=True)
class _Kept:
    version: int
    clock: rules.OfficeClock
    checked: float


_kept: dict[int, _Kept] = {}
_reckoning: ContextVar[Mapping[int, rules.OfficeClock]] = ContextVar(
    "reckoning", default=MappingProxyType({})
)


def office_clock(organisation_id: int) -> rules.OfficeClock:
    """The organisation's clock as its calendar now stands."""
    if organisation_id in _reckoning.get():
        return _reckoning.get()[organisation_id]
    kept = _kept.get(organisation_id)
    if kept is not None and time.monotonic() - kept.checked < TRUSTED:
        return kept.clock
    version = Organisation.objects.values_list("calendar_version", flat=True).get(pk=organisation_id)
    clock = kept.clock if kept is not None and kept.version == version else build_clock(organisation_id)
    _kept[organisation_id] = _Kept(version, clock, time.monotonic())
    return clock


@contextmanager
def reckoning_by(organisation_id: int, clock: rules.OfficeClock) -> Iterator[None]:
    """Inside the block the organisation's clock is `clock`: to ask what was due by an earlier calendar."""
    token = _reckoning.set({**_reckoning.get(), organisation_id: clock})
    try:
        yield
    finally:
        _reckoning.reset(token)


def forget(organisation_id: int | None = None) -> None:
    """Drop what is kept in this process, of one organisation or of all."""
    if organisation_id is None:
        _kept.clear()
    else:
        _kept.pop(organisation_id, None)


def end_of_day(organisation_id: int, day: dt.date) -> dt.datetime:
    """What a bare date means as a due time: the end of office hours; on a day off, the usual one."""
    clock = office_clock(organisation_id)
    if clock.is_working_day(day):
        return clock.end_of_office(day)
    return dt.datetime.combine(day, USUAL_CLOSING, tzinfo=clock.tz)


def missing_years(organisation_id: int, today: dt.date) -> list[int]:
    """The years of the common era whose holidays nobody has settled, though due times fall into them.

    This year always, next year from September on.
    """
    clock = office_clock(organisation_id)
    needed = [today.year, today.year + 1] if today.month >= ASK_FROM_MONTH else [today.year]
    return [year for year in needed if year not in clock.years]


def build_clock(organisation_id: int) -> rules.OfficeClock:
    """The organisation's clock from its rows, whatever is kept."""
    off: set[dt.date] = set()
    worked: set[dt.date] = set()
    for day, kind in CalendarDay.objects.filter(organisation=organisation_id).values_list("day", "kind"):
        (worked if kind == CalendarDay.Kind.WORKING else off).add(day)
    years = CalendarYear.objects.filter(organisation=organisation_id, confirmed_at__isnull=False)
    return rules.OfficeClock(
        hours=_hours(organisation_id) or (rules.usual_hours(),),
        holidays=frozenset(off),
        working_days=frozenset(worked),
        years=frozenset(years.values_list("year", flat=True)),
    )


def _hours(organisation_id: int) -> tuple[rules.OfficeHours, ...]:
    weeks: dict[dt.date, dict[int, list[rules.Opening]]] = {}
    for row in OfficeHours.objects.filter(organisation=organisation_id):
        week = weeks.setdefault(row.valid_from, {})
        week.setdefault(row.weekday, []).append((row.opens, row.closes))
    return tuple(
        rules.OfficeHours({day: tuple(sorted(rows)) for day, rows in week.items()}, valid_from)
        for valid_from, week in sorted(weeks.items())
    )
