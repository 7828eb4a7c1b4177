"""Until when: what an order says, what an extension moves; nothing rings twice (sheet 12.1, 12.6)."""

from __future__ import annotations

import datetime as dt

import pytest

from eoffice.common import clock
from eoffice.common.errors import InvalidInputs
from eoffice.people.models import Post
from tests.letters.telling import arrive, take
from workflows.engine.models import Deadline, Notice
from workflows.engine.perform import perform
from workflows.engine.sweeps import tell_of_overdue
from workflows.letters.assignment.states import A
from workflows.letters.models import Assignment, IncomingLetter

NINE = dt.datetime(2026, 11, 24, 9, 0, tzinfo=clock.BANGKOK)
DAY = dt.timedelta(days=1)


def running(letter: IncomingLetter) -> dict[str, dt.datetime]:
    rows = Deadline.objects.filter(process="incoming_letter", item=letter.pk, stopped_at=None)
    return dict(rows.values_list("timer", "due_at"))


def test_an_extension_moves_the_date_in_the_letter_too(malee: Post, somchai: Post) -> None:
    with clock.at(NINE):
        letter = take(arrive(malee, answers_due_on="2026-12-01"), malee, "check", "register")
        assert set(running(letter)) == {"due", "T-SLA"}
        letter = take(letter, somchai, "extend", due_at="2026-12-20", note="รอข้อมูล")
        letter = take(letter, malee, "submit")
        assert running(letter) == {"due": letter.due_at}
    with clock.at(dt.datetime(2026, 12, 3, 9, tzinfo=clock.BANGKOK)):
        tell_of_overdue()
        assert not Notice.objects.filter(kind=Notice.Kind.OVERDUE).exists()
    with clock.at(dt.datetime(2026, 12, 21, 9, tzinfo=clock.BANGKOK)):
        assert tell_of_overdue() == 1


def test_the_date_in_the_letter_rings_beside_a_sooner_time_within(malee: Post, somchai: Post) -> None:
    with clock.at(NINE):
        told = {"answers_due_on": "2026-12-01", "within_at": (NINE + DAY).isoformat()}
        letter = take(arrive(malee, **told), malee, "check", "register")
        assert set(running(letter)) == {"due", "T-DUE", "T-SLA"}
        letter = take(letter, somchai, "extend", due_at="2026-12-20", note="รอข้อมูล")
        assert set(running(letter)) == {"due", "T-SLA"}


def test_within_comes_before_the_date_and_that_before_the_standard(malee: Post) -> None:
    within = NINE + 2 * DAY
    with clock.at(NINE):
        told = {"answers_due_on": "2026-12-01", "within_at": within.isoformat()}
        assert take(arrive(malee, **told), malee, "check", "register").due_at == within
        dated = take(arrive(malee, answers_due_on="2026-12-01"), malee, "check", "register")
        assert dated.due_at == dt.datetime(2026, 12, 1, 16, 30, tzinfo=clock.BANGKOK)


def test_the_standard_time_counts_from_when_the_letter_came(malee: Post) -> None:
    with clock.at(NINE):
        today = take(arrive(malee), malee, "check", "register")
        came = (NINE - 5 * DAY).isoformat()
        earlier = take(arrive(malee, received_at=came), malee, "check", "register")
    assert earlier.due_at < today.due_at  # type: ignore[operator] # both have one


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("received_at", "2024-01-05T09:00:00+07:00"),
        ("received_at", "2026-11-25T09:00:00+07:00"),
        ("dated_on", "2399-01-01"),
        ("within_at", "2026-11-20T09:00:00+07:00"),
    ],
)
def test_a_slip_of_the_pen_in_a_date_is_told(malee: Post, name: str, value: str) -> None:
    with clock.at(NINE), pytest.raises(InvalidInputs) as refused:
        arrive(malee, **{name: value})
    assert list(refused.value.errors) == [name]


def _ordered(clerk: Post, director: Post, person: Post, due_at: str) -> IncomingLetter:
    letter = take(arrive(clerk), clerk, "check", "register", "submit")
    return take(letter, director, "order", text="มอบ", assignees=[_named(person, due_at)])


def _named(person: Post, due_at: str, part: str = "lead") -> dict[str, object]:
    return {"person": person.person_id, "role": part, "due_at": due_at}


def _live(letter: IncomingLetter) -> Assignment:
    found: Assignment = letter.assignments.live().get()
    return found


def test_a_changed_order_gives_another_time_before_anybody_was_told(
    malee: Post, somchai: Post, wipha: Post
) -> None:
    letter = _ordered(malee, somchai, wipha, "2030-01-10")
    take(letter, somchai, "order_amend", text="มอบใหม่", assignees=[_named(wipha, "2030-01-05")])
    row = _live(letter)
    assert (row.state, row.due_at.date()) == (A.PLANNED, dt.date(2030, 1, 5))  # type: ignore[union-attr] # it has one


def test_a_changed_order_extends_the_time_of_whoever_is_at_work(
    malee: Post, somchai: Post, wipha: Post
) -> None:
    letter = take(_ordered(malee, somchai, wipha, "2030-01-10"), malee, "distribute")
    first = perform(_live(letter), "acknowledge", wipha)
    letter.refresh_from_db()
    letter = take(letter, somchai, "order_amend", text="มอบใหม่", assignees=[_named(wipha, "2030-02-20")])

    row = _live(letter)
    assert (row.pk, row.state, row.original_due_at) == (first.pk, A.IN_PROGRESS, first.due_at)
    assert row.due_at.date() == dt.date(2030, 2, 20)  # type: ignore[union-attr] # it has one
    letter = take(letter, malee, "distribute")
    take(letter, somchai, "order_amend", text="เร่งด่วน", assignees=[_named(wipha, "2030-01-02")])
    first.refresh_from_db()
    assert first.state == A.CANCELLED
    assert _live(letter).due_at.date() == dt.date(2030, 1, 2)  # type: ignore[union-attr] # it has one


def test_an_order_names_everybody_once_and_a_time_to_come(malee: Post, somchai: Post, wipha: Post) -> None:
    letter = take(arrive(malee), malee, "check", "register", "submit")
    for assignees in (
        [_named(wipha, "2030-01-10"), _named(wipha, "2030-01-10", "cc")],
        [_named(wipha, "2000-01-01")],
    ):
        with pytest.raises(InvalidInputs) as refused:
            take(letter, somchai, "order", text="มอบ", assignees=assignees)
        assert list(refused.value.errors) == ["assignees"]
    letter = take(letter, somchai, "order", text="มอบ", assignees=[_named(wipha, "2030-01-10")])
    twice = [_named(wipha, "2030-01-10"), _named(wipha, "2030-01-10", "cc")]
    with pytest.raises(InvalidInputs):
        take(letter, somchai, "order_amend", text="มอบ", assignees=twice)
    assert Assignment.objects.count() == 1
