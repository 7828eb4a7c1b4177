"""Standard times in force, and the ones an office starts with."""

from __future__ import annotations

import datetime as dt
import time
from dataclasses import dataclass

from eoffice.organisations.calendar import TRUSTED, office_clock
from eoffice.organisations.models import ServiceStandard
from eoffice.organisations.rules.office_clock import OfficeClock

TAKE_UP = "take_up"  # register and submit (sheet 4.1, practice)


@dataclass(frozen=True)
class Standard:
    """So much time by such a clock."""

    clock: str
    value: int

    def due(self, received_at: dt.datetime, clock: OfficeClock) -> dt.datetime:
        """When work received at the instant is due."""
        if self.clock == ServiceStandard.Clock.WORKING_HOURS:
            return clock.due_in_working_hours(received_at, self.value)
        if self.clock == ServiceStandard.Clock.WORKING_DAYS:
            return clock.due_in_working_days(received_at, self.value)
        return clock.due_in_calendar_days(received_at, self.value)


# Proposals of the KPI catalogue and of sheet 4.1; no regulation gives hours or days. All are settings:
# a row of ServiceStandard with its date of force takes their place.
STARTING = {
    ("incoming_letter", "", "most_urgent"): Standard("working_hours", 4),
    ("incoming_letter", "", "very_urgent"): Standard("working_days", 1),
    ("incoming_letter", "", "urgent"): Standard("working_days", 3),
    ("incoming_letter", "", "normal"): Standard("working_days", 5),
    ("outgoing_letter", "", "most_urgent"): Standard("working_hours", 4),
    ("outgoing_letter", "", "very_urgent"): Standard("working_days", 1),
    ("outgoing_letter", "", "urgent"): Standard("working_days", 2),
    ("outgoing_letter", "", "normal"): Standard("working_days", 3),
    ("memo", "", "most_urgent"): Standard("working_hours", 4),
    ("memo", "", "very_urgent"): Standard("working_days", 1),
    ("memo", "", "urgent"): Standard("working_days", 2),
    ("memo", "", "normal"): Standard("working_days", 3),
    ("order", "", "most_urgent"): Standard("working_hours", 4),
    ("order", "", "very_urgent"): Standard("working_days", 1),
    ("order", "", "urgent"): Standard("working_days", 2),
    ("order", "", "normal"): Standard("working_days", 3),
    ("announcement", "", "normal"): Standard("working_days", 3),
    ("incoming_letter", TAKE_UP, "most_urgent"): Standard("working_hours", 1),
    ("incoming_letter", TAKE_UP, "very_urgent"): Standard("working_hours", 4),
    ("incoming_letter", TAKE_UP, "urgent"): Standard("working_hours", 8),
    ("incoming_letter", TAKE_UP, "normal"): Standard("working_days", 1),
}


def standard_in_force(
    organisation_id: int, process: str, *, milestone: str = "", speed: str = "", on: dt.date
) -> Standard | None:
    """The standard that holds on the day, or None where the process has none."""
    for row in _rows(organisation_id):  # the newest first
        if row[:3] == (process, milestone, speed) and row[3] <= on:
            return row[4]
    return STARTING.get((process, milestone, speed))


Row = tuple[str, str, str, dt.date, Standard]
_kept: dict[int, tuple[float, list[Row]]] = {}


def _rows(organisation_id: int) -> list[Row]:
    """Every standard of the organisation; a process trusts for a second that no other changed them."""
    kept = _kept.get(organisation_id)
    if kept is None or time.monotonic() - kept[0] > TRUSTED:
        rows = ServiceStandard.objects.filter(organisation=organisation_id).order_by("-valid_from")
        told = [
            (row.process, row.milestone, row.speed, row.valid_from, Standard(row.clock, row.value))
            for row in rows
        ]
        kept = _kept[organisation_id] = (time.monotonic(), told)
    return kept[1]


def forget() -> None:
    """Drop what is kept in this process; for whoever changes a standard, and for tests."""
    _kept.clear()


def standard_due(
    organisation_id: int, process: str, received_at: dt.datetime, *, milestone: str = "", speed: str = ""
) -> dt.datetime | None:
    """When work received at the instant is due by the standard, or None where there is none."""
    clock = office_clock(organisation_id)
    on = received_at.astimezone(clock.tz).date()
    standard = standard_in_force(organisation_id, process, milestone=milestone, speed=speed, on=on)
    return standard.due(received_at, clock) if standard else None
