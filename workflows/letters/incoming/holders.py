"""Whom an incoming letter waits for, state by state."""

from __future__ import annotations

from typing import TYPE_CHECKING

from documents.classes import Secrecy
from eoffice.people.roles import Role
from workflows.engine.models import Holder
from workflows.letters.assignment.states import A
from workflows.letters.incoming.states import S

if TYPE_CHECKING:
    from workflows.letters.models import IncomingLetter

AT_THE_REGISTRY = {S.ARRIVED, S.CHECKED, S.REGISTERED, S.ORDERED, S.DONE}
#: States in which a letter that nobody has in hand any more is with the director again: its way is set anew.
BACK_AT_THE_TOP = {S.ORDERED, S.DISTRIBUTED, S.IN_PROGRESS}


def holder_of(letter: IncomingLetter) -> Holder:
    """The registry, the next on the route, or nobody here: what is given out waits on its assignments."""
    if letter.route and letter.state in BACK_AT_THE_TOP:
        return _first_of(letter.route)
    if letter.state in AT_THE_REGISTRY:
        secret = letter.document.secrecy != Secrecy.NORMAL
        return Holder(role=Role.SECRET_REGISTRAR if secret else Role.CENTRAL_REGISTRAR)
    if letter.state in {S.SUBMITTED, S.MINUTED}:
        return _first_of(letter.route)
    if letter.state == S.WAITING_OUTSIDE:
        return _lead_of(letter)
    return Holder()


def head_of(unit_id: int | None) -> list[Holder]:
    """The head of a unit, where there is a unit."""
    return [Holder(role=Role.SECTION_HEAD, unit_id=unit_id)] if unit_id else []


def _first_of(route: list[dict[str, int | str]]) -> Holder:
    first = route[0] if route else {"role": Role.DIRECTOR.value}
    if "person" in first:
        return Holder(person_id=int(first["person"]))
    return Holder(role=str(first["role"]))


def _lead_of(letter: IncomingLetter) -> Holder:
    lead = letter.assignments.lead().filter(state=A.IN_PROGRESS).first()
    return Holder(person_id=lead.person_id) if lead else Holder(role=Role.CENTRAL_REGISTRAR)
