"""Figures of outgoing letters: open with the review, returned by a reviewer, done when sent (sheet 12.6)."""

from __future__ import annotations

import datetime as dt
from typing import Any

from eoffice.common import clock
from eoffice.people.models import Post
from kpi.actions.rebuild import rebuild_facts
from kpi.models import ItemFact
from kpi.queries.measuring import Measured, Scope
from kpi.rules.window import Window
from tests import factories
from tests.kpi.lives import MONDAY, read_log
from tests.letters.test_outgoing import draft, go
from workflows.letters.models import OutgoingLetter

WEEK = Window(MONDAY - dt.timedelta(days=2), MONDAY + dt.timedelta(days=26), MONDAY + dt.timedelta(days=26))


def told(hours: float, letter: OutgoingLetter, post: Post, step: str, **inputs: Any) -> OutgoingLetter:
    """A step so many hours after Monday morning."""
    with clock.at(MONDAY + dt.timedelta(hours=hours)):
        return go(letter, post, step, **inputs)


def figures(post: Post) -> dict[str, Any]:
    read_log(post)
    with clock.at(WEEK.as_of):
        return Measured(Scope(post.organisation_id, "outgoing_letter"), [WEEK]).tally(WEEK).as_json()


def facts() -> list[dict[str, Any]]:
    rows = ItemFact.objects.filter(process="outgoing_letter").values("done_at", "state", "due_at")
    return [dict(row) for row in rows]


def sent(letter: OutgoingLetter, malee: Post, deputy: Post, somchai: Post, *, hours: float) -> None:
    told(hours, letter, deputy, "approve_draft")
    told(hours + 0.5, letter, somchai, "sign", password=factories.PASSWORD)
    for step in ("number", "check", "send"):
        told(hours + 1, letter, malee, step)


def written(wipha: Post) -> OutgoingLetter:
    with clock.at(MONDAY):
        return draft(wipha)


def test_a_draft_is_in_no_figure_until_it_is_submitted(wipha: Post, deputy: Post) -> None:
    letter = written(wipha)
    assert figures(wipha)["opened"] == 0
    told(1, letter, wipha, "review")
    assert figures(wipha)["opened"] == 1
    assert ItemFact.objects.get(process="outgoing_letter").state == "reviewing"


def test_sent_in_time_and_at_the_first_try(malee: Post, somchai: Post, wipha: Post, deputy: Post) -> None:
    letter = written(wipha)
    told(1, letter, wipha, "review")
    sent(letter, malee, deputy, somchai, hours=2)
    found = figures(wipha)
    assert found["on_time"] == found["success"] == found["first_time_right"] == [1, 1, "100.00"]
    assert found["dwell"]["reviewing"]["total"] == 60
    assert found["cycle"]["total"] == 120


def test_sent_back_for_a_fault_it_was_not_right_the_first_time(
    malee: Post, somchai: Post, wipha: Post, deputy: Post
) -> None:
    letter = written(wipha)
    told(1, letter, wipha, "review")
    told(1.5, letter, deputy, "return", note="คำผิด")
    told(2, letter, wipha, "review")
    sent(letter, malee, deputy, somchai, hours=2.5)
    found = figures(wipha)
    assert found["on_time"] == [1, 1, "100.00"]
    assert found["first_time_right"] == [0, 1, "0.00"]


def test_what_a_recipient_does_changes_no_figure_and_a_rebuild_agrees(
    malee: Post, somchai: Post, wipha: Post, deputy: Post
) -> None:
    letter = written(wipha)
    told(1, letter, wipha, "review")
    sent(letter, malee, deputy, somchai, hours=2)
    before = figures(wipha)
    row = letter.recipients.get()
    told(5, letter, malee, "fail", recipient=row.pk, error="ตีกลับ")
    told(6, letter, malee, "resend", recipient=row.pk, channel="hand")
    told(7, letter, malee, "ack", recipient=row.pk, number="9")
    assert figures(wipha) == before
    kept = facts()
    rebuild_facts(wipha.organisation_id)
    assert facts() == kept
