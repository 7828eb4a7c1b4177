"""A holiday that is announced late moves what is due after it, and nothing else (kpi.md 4)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

import pytest

from documents.models import RetentionClass
from eoffice.common import clock
from eoffice.organisations.calendar import forget
from eoffice.organisations.models import CalendarDay
from eoffice.people.actions import calendar
from eoffice.people.actions.calendar import DayFacts
from eoffice.people.models import Post
from kpi.models import ItemFact
from tests.kpi.lives import read_log
from tests.letters.telling import arrive, ordered, take
from workflows.engine import subscribers
from workflows.engine.models import Deadline, DeadlineChange, Notice, Transition
from workflows.engine.perform import perform
from workflows.engine.verify import verify_log
from workflows.letters.models import IncomingLetter

FRIDAY = dt.date(2026, 11, 27)


def at(day: int, hour: int, minute: int = 0) -> dt.datetime:
    """An instant of November 2026 in Bangkok; the 24th is a Tuesday."""
    return dt.datetime(2026, 11, 1, hour, minute, tzinfo=clock.BANGKOK) + dt.timedelta(days=day - 1)


@pytest.fixture(autouse=True)
def on_tuesday(db: None) -> Iterator[None]:
    RetentionClass.objects.get_or_create(code="normal_10y", defaults={"clause": "ข้อ 57", "order": 1})
    forget()
    with clock.at(at(24, 9)):
        yield
    forget()


def closed_on_friday(malee: Post) -> CalendarDay:
    """มาลี enters the flood."""
    facts = DayFacts(FRIDAY, CalendarDay.Kind.CLOSURE, "ปิดทำการเนื่องจากน้ำท่วม")
    return calendar.add_day(facts, by=malee)


def registered(malee: Post, **more: Any) -> IncomingLetter:
    return take(arrive(malee, **more), malee, "check", "register")


def rows_of(letter: IncomingLetter) -> list[Transition]:
    return list(Transition.objects.of("incoming_letter", letter.pk).filter(step="retime"))


def test_what_is_due_after_the_holiday_is_due_a_day_later(malee: Post) -> None:
    letter = registered(malee)
    assert letter.due_at == at(31, 16, 30)  # five working days: 25, 26, 27, 30 November, 1 December
    version = letter.version

    with clock.at(at(25, 10)):
        closed_on_friday(malee)

    letter.refresh_from_db()
    assert letter.due_at == at(32, 16, 30)
    assert letter.original_due_at == at(31, 16, 30)
    assert letter.version == version + 1
    change = DeadlineChange.objects.get(deadline__timer="due")
    assert (change.was_due_at, change.due_at) == (at(31, 16, 30), at(32, 16, 30))
    assert change.reason == "เพิ่ม 27 พฤศจิกายน 2569 ในปฏิทิน: ปิดทำการเนื่องจากน้ำท่วม"
    [row] = rows_of(letter)
    assert (row.due_at, row.note, row.actor) == (at(32, 16, 30), change.reason, None)
    assert (row.source, row.target, row.occurred_at) == ("registered", "registered", at(25, 10))
    assert not list(verify_log())


def test_taking_the_day_out_again_brings_the_time_back(malee: Post) -> None:
    letter = registered(malee)
    row = closed_on_friday(malee)
    calendar.remove_day(row, by=malee)
    letter.refresh_from_db()
    assert letter.due_at == at(31, 16, 30)
    assert len(rows_of(letter)) == 2


def test_what_passed_stays_and_nothing_moves_into_the_past(malee: Post) -> None:
    row = closed_on_friday(malee)
    letter = registered(malee)
    assert letter.due_at == at(32, 16, 30)
    with clock.at(at(32, 9)):  # a day before noon of which it would have been late
        calendar.remove_day(row, by=malee)
    letter.refresh_from_db()
    assert letter.due_at == at(32, 16, 30)
    with clock.at(at(33, 9)):
        closed_on_friday(malee)
    letter.refresh_from_db()
    assert letter.due_at == at(32, 16, 30)
    assert rows_of(letter) == []


@pytest.mark.parametrize(
    "told", [{"answers_due_on": "2026-12-02"}, {"within_at": "2026-12-02T15:00:00+07:00"}]
)
def test_a_time_that_stands_in_the_letter_stays(malee: Post, told: dict[str, object]) -> None:
    letter = registered(malee, **told)
    before = letter.due_at
    closed_on_friday(malee)
    letter.refresh_from_db()
    assert letter.due_at == before


def test_a_time_that_somebody_set_stays(malee: Post, somchai: Post) -> None:
    letter = take(registered(malee), malee, "submit")
    letter = perform(letter, "extend", somchai, {"due_at": "2026-12-04", "note": "รอข้อมูลเพิ่ม"})
    closed_on_friday(malee)
    letter.refresh_from_db()
    assert letter.due_at == dt.datetime(2026, 12, 4, 16, 30, tzinfo=clock.BANGKOK)


def test_assignments_without_a_date_of_their_own_go_with_their_letter(
    malee: Post, somchai: Post, wipha: Post
) -> None:
    letter = take(ordered(arrive(malee), malee, somchai, wipha), malee, "distribute")
    closed_on_friday(malee)
    letter.refresh_from_db()
    assert letter.due_at == letter.assignments.get().due_at == at(32, 16, 30)


def test_the_timers_of_single_steps_follow_too_and_what_is_over_does_not(malee: Post) -> None:
    letter = registered(malee, speed="urgent")  # three working days: the 27th
    arrived = arrive(malee)
    closed_on_friday(malee)
    letter.refresh_from_db()
    assert letter.due_at == at(30, 16, 30)
    assert not DeadlineChange.objects.filter(deadline__item=arrived.pk, deadline__timer="due").exists()
    assert all(timer.due_at.date() != FRIDAY for timer in Deadline.objects.filter(stopped_at=None))


def test_another_agency_has_another_calendar(malee: Post, pricha: Post) -> None:
    letter = registered(pricha)
    closed_on_friday(malee)
    letter.refresh_from_db()
    assert letter.due_at == at(31, 16, 30)


def test_figures_judge_by_the_moved_time_and_count_no_extension(malee: Post) -> None:
    letter = registered(malee)
    closed_on_friday(malee)
    read_log(malee)
    fact = ItemFact.objects.get(process="incoming_letter", item=letter.pk)
    assert fact.due_at == at(32, 16, 30)
    assert fact.original_due_at == at(31, 16, 30)
    assert not [mark for mark in fact.history().marks if mark.kind == "extend"]


def test_nobody_is_told_that_work_waits_because_a_day_was_entered(malee: Post, somchai: Post) -> None:
    take(registered(malee), malee, "submit")
    closed_on_friday(malee)
    subscribers.get("notices").read_on(malee.organisation_id)
    [notice] = Notice.objects.filter(person=somchai.person)
    assert notice.about == f"log:{Transition.objects.get(step='submit').number}"
