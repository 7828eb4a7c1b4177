"""Making the paper of what is signed and numbered, or decided: a reader of the log.

What has its paper is passed over, so reading twice makes nothing twice.
"""

from __future__ import annotations

from collections.abc import Sequence

from workflows.engine.models import Transition
from workflows.letters.models import Announcement, Memo, Order, OutgoingLetter
from workflows.letters.writing.fields import Written
from workflows.letters.writing.paper import has_paper, is_written_here, keep_paper

#: With this step nothing on the paper is missing any more.
FINISHED: dict[str, tuple[type[Written], str]] = {
    model.process: (model, step)
    for model, step in (
        (OutgoingLetter, "number"),
        (Memo, "decide"),
        (Order, "number"),
        (Announcement, "publish"),
    )
}


def make_papers_ahead(rows: Sequence[Transition]) -> bool:
    """Make one paper that is missing, outside of any transaction; answers whether there was one."""
    for item in _finished(rows):
        if is_written_here(item) and not has_paper(item):
            keep_paper(item)
            return True
    return False


def make_papers(rows: Sequence[Transition]) -> None:
    """Make all that are missing."""
    for item in _finished(rows):
        keep_paper(item)


def _finished(rows: Sequence[Transition]) -> list[Written]:
    found: list[Written] = []
    for process, (model, step) in FINISHED.items():
        of = [row.item for row in rows if (row.process, row.step) == (process, step)]
        if of:
            found += model._base_manager.select_related("document", "organisation", "unit").filter(pk__in=of)
    return found
