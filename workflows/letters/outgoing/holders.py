"""Whom an outgoing letter waits for, state by state."""

from __future__ import annotations

from typing import TYPE_CHECKING

from documents.classes import Secrecy, cleared_for
from eoffice.people.models import Clearance, Post
from eoffice.people.roles import Role
from workflows.engine.models import Holder
from workflows.letters.outgoing.states import OUT, S

if TYPE_CHECKING:
    from eoffice.people.models.post import PostQuerySet
    from workflows.letters.models import OutgoingLetter

AT_THE_REGISTRY = {S.SIGNED, S.NUMBERED, S.READY, S.FAILED, S.ACKNOWLEDGED}


def holder_of(letter: OutgoingLetter) -> Holder:
    """The drafter, the next reviewer, whoever signs, or the registry; what was sent waits for outside."""
    if letter.state in {S.DRAFT, S.RETURNED} or _goes_through_review(letter):
        return Holder(person_id=letter.created_by_id)
    if letter.state == S.REVIEWING:
        return reviewer(letter)
    if letter.state == S.TO_SIGN:
        return Holder(role=Role.DIRECTOR)
    if letter.state in AT_THE_REGISTRY:
        return _registry(letter)
    return Holder()


def whom_to_remind(letter: OutgoingLetter) -> list[Holder]:
    """Whom it waits for; of a recipient that does not answer the registry hears, and whoever drafted the
    letter (they ring up: appendix 7, 5.5).
    """
    if letter.state in OUT:
        return [_registry(letter), Holder(person_id=letter.created_by_id)]
    return [holder_of(letter)]


def reviewer(letter: OutgoingLetter) -> Holder:
    """The next on the route."""
    first = letter.route[0] if letter.route else {"role": Role.DEPUTY.value}
    if "person" in first:
        return Holder(person_id=int(first["person"]))
    in_unit = letter.unit_id if first["role"] == Role.SECTION_HEAD else None
    return Holder(role=str(first["role"]), unit_id=in_unit)


def usual_reviewer(letter: OutgoingLetter) -> str:
    """The role that reads a draft where nobody was named: the head of the unit, else a deputy.

    Empty where nobody but the drafter holds either: schools have from no deputy to five.
    """
    roles = (Role.SECTION_HEAD, Role.DEPUTY)
    return next((role.value for role in roles if usual_reviewers(letter, role).exists()), "")


def usual_reviewers(letter: OutgoingLetter, role: str) -> PostQuerySet:
    """The posts other than the drafter's that read a draft by this role; a secret one only the cleared."""
    here = Post.objects.in_force().filter(organisation=letter.organisation_id).with_role(role)
    others = here.exclude(person=letter.created_by_id).select_related("person")
    if role == Role.SECTION_HEAD:
        others = others.filter(unit=letter.unit_id) if letter.unit_id else others.none()
    cleared = [one for one in Clearance.values if letter.document.secrecy in cleared_for(one)]
    return others.filter(person__clearance__in=cleared) if letter.document.is_secret else others


def _registry(letter: OutgoingLetter) -> Holder:
    secret = letter.document.secrecy != Secrecy.NORMAL
    return Holder(role=Role.SECRET_REGISTRAR if secret else Role.CENTRAL_REGISTRAR)


def _goes_through_review(letter: OutgoingLetter) -> bool:
    return letter.state == S.NUMBERED and letter.signed_at is None
