"""The office clock: an instant as working time since the beginning, so that a duration is one subtraction.

Rules of kpi.md section 4 "Working time" and "Due time". Hours, holidays and days worked instead come from
rows that a clerk edits; nothing here knows a holiday. Naive instants are refused everywhere.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from zoneinfo import ZoneInfo

from eoffice.organisations.rules.running_sum import RunningSum, Week

_BANGKOK = ZoneInfo("Asia/Bangkok")
_MICROSECOND = dt.timedelta(microseconds=1)
_MIDNIGHT = dt.time()

Opening = tuple[dt.time, dt.time]  # opens, closes; the closing moment itself is outside
#: Working microseconds before a day, and its openings in microseconds since midnight.
_Day = tuple[int, tuple[tuple[int, int], ...]]


class OfficeClosed(ValueError):
    """The office does not open on the day that was asked for."""


@dataclass(frozen=True)
class OfficeHours:
    """When the office is open on each weekday (0 = Monday), from a day on. A break is two openings."""

    week: Mapping[int, tuple[Opening, ...]]
    valid_from: dt.date = dt.date.min

    def __post_init__(self) -> None:
        for openings in self.week.values():
            edges = [edge for opening in openings for edge in opening]
            if edges != sorted(set(edges)):
                raise ValueError("openings of a day follow one another and do not touch")
        if not any(self.week.values()):
            raise ValueError("an office that never opens")

    def on(self, weekday: int) -> tuple[Opening, ...]:
        """The openings of a weekday; none when the office stays closed."""
        return self.week.get(weekday, ())

    def ordinary(self) -> tuple[Opening, ...]:
        """The openings of the first weekday that has any: those of a Saturday that is worked instead."""
        return next(self.week[weekday] for weekday in sorted(self.week) if self.week[weekday])


def usual_hours(*, lunch: bool = False) -> OfficeHours:
    """Monday to Friday 08.30 to 16.30: 480 minutes, or 420 where the lunch hour is taken out."""
    whole = ((dt.time(8, 30), dt.time(16, 30)),)
    halves = ((dt.time(8, 30), dt.time(12)), (dt.time(13), dt.time(16, 30)))
    return OfficeHours(dict.fromkeys(range(5), halves if lunch else whole))


@dataclass(frozen=True)
class OfficeClock:
    """The working time of one organisation.

    `hours`: one entry per change; the earliest also holds for all days before it. `holidays` are closed
    whatever their kind; `working_days` are worked though their weekday is free (a holiday wins). `years` are
    the years of the common era whose holidays somebody has settled. Can be pickled and cached.
    """

    hours: tuple[OfficeHours, ...] = field(default_factory=lambda: (usual_hours(),))
    holidays: frozenset[dt.date] = frozenset()
    working_days: frozenset[dt.date] = frozenset()
    years: frozenset[int] = frozenset()
    tz: dt.tzinfo = _BANGKOK

    def __post_init__(self) -> None:
        if not self.hours:
            raise ValueError("an office clock needs hours")

    def working(self, instant: dt.datetime) -> dt.timedelta:
        """Working time since the beginning of the calendar: exact, and never less for a later instant."""
        local = self._local(instant)
        before, openings = self._day(local.date())
        now = _since_midnight(local.time())
        passed = sum(max(0, min(now, closes) - opens) for opens, closes in openings)
        return (before + passed) * _MICROSECOND

    def between(self, start: dt.datetime, end: dt.datetime) -> dt.timedelta:
        """Working time from `start` to `end`; negative when they stand the other way round."""
        return self.working(end) - self.working(start)

    def minutes_between(self, start: dt.datetime, end: dt.datetime) -> int:
        """Whole working minutes from `start` to `end`, rounded down."""
        return self.between(start, end) // dt.timedelta(minutes=1)

    def hours_on(self, day: dt.date) -> OfficeHours:
        """The hours in force on `day`, before any holiday is looked at."""
        held = (hours for hours in self._hours_latest_first if hours.valid_from <= day)
        return next(held, self._hours_latest_first[-1])

    def openings(self, day: dt.date) -> tuple[Opening, ...]:
        """When the office is open on `day`; empty on a day off."""
        if day in self.holidays:
            return ()
        hours = self.hours_on(day)
        usual = hours.on(day.weekday())
        return usual or hours.ordinary() if day in self.working_days else usual

    def is_working_day(self, day: dt.date) -> bool:
        """Whether the office opens at all on `day`."""
        return bool(self.openings(day))

    def is_open(self, instant: dt.datetime) -> bool:
        """Whether the instant lies inside office hours; 16.30.00 itself does not."""
        local = self._local(instant)
        return any(opens <= local.time() < closes for opens, closes in self.openings(local.date()))

    def next_open(self, instant: dt.datetime) -> dt.datetime:
        """The first moment of opening at or after the instant, in the office's zone."""
        local = self._local(instant)
        for opens, _ in self.openings(local.date()):
            if opens >= local.time():
                return self._at(local.date(), opens)
        day = self._working_day_after(local.date(), 1)
        return self._at(day, self.openings(day)[0][0])

    def effective(self, received: dt.datetime) -> dt.datetime:
        """From when the office counts: the instant itself inside office hours, else the next opening."""
        return self._local(received) if self.is_open(received) else self.next_open(received)

    def end_of_office(self, day: dt.date) -> dt.datetime:
        """When the office closes on `day`. Raises OfficeClosed on a day off."""
        openings = self.openings(day)
        if not openings:
            raise OfficeClosed(day.isoformat())
        return self._at(day, openings[-1][1])

    def working_day_after(self, day: dt.date, number: int) -> dt.date:
        """The `number`-th working day after `day`; with 0 the day itself, or the next one that is worked."""
        if number < 0:
            raise ValueError("days are counted forward")
        if number == 0:
            return day if self.is_working_day(day) else self._working_day_after(day, 1)
        return self._working_day_after(day, number)

    def due_in_working_days(self, received: dt.datetime, days: int) -> dt.datetime:
        """End of office of the `days`-th working day after the day of `effective`."""
        return self.end_of_office(self.working_day_after(self.effective(received).date(), days))

    def due_in_working_hours(self, received: dt.datetime, hours: int) -> dt.datetime:
        """The earliest instant by which so many working hours have passed since `effective`."""
        return self.after_working(received, dt.timedelta(hours=hours))

    def after_working(self, received: dt.datetime, time: dt.timedelta) -> dt.datetime:
        """The earliest instant by which the working time `time` has passed since `effective`."""
        if time < dt.timedelta(0):
            raise ValueError("time runs forward")
        start = self.effective(received)
        if not time:
            return start
        total = (self.working(start) + time) // _MICROSECOND
        day = self._time.reaches(total)
        return self._moment(day, total - self._time.before(day))

    def due_in_calendar_days(self, received: dt.datetime, days: int) -> dt.datetime:
        """End of office `days` calendar days after the day of `effective`, or of the next working day."""
        if days < 0:
            raise ValueError("days are counted forward")
        day = self.effective(received).date() + dt.timedelta(days=days)
        return self.end_of_office(self.working_day_after(day, 0))

    def covers(self, day: dt.date) -> bool:
        """Whether somebody has settled the holidays of the year of `day`."""
        return day.year in self.years

    @cached_property
    def _time(self) -> RunningSum:
        """Working microseconds."""
        weeks = [(hours.valid_from, _week(hours, _length)) for hours in self.hours]
        return RunningSum(weeks, {day: _length(self.openings(day)) for day in self._exceptions})

    @cached_property
    def _days(self) -> RunningSum:
        """Working days."""
        weeks = [(hours.valid_from, _week(hours, _opens)) for hours in self.hours]
        return RunningSum(weeks, {day: _opens(self.openings(day)) for day in self._exceptions})

    @cached_property
    def _days_asked(self) -> dict[dt.date, _Day]:
        return {}

    @cached_property
    def _exceptions(self) -> frozenset[dt.date]:
        return self.holidays | self.working_days

    @cached_property
    def _hours_latest_first(self) -> tuple[OfficeHours, ...]:
        return tuple(sorted(self.hours, key=lambda hours: hours.valid_from, reverse=True))

    def _working_day_after(self, day: dt.date, number: int) -> dt.date:
        return self._days.reaches(self._days.before(day + dt.timedelta(days=1)) + number)

    def _local(self, instant: dt.datetime) -> dt.datetime:
        if instant.tzinfo is None:
            raise ValueError("an instant needs its offset")
        return instant.astimezone(self.tz)

    def _at(self, day: dt.date, time: dt.time) -> dt.datetime:
        return dt.datetime.combine(day, time, self.tz)

    def _day(self, day: dt.date) -> _Day:
        """What a day begins with, and its openings; kept, since figures ask for the same days again."""
        known = self._days_asked.get(day)
        if known is None:
            openings = tuple(
                (_since_midnight(opens), _since_midnight(closes)) for opens, closes in self.openings(day)
            )
            known = self._days_asked[day] = (self._time.before(day), openings)
        return known

    def _moment(self, day: dt.date, passed: int) -> dt.datetime:
        """The earliest moment of `day` by which `passed` working microseconds of it are over."""
        for opening in self.openings(day):
            length = _length((opening,))
            if passed <= length:
                return self._at(day, opening[0]) + passed * _MICROSECOND
            passed -= length
        raise OfficeClosed(day.isoformat())


def _since_midnight(time: dt.time) -> int:
    seconds = (time.hour * 60 + time.minute) * 60 + time.second
    return seconds * 1_000_000 + time.microsecond


def _length(openings: tuple[Opening, ...]) -> int:
    return sum(_since_midnight(closes) - _since_midnight(opens) for opens, closes in openings)


def _opens(openings: tuple[Opening, ...]) -> int:
    return 1 if openings else 0


def _week(hours: OfficeHours, measure: Callable[[tuple[Opening, ...]], int]) -> Week:
    """A value for each weekday."""
    monday, tuesday, wednesday, thursday, friday, saturday, sunday = (measure(hours.on(n)) for n in range(7))
    return monday, tuesday, wednesday, thursday, friday, saturday, sunday
