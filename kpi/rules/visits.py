"""Stays of an item in its states, measured in working time (kpi.md 5: dwell, cycle, open age)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import NamedTuple

from kpi.rules.events import KpiEvent, StateClass
from kpi.rules.history import ItemHistory
from kpi.rules.window import Clock

NOTHING = dt.timedelta(0)


class Visit(NamedTuple):
    """One stay in one state. `entered` and `left` are working time since the calendar began."""

    state: str
    state_class: StateClass
    start: dt.datetime
    end: dt.datetime | None  # None: still there
    entered: dt.timedelta
    left: dt.timedelta  # at `as_of` where it still lasts

    @property
    def is_active(self) -> bool:
        """Whether the office had the work: not paused, not done."""
        return self.state_class is StateClass.ACTIVE

    @property
    def spent(self) -> dt.timedelta:
        """Its whole length in working time, or so far."""
        return self.left - self.entered

    def clipped(self, low: dt.timedelta, high: dt.timedelta) -> dt.timedelta:
        """The part between two instants, given as working time since the calendar began."""
        return max(NOTHING, min(self.left, high) - max(self.entered, low))


def visits_of(item: ItemHistory, as_of: dt.datetime, clock: Clock) -> Iterator[Visit]:
    """Every stay that began before `as_of`, in order. Each move ends one, also into the same state."""
    state, state_class, start, entered = "", StateClass.ACTIVE, None, NOTHING
    for event in item.before(as_of):
        if event.kind is KpiEvent.EXTEND or event.kind is KpiEvent.NONE:
            continue
        now = clock.working(event.at)
        if start is not None:
            yield Visit(state, state_class, start, event.at, entered, now)
        state, state_class = event.state or state, event.class_entered
        start, entered = event.at, now
    if start is not None:
        yield Visit(state, state_class, start, None, entered, clock.working(as_of))


def active_time(item: ItemHistory, as_of: dt.datetime, clock: Clock) -> dt.timedelta:
    """Working time in active states up to `as_of`: the cycle time of a done item, the age of an open one."""
    return sum((visit.spent for visit in visits_of(item, as_of, clock) if visit.is_active), NOTHING)
