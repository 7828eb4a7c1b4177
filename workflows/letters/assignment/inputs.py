"""What each step of an assignment asks."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from workflows.engine.inputs import StepInputs, ask
from workflows.engine.rules.classes import ReasonKind


@dataclass(frozen=True, kw_only=True)
class AssignInputs(StepInputs):
    """Until when; who and what stand on the assignment itself."""

    due_at: dt.datetime | None = ask.instant(_("Due"), required=False)


@dataclass(frozen=True, kw_only=True)
class EndInputs(StepInputs):
    """Why an assignment ends, or comes back."""

    note: str = ask.reason(required=False)


@dataclass(frozen=True, kw_only=True)
class ReturnInputs(StepInputs):
    """What is wrong with the result."""

    note: str = ask.reason()
    reason_kind: str = ask.choice(
        _("Kind of reason"),
        [(ReasonKind.FAULT, _("a fault")), (ReasonKind.NEW_INSTRUCTION, _("a new instruction"))],
        required=False,
        default=ReasonKind.FAULT.value,
    )
