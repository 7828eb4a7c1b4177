"""Whom a consultation lets act."""

from __future__ import annotations

from typing import TYPE_CHECKING

from eoffice.people.roles import Role

if TYPE_CHECKING:
    from eoffice.people.models import Post
    from workflows.letters.consultation.machine import Consultation


def is_asked(item: Consultation, post: Post) -> bool:
    """The person named; where a unit is named, its head."""
    if item.person_id:
        return item.person_id == post.person_id
    return item.unit_id == post.unit_id and post.has(Role.SECTION_HEAD)


def may_take_back(item: Consultation, post: Post) -> bool:
    """Whoever asked, in whatever post."""
    return item.asked_by.person_id == post.person_id
