"""What each step of a memo asks, declared once for page, API and description."""

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
from workflows.engine.rules.classes import ReasonKind
from workflows.letters.incoming.inputs import reason_kind
from workflows.letters.memo.states import Decision, Template
from workflows.letters.outgoing.inputs import BODY_HELP, SECRECY, SHEET_HELP, SHEETS, now, sheet_now
from workflows.letters.writing.named import usual_date
from workflows.letters.writing.numbers import WhichNumber
from workflows.letters.writing.route import named_route

BOOKS = [("agency", _("The agency's book")), ("unit", _("The unit's own book"))]


def said(name: str) -> Callable[[Any], Any]:
    """The usual answer of a question about a memo that is kept: what its form says."""
    return lambda memo: getattr(memo, name)


@dataclass(frozen=True, kw_only=True)
class DraftInputs(StepInputs):
    """A new memo: to which position, what it says, and what its template asks besides."""

    template: str = ask.choice(_("About"), Template.choices, default=Template.GENERAL.value)
    to: str = ask.text(pgettext_lazy("memo", "To (position)"), max_length=300, default="ผู้อำนวยการ")
    subject: str = ask.text(_("Subject"), max_length=2000)
    body: str = ask.text(_("Text"), required=False, lines=12, max_length=40000, help=BODY_HELP)
    amount: int | None = ask.number(_("Amount (baht)"), required=False, minimum=1)
    starts_on: dt.date | None = ask.day(_("From day"), required=False)
    ends_on: dt.date | None = ask.day(_("Until day"), required=False)
    place: str = ask.text(_("Place"), required=False, max_length=200)
    enclosures: tuple[str, ...] = ask.texts(_("Enclosures"))
    files: tuple[FileRecord, ...] = ask.files(_("Files"))
    speed: str = ask.choice(_("Speed"), Speed.choices, default=Speed.NORMAL.value)
    secrecy: str = ask.choice(_("Secrecy"), SECRECY, default=Secrecy.NORMAL.value)
    unit: Unit | None = ask.unit(_("Owner unit"), required=False)
    sheet: str = ask.choice(_("Size of the paper"), SHEETS, default="a4", help=SHEET_HELP)


@dataclass(frozen=True, kw_only=True)
class EditInputs(StepInputs):
    """The next version of the draft: what isn't told stays as it stands."""

    to: str = ask.text(pgettext_lazy("memo", "To (position)"), max_length=300, default=now("addressee"))
    subject: str = ask.text(_("Subject"), max_length=2000, default=now("subject"))
    body: str = ask.text(
        _("Text"),
        required=False,
        lines=12,
        max_length=40000,
        help=BODY_HELP,
        default=now("body"),
        clears=True,
    )
    amount: int | None = ask.number(_("Amount (baht)"), required=False, minimum=1, default=said("amount"))
    starts_on: dt.date | None = ask.day(_("From day"), required=False, default=said("starts_on"))
    ends_on: dt.date | None = ask.day(_("Until day"), required=False, default=said("ends_on"))
    place: str = ask.text(_("Place"), required=False, max_length=200, default=said("place"), clears=True)
    enclosures: tuple[str, ...] = ask.texts(_("Enclosures"), default=now("enclosures"), clears=True)
    sheet: str = ask.choice(_("Size of the paper"), SHEETS, default=sheet_now, help=SHEET_HELP)
    files: tuple[FileRecord, ...] = ask.files(_("Further files"))


@dataclass(frozen=True, kw_only=True)
class NumberInputs(WhichNumber):
    """In which book, and the date that the memo bears."""

    book: str = ask.choice(_("Register"), BOOKS, default="agency")
    dated_on: dt.date | None = ask.day(_("Dated"), required=False, default=lambda _item: clock.today())


@dataclass(frozen=True, kw_only=True)
class SubmitInputs(StepInputs):
    """Whose opinion is asked before the decision, in order; nobody named: the head or a deputy."""

    named_route: str = named_route()
    route: tuple[User, ...] = ask.people(_("Through"), required=False)


@dataclass(frozen=True, kw_only=True)
class MinuteInputs(StepInputs):
    """The opinion; the typed name of whoever is logged in stands for the signature."""

    text: str = ask.text(_("Opinion"), lines=4, max_length=4000)


@dataclass(frozen=True, kw_only=True)
class DecideInputs(StepInputs):
    """The word of the decision, and what is said besides."""

    decision: str = ask.choice(_("Decision"), Decision.choices)
    text: str = ask.text(_("Order or remark"), required=False, lines=3, max_length=4000)


@dataclass(frozen=True, kw_only=True)
class BackInputs(StepInputs):
    """Why the memo goes back."""

    note: str = ask.reason()
    reason_kind: str = reason_kind(ReasonKind.FAULT)


@dataclass(frozen=True, kw_only=True)
class NotifyInputs(StepInputs):
    """Whom the decision concerns, and by when they acknowledge. Nobody named: whoever wrote the memo."""

    recipients: tuple[User, ...] = ask.people(_("Those concerned"), required=False)
    acknowledge_by: dt.datetime | None = ask.instant(
        _("Acknowledge by"), required=False, default=lambda memo: usual_date(memo, clock.now())
    )


@dataclass(frozen=True, kw_only=True)
class WithdrawInputs(StepInputs):
    """Why it is taken back."""

    note: str = ask.reason()
