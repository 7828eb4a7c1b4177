"""What each step of an order or an announcement asks, declared once for page, API and description."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from documents.classes import Secrecy, Speed
from documents.models import FileRecord
from eoffice.common import clock
from eoffice.organisations.models import Unit
from eoffice.people.models import User
from workflows.engine.inputs import StepInputs, ask
from workflows.engine.models import Tracked
from workflows.engine.rules.classes import ReasonKind
from workflows.letters.incoming.inputs import reason_kind
from workflows.letters.outgoing.inputs import BODY_HELP, SECRECY, now
from workflows.letters.writing.named import usual_date
from workflows.letters.writing.numbers import WhichNumber
from workflows.letters.writing.route import named_route


def said(name: str) -> Callable[[Any], Any]:
    """The usual answer of a question about a draft that is kept: what its form says."""
    return lambda item: getattr(item, name)


def ground(place: int) -> Callable[[Any], Any]:
    """The same about one of the grounds of an order: 0 the reason, 1 the power."""

    def told(order: Any) -> Any:
        grounds = now("grounds")(order) or ()
        return grounds[place] if place < len(grounds) else ""

    return told


def signing_day(item: Any) -> dt.date:
    """The day of the signature in Bangkok; today where there is none yet."""
    return item.signed_at.astimezone(clock.BANGKOK).date() if item.signed_at else clock.today()


@dataclass(frozen=True, kw_only=True)
class NameRow(StepInputs):
    """One person whom the order names, and as what."""

    person: User = ask.person(_("Person"))
    duty: str = ask.text(_("Duty"), required=False, max_length=300)


@dataclass(frozen=True, kw_only=True)
class OrderInputs(StepInputs):
    """A new order: why, by which power, what is ordered, whom it names, from when."""

    subject: str = ask.text(_("Subject"), max_length=2000)
    reason: str = ask.text(pgettext_lazy("order", "Reason"), lines=3, max_length=4000, required=False)
    power: str = ask.text(_("By the power of"), lines=2, max_length=2000, required=False)
    order: str = ask.text(
        pgettext_lazy("order", "It is ordered"), lines=8, max_length=30000, help=BODY_HELP, required=False
    )
    names: tuple[NameRow, ...] = ask.rows(NameRow, _("Persons named"), required=False)
    effective_on: dt.date | None = ask.day(_("In force from"), required=False)
    files: tuple[FileRecord, ...] = ask.files(_("Files"))
    speed: str = ask.choice(_("Speed"), Speed.choices, default=Speed.NORMAL.value)
    secrecy: str = ask.choice(_("Secrecy"), SECRECY, default=Secrecy.NORMAL.value)
    unit: Unit | None = ask.unit(_("Owner unit"), required=False)


@dataclass(frozen=True, kw_only=True)
class EditOrderInputs(StepInputs):
    """The next version of the draft: what isn't told stays as it stands."""

    subject: str = ask.text(_("Subject"), max_length=2000, default=now("subject"))
    reason: str = ask.text(
        pgettext_lazy("order", "Reason"), lines=3, max_length=4000, required=False, default=ground(0)
    )
    power: str = ask.text(_("By the power of"), lines=2, max_length=2000, required=False, default=ground(1))
    order: str = ask.text(
        pgettext_lazy("order", "It is ordered"),
        lines=8,
        max_length=30000,
        help=BODY_HELP,
        required=False,
        default=now("body"),
    )
    names: tuple[NameRow, ...] = ask.rows(
        NameRow, _("Persons named, in place of those before"), required=False
    )
    effective_on: dt.date | None = ask.day(_("In force from"), required=False, default=said("effective_on"))
    files: tuple[FileRecord, ...] = ask.files(_("Further files"))


@dataclass(frozen=True, kw_only=True)
class AnnouncementInputs(StepInputs):
    """A new announcement: about what, and what it says."""

    subject: str = ask.text(_("Subject"), max_length=2000)
    body: str = ask.text(_("Text"), lines=12, max_length=40000, help=BODY_HELP, required=False)
    files: tuple[FileRecord, ...] = ask.files(_("Files"))
    unit: Unit | None = ask.unit(_("Owner unit"), required=False)


@dataclass(frozen=True, kw_only=True)
class EditAnnouncementInputs(StepInputs):
    """The next version of the draft: what isn't told stays as it stands."""

    subject: str = ask.text(_("Subject"), max_length=2000, default=now("subject"))
    body: str = ask.text(
        _("Text"), lines=12, max_length=40000, help=BODY_HELP, required=False, default=now("body")
    )
    files: tuple[FileRecord, ...] = ask.files(_("Further files"))


@dataclass(frozen=True, kw_only=True)
class OfferInputs(StepInputs):
    """Who looks the draft over; nobody named: the head of the unit, else a deputy."""

    named_route: str = named_route()
    reviewer: User | None = ask.person(_("Reviewed by"), required=False)


@dataclass(frozen=True, kw_only=True)
class ReviewInputs(StepInputs):
    """A remark with the initials."""

    note: str = ask.reason(_("Remark"), required=False)


@dataclass(frozen=True, kw_only=True)
class BackInputs(StepInputs):
    """Why the draft goes back."""

    note: str = ask.reason()
    reason_kind: str = reason_kind(ReasonKind.FAULT)


@dataclass(frozen=True, kw_only=True)
class NumberInputs(WhichNumber):
    """สั่ง ณ วันที่: the day on which it was signed, and no other."""

    dated_on: dt.date | None = ask.day(_("Ordered on"), required=False, default=signing_day)


@dataclass(frozen=True, kw_only=True)
class CirculateInputs(StepInputs):
    """Who acknowledges beside those whom the order names, and by when."""

    recipients: tuple[User, ...] = ask.people(_("Told besides"), required=False)
    acknowledge_by: dt.datetime | None = ask.instant(
        _("Acknowledge by"), required=False, default=lambda order: usual_date(order, clock.now())
    )


@dataclass(frozen=True, kw_only=True)
class AmendInputs(StepInputs):
    """The new order that takes its place, and why."""

    order: Tracked = ask.item(_("The new order"), "order")
    note: str = ask.reason()


@dataclass(frozen=True, kw_only=True)
class PublishInputs(WhichNumber):
    """Where it is posted, from when until when, and whether it bears a number (the form has none)."""

    places: tuple[str, ...] = ask.texts(_("Places"), required=True, keep=True)
    posted_from: dt.date | None = ask.day(
        _("Posted from"), required=False, default=lambda _item: clock.today()
    )
    posted_until: dt.date = ask.day(_("Posted until"))
    numbered: bool = ask.flag(_("With a number"), default=True)
    dated_on: dt.date | None = ask.day(_("Announced on"), required=False, default=signing_day)


@dataclass(frozen=True, kw_only=True)
class TakeDownInputs(StepInputs):
    """A remark with the taking down."""

    note: str = ask.reason(_("Remark"), required=False)


@dataclass(frozen=True, kw_only=True)
class WithdrawInputs(StepInputs):
    """Why it is taken back."""

    note: str = ask.reason()
