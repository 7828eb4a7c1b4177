"""A holiday announced late: what still lies ahead moves, what has passed stays, and the figures know."""

from __future__ import annotations

import datetime as dt

from django.db import connection
from django.test.utils import CaptureQueriesContext

from eoffice.common import clock
from eoffice.organisations.calendar_changes import changing_calendar
from eoffice.organisations.models import CalendarDay
from eoffice.people.models import Post
from tests.letters.telling import arrive, ordered, take
from workflows.engine import subscribers
from workflows.engine.models import ChainHead, Deadline, Transition
from workflows.engine.perform import perform
from workflows.engine.verify import verify_log
from workflows.letters.models import IncomingLetter

MONDAY = dt.datetime(2026, 11, 23, 9, 0, tzinfo=clock.BANGKOK)


def announce(post: Post, day: dt.date) -> None:
    with changing_calendar(post.organisation_id, reason="ครม. ประกาศวันหยุดพิเศษ", at=clock.now()):
        CalendarDay.objects.create(
            organisation=post.organisation, day=day, kind=CalendarDay.Kind.SPECIAL, name="วันหยุดพิเศษ"
        )


def test_a_special_day_moves_what_lies_ahead(malee: Post, somchai: Post, wipha: Post) -> None:
    with clock.at(MONDAY):
        letter = take(ordered(arrive(malee), malee, somchai, wipha), malee, "distribute")
    assert letter.due_at == dt.datetime(2026, 11, 30, 16, 30, tzinfo=clock.BANGKOK)  # five working days
    with clock.at(MONDAY + dt.timedelta(days=1)):
        announce(malee, dt.date(2026, 11, 27))
    letter.refresh_from_db()
    moved = dt.datetime(2026, 12, 1, 16, 30, tzinfo=clock.BANGKOK)
    assert letter.due_at == moved
    assert letter.assignments.get().due_at == moved
    rows = Transition.objects.filter(step="retime")
    assert {(row.process, row.sort, row.actor) for row in rows} == {
        ("incoming_letter", "retime", None),
        ("assignment", "retime", None),
    }
    assert Deadline.objects.filter(changes__reason__contains="ครม.").count() == 2


def test_what_has_passed_or_was_given_by_hand_stays(malee: Post, somchai: Post, wipha: Post) -> None:
    with clock.at(MONDAY):
        passed = take(arrive(malee), malee, "check", "register")
        by_hand = take(arrive(malee), malee, "check", "register")
        told = {"due_at": "2026-12-09", "note": "รอข้อมูล"}
        by_hand = perform(by_hand, "extend", somchai, told)
    due = passed.due_at
    with clock.at(MONDAY + dt.timedelta(days=10)):
        announce(malee, dt.date(2026, 11, 27))
        announce(malee, dt.date(2026, 12, 8))
    for letter in (passed, by_hand):
        before = letter.due_at
        letter.refresh_from_db()
        assert letter.due_at == before
    assert passed.due_at == due


def test_figures_judge_by_the_moved_time_and_count_no_extension(malee: Post, somchai: Post) -> None:
    from kpi.models import ItemFact

    with clock.at(MONDAY):
        letter = take(arrive(malee), malee, "check", "register")
    with clock.at(MONDAY + dt.timedelta(days=1)):
        announce(malee, dt.date(2026, 11, 27))
    subscribers.read_all(malee.organisation_id)
    fact = ItemFact.objects.get(process="incoming_letter", item=letter.pk)
    letter.refresh_from_db()
    assert (fact.due_at, fact.extended) == (letter.due_at, 0)


def test_a_holiday_is_one_sitting_of_the_log(malee: Post) -> None:
    """Items first, the log last: whoever takes a step meanwhile waits, and neither falls out."""
    with clock.at(MONDAY):
        for _letter in range(3):
            take(arrive(malee), malee, "check", "register")
    with clock.at(MONDAY + dt.timedelta(days=1)), CaptureQueriesContext(connection) as asked:
        announce(malee, dt.date(2026, 11, 27))
    written = [query["sql"] for query in asked if query["sql"].startswith(("UPDATE", "INSERT"))]
    letters, log = (
        [place for place, sql in enumerate(written) if model._meta.db_table in sql]
        for model in (IncomingLetter, ChainHead)
    )
    assert len(letters) == 3
    assert len(log) == 1
    assert max(letters) < log[0]
    assert Transition.objects.filter(step="retime").count() == 3
    assert not list(verify_log())
