"""A time that was moved rings again at its new hour; nobody is told of what they did themselves."""

from __future__ import annotations

import datetime as dt

from eoffice.common import clock
from eoffice.people.models import Post
from eoffice.people.roles import Role
from tests import factories
from tests.letters.telling import arrive, take
from workflows.engine import notices
from workflows.engine.models import Notice, Transition
from workflows.engine.sweeps import tell_of_overdue

MORNING = dt.datetime(2026, 11, 24, 9, 0, tzinfo=clock.BANGKOK)
DAY = dt.timedelta(days=1)


def test_what_was_told_of_and_then_extended_rings_again(malee: Post, somchai: Post) -> None:
    with clock.at(MORNING):
        letter = take(arrive(malee), malee, "check", "register", "submit")
    with clock.at(MORNING + 10 * DAY):
        assert (tell_of_overdue(), tell_of_overdue()) == (1, 0)
        take(letter, somchai, "extend", due_at=(MORNING + 20 * DAY).isoformat(), note="รอข้อมูล")
    with clock.at(MORNING + 19 * DAY):
        assert tell_of_overdue() == 0
    with clock.at(MORNING + 21 * DAY):
        assert (tell_of_overdue(), tell_of_overdue()) == (1, 0)


def test_who_takes_a_step_is_not_told_of_it(malee: Post) -> None:
    """After the check it waits for the registry still: her colleague there hears of it."""
    colleague = factories.make_person(malee.organisation, "colleague", Role.CENTRAL_REGISTRAR)
    take(arrive(malee), malee, "check")
    notices.handle(list(Transition.objects.order_by("number")))
    assert set(Notice.objects.values_list("person", flat=True)) == {colleague.person_id}
