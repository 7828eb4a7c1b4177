"""Whom an assignment lets act, and whom it keeps out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from eoffice.people.roles import Role

if TYPE_CHECKING:
    from eoffice.people.models import Post
    from workflows.letters.models import Assignment


def is_mine(assignment: Assignment, post: Post) -> bool:
    """The person named; where only a unit is named, its head or registrar."""
    if assignment.person_id:
        return assignment.person_id == post.person_id
    return assignment.unit_id == post.unit_id and post.has(Role.SECTION_HEAD, Role.UNIT_REGISTRAR)


def gave_it(assignment: Assignment, post: Post) -> bool:
    """Ordered it."""
    return assignment.assigned_by_id == post.pk


def not_the_assignee(assignment: Assignment, post: Post) -> str:
    """Nobody judges, or extends, their own work."""
    if is_mine(assignment, post):
        return _("Somebody other than the assignee does this.")
    return ""
