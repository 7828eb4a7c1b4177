"""Lives of letters that the stories about figures are told with, each made by taking the steps."""

from __future__ import annotations

import datetime as dt
from typing import Any

from eoffice.common import clock
from eoffice.people.models import Post
from kpi.actions.rebuild import FACTS
from tests.letters.telling import arrive, ordered, take
from workflows.engine import subscribers
from workflows.engine.perform import perform
from workflows.letters.models import Assignment, IncomingLetter

MONDAY = dt.datetime(2026, 11, 23, 2, 0, tzinfo=dt.UTC)  # 9.00 in Bangkok
HOUR, DAY = dt.timedelta(hours=1), dt.timedelta(days=1)


def read_log(post: Post) -> int:
    """Let the facts read the log of the post's agency; answers how many rows were new."""
    return subscribers.get(FACTS).read_on(post.organisation_id)


def reported(
    malee: Post, somchai: Post, wipha: Post, *, begin: dt.datetime = MONDAY, days: int = 1, **more: Any
) -> IncomingLetter:
    """A letter ordered at once, given out an hour later, and reported by wipha after so many days."""
    with clock.at(begin):
        letter = ordered(arrive(malee, **more), malee, somchai, wipha)
    with clock.at(begin + HOUR):
        take(letter, malee, "distribute")
        job = Assignment.objects.get(letter=letter)
        perform(job, "acknowledge", wipha)
    with clock.at(begin + days * DAY):
        perform(job, "report", wipha, {"text": "ดำเนินการแล้ว"})
    letter.refresh_from_db()
    return letter


def registered(malee: Post, *, begin: dt.datetime = MONDAY, **more: Any) -> IncomingLetter:
    """A letter that waits for somebody to submit it."""
    with clock.at(begin):
        return take(arrive(malee, **more), malee, "check", "register")
