"""What looks after due work: one bad row stops nobody, and a row that somebody works on waits its turn."""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import connection, transaction

from eoffice.common import clock
from eoffice.common.each import one_by_one
from eoffice.people.models import Post
from tests import factories
from tests.letters.telling import arrive, ordered, take
from workflows.engine import sweeps
from workflows.engine.models import Deadline, Transition
from workflows.engine.perform import perform
from workflows.letters.actions import telling
from workflows.letters.actions.telling import tell_due, tell_later
from workflows.letters.models import IncomingLetter, Telling

MORNING = dt.datetime(2026, 11, 24, 9, 0, tzinfo=clock.BANGKOK)
LATER = MORNING + dt.timedelta(days=20)


@pytest.mark.once
def test_every_thing_has_its_turn_and_what_failed_is_told() -> None:
    with pytest.raises(ExceptionGroup) as failed:
        one_by_one([1, 0, 2], lambda number: 4 // number, what="number")
    assert failed.value.exceptions[0].__notes__ == ["number: 0"]
    assert one_by_one([1, 2], lambda number: 4 // number, what="number") == 6


def fails_for(letter: IncomingLetter) -> Any:
    """`perform` that no step of this letter gets through."""

    def broken(item: Any, *args: Any) -> Any:
        if item.pk == letter.pk:
            raise ConnectionError("this one")
        return perform(item, *args)

    return broken


def test_a_row_that_fails_does_not_silence_those_behind_it(
    malee: Post, somchai: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    with clock.at(MORNING):
        bad, good = (take(arrive(malee), malee, "check", "register", "submit") for _ in range(2))
    monkeypatch.setattr(sweeps, "perform", fails_for(bad))
    with clock.at(LATER), pytest.raises(ExceptionGroup):
        sweeps.tell_of_overdue()
    assert [row.item for row in Transition.objects.filter(step="remind")] == [good.pk]
    left = Deadline.objects.filter(timer="due", told_at=None).values_list("item", flat=True)
    assert list(left) == [bad.pk]  # and is tried again


def test_an_order_that_cannot_be_told_of_does_not_hold_up_the_next(
    malee: Post, somchai: Post, wipha: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    with clock.at(MORNING):
        bad, good = (ordered(arrive(malee), malee, somchai, wipha) for _ in range(2))
        for letter in (bad, good):
            tell_later(letter)
    monkeypatch.setattr(telling, "perform", fails_for(bad))
    with clock.at(MORNING + dt.timedelta(minutes=1)), pytest.raises(ExceptionGroup):
        tell_due()
    good.refresh_from_db()
    assert good.state == "distributed"
    assert list(Telling.objects.values_list("letter", flat=True)) == [bad.pk]


@contextmanager
def somebody_working_on(letter: IncomingLetter) -> Iterator[None]:
    """Another connection holds the letter, as a step does, until the block is left (or ten seconds)."""
    held, done = threading.Event(), threading.Event()

    def work() -> None:
        try:
            with transaction.atomic():
                IncomingLetter._base_manager.select_for_update().get(pk=letter.pk)
                held.set()
                done.wait(10)
        finally:
            connection.close()

    thread = threading.Thread(target=work)
    thread.start()
    held.wait(10)
    try:
        yield
    finally:
        done.set()
        thread.join()


@pytest.mark.django_db(transaction=True)
def test_a_letter_that_somebody_works_on_is_told_of_next_time() -> None:
    """Steps lock the letter and then its timers; a sweep that did it the other way would block them both."""
    if not connection.features.has_select_for_update_skip_locked:
        pytest.skip("SQLite has one writer at a time")
    malee = factories.make_malee(factories.make_school())
    with clock.at(MORNING):
        letter = take(arrive(malee), malee, "check", "register")
    with clock.at(LATER):
        with somebody_working_on(letter):
            assert sweeps.tell_of_overdue() == 0
        assert sweeps.tell_of_overdue() > 0
