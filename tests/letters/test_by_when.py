"""By which time a letter counts as late, from the moment it came (sheet 12.6, 4.1)."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from eoffice.common import clock
from eoffice.people.models import Post
from tests.letters.telling import arrive, take
from workflows.engine.models import Deadline
from workflows.letters.models import IncomingLetter

FRIDAY = dt.datetime(2026, 11, 20, 9, 0, tzinfo=clock.BANGKOK)
TUESDAY = dt.datetime(2026, 11, 24, 9, 0, tzinfo=clock.BANGKOK)
DAY = dt.timedelta(days=1)
HALF_PAST_FOUR = dt.time(16, 30)


def at(day: dt.date | dt.datetime, time: dt.time = HALF_PAST_FOUR) -> dt.datetime:
    return dt.datetime(day.year, day.month, day.day, time.hour, time.minute, tzinfo=clock.BANGKOK)


def registered(clerk: Post, *, came: dt.datetime = TUESDAY, **told: Any) -> IncomingLetter:
    """Written down on Tuesday morning, whenever it came."""
    with clock.at(TUESDAY):
        letter = arrive(clerk, received_at=came.isoformat(), **told)
        return take(letter, clerk, "check", "register")


def timers(letter: IncomingLetter) -> dict[str, dt.datetime]:
    rows = Deadline.objects.filter(process="incoming_letter", item=letter.pk, stopped_at=None)
    return dict(rows.values_list("timer", "due_at"))


def test_within_goes_before_every_other_time(malee: Post) -> None:
    within = TUESDAY + dt.timedelta(hours=3)
    letter = registered(malee, within_at=within.isoformat())
    assert letter.due_at == letter.original_due_at == timers(letter)["due"] == within
    letter = registered(malee, within_at=within.isoformat(), answers_due_on="2026-12-20", speed="urgent")
    assert letter.due_at == within


def test_the_date_in_the_letter_goes_before_the_standard(malee: Post) -> None:
    letter = registered(malee, answers_due_on="2026-12-21", speed="most_urgent")
    assert letter.due_at == at(dt.date(2026, 12, 21))


def test_the_standard_counts_from_the_moment_the_letter_came(malee: Post) -> None:
    """It lay in the tray from Friday to Tuesday: the office has had two of its days by then."""
    written = {came: registered(malee, came=came).due_at for came in (FRIDAY, TUESDAY)}
    assert written == {FRIDAY: at(dt.date(2026, 11, 27)), TUESDAY: at(dt.date(2026, 12, 1))}
    taken_up = timers(registered(malee, came=FRIDAY))["T-SLA"]
    assert taken_up == at(dt.date(2026, 11, 23))


@pytest.mark.parametrize(
    ("speed", "due"),
    [
        ("most_urgent", at(TUESDAY, dt.time(13, 0))),  # four hours of work
        ("very_urgent", at(TUESDAY + DAY)),
        ("urgent", at(TUESDAY + 3 * DAY)),
        ("normal", at(TUESDAY + 7 * DAY)),
    ],
)
def test_the_standard_of_its_speed(malee: Post, speed: str, due: dt.datetime) -> None:
    assert registered(malee, speed=speed).due_at == due


def test_a_letter_that_asks_is_answered_in_fifteen_days(malee: Post) -> None:
    assert "T-15" not in timers(registered(malee))
    assert timers(registered(malee, is_question=True, came=FRIDAY))["T-15"].date() == dt.date(
        2026, 12, 7
    )  # the fifth is a Saturday
