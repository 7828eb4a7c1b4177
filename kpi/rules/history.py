"""One item's events, folded into what was known of it at any instant (kpi.md 4).

The same fold serves the facts kept from the transition log and a log read from a file.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import takewhile
from operator import attrgetter
from typing import NamedTuple

from kpi.rules.events import KpiEvent, ReasonKind, StateClass
from kpi.rules.standing import Standing

_ENDS = {
    KpiEvent.DONE: StateClass.DONE,
    KpiEvent.CANCEL: StateClass.CANCELLED,
    KpiEvent.VOID: StateClass.VOID,
}


class Event(NamedTuple):
    """One row of an item's life. Instants are aware, all of one time zone (UTC) so that they compare."""

    at: dt.datetime
    kind: KpiEvent
    state: str = ""  # entered by the event; empty: unchanged
    state_class: StateClass = StateClass.ACTIVE  # of the state entered; tells active from paused
    due_at: dt.datetime | None = None  # read on `open`, `extend`, and `none` of a changed calendar
    reason: str = ""  # of `return` and `reopen`; a fault unless told
    speed: str = ""  # empty: unchanged
    recorded_at: dt.datetime | None = None  # None: at once
    unit: int | None = None  # owner from then on; None: unchanged

    @property
    def is_fault(self) -> bool:
        """Whether the work came back because it was wrong."""
        return self.reason != ReasonKind.NEW_INSTRUCTION

    @property
    def class_entered(self) -> StateClass:
        """The class after the event; the three endings have only one."""
        return _ENDS.get(self.kind, self.state_class)


class Mark(NamedTuple):
    """A transition that throughput counts; the fold has settled which do."""

    kind: KpiEvent
    at: dt.datetime


def why_out_of_place(kind: KpiEvent, now: StateClass | None) -> str:
    """Why an event can't come to an item of this class (None: not opened); empty where it can.

    Source: kpi-log.md, "bad rows".
    """
    if kind is KpiEvent.NONE:
        return ""
    if now is None:
        return "" if kind is KpiEvent.OPEN else f"{kind} before open"
    if now is StateClass.CANCELLED or now is StateClass.VOID:
        return f"{kind} after {'cancel' if now is StateClass.CANCELLED else 'void'}"
    if kind is KpiEvent.OPEN:
        return "a second open"
    if now is StateClass.DONE:
        return "" if kind is KpiEvent.REOPEN or kind is KpiEvent.VOID else f"{kind} after done"
    return "reopen of an item that is not done" if kind is KpiEvent.REOPEN else ""


class Fold:
    """Takes the events of one item in order; answers its standing at any point between two of them."""

    def __init__(self) -> None:
        self.marks: list[Mark] = []
        self.state_class: StateClass | None = None
        self._opened_at: dt.datetime | None = None
        self._due: dt.datetime | None = None
        self._original_due: dt.datetime | None = None
        self._first_done: dt.datetime | None = None
        self._done: dt.datetime | None = None
        self._cancelled: dt.datetime | None = None
        self._voided: dt.datetime | None = None
        self._fault_returns = self._fault_reopens = self._reopened = self._steps = 0
        self._returned_first = self._from_paper = False
        self._speeds: list[tuple[dt.datetime, str]] = []
        self._units: list[tuple[dt.datetime, int]] = []

    def take(self, event: Event) -> bool:
        """Take one event; False where it is out of place and therefore without effect."""
        if why_out_of_place(event.kind, self.state_class):
            return False
        if event.kind is KpiEvent.NONE and self._opened_at is None:
            return False
        self._note(event)
        if event.kind is KpiEvent.EXTEND:
            self._extend(event)
        elif event.kind is not KpiEvent.NONE:
            self._move(event)
        elif event.due_at is not None:  # the calendar changed: in force, and no extension
            self._due = event.due_at
        return True

    def standing(self) -> Standing | None:
        """What is known after the events taken so far; None while the item is not opened."""
        if self._opened_at is None or self.state_class is None:
            return None
        return Standing(
            self._opened_at,
            self.state_class,
            self._due,
            self._original_due,
            self._first_done,
            self._done,
            self._cancelled,
            self._voided,
            self._fault_returns,
            self._fault_reopens,
            self._returned_first,
            self._reopened,
            self._from_paper,
            self._steps,
            tuple(self._speeds),
            tuple(self._units),
        )

    def _note(self, event: Event) -> None:
        if event.speed and (not self._speeds or self._speeds[-1][1] != event.speed):
            self._speeds.append((event.at, event.speed))
        if event.unit is not None and (not self._units or self._units[-1][1] != event.unit):
            self._units.append((event.at, event.unit))
        if event.recorded_at is not None and event.recorded_at > event.at:
            self._from_paper = True

    def _extend(self, event: Event) -> None:
        """Put the due time in force, if it was asked and recorded in time."""
        known = event.recorded_at or event.at
        if event.due_at is None or (self._due is not None and max(event.at, known) >= self._due):
            return
        self._due = event.due_at
        self.marks.append(Mark(KpiEvent.EXTEND, event.at))

    def _move(self, event: Event) -> None:
        self._steps += 1
        kind, at = event.kind, event.at
        if kind is KpiEvent.OPEN:
            self._opened_at, self._due, self._original_due = at, event.due_at, event.due_at
        elif kind is KpiEvent.RETURN and event.is_fault:
            self._fault_returns += 1
            self._returned_first = self._returned_first or self._first_done is None
        elif kind is KpiEvent.REOPEN:
            self._done = None
            self._reopened += 1
            self._fault_reopens += event.is_fault
        elif kind in _ENDS:
            self._end(kind, at)
            return
        if kind is KpiEvent.OPEN or kind is KpiEvent.REOPEN:
            self.marks.append(Mark(kind, at))
        self.state_class = event.state_class

    def _end(self, kind: KpiEvent, at: dt.datetime) -> None:
        if self.state_class is not StateClass.DONE:  # voiding what is done ends no open item
            self.marks.append(Mark(kind, at))
        self.state_class = _ENDS[kind]
        if kind is KpiEvent.DONE:
            self._done = at
            self._first_done = self._first_done or at
            return
        self._done = None
        if kind is KpiEvent.CANCEL:
            self._cancelled = at
        else:
            self._voided = at


@dataclass(frozen=True, slots=True)
class ItemHistory:
    """All that is known of one item, to be asked about any instant. Never changes."""

    key: str
    events: tuple[Event, ...]  # those in place, in order
    marks: tuple[Mark, ...]
    last: Standing | None  # after all events

    @classmethod
    def of(cls, key: str, events: Iterable[Event]) -> ItemHistory:
        """Put the events in order of time (equal times as they come) and fold them."""
        fold = Fold()
        kept = tuple(event for event in sorted(events, key=attrgetter("at")) if fold.take(event))
        return cls(key, kept, tuple(fold.marks), fold.standing())

    def before(self, instant: dt.datetime) -> Iterable[Event]:
        """The events that a figure of this instant may read."""
        return takewhile(lambda event: event.at < instant, self.events)

    def at(self, as_of: dt.datetime) -> Standing | None:
        """What was known just before `as_of`; None if it was not opened by then."""
        if not self.events or self.events[0].at >= as_of:
            return None
        if self.events[-1].at < as_of:
            return self.last
        fold = Fold()
        for event in self.before(as_of):
            fold.take(event)
        return fold.standing()
