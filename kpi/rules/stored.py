"""How an item's events are kept in its fact: short lists that both databases give back alike."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any

from kpi.rules.events import KpiEvent, StateClass
from kpi.rules.history import Event

EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
MICROSECOND = dt.timedelta(microseconds=1)
#: at, kind, state, class, due, reason, speed, recorded, unit; what is empty at the end is left off.
StoredEvent = list[Any]


def store_event(event: Event) -> StoredEvent:
    """One event as a list; instants are microseconds since 1970, so that nothing is rounded."""
    told: StoredEvent = [
        _number(event.at),
        str(event.kind),
        event.state,
        str(event.state_class),
        _number(event.due_at),
        event.reason,
        event.speed,
        _number(event.recorded_at),
        event.unit,
    ]
    while told[-1] in (None, ""):
        told.pop()
    return told


def read_events(told: Iterable[Sequence[Any]]) -> list[Event]:
    """The events of a fact."""
    return [_read(row) for row in told]


def _read(told: Sequence[Any]) -> Event:
    filled: list[Any] = [*told, *_BLANK[len(told) :]]
    at, kind, state, state_class, due, reason, speed, recorded, unit = filled
    return Event(
        EPOCH + at * MICROSECOND,
        _KINDS[kind],
        state,
        _CLASSES[state_class],
        None if due is None else EPOCH + due * MICROSECOND,
        reason,
        speed,
        None if recorded is None else EPOCH + recorded * MICROSECOND,
        unit,
    )


_BLANK = (0, "", "", StateClass.ACTIVE, None, "", "", None, None)
# Looking a member up by its value is slow, and a rebuild does it for each row of the log.
_KINDS = {str(kind): kind for kind in KpiEvent}
_CLASSES = {str(kind): kind for kind in StateClass}


def _number(instant: dt.datetime | None) -> int | None:
    return None if instant is None else (instant - EPOCH) // MICROSECOND
