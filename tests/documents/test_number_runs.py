"""Whatever clerks do to a book, in whatever order: no number twice, none missing, none changed."""

from __future__ import annotations

import datetime as dt
import itertools
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from documents.actions import numbers
from documents.models import RegisterEntry
from eoffice.common.clock import BANGKOK
from eoffice.common.errors import RuleBroken
from eoffice.people.roles import Role
from tests.documents.telling import at, book
from tests.factories import make_person, make_school

pytestmark = pytest.mark.django_db
HOURS = st.integers(0, 200)


class Book(RuleBasedStateMachine):
    """A register over New Year, beside a simple model of it: the set of numbers of each year."""

    made = itertools.count()

    @initialize()
    def open_book(self) -> None:
        """Every example has an agency of its own."""
        name = f"โรงเรียนที่ {next(self.made)}"
        self.clerk = make_person(make_school(name), name, Role.CENTRAL_REGISTRAR)
        self.register = book(self.clerk, "order")
        self.now = at("2026-12-29")
        self.last: dict[int, int] = {}
        self.labels: dict[int, str] = {}

    @property
    def year(self) -> int:
        return self.now.astimezone(BANGKOK).year + 543

    def note(self, entry: RegisterEntry) -> None:
        assert entry.number == self.last.get(self.year, 0) + 1
        assert entry.year == self.year
        self.last[self.year] = entry.number
        self.labels[entry.pk] = entry.label

    @rule(hours=HOURS)
    def time_passes(self, hours: int) -> None:
        self.now += dt.timedelta(hours=hours)

    @rule()
    def enter(self) -> None:
        self.note(numbers.enter(None, register=self.register, post=self.clerk, at=self.now))

    @rule()
    def reserve(self) -> None:
        self.note(numbers.reserve(self.register, purpose="x", post=self.clerk, at=self.now))

    @rule()
    def reservations_run_out(self) -> None:
        numbers.expire_reservations(self.now)

    @rule(data=st.data())
    def touch_a_row(self, data: st.DataObject) -> None:
        rows = list(self.register.entries.order_by("pk"))
        if not rows:
            return
        entry = data.draw(st.sampled_from(rows))
        what: dict[str, Any] = {"post": self.clerk, "at": self.now}
        try:
            match data.draw(st.sampled_from(["void", "use", "fix"])):
                case "void":
                    numbers.void(entry, reason="x", **what)
                case "use":
                    numbers.use_reservation(entry, None, subject="y", **what)
                case _:
                    numbers.fix_row(entry, reason="x", subject="z", **what)
        except RuleBroken:
            pass  # a cancelled or expired one; that nothing moved is asked below

    @rule(up=st.integers(-3, 5))
    def continue_paper_book(self, up: int) -> None:
        last = self.last.get(self.year, 0)
        try:
            numbers.set_floor(self.register, self.year, max(0, last + up), post=self.clerk)
        except RuleBroken:
            assert up < 0
            return
        assert up >= 0 or last == 0
        self.last[self.year] = max(0, last + up)

    @rule(data=st.data())
    def insert(self, data: st.DataObject) -> None:
        last = self.last.get(self.year, 0)
        if last == 0:
            return
        number = data.draw(st.integers(1, last))
        put = numbers.insert_after(
            self.register,
            year=self.year,
            number=number,
            reason="x",
            stated_on=self.now.astimezone(BANGKOK).date(),
            post=self.clerk,
            at=self.now,
        )
        assert (put.number, put.sub_number > 0) == (number, True)
        self.labels[put.pk] = put.label

    @invariant()
    def every_number_stays(self) -> None:
        found = {entry.pk: entry.label for entry in self.register.entries.all()}
        assert found == self.labels

    @invariant()
    def counters_tell_the_truth(self) -> None:
        assert {c.year: c.last for c in self.register.counters.all()} == self.last


@pytest.mark.usefixtures("db")
def test_a_book_holds_whatever_is_done_to_it() -> None:
    run_state_machine_as_test(
        Book,
        settings=settings(
            max_examples=25, stateful_step_count=25, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )
