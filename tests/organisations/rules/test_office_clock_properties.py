"""What holds for any hours, any holidays, any instants."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from eoffice.organisations.rules.office_clock import OfficeClock, OfficeHours, Opening

BANGKOK = ZoneInfo("Asia/Bangkok")
MONDAY = dt.date(2026, 11, 23)
MINUTE = dt.timedelta(minutes=1)


@st.composite
def openings(draw: st.DrawFn) -> tuple[Opening, ...]:
    """No, one or two openings of a day, at full minutes."""
    edges = sorted(draw(st.sets(st.integers(0, 24 * 60 - 1), min_size=0, max_size=4)))
    times = [dt.time(edge // 60, edge % 60) for edge in edges]
    return tuple(zip(times[0::2], times[1::2], strict=False))


@st.composite
def clocks(draw: st.DrawFn) -> OfficeClock:
    """Any office: one to three sets of hours, holidays and days worked instead around one month."""
    near = st.dates(MONDAY - dt.timedelta(days=20), MONDAY + dt.timedelta(days=40))
    weeks = st.dictionaries(st.integers(0, 6), openings(), min_size=1, max_size=7).filter(
        lambda week: any(week.values())
    )
    hours = [OfficeHours(draw(weeks), day) for day in sorted(draw(st.sets(near, min_size=1, max_size=3)))]
    few = st.sets(near, max_size=8)
    return OfficeClock(tuple(hours), frozenset(draw(few)), frozenset(draw(few)))


instants = st.datetimes(
    dt.datetime(2026, 11, 1), dt.datetime(2026, 12, 31), timezones=st.sampled_from([BANGKOK, dt.UTC])
)


@settings(deadline=None)
@given(clocks(), instants, instants, instants)
def test_durations_add_up_and_never_shrink(
    clock: OfficeClock, one: dt.datetime, two: dt.datetime, three: dt.datetime
) -> None:
    first, second, third = sorted([one, two, three])
    assert clock.between(first, second) + clock.between(second, third) == clock.between(first, third)
    assert dt.timedelta(0) <= clock.between(first, second) <= second - first


@settings(max_examples=40, deadline=None)
@given(clocks(), st.integers(0, 14 * 24 * 60), st.integers(0, 3 * 24 * 60))
def test_it_counts_what_counting_minute_by_minute_counts(clock: OfficeClock, start: int, length: int) -> None:
    first = dt.datetime.combine(MONDAY, dt.time(), BANGKOK) + start * MINUTE
    counted = sum(clock.is_open(first + step * MINUTE) for step in range(length))
    assert clock.minutes_between(first, first + length * MINUTE) == counted


@settings(deadline=None)
@given(clocks(), instants, st.integers(1, 200))
def test_working_hours_are_over_at_the_earliest_instant(
    clock: OfficeClock, received: dt.datetime, hours: int
) -> None:
    due = clock.due_in_working_hours(received, hours)
    start = clock.effective(received)
    assert clock.between(start, due) == dt.timedelta(hours=hours)
    assert clock.between(start, due - dt.timedelta(microseconds=1)) < dt.timedelta(hours=hours)


@settings(deadline=None)
@given(clocks(), instants, st.integers(0, 60))
def test_working_days_are_counted_one_by_one(clock: OfficeClock, received: dt.datetime, days: int) -> None:
    due = clock.due_in_working_days(received, days)
    effective = clock.effective(received)
    passed = [
        day
        for number in range(1, (due.date() - effective.date()).days + 1)
        if clock.is_working_day(day := effective.date() + dt.timedelta(days=number))
    ]
    assert len(passed) == days
    assert due == clock.end_of_office(due.date())


@settings(deadline=None)
@given(clocks(), instants)
def test_effective_is_the_first_open_instant(clock: OfficeClock, received: dt.datetime) -> None:
    effective = clock.effective(received)
    assert effective >= received
    assert clock.is_open(effective)
    assert clock.between(received, effective) == dt.timedelta(0)
    assert effective == received or clock.next_open(received) == effective


@settings(deadline=None)
@given(clocks(), instants, st.integers(0, 60))
def test_calendar_days_end_on_a_working_day_not_before(
    clock: OfficeClock, received: dt.datetime, days: int
) -> None:
    due = clock.due_in_calendar_days(received, days)
    wanted = clock.effective(received).date() + dt.timedelta(days=days)
    assert due.date() >= wanted
    between = [wanted + dt.timedelta(days=number) for number in range((due.date() - wanted).days)]
    assert not any(map(clock.is_working_day, between))
