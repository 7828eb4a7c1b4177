"""From rows of the transition log to the events of figures (saraban.md 12.6)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from functools import cache
from typing import NamedTuple

from kpi.rules.events import KpiEvent, StateClass, event_of
from kpi.rules.history import Event
from workflows.engine.rules.classes import Sort


class LogRow(NamedTuple):
    """What figures read of a row of the log; the names are the log's own."""

    process: str
    item: int
    number: int
    target: str
    source_class: str
    state_class: str
    sort: str
    unit_id: int | None
    speed: str
    due_at: dt.datetime | None
    occurred_at: dt.datetime
    recorded_at: dt.datetime
    reason_kind: str


class Teller:
    """Tells the rows of one item, in the order of the log, as events; knows only the events before."""

    def __init__(self, before: Iterable[Event] = ()) -> None:
        self._opened = False
        self._speed = ""
        self._unit: int | None = None
        for event in before:
            self._remember(event)

    def tell(self, rows: Iterable[LogRow]) -> Iterator[Event]:
        """The events of the rows; a row that changes nothing in any figure is left out."""
        for row in rows:
            event = self._event(row)
            if event is not None:
                self._remember(event)
                yield event

    def _event(self, row: LogRow) -> Event | None:
        kind, state_class = _meaning(row.source_class, row.state_class, row.sort, self._opened)
        speed = row.speed if row.speed != self._speed else ""
        unit = row.unit_id if row.unit_id != self._unit else None
        retimed = row.sort == Sort.RETIME
        if kind is KpiEvent.NONE and not (self._opened and (speed or unit is not None or retimed)):
            return None
        return Event(
            row.occurred_at,
            kind,
            row.target if kind not in _STAY else "",
            state_class,
            row.due_at if kind in _DUE or retimed else None,
            row.reason_kind if kind in _BACK else "",
            speed,
            row.recorded_at if row.recorded_at > row.occurred_at else None,
            unit,
        )

    def _remember(self, event: Event) -> None:
        self._opened = self._opened or event.kind is KpiEvent.OPEN
        self._speed = event.speed or self._speed
        self._unit = event.unit if event.unit is not None else self._unit


@cache  # a handful of combinations, asked for each row of a log
def _meaning(source_class: str, state_class: str, sort: str, opened: bool) -> tuple[KpiEvent, StateClass]:
    after = StateClass(state_class)
    kind = event_of(
        StateClass(source_class) if source_class else None,
        after,
        already_open=opened,
        is_return=sort == Sort.RETURN,
        extends=sort == Sort.EXTEND,
        moves=sort not in {Sort.NOTE, Sort.RETIME},
    )
    return kind, after


_STAY = {KpiEvent.NONE, KpiEvent.EXTEND}
_DUE = {KpiEvent.OPEN, KpiEvent.EXTEND}
_BACK = {KpiEvent.RETURN, KpiEvent.REOPEN}
