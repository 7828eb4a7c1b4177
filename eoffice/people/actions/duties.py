"""Verbs about posts: what a person is in the agency, from a day to a day."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from eoffice.common import clock
from eoffice.common.errors import InvalidInputs, NotAllowed, RuleBroken
from eoffice.organisations.models import Organisation, Unit
from eoffice.people import audit
from eoffice.people.actions.handing_over import end_delegations, hand_over_delegations
from eoffice.people.actions.hiring import give_post
from eoffice.people.administration import GIVABLE, must_administer, must_administer_post
from eoffice.people.models import Clearance, Post, PostRole, User
from eoffice.people.roles import Role

ONE_DAY = dt.timedelta(days=1)


@dataclass(frozen=True)
class Duties:
    """What a post consists of; the days are inclusive, no end means until further notice."""

    unit: Unit | None = None
    position: str = ""
    roles: tuple[str, ...] = ()
    starts_on: dt.date | None = None
    ends_on: dt.date | None = None

    def check(self, organisation_id: int) -> None:
        """Raise InvalidInputs for a foreign or closed unit, an unknown role, days in the wrong order."""
        errors: dict[str, list[str]] = {}
        if self.unit is not None and (
            self.unit.organisation_id != organisation_id or not self.unit.is_active
        ):
            errors["unit"] = [_("There is no such unit here, or it is closed.")]
        if unknown := [role for role in self.roles if role not in GIVABLE]:
            errors["roles"] = [_("There is no role %(role)s.") % {"role": ", ".join(unknown)}]
        if self.ends_on is not None and self.ends_on < (self.starts_on or clock.today()):
            errors["ends_on"] = [_("The last day lies before the first.")]
        if errors:
            raise InvalidInputs(errors=errors)


@transaction.atomic
def add_post(person: User, duties: Duties, *, by: Post) -> Post:
    """A further post in the agency of `by`, for somebody of the house or of another agency.

    Whoever comes from another agency and holds nothing there any more comes without a clearance: the head
    of the new agency appoints anew.
    """
    must_administer(by)
    duties.check(by.organisation_id)
    _not_for_oneself(person, duties, by, already=frozenset())
    _refuse_a_second_of_the_same(person, duties, by.organisation_id)
    held = Post.objects.filter(person=person).not_over(clock.today())
    if not held.exists() and person.clearance != Clearance.NORMAL:
        before = [person.clearance, person.clearance_order]
        person.clearance, person.clearance_order = Clearance.NORMAL, ""
        person.save(update_fields=["clearance", "clearance_order"])
        audit.note(
            "clearance_set", post=by, subject=f"person:{person.pk}", before=before, after=["normal", ""]
        )
    post = give_post(
        person,
        by.organisation,
        unit=duties.unit,
        roles=duties.roles,
        position=duties.position,
        starts_on=duties.starts_on,
        ends_on=duties.ends_on,
    )
    note_post("post_given", post, by=by)
    return post


@transaction.atomic
def change_post(post: Post, duties: Duties, *, by: Post) -> Post:
    """Other duties from `duties.starts_on` on. Answers the post that then holds.

    From a later day than the post's first: it ends the day before and a new post begins, so that it stays
    readable who was what when; delegations that reach beyond go over to the new one. From the post's own
    first day: what was entered is corrected in place.
    """
    must_administer_post(post, by)
    duties.check(post.organisation_id)
    _not_for_oneself(post.person, duties, by, already=post.roles)
    post = _locked(post)
    starts_on = duties.starts_on or clock.today()
    if starts_on < post.starts_on or (post.ends_on is not None and starts_on > post.ends_on):
        raise _wrong_day(_("The day lies outside the time of this post."), "starts_on")
    if Role.SYSADMIN not in duties.roles:
        keep_an_administrator(post.organisation, without=Post.objects.filter(pk=post.pk))
    if starts_on == post.starts_on:
        return _correct(post, duties, by)
    return _succeed(post, duties, starts_on, by)


@transaction.atomic
def end_post(post: Post, *, on: dt.date, by: Post) -> None:
    """The post ends with the day `on`; what it delegated or held in trust ends with it."""
    must_administer_post(post, by)
    post = _locked(post)
    if on < post.starts_on:
        raise _wrong_day(_("The last day lies before the first."), "ends_on")
    if post.has(Role.SYSADMIN):
        keep_an_administrator(post.organisation, without=Post.objects.filter(pk=post.pk))
    before, post.ends_on = post.ends_on, on
    post.save(update_fields=["ends_on"])
    end_delegations(post, after=on)
    audit.note(
        "post_ended",
        post=by,
        subject=f"person:{post.person_id}",
        post_id=post.pk,
        before=str(before or ""),
        on=str(on),
    )


def keep_an_administrator(organisation: Organisation, *, without: QuerySet[Post]) -> None:
    """Raise RuleBroken where the agency would be left without an administrator."""
    Organisation.objects.select_for_update().get(pk=organisation.pk)  # two of them may part at once
    administrators = Post.objects.in_force().filter(organisation=organisation).with_role(Role.SYSADMIN)
    lost = administrators.filter(pk__in=without.values("pk"))
    if lost.exists() and not administrators.exclude(pk__in=without.values("pk")).exists():
        raise RuleBroken(
            _("The agency would be left without an administrator. Give somebody else that role first."),
            code="last_administrator",
        )


def note_post(action: str, post: Post, *, by: Post) -> None:
    """An audit event that says what the post consists of."""
    audit.note(action, post=by, subject=f"person:{post.person_id}", held=_as_evidence(post))


def _as_evidence(post: Post) -> dict[str, object]:
    return {
        "post_id": post.pk,
        "unit": post.unit.name if post.unit else "",
        "position": post.position,
        "roles": sorted(post.roles - {Role.OFFICER.value}),
        "starts_on": str(post.starts_on),
        "ends_on": str(post.ends_on or ""),
    }


def _not_for_oneself(person: User, duties: Duties, by: Post, *, already: frozenset[str]) -> None:
    """The register of secret papers is opened to an administrator by another one only."""
    if (
        person.pk == by.person_id
        and Role.SECRET_REGISTRAR in duties.roles
        and (Role.SECRET_REGISTRAR not in already)
    ):
        raise NotAllowed(
            _("Nobody appoints themselves registrar of secret papers: another administrator must do it."),
            source="ระเบียบว่าด้วยการรักษาความลับของทางราชการ พ.ศ. 2544",
        )


def _refuse_a_second_of_the_same(person: User, duties: Duties, organisation_id: int) -> None:
    starts_on = duties.starts_on or clock.today()
    same = (
        Post.objects.filter(
            person=person, organisation=organisation_id, unit=duties.unit, position=duties.position
        )
        .not_over(starts_on)
        .exists()
    )
    if same:
        raise RuleBroken(
            _("%(name)s holds this post already.") % {"name": person.name}, code="post_already_held"
        )


def _locked(post: Post) -> Post:
    return (
        Post.objects.select_for_update(of=("self",))
        .select_related("person", "organisation", "unit")
        .get(pk=post.pk)
    )


def _wrong_day(sentence: str, field: str) -> InvalidInputs:
    return InvalidInputs(sentence, errors={field: [sentence]})


def _correct(post: Post, duties: Duties, by: Post) -> Post:
    before = _as_evidence(post)
    post.unit, post.position, post.ends_on = duties.unit, duties.position, duties.ends_on
    post.save(update_fields=["unit", "position", "ends_on"])
    post.post_roles.exclude(role__in=duties.roles).delete()
    PostRole.objects.bulk_create(
        [PostRole(post=post, role=role) for role in sorted(set(duties.roles))], ignore_conflicts=True
    )
    fresh = Post.objects.select_related("unit").get(pk=post.pk)
    audit.note(
        "post_corrected",
        post=by,
        subject=f"person:{post.person_id}",
        before=before,
        after=_as_evidence(fresh),
    )
    return fresh


def _succeed(post: Post, duties: Duties, starts_on: dt.date, by: Post) -> Post:
    post.ends_on = starts_on - ONE_DAY
    post.save(update_fields=["ends_on"])
    successor = give_post(
        post.person,
        post.organisation,
        unit=duties.unit,
        roles=duties.roles,
        position=duties.position,
        starts_on=starts_on,
        ends_on=duties.ends_on,
    )
    hand_over_delegations(post, successor, by=by.person)
    note_post("post_changed", successor, by=by)
    return successor
