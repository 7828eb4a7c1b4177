"""Work that was done on paper while the system was away, and is recorded when it is back."""

from __future__ import annotations

import datetime as dt

import pytest

from eoffice.common import clock
from eoffice.common.errors import InvalidInputs, NotAllowed
from eoffice.organisations.models import Organisation
from eoffice.people.models import Post
from eoffice.people.roles import Role
from tests import factories
from tests.api.caller import Caller
from tests.factories import browser_of
from tests.letters.telling import arrive, ordered, take
from workflows.engine.models import Transition
from workflows.engine.perform import perform
from workflows.letters.models import IncomingLetter

NINE = dt.datetime(2026, 11, 24, 9, 0, tzinfo=clock.BANGKOK)
HOUR = dt.timedelta(hours=1)


@pytest.fixture
def registered(malee: Post) -> IncomingLetter:
    with clock.at(NINE):
        return take(arrive(malee), malee, "check", "register")


def test_the_clerk_says_when_it_was_submitted(malee: Post, registered: IncomingLetter) -> None:
    with clock.at(NINE + 6 * HOUR):
        told = Caller(malee).post(
            f"incoming-letters/{registered.pk}/steps/submit/", {"occurred_at": "2026-11-24T10:00:00+07:00"}
        )
    assert told["state"] == "submitted"
    row = Transition.objects.get(step="submit")
    assert (row.occurred_at, row.recorded_at) == (NINE + HOUR, NINE + 6 * HOUR)
    assert row.working_minutes == 60


@pytest.mark.parametrize("at", [NINE - HOUR, NINE + 7 * HOUR])
def test_neither_before_the_last_step_nor_ahead(
    malee: Post, registered: IncomingLetter, at: dt.datetime
) -> None:
    with clock.at(NINE + 6 * HOUR):
        refused = Caller(malee).post(
            f"incoming-letters/{registered.pk}/steps/submit/", {"occurred_at": at.isoformat()}, status=422
        )
    assert list(refused["errors"]) == ["occurred_at"]


def test_what_moved_nothing_counts_as_the_last_step_too(
    malee: Post, somchai: Post, registered: IncomingLetter
) -> None:
    with clock.at(NINE + 4 * HOUR):
        later = (NINE + dt.timedelta(days=30)).isoformat()
        letter = take(registered, somchai, "extend", due_at=later, note="รอข้อมูล")
    with clock.at(NINE + 6 * HOUR), pytest.raises(InvalidInputs):
        take(letter, malee, "submit", occurred_at=(NINE + 2 * HOUR).isoformat())


def test_whoever_does_the_work_cannot_state_its_time(malee: Post, somchai: Post, wipha: Post) -> None:
    """Figures judge by the instant stated: the office says it, not the one whose work is judged."""
    with clock.at(NINE):
        letter = take(ordered(arrive(malee), malee, somchai, wipha), malee, "distribute")
        perform(letter.assignments.get(), "acknowledge", wipha)
    told = {"waits_for": "สพม.", "occurred_at": (NINE + HOUR).isoformat()}
    with clock.at(NINE + 3 * HOUR):
        with pytest.raises(InvalidInputs) as refused:
            take(letter, wipha, "wait", **told)
        assert list(refused.value.errors) == ["occurred_at"]
        assert take(letter, malee, "wait", **told).entered_at == NINE + HOUR


def test_the_form_folds_the_question_away(
    malee: Post, somchai: Post, wipha: Post, registered: IncomingLetter
) -> None:
    with clock.at(NINE + 6 * HOUR):
        clerk = browser_of(malee)
        page = clerk.get(registered.get_absolute_url()).content.decode()
        assert "ทำไปแล้วบนกระดาษ" in page
        told = {"form": "1", "purpose": "เพื่อโปรดพิจารณา", "occurred_at": "24/11/2569 10.30"}
        assert clerk.post(f"/items/incoming-letters/{registered.pk}/steps/submit/", told).status_code == 302
        page = clerk.get(registered.get_absolute_url()).content.decode()
    assert Transition.objects.get(step="submit").occurred_at == NINE + 1.5 * HOUR
    assert "บันทึกภายหลัง" in page
    letter = take(registered, somchai, "order", assignees=[{"person": wipha.person_id}])
    perform(take(letter, malee, "distribute").assignments.get(), "acknowledge", wipha)
    lead = browser_of(wipha).get(f"/items/incoming-letters/{letter.pk}/steps/wait/").content.decode()
    assert "ทำไปแล้วบนกระดาษ" not in lead


def test_nobody_states_a_time_before_the_post(school: Organisation, registered: IncomingLetter) -> None:
    with clock.at(NINE + 24 * HOUR):
        new = factories.make_person(school, "new_clerk", Role.CENTRAL_REGISTRAR)
        Post.objects.filter(pk=new.pk).update(starts_on=clock.today())
        new.refresh_from_db()
        with pytest.raises(NotAllowed):
            take(registered, new, "submit", occurred_at=(NINE + HOUR).isoformat())
        assert take(registered, new, "submit").state == "submitted"
