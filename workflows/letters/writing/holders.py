"""Who reads a draft next, and who usually does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from documents.classes import Secrecy, cleared_for
from eoffice.people.models import Clearance, Post
from eoffice.people.roles import Role
from workflows.engine.models import Holder

if TYPE_CHECKING:
    from eoffice.people.models.post import PostQuerySet
    from workflows.letters.writing.fields import Written


def reviewer(item: Written) -> Holder:
    """The next on the route."""
    first = item.route[0] if item.route else {"role": Role.DEPUTY.value}
    if "person" in first:
        return Holder(person_id=int(first["person"]))
    in_unit = item.unit_id if first["role"] == Role.SECTION_HEAD else None
    return Holder(role=str(first["role"]), unit_id=in_unit)


def registrar(item: Written) -> Holder:
    """The central registrar, or the one of secret papers."""
    secret = item.document.secrecy != Secrecy.NORMAL
    return Holder(role=Role.SECRET_REGISTRAR if secret else Role.CENTRAL_REGISTRAR)


def usual_reviewer(item: Written) -> str:
    """The role that reads a draft where nobody was named: the head of the unit, else a deputy.

    Empty where nobody but the drafter holds either: schools have from no deputy to five.
    """
    roles = (Role.SECTION_HEAD, Role.DEPUTY)
    return next((role.value for role in roles if usual_reviewers(item, role).exists()), "")


def usual_reviewers(item: Written, role: str) -> PostQuerySet:
    """The posts other than the drafter's that read a draft by this role; a secret one only the cleared."""
    here = Post.objects.in_force().filter(organisation=item.organisation_id).with_role(role)
    others = here.exclude(person=item.created_by_id).select_related("person")
    if role == Role.SECTION_HEAD:
        others = others.filter(unit=item.unit_id) if item.unit_id else others.none()
    cleared = [one for one in Clearance.values if item.document.secrecy in cleared_for(one)]
    return others.filter(person__clearance__in=cleared) if item.document.is_secret else others
