"""Whom an order or an announcement lets act because it names them, and the sentences why not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from eoffice.people.models import Post, User
from eoffice.people.roles import Role
from workflows.letters.writing import who
from workflows.letters.writing.holders import usual_reviewer
from workflows.letters.writing.who import asked_next, is_drafter

if TYPE_CHECKING:
    from workflows.letters.writing.fields import Written


def may_review(item: Written, post: Post) -> bool:
    """Whoever was asked to; the drafter where nobody else holds the level."""
    return asked_next(item, post) or _goes_up_alone(item, post)


def not_to_review(item: Written, post: Post) -> str:
    """A draft is reviewed once it was offered, by whoever was asked."""
    if may_review(item, post):
        return ""
    if not item.route:
        return _("The draft was not submitted for review yet.")
    first = item.route[0]
    name = User.objects.get(pk=first["person"]).name if "person" in first else Role(first["role"]).label
    return _("It is the turn of %(name)s to review the draft.") % {"name": name}


def not_ones_own(item: Written, post: Post) -> str:
    """Nobody looks over what they drafted themselves, but where nobody else holds the level."""
    return "" if _goes_up_alone(item, post) else who.not_ones_own(item, post)


def _goes_up_alone(item: Written, post: Post) -> bool:
    return not item.route and is_drafter(item, post) and not usual_reviewer(item)
