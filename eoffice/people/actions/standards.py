"""Verbs about service standards: how long work of a kind may take, from a day on."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from eoffice.common import clock
from eoffice.common.errors import InvalidInputs, RuleBroken
from eoffice.organisations.models import ServiceStandard
from eoffice.organisations.standards import STARTING, Standard, forget, standard_in_force
from eoffice.people import audit
from eoffice.people.administration import must_administer
from eoffice.people.models import Post

LONGEST = 365


@dataclass(frozen=True)
class Measured:
    """What a standard is for: a process, a milestone of it (or none), a speed class."""

    process: str
    milestone: str
    speed: str

    @property
    def key(self) -> str:
        """One word for it, to stand in an address or a form."""
        return f"{self.process}.{self.milestone}.{self.speed}"


MEASURED = tuple(Measured(*key) for key in STARTING)


@dataclass(frozen=True)
class InForce:
    """A standard that holds, since when (None: since ever), and what comes after it."""

    measured: Measured
    standard: Standard | None
    since: dt.date | None
    coming: tuple[ServiceStandard, ...]


def standards_table(organisation_id: int, *, on: dt.date) -> list[InForce]:
    """What holds on the day for everything that is measured, with what is decided for later."""
    rows = list(ServiceStandard.objects.filter(organisation=organisation_id).order_by("valid_from"))

    def line(measured: Measured) -> InForce:
        own = [row for row in rows if (row.process, row.milestone, row.speed) == _key(measured)]
        past = [row for row in own if row.valid_from <= on]
        if past:
            standard: Standard | None = Standard(past[-1].clock, past[-1].value)
        else:
            standard = STARTING.get(_key(measured))
        coming = tuple(row for row in own if row.valid_from > on)
        return InForce(measured, standard, past[-1].valid_from if past else None, coming)

    return [line(measured) for measured in MEASURED]


@transaction.atomic
def set_standard(measured: Measured, wanted: Standard, *, valid_from: dt.date, by: Post) -> ServiceStandard:
    """Let another standard hold from a day on, today at the earliest: work in hand keeps its due time.

    A second decision for the same day takes the place of the first.
    """
    must_administer(by)
    _check(measured, wanted, valid_from)
    before = standard_in_force(
        by.organisation_id,
        measured.process,
        milestone=measured.milestone,
        speed=measured.speed,
        on=valid_from,
    )
    row, _made = ServiceStandard.objects.update_or_create(
        organisation_id=by.organisation_id,
        process=measured.process,
        milestone=measured.milestone,
        speed=measured.speed,
        valid_from=valid_from,
        defaults={"clock": wanted.clock, "value": wanted.value},
    )
    _forget_what_held()
    audit.note(
        "standard_set",
        post=by,
        subject=f"standard:{measured.key}",
        on=str(valid_from),
        before=_words(before),
        after=_words(wanted),
    )
    return row


@transaction.atomic
def drop_standard(row: ServiceStandard, *, by: Post) -> None:
    """Take back a decision that does not hold yet."""
    must_administer(by)
    if row.organisation_id != by.organisation_id or row.valid_from <= clock.today():
        raise RuleBroken(
            _("Only a standard that does not hold yet can be taken back."), code="standard_holds"
        )
    measured = Measured(row.process, row.milestone, row.speed)
    audit.note("standard_dropped", post=by, subject=f"standard:{measured.key}", on=str(row.valid_from))
    row.delete()
    _forget_what_held()


def _forget_what_held() -> None:
    """This process sees the change at once and after the commit; others within a second."""
    forget()
    transaction.on_commit(forget)


def _check(measured: Measured, wanted: Standard, valid_from: dt.date) -> None:
    errors: dict[str, list[str]] = {}
    if measured not in MEASURED:
        errors["measured"] = [_("There is no such standard.")]
    if wanted.clock not in ServiceStandard.Clock.values:
        errors["clock"] = [_("There is no such way of counting.")]
    if not 1 <= wanted.value <= LONGEST:
        errors["value"] = [_("Give a number from 1 to %(most)s.") % {"most": LONGEST}]
    if valid_from < clock.today():
        errors["valid_from"] = [_("Today at the earliest: work in hand keeps the due time it was given.")]
    if errors:
        raise InvalidInputs(errors=errors)


def _key(measured: Measured) -> tuple[str, str, str]:
    return measured.process, measured.milestone, measured.speed


def _words(standard: Standard | None) -> str:
    if standard is None:
        return ""
    return f"{standard.value} {ServiceStandard.Clock(standard.clock).label}"
