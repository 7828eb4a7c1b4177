"""Carrying out a plan: all of it in one transaction."""

from __future__ import annotations

from dataclasses import asdict, dataclass

from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils.translation import gettext as _

from eoffice.common.errors import RuleBroken
from eoffice.organisations.models import Organisation, Unit
from eoffice.people import audit
from eoffice.people.actions.duties import note_post
from eoffice.people.actions.hiring import hire
from eoffice.people.administration import must_administer
from eoffice.people.importing.checking import plan_import
from eoffice.people.importing.plan import NewPerson, NewUnit, Plan
from eoffice.people.importing.reading import Table
from eoffice.people.models import Post, User
from eoffice.people.one_time import one_time_password


@dataclass(frozen=True)
class Slip:
    """What a new person is handed on paper."""

    name: str
    position: str
    unit: str
    username: str
    password: str


@dataclass(frozen=True)
class Entered:
    """What was done: the plan as it was carried out, and a slip for each new person."""

    plan: Plan
    slips: list[Slip]


def enter_table(table: Table, *, by: Post) -> Entered:
    """Enter people and units; what is there already is left alone, so that twice is once.

    The table is checked anew inside the transaction: somebody may have taken a name since the dry run.
    Raises RuleBroken `import_has_faults` where a row can't be taken; then nothing at all is entered.
    """
    must_administer(by)
    passwords = [one_time_password() for _row in table.people]
    # Argon2 is slow on purpose: hashing comes before the transaction that keeps other writers waiting.
    hashes = [make_password(password) for password in passwords]
    with transaction.atomic():
        organisation = Organisation.objects.select_for_update().get(pk=by.organisation_id)
        plan = plan_import(table, organisation)
        if not plan.is_clean:
            raise RuleBroken(
                _("Some rows cannot be taken. Check the table again; nothing was entered."),
                code="import_has_faults",
            )
        units = _enter_units(plan.units, organisation, by)
        slips = [
            _enter_person(person, password, digest, units, by)
            for person, password, digest in zip(plan.people, passwords, hashes, strict=False)
        ]
        if plan.does_something:
            audit.note("people_imported", post=by, people=len(plan.people), units=len(plan.units))
    return Entered(plan, slips)


def _enter_units(wanted: list[NewUnit], organisation: Organisation, by: Post) -> dict[str, Unit]:
    units = {unit.name: unit for unit in Unit.objects.filter(organisation=organisation)}
    for new in wanted:
        units[new.name] = Unit.objects.create(
            organisation=organisation,
            name=new.name,
            short_name=new.short_name,
            keeps_own_book=new.keeps_own_book,
        )
        audit.note("unit_created", post=by, subject=f"unit:{units[new.name].pk}", name=new.name)
    for new in wanted:  # a parent may stand below its children in the table
        if new.parent:
            Unit.objects.filter(pk=units[new.name].pk).update(parent=units[new.parent])
    return units


def _enter_person(new: NewPerson, password: str, digest: str, units: dict[str, Unit], by: Post) -> Slip:
    duties = new.duties
    post = hire(
        by.organisation,
        username=new.username,
        **asdict(new.particulars),
        must_change_password=True,
        unit=units[new.unit] if new.unit else None,
        roles=duties.roles,
        position=duties.position,
        starts_on=duties.starts_on,
        ends_on=duties.ends_on,
    )
    User.objects.filter(pk=post.person_id).update(password=digest)
    audit.note("person_created", post=by, subject=f"person:{post.person_id}", username=new.username)
    note_post("post_given", post, by=by)
    return Slip(new.name, duties.position, new.unit, new.username, password)
