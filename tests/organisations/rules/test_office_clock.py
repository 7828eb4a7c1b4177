"""The office clock against the worked example E01 of kpi.md and by hand."""

from __future__ import annotations

import datetime as dt
import pickle
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import yaml

from eoffice.organisations.rules.office_clock import OfficeClock, OfficeClosed, OfficeHours, usual_hours
from eoffice.organisations.rules.running_sum import NeverReached

BANGKOK = ZoneInfo("Asia/Bangkok")
E01 = yaml.safe_load((Path(__file__).parent / "e01.yaml").read_text(encoding="utf-8"))
CLOCK = OfficeClock(holidays=frozenset(E01["holidays"]), years=frozenset({2023}))


def at(text: str) -> dt.datetime:
    """ "07-27 15:30" of 2023 in Bangkok."""
    return dt.datetime.strptime(f"2023-{text}", "%Y-%m-%d %H:%M").replace(tzinfo=BANGKOK)


@pytest.mark.parametrize(("start", "end", "minutes"), E01["minutes"])
def test_e01_minutes(start: str, end: str, minutes: int) -> None:
    assert CLOCK.minutes_between(at(start), at(end)) == minutes
    assert CLOCK.between(at(end), at(start)) == -dt.timedelta(minutes=minutes)


@pytest.mark.parametrize(("received", "allowance", "due"), E01["due"])
def test_e01_due(received: str, allowance: str, due: str) -> None:
    number, unit = allowance.split()
    give = {"days": CLOCK.due_in_working_days, "hours": CLOCK.due_in_working_hours}[unit]
    assert give(at(received), int(number)) == at(due)


def test_utc_and_bangkok_are_the_same_instant() -> None:
    received = at("08-03 15:00")
    assert CLOCK.working(received.astimezone(dt.UTC)) == CLOCK.working(received)
    assert (
        CLOCK.due_in_working_days(received.astimezone(dt.UTC), 1).isoformat() == "2023-08-04T16:30:00+07:00"
    )


def test_a_naive_instant_is_refused() -> None:
    with pytest.raises(ValueError, match="offset"):
        CLOCK.working(dt.datetime(2023, 8, 3, 9))


def test_seconds_are_exact_and_minutes_are_rounded_down() -> None:
    start, end = at("08-03 09:00"), at("08-03 09:01") + dt.timedelta(seconds=59, microseconds=999_999)
    assert CLOCK.between(start, end) == dt.timedelta(minutes=1, seconds=59, microseconds=999_999)
    assert CLOCK.minutes_between(start, end) == 1


def test_effective_is_the_instant_itself_only_while_the_office_is_open() -> None:
    assert CLOCK.effective(at("08-03 08:30")) == at("08-03 08:30")
    assert CLOCK.effective(at("08-03 16:29")) == at("08-03 16:29")
    assert CLOCK.effective(at("08-03 16:30")) == at("08-04 08:30")
    assert CLOCK.effective(at("08-03 07:00")) == at("08-03 08:30")
    assert CLOCK.effective(at("07-27 20:00")) == at("08-03 08:30")  # over six days off
    assert CLOCK.next_open(at("08-03 10:00")) == at("08-04 08:30")


def test_nothing_to_wait_for_is_due_when_it_becomes_effective() -> None:
    assert CLOCK.due_in_working_hours(at("08-04 18:00"), 0) == at("08-07 08:30")
    assert CLOCK.due_in_working_days(at("08-04 18:00"), 0) == at("08-07 16:30")


def test_calendar_days_move_off_a_holiday() -> None:
    assert CLOCK.due_in_calendar_days(at("08-03 10:00"), 15) == at("08-18 16:30")  # Friday
    assert CLOCK.due_in_calendar_days(at("08-03 10:00"), 2) == at("08-07 16:30")  # Saturday -> Monday
    assert CLOCK.due_in_calendar_days(at("08-03 10:00"), 11) == at("08-15 16:30")  # holiday Monday -> Tuesday
    assert CLOCK.due_in_calendar_days(at("08-04 17:00"), 1) == at("08-08 16:30")  # effective Monday 7


