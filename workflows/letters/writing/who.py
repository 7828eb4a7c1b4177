"""Whom a paper that is written here lets act because it names them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from documents.classes import Secrecy
from eoffice.people.models import User
from eoffice.people.roles import Role

if TYPE_CHECKING:
    from eoffice.people.models import Post
    from workflows.letters.writing.fields import Written


def anybody(_item: Written, _post: Post) -> bool:
    """Everyone with a post drafts."""
    return True


def is_drafter(item: Written, post: Post) -> bool:
    """Whoever drafted it."""
    return item.created_by_id == post.person_id


def is_drafter_or_head(item: Written, post: Post) -> bool:
    """Whoever drafted it, or the head of the unit it belongs to."""
    heads = post.has(Role.SECTION_HEAD) and post.unit_id is not None and post.unit_id == item.unit_id
    return is_drafter(item, post) or heads


def is_their_turn(item: Written, post: Post) -> bool:
    """Named as the next to read it."""
    return bool(item.route) and item.route[0].get("person") == post.person_id


def not_their_turn(item: Written, post: Post) -> str:
    """Where people or levels were named as reviewers, they read one after the other."""
    if not item.route or asked_next(item, post):
        return ""
    first = item.route[0]
    if "person" not in first and not first.get("by_route"):
        return ""  # the usual way: any superior may look it over
    name = User.objects.get(pk=first["person"]).name if "person" in first else Role(first["role"]).label
    return _("It is the turn of %(name)s to review the draft.") % {"name": name}


def not_ones_own(item: Written, post: Post) -> str:
    """Nobody looks over what they drafted themselves: the way up is there for another pair of eyes."""
    if not is_drafter(item, post):
        return ""
    return _("Whoever drafted it does not review it: submit it to somebody else.")


def the_right_registrar(item: Written, post: Post) -> str:
    """Secret papers go through the registrar of secret papers, all others through the central one."""
    secret = item.document.secrecy != Secrecy.NORMAL
    if secret and not post.has(Role.SECRET_REGISTRAR):
        return _("A secret letter is handled by the registrar of secret papers (ข้อ 35).")
    if not secret and not post.has(Role.CENTRAL_REGISTRAR):
        return _("An ordinary letter is handled by the central registrar (ข้อ 35).")
    return ""


def registrar_or_drafter(item: Written, post: Post) -> str:
    """As `the_right_registrar`, but the drafter may in any case."""
    return "" if is_drafter(item, post) else the_right_registrar(item, post)


def may_edit(item: Written, post: Post) -> bool:
    """The drafter, their head, and whoever reviews it just now."""
    return is_drafter_or_head(item, post) or is_their_turn(item, post)


def asked_next(item: Written, post: Post) -> bool:
    """The next on the route, by name or by role."""
    if not item.route:
        return False
    first = item.route[0]
    if "person" in first:
        return is_their_turn(item, post)
    in_unit = first["role"] != Role.SECTION_HEAD or post.unit_id == item.unit_id
    return post.has(str(first["role"])) and in_unit
