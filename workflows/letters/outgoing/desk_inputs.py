"""What the steps of the sending desk ask."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from workflows.engine.inputs import StepInputs, ask
from workflows.letters.outgoing.inputs import which


@dataclass(frozen=True, kw_only=True)
class TrackInputs(StepInputs):
    """The number on the slip of the post office."""

    recipient: int | None = which()
    tracking_number: str = ask.text(
        _("Tracking number"), max_length=40, keep=True, help=_("As on the slip of the post: EB123456785TH.")
    )


@dataclass(frozen=True, kw_only=True)
class ReminderRow(StepInputs):
    """One recipient that is reminded."""

    recipient: int = ask.number(_("Recipient"), minimum=1, maximum=2**53)


@dataclass(frozen=True, kw_only=True)
class RemindInputs(StepInputs):
    """Who is reminded; nobody named: everybody who has not registered and was not reminded lately."""

    recipients: tuple[ReminderRow, ...] = ask.rows(ReminderRow, _("Recipients"), required=False)
