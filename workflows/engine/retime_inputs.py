"""What the system is told when a calendar changes."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from workflows.engine.inputs import ask
from workflows.engine.inputs.declare import StepInputs


@dataclass(frozen=True, kw_only=True)
class RetimeInputs(StepInputs):
    """The due time by the calendar as it now stands, and what changed in it."""

    due_at: dt.datetime = ask.instant(_("New due time"))
    note: str = ask.reason()
