"""Whom a memo lets act because it names them, and the sentences why not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from eoffice.people.models import Post, User
from eoffice.people.roles import Role
from workflows.letters.writing.who import asked_next, is_drafter

if TYPE_CHECKING:
    from workflows.letters.models import Memo


def not_asked_next(memo: Memo, post: Post) -> str:
    """Opinions are written in the order of the route."""
    if asked_next(memo, post):
        return ""
    if not memo.route:
        return _("Nobody's opinion is asked any more: the memo waits for its decision.")
    first = memo.route[0]
    name = User.objects.get(pk=first["person"]).name if "person" in first else Role(first["role"]).label
    return _("It is the turn of %(name)s to give an opinion.") % {"name": name}


def not_theirs_to_return(memo: Memo, post: Post) -> str:
    """Whoever is asked just now sends it back, and whoever decides."""
    return "" if post.has(Role.DIRECTOR) else not_asked_next(memo, post)


def registrar_of_its_unit(memo: Memo, post: Post) -> str:
    """A unit's registrar goes by its own memos."""
    if is_drafter(memo, post) or post.has(Role.CENTRAL_REGISTRAR, Role.SECRET_REGISTRAR):
        return ""
    return "" if post.unit_id == memo.unit_id else _("The memo belongs to another unit.")
