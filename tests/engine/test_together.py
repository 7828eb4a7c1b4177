"""Fifty clerks at once, and two who press the same button."""

from __future__ import annotations

import threading
from collections.abc import Callable
from functools import partial

import pytest
from django.db import connection

from eoffice.common.errors import RuleBroken
from eoffice.people.models import Post
from tests import factories
from tests.letters.telling import arrive, take
from workflows.engine.models import Transition
from workflows.engine.perform import perform
from workflows.engine.verify import verify_log
from workflows.letters.models import IncomingLetter

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(calls: list[Callable[[], object]]) -> list[object]:
    """Run the calls in threads that start together; answers results and exceptions in their order."""
    barrier = threading.Barrier(len(calls))
    answers: list[object] = [None] * len(calls)

    def run(place: int, call: Callable[[], object]) -> None:
        barrier.wait()
        try:
            answers[place] = call()
        except RuleBroken as refused:
            answers[place] = refused
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(place, call)) for place, call in enumerate(calls)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


@pytest.fixture
def clerk() -> Post:
    return factories.make_malee(factories.make_school())


def test_fifty_registrations_at_once_get_fifty_numbers_in_a_row(clerk: Post) -> None:
    letters = [take(arrive(clerk), clerk, "check") for _ in range(50)]
    at_once([partial(perform, letter, "register", clerk) for letter in letters])
    numbers = IncomingLetter.objects.order_by("receive_number").values_list("receive_number", flat=True)
    assert list(numbers) == list(range(1, 51))
    assert list(verify_log()) == []


def test_of_two_who_press_at_once_one_is_told_why(clerk: Post) -> None:
    letter = arrive(clerk)
    answers = at_once([lambda: perform(letter, "check", clerk)] * 2)
    assert sorted(isinstance(answer, RuleBroken) for answer in answers) == [False, True]
    assert Transition.objects.filter(step="check").count() == 1


def test_a_repeat_that_comes_meanwhile_waits_for_the_first_answer(clerk: Post) -> None:
    letter = arrive(clerk)
    answers = at_once([lambda: perform(letter, "check", clerk, {}, key="k")] * 4)
    assert {getattr(answer, "state", answer) for answer in answers} == {"checked"}
    assert Transition.objects.filter(step="check").count() == 1
