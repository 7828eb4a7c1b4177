"""The way a letter takes up to the director (ข้อ 39 วรรคสาม: the head of the office sets it)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from eoffice.organisations.settings_of import settings_of
from eoffice.people.roles import Role

if TYPE_CHECKING:
    from eoffice.people.models import User
    from workflows.letters.models import IncomingLetter

Stop = dict[str, int | str]  # {"person": id} or {"role": id}
LAST: Stop = {"role": Role.DIRECTOR.value}


def route_for(letter: IncomingLetter, people: Sequence[User]) -> list[Stop]:
    """The people named, else what is left of the way, else the office's usual one; ends at the director."""
    if people:
        named: list[Stop] = [{"person": person.pk} for person in people]
        return [*named, LAST]
    if letter.route:
        return list(letter.route)
    return [{"role": role} for role in settings_of(letter.organisation).route]


def next_on_route(route: list[Stop]) -> list[Stop]:
    """The way after its first stop has minuted; never empty: the director decides."""
    return route[1:] or [LAST]
