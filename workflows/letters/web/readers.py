"""Who was given a letter, who has opened it, and who has acknowledged it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from workflows.engine.models import Transition
from workflows.letters.assignment.states import A
from workflows.letters.models import Assignment, IncomingLetter, ReadReceipt

WAITING = {A.PLANNED.value, A.ASSIGNED.value}
GONE = {A.DECLINED.value, A.CANCELLED.value}


@dataclass(frozen=True)
class Reader:
    """One assignment with what its person has done about it."""

    assignment: Assignment
    read_at: dt.datetime | None
    acknowledged_at: dt.datetime | None

    @property
    def waits(self) -> bool:
        """Not yet acknowledged."""
        return self.assignment.state in WAITING

    @property
    def gone(self) -> bool:
        """Handed back, or let off."""
        return self.assignment.state in GONE


def readers_of(letter: IncomingLetter) -> list[Reader]:
    """Everyone the letter was given to: those who lead first, those let off last."""
    rows = list(letter.assignments.for_list().select_related("assigned_by__person").order_by("pk"))
    read = dict(ReadReceipt.objects.filter(letter=letter).values_list("person_id", "read_at"))
    taken = Transition.objects.filter(
        process=Assignment.process, item__in=[row.pk for row in rows], step="acknowledge"
    )
    acknowledged = dict(taken.order_by("number").values_list("item", "occurred_at"))
    found = [
        Reader(row, read.get(row.person_id) if row.person_id else None, acknowledged.get(row.pk))
        for row in rows
    ]
    order = {"lead": 0, "co": 1, "cc": 2}
    return sorted(found, key=lambda reader: (reader.gone, order[reader.assignment.part]))
