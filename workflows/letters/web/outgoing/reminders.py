"""Who was reminded when, and who may be reminded now, for the page of a letter."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import Any

from eoffice.people.models import Post
from workflows.engine.step import steps_of
from workflows.engine.steps import step_now
from workflows.letters.models import OutgoingLetter, Reminder
from workflows.letters.outgoing.covers import COVERS
from workflows.letters.outgoing.reminding import waiting_of
from workflows.letters.outgoing.states import OUT


@dataclass
class Reminded:
    """The last reminder of one recipient, and how many there were."""

    last: Reminder
    count: int = 0


def reminders_on_page(letter: OutgoingLetter, post: Post) -> dict[str, Any]:
    """Two queries, however many recipients there are."""
    reminded: dict[int, Reminded] = {}
    waiting: set[int] = set()
    may = False
    if letter.sent_at is not None:
        rows = Reminder.objects.filter(recipient__letter=letter.pk).select_related("by")
        for row in rows.order_by("at", "pk"):
            known = reminded.setdefault(row.recipient_id, Reminded(row))
            known.last, known.count = row, known.count + 1
    if letter.state in OUT:
        waiting = {row.pk for row in waiting_of(letter)}
        may = step_now(letter, steps_of(OutgoingLetter)["remind_recipients"], post).open
    return {
        "reminded": reminded,
        "waiting": waiting,
        "may_remind": may and bool(waiting),
        "remind_key": uuid.uuid4().hex,
        "covers": COVERS,
    }
