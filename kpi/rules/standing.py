"""What was known of an item just before an instant."""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple, TypeVar

from kpi.rules.events import OPEN_CLASSES, Speed, StateClass

T = TypeVar("T")


class Standing(NamedTuple):
    """An opened item as its events before some instant tell it."""

    opened_at: dt.datetime
    state_class: StateClass
    due_at: dt.datetime | None  # in force; None: in no rate by due time
    original_due_at: dt.datetime | None
    first_done_at: dt.datetime | None
    done_at: dt.datetime | None  # the final done; None while the item is not done
    cancelled_at: dt.datetime | None
    voided_at: dt.datetime | None
    fault_returns: int
    fault_reopens: int
    returned_first: bool  # a fault return before the first done
    reopened: int
    from_paper: bool  # an event was entered after it happened
    steps: int  # moves from the opening on, the opening counted; an extension is none
    speeds: tuple[tuple[dt.datetime, str], ...]
    units: tuple[tuple[dt.datetime, int], ...]

    @property
    def is_open(self) -> bool:
        """Active or paused: part of the backlog."""
        return self.state_class in OPEN_CLASSES

    @property
    def speed(self) -> str:
        """The class in force at the due time: the last one told before it, else normal."""
        return _last_before(self.speeds, self.due_at) or Speed.NORMAL

    @property
    def unit(self) -> int | None:
        """Who owned the item at its due time; of one opened later still, its first owner."""
        return _last_before(self.units, self.due_at) or (self.units[0][1] if self.units else None)


def _last_before(told: tuple[tuple[dt.datetime, T], ...], instant: dt.datetime | None) -> T | None:
    for at, value in reversed(told):
        if instant is None or at < instant:
            return value
    return None
