"""Whom an outgoing letter waits for, state by state."""

from __future__ import annotations

from typing import TYPE_CHECKING

from eoffice.people.roles import Role
from workflows.engine.models import Holder
from workflows.letters.outgoing.states import OUT, S
from workflows.letters.writing.holders import registrar, reviewer

if TYPE_CHECKING:
    from workflows.letters.models import OutgoingLetter

AT_THE_REGISTRY = {S.SIGNED, S.NUMBERED, S.READY, S.FAILED, S.ACKNOWLEDGED}


def holder_of(letter: OutgoingLetter) -> Holder:
    """The drafter, the next reviewer, whoever signs, or the registry; what was sent waits for outside."""
    if letter.state in {S.DRAFT, S.RETURNED} or _goes_through_review(letter):
        return Holder(person_id=letter.created_by_id)
    if letter.state == S.REVIEWING:
        return reviewer(letter)
    if letter.state == S.TO_SIGN:
        return Holder(role=Role.DIRECTOR)
    return registrar(letter) if letter.state in AT_THE_REGISTRY else Holder()


def whom_to_remind(letter: OutgoingLetter) -> list[Holder]:
    """Whom it waits for; of a recipient that does not answer the registry hears, and whoever drafted the
    letter (they ring up: appendix 7, 5.5).
    """
    if letter.state in OUT:
        return [registrar(letter), Holder(person_id=letter.created_by_id)]
    return [holder_of(letter)]


def _goes_through_review(letter: OutgoingLetter) -> bool:
    return letter.state == S.NUMBERED and letter.signed_at is None
