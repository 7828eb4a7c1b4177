"""Many clerks at once (sheet 12.5, invariant 1)."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connection

from documents.actions import numbers
from documents.models import Register, RegisterEntry
from eoffice.common.errors import NumberConflict
from eoffice.organisations.models import Organisation
from eoffice.people.models import Post
from tests.documents.telling import at, book
from tests.factories import make_malee, make_school

pytestmark = pytest.mark.django_db(transaction=True)


def together(count: int, do: Callable[[int], Any]) -> list[Any]:
    """`do` in `count` threads that start at the same instant, each on a connection of its own."""
    start = threading.Barrier(count)

    def run(place: int) -> Any:
        try:
            start.wait()
            return do(place)
        finally:
            connection.close()

    with ThreadPoolExecutor(count) as threads:
        return list(threads.map(run, range(count)))


@pytest.fixture
def clerk() -> Post:
    return make_malee(make_school())


def test_fifty_clerks_get_fifty_numbers_without_a_hole(clerk: Post) -> None:
    register = book(clerk)
    numbers.set_floor(register, 2569, 1283, post=clerk)

    got = together(
        20,
        lambda _n: [
            numbers.enter(None, register=register, post=clerk, at=at("2026-11-23")).number for _i in range(5)
        ],
    )

    assert sorted(number for some in got for number in some) == list(range(1284, 1384))


def test_the_first_numbers_of_a_year_are_issued_by_many_at_once(clerk: Post) -> None:
    register = book(clerk)
    got = together(
        20, lambda _n: numbers.enter(None, register=register, post=clerk, at=at("2027-01-01")).number
    )
    assert sorted(got) == list(range(1, 21))


def test_a_book_is_opened_once(clerk: Post) -> None:
    organisation: Organisation = clerk.organisation
    got = together(10, lambda _n: numbers.register_of(organisation, "order").pk)
    assert len(set(got)) == 1
    assert Register.objects.filter(run="order").count() == 1


def test_a_reserved_number_is_used_by_one_alone(clerk: Post) -> None:
    kept = numbers.reserve(book(clerk), purpose="x", post=clerk, at=at("2026-11-23"))

    def use(_place: int) -> bool:
        try:
            numbers.use_reservation(kept, None, post=clerk, at=at("2026-11-23"))
        except NumberConflict:
            return False
        return True

    assert sum(together(8, use)) == 1


def test_after_a_committing_test_the_triggers_are_back(clerk: Post) -> None:
    numbers.enter(None, register=book(clerk), post=clerk)
    assert RegisterEntry.objects.count() == 1


@pytest.mark.parametrize("time", ["first", "second"])
def test_the_tables_were_emptied(time: str, clerk: Post) -> None:
    assert RegisterEntry.objects.count() == 0
    assert numbers.enter(None, register=book(clerk), post=clerk).number == 1