def test_the_lunch_hour_can_be_taken_out() -> None:
    clock = OfficeClock(hours=(usual_hours(lunch=True),))
    assert clock.minutes_between(at("08-03 00:00"), at("08-04 00:00")) == 420
    assert clock.minutes_between(at("08-03 11:30"), at("08-03 13:30")) == 60
    assert clock.effective(at("08-03 12:20")) == at("08-03 13:00")
    assert clock.due_in_working_hours(at("08-03 11:00"), 2) == at("08-03 14:00")
    assert clock.due_in_working_hours(at("08-03 11:00"), 1) == at("08-03 12:00")  # the earliest such instant
    assert clock.end_of_office(dt.date(2023, 8, 3)) == at("08-03 16:30")


def test_a_saturday_worked_instead_has_ordinary_hours() -> None:
    clock = OfficeClock(holidays=CLOCK.holidays, working_days=frozenset({dt.date(2023, 8, 5)}))
    assert clock.minutes_between(at("08-05 00:00"), at("08-06 00:00")) == 480
    assert clock.due_in_working_days(at("08-03 10:00"), 2) == at("08-05 16:30")
    assert clock.minutes_between(at("08-04 16:00"), at("08-07 09:00")) == 540


def test_a_holiday_wins_over_a_day_worked_instead() -> None:
    day = dt.date(2023, 8, 14)
    assert not OfficeClock(holidays=frozenset({day}), working_days=frozenset({day})).is_working_day(day)


def test_new_hours_hold_from_their_day_and_leave_the_past_alone() -> None:
    longer = OfficeHours(
        dict.fromkeys(range(6), ((dt.time(8), dt.time(17)),)), valid_from=dt.date(2023, 8, 7)
    )
    before, after = OfficeClock(), OfficeClock(hours=(usual_hours(), longer))
    assert after.working(at("08-06 12:00")) == before.working(at("08-06 12:00"))
    assert after.minutes_between(at("08-04 00:00"), at("08-05 00:00")) == 480
    assert after.minutes_between(at("08-07 00:00"), at("08-08 00:00")) == 540
    assert after.minutes_between(at("08-12 00:00"), at("08-13 00:00")) == 540  # Saturdays now
    assert after.due_in_working_days(at("08-04 10:00"), 1) == at("08-07 17:00")


def test_half_a_day_on_friday() -> None:
    week = {**usual_hours().week, 4: ((dt.time(8, 30), dt.time(12)),)}
    clock = OfficeClock(hours=(OfficeHours(week),))
    assert clock.minutes_between(at("08-04 00:00"), at("08-05 00:00")) == 210
    assert clock.due_in_working_days(at("08-03 10:00"), 1) == at("08-04 12:00")


def test_a_closed_day_has_no_end_of_office() -> None:
    with pytest.raises(OfficeClosed):
        CLOCK.end_of_office(dt.date(2023, 8, 5))


def test_hours_that_make_no_sense_are_refused() -> None:
    with pytest.raises(ValueError, match="never opens"):
        OfficeHours({})
    with pytest.raises(ValueError, match="follow"):
        OfficeHours({0: ((dt.time(13), dt.time(16)), (dt.time(9), dt.time(12)))})
    with pytest.raises(ValueError, match="forward"):
        CLOCK.due_in_working_days(at("08-03 10:00"), -1)


def test_it_says_which_years_are_settled() -> None:
    assert CLOCK.covers(dt.date(2023, 12, 31))
    assert not CLOCK.covers(dt.date(2024, 1, 1))


def test_a_pickled_clock_tells_the_same_time() -> None:
    CLOCK.working(at("08-03 10:00"))
    again = pickle.loads(pickle.dumps(CLOCK))
    assert again == CLOCK
    assert again.working(at("08-03 10:00")) == CLOCK.working(at("08-03 10:00"))


def test_a_wait_beyond_the_calendar_is_refused() -> None:
    with pytest.raises(NeverReached):
        CLOCK.after_working(at("08-03 10:00"), dt.timedelta(days=900_000))
