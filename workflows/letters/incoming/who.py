"""Whom an incoming letter lets act because it names them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workflows.letters.assignment.states import A, Part

if TYPE_CHECKING:
    from eoffice.people.models import Post
    from workflows.letters.models import IncomingLetter


def is_assignee(letter: IncomingLetter, post: Post) -> bool:
    """Named in the order, and not out of it again."""
    return any(row.belongs_to(post) for row in letter.assignments.live())


def is_lead(letter: IncomingLetter, post: Post) -> bool:
    """Leads, and has not reported."""
    leads = letter.assignments.lead().filter(state__in=[A.ASSIGNED, A.IN_PROGRESS])
    return any(row.belongs_to(post) for row in leads)


def led(letter: IncomingLetter, post: Post) -> bool:
    """Led the matter: its owner, who may file it (ข้อ 54)."""
    return any(row.belongs_to(post) for row in letter.assignments.live() if row.part == Part.LEAD)


def may_minute(letter: IncomingLetter, post: Post) -> bool:
    """It is their turn on the route."""
    return bool(letter.route) and letter.route[0] == {"person": post.person_id}
