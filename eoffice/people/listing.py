"""The list of people of an agency."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from eoffice.common import clock
from eoffice.common.thai.normalise import searchable
from eoffice.common.thai.sorting import sort_key
from eoffice.people.models import Post, User
from eoffice.people.roles import Role

WORKING, ENDED, CLOSED, ALL = "", "ended", "closed", "all"


@dataclass(frozen=True)
class Line:
    """One person with the posts in the agency, those held now or later first."""

    person: User
    posts: tuple[Post, ...]
    state: str

    @property
    def post(self) -> Post:
        """The post that the list shows."""
        return self.posts[0]

    @property
    def roles(self) -> list[str]:
        """Names of the roles of the shown posts, the officer's left out: everyone is one."""
        ids = {role for post in self.posts for role in post.roles} - {Role.OFFICER.value}
        return [str(Role(role).label) for role in Role.values if role in ids]


def people_of(by: Post, *, q: str = "", unit: str = "", role: str = "", state: str = WORKING) -> list[Line]:
    """People of the agency of `by` in Thai order; `unit` is an id. Two queries, whatever the number.

    An agency has hundreds of people, not thousands: order and search are made here, where ก and เ compare as
    a dictionary has them on every database.
    """
    today = clock.today()
    posts = (
        Post.objects.visible_to(by)
        .select_related("person", "unit")
        .prefetch_related("post_roles")
        .order_by("pk")
    )
    lines = [_line(held, today) for held in _by_person(posts)]
    found = [
        line
        for line in lines
        if state in (ALL, line.state)
        and (not unit or any(str(post.unit_id) == unit for post in line.posts))
        and (not role or any(post.has(role) for post in line.posts))
        and searchable(q) in searchable(_text(line))
    ]
    return sorted(found, key=lambda line: sort_key(f"{line.person.first_name} {line.person.last_name}"))


def _by_person(posts: Iterable[Post]) -> list[list[Post]]:
    by_person: dict[int, list[Post]] = {}
    for post in posts:
        by_person.setdefault(post.person_id, []).append(post)
    return list(by_person.values())


def _line(posts: list[Post], today: dt.date) -> Line:
    held = [post for post in posts if post.ends_on is None or post.ends_on >= today]
    person = posts[0].person
    state = (WORKING if held else ENDED) if person.is_active else CLOSED
    return Line(person, tuple(held or posts[-1:]), state)


def _text(line: Line) -> str:
    words = [line.person.name, line.person.username, line.person.email, line.person.phone]
    for post in line.posts:
        words += [post.position, post.unit.name if post.unit else ""]
    return " ".join(words)
