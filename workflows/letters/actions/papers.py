"""Making the paper of a letter once it is signed and numbered: a reader of the log.

A letter that has its paper is passed over, so reading twice makes nothing twice.
"""

from __future__ import annotations

from collections.abc import Sequence

from workflows.engine.models import Transition
from workflows.letters.models import OutgoingLetter
from workflows.letters.outgoing.paper import has_paper, is_written_here, keep_paper


def make_papers_ahead(rows: Sequence[Transition]) -> bool:
    """Make one paper that is missing, outside of any transaction; answers whether there was one."""
    for letter in _numbered(rows):
        if is_written_here(letter) and not has_paper(letter):
            keep_paper(letter)
            return True
    return False


def make_papers(rows: Sequence[Transition]) -> None:
    """Make all that are missing."""
    for letter in _numbered(rows):
        keep_paper(letter)


def _numbered(rows: Sequence[Transition]) -> list[OutgoingLetter]:
    of = [row.item for row in rows if row.process == OutgoingLetter.process and row.step == "number"]
    return list(OutgoingLetter._base_manager.select_related("document", "organisation").filter(pk__in=of))
