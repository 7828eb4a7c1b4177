"""The way a letter takes up to the director (ข้อ 39 วรรคสาม: the head of the office sets it)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from eoffice.organisations.settings_of import settings_of
from eoffice.people.roles import Role

if TYPE_CHECKING:
    from eoffice.people.models import Post, User
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


def next_on_route(route: list[Stop], post: Post | None) -> list[Stop]:
    """The way after `post` has minuted; never empty: the director decides.

    Whoever minutes out of turn takes nobody's turn away.
    """
    rest = route[1:] if not route or _is(route[0], post) else route
    return rest or [LAST]


def _is(stop: Stop, post: Post | None) -> bool:
    if post is None:
        return False
    if "person" in stop:
        return stop["person"] == post.person_id
    return post.has(str(stop["role"]))
