"""What asking for opinions, giving one, and taking the question back ask."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from eoffice.common import clock
from eoffice.organisations.models import Unit
from eoffice.people.models import User
from workflows.engine.inputs import StepInputs, ask


def usual_limit(item: Any) -> dt.datetime:
    """By when opinions are usually asked: the office's days, from now."""
    from workflows.letters.writing.named import usual_date

    return usual_date(item, clock.now())


@dataclass(frozen=True, kw_only=True)
class UnitRow(StepInputs):
    """One unit, whose head answers for it."""

    unit: Unit = ask.unit(pgettext_lazy("consultation", "Unit"))


@dataclass(frozen=True, kw_only=True)
class ConsultInputs(StepInputs):
    """Whose opinions are asked, all at once, about what, until when."""

    people: tuple[User, ...] = ask.people(pgettext_lazy("consultation", "People"), required=False)
    units: tuple[UnitRow, ...] = ask.rows(
        UnitRow, pgettext_lazy("consultation", "Units, by their heads"), required=False
    )
    question: str = ask.text(_("What is asked"), lines=3, max_length=2000)
    answer_by: dt.datetime | None = ask.instant(_("Answer by"), required=False, default=usual_limit)


@dataclass(frozen=True, kw_only=True)
class AskInputs(StepInputs):
    """Until when; who and what stand on the consultation itself."""

    answer_by: dt.datetime = ask.instant(_("Answer by"))


@dataclass(frozen=True, kw_only=True)
class GiveInputs(StepInputs):
    """The opinion; the typed name of whoever is logged in stands for the signature."""

    text: str = ask.text(_("Opinion"), lines=5, max_length=4000)


@dataclass(frozen=True, kw_only=True)
class WithdrawInputs(StepInputs):
    """Why it is asked no longer."""

    note: str = ask.reason()
