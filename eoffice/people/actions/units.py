"""Verbs about the units of an agency: here and not below, because people work in units."""

from __future__ import annotations

from dataclasses import dataclass, fields

from django.db import transaction
from django.utils.translation import gettext as _

from eoffice.common import clock
from eoffice.common.errors import InvalidInputs, NotAllowed, RuleBroken
from eoffice.organisations.models import Organisation, Unit
from eoffice.people import audit
from eoffice.people.administration import must_administer
from eoffice.people.models import Post


@dataclass(frozen=True)
class UnitFacts:
    """What a unit is called, where it stands, and whether it keeps a register of its own (ข้อ 40)."""

    name: str
    short_name: str = ""
    parent: Unit | None = None
    keeps_own_book: bool = False


@transaction.atomic
def create_unit(facts: UnitFacts, *, by: Post) -> Unit:
    """A new unit of the agency of `by`."""
    must_administer(by)
    _check(facts, by.organisation_id)
    unit = Unit.objects.create(organisation_id=by.organisation_id, **_fields(facts))
    audit.note("unit_created", post=by, subject=f"unit:{unit.pk}", name=unit.name)
    return unit


@transaction.atomic
def change_unit(unit: Unit, facts: UnitFacts, *, by: Post) -> None:
    """Rename or move a unit. Papers of the past show the name it had when they were printed."""
    _must_be_ours(unit, by)
    _lock_the_tree(by.organisation_id)
    _check(facts, by.organisation_id, unit=unit)
    changed = {
        name: [_plain(getattr(unit, name)), _plain(value)]
        for name, value in _fields(facts).items()
        if getattr(unit, name) != value
    }
    for name, value in _fields(facts).items():
        setattr(unit, name, value)
    if changed:
        unit.save(update_fields=list(changed))
        audit.note("unit_changed", post=by, subject=f"unit:{unit.pk}", changed=changed)


@transaction.atomic
def close_unit(unit: Unit, *, by: Post) -> None:
    """Nothing new goes to a closed unit; its register and its past stay. Refused while people work in it."""
    _must_be_ours(unit, by)
    _lock_the_tree(by.organisation_id)
    if not unit.is_active:
        return
    held = Post.objects.filter(unit=unit).not_over(clock.today()).select_related("person")
    names = ", ".join(post.person.name for post in held[:5])
    if names:
        raise RuleBroken(
            _("Still in this unit: %(names)s. End or change their posts first.") % {"names": names},
            code="unit_in_use",
        )
    if unit.children.filter(is_active=True).exists():
        raise RuleBroken(_("It has units below it. Close or move them first."), code="unit_in_use")
    unit.is_active = False
    unit.save(update_fields=["is_active"])
    audit.note("unit_closed", post=by, subject=f"unit:{unit.pk}", name=unit.name)


@transaction.atomic
def reopen_unit(unit: Unit, *, by: Post) -> None:
    """A closed unit works again."""
    _must_be_ours(unit, by)
    if unit.is_active:
        return
    unit.is_active = True
    unit.save(update_fields=["is_active"])
    audit.note("unit_reopened", post=by, subject=f"unit:{unit.pk}", name=unit.name)


def _fields(facts: UnitFacts) -> dict[str, object]:
    """The facts by field name."""
    return {field.name: getattr(facts, field.name) for field in fields(facts)}


def _must_be_ours(unit: Unit, by: Post) -> None:
    must_administer(by)
    if unit.organisation_id != by.organisation_id:
        raise NotAllowed(_("An administrator looks after the units of the own agency only."))


def _lock_the_tree(organisation_id: int) -> None:
    """Two moves at once could close a circle that neither sees."""
    Organisation.objects.select_for_update().get(pk=organisation_id)


def _check(facts: UnitFacts, organisation_id: int, unit: Unit | None = None) -> None:
    others = Unit.objects.filter(organisation=organisation_id)
    if unit is not None:
        others = others.exclude(pk=unit.pk)
    errors: dict[str, list[str]] = {}
    if not facts.name:
        errors["name"] = [_("Please fill this in.")]
    if others.filter(name=facts.name).exists():
        errors["name"] = [_("There is a unit of this name already.")]
    if facts.parent is not None and not _may_be_above(facts.parent, unit, organisation_id):
        errors["parent"] = [_("It cannot stand below itself, or below a unit of another agency.")]
    if errors:
        raise InvalidInputs(errors=errors)


def _may_be_above(parent: Unit, unit: Unit | None, organisation_id: int) -> bool:
    if parent.organisation_id != organisation_id:
        return False
    above: Unit | None = parent
    while above is not None:
        if unit is not None and above.pk == unit.pk:
            return False
        above = above.parent
    return True


def _plain(value: object) -> object:
    return value.name if isinstance(value, Unit) else value
