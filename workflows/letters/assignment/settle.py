"""How assignments move their letter (domain sheet 12.1, last column)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workflows.letters.assignment.states import A, Part
from workflows.letters.incoming.states import S

if TYPE_CHECKING:
    from workflows.letters.models import IncomingLetter

WAITING = {A.PLANNED, A.ASSIGNED}


def settle(letter: IncomingLetter) -> str:
    """The letter's next step now that an assignment has moved, or an empty string.

    The first lead who acknowledges moves it on, without a lead the last of all; the last lead who reports
    finishes it; the last of all who hands it back returns it to the director.
    """
    rows = list(letter.assignments.live())
    if letter.state not in {S.DISTRIBUTED, S.IN_PROGRESS}:
        return ""
    if not any(row.state != A.DONE for row in rows) and not any(row.part == Part.LEAD for row in rows):
        return _without_leads(letter, bool(rows))
    leads = [row for row in rows if row.part == Part.LEAD]
    if letter.state == S.DISTRIBUTED:
        ready = _any_taken_up(leads) if leads else all(row.state not in WAITING for row in rows)
        return "acknowledge" if ready else ""
    if leads and all(row.state == A.DONE for row in leads):
        return "report"
    return ""


def _without_leads(letter: IncomingLetter, anybody: bool) -> str:
    """Everyone left is done (for information), or nobody is left at all."""
    if not anybody:
        return "decline"
    return "acknowledge" if letter.state == S.DISTRIBUTED else ""


def _any_taken_up(leads: list) -> bool:  # type: ignore[type-arg] # rows of a model that imports us
    return any(row.state in {A.IN_PROGRESS, A.DONE} for row in leads)
