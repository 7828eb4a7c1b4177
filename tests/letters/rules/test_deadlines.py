"""The mailbox rule and the fifteen days, by the office clock."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

import pytest

from eoffice.organisations.rules.office_clock import OfficeClock, usual_hours
from workflows.letters.rules.deadlines import answer_a_question, reply_to_email

BANGKOK = ZoneInfo("Asia/Bangkok")
CLOCK = OfficeClock(holidays=frozenset({dt.date(2026, 8, 12)}))  # a Wednesday


def at(day: int, hour: int, minute: int = 0) -> dt.datetime:
    return dt.datetime(2026, 8, day, hour, minute, tzinfo=BANGKOK)


@pytest.mark.parametrize(
    ("received", "due"),
    [
        (at(10, 9), at(10, 16, 30)),
        (at(10, 7), at(10, 16, 30)),  # before opening: within that working day
        (at(10, 16, 29), at(10, 16, 30)),
        (at(10, 16, 30), at(11, 10)),  # after hours: 10.00 of the next working day
        (at(11, 20), at(13, 10)),  # over a holiday
        (at(12, 9), at(13, 10)),  # on a holiday
        (at(15, 9), at(17, 10)),  # on a Saturday
    ],
)
def test_an_email_is_answered_within_its_working_day(received: dt.datetime, due: dt.datetime) -> None:
    assert reply_to_email(received, CLOCK) == due
    assert reply_to_email(received.astimezone(dt.UTC), CLOCK) == due


def test_a_mail_of_the_lunch_hour_is_answered_the_same_day() -> None:
    assert reply_to_email(at(10, 12, 30), OfficeClock(hours=(usual_hours(lunch=True),))) == at(10, 16, 30)


def test_a_question_is_answered_within_fifteen_days_or_on_the_next_working_day() -> None:
    assert answer_a_question(at(3, 10), CLOCK) == at(18, 16, 30)
    assert answer_a_question(at(7, 10), CLOCK) == at(24, 16, 30)  # the 22nd is a Saturday
