"""How assignments move their letter (domain sheet 12.1, last column)."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from workflows.letters.assignment.states import A, Part
from workflows.letters.incoming.states import S

if TYPE_CHECKING:
    from workflows.letters.models import Assignment, IncomingLetter

WAITING = {A.PLANNED, A.ASSIGNED}


def settle(letter: IncomingLetter, *, handed_back: Collection[str] = ()) -> str:
    """The letter's next step now that assignments have moved, or an empty string.

    The first lead who acknowledges moves it on, without a lead the last of all; the last lead who reports
    finishes it, without a lead the last of all. `handed_back` are the parts that were handed back just now:
    once nobody is left who leads, or who works on it at all, the director orders anew.
    """
    if letter.state not in {S.DISTRIBUTED, S.IN_PROGRESS}:
        return ""
    rows = list(letter.assignments.live())
    leads = [row for row in rows if row.part == Part.LEAD]
    workers = [row for row in rows if row.part != Part.CC]
    if not rows or (Part.LEAD in handed_back and not leads) or (Part.CO in handed_back and not workers):
        return "decline"
    if letter.state == S.DISTRIBUTED:
        return "acknowledge" if _taken_up(leads, rows) else ""
    return "report" if all(row.state == A.DONE for row in leads or rows) else ""


def _taken_up(leads: list[Assignment], rows: list[Assignment]) -> bool:
    if leads:
        return any(row.state not in WAITING for row in leads)
    return all(row.state not in WAITING for row in rows)
