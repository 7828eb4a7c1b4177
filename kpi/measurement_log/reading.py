"""From rows in any order to the history of each case, and the list of rows that can't be read."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from operator import attrgetter
from typing import NamedTuple

from kpi.measurement_log.parsing import CannotRead, Parser
from kpi.measurement_log.rows import BadRow, RawRow, RowSource
from kpi.rules.events import KpiEvent, StateClass
from kpi.rules.history import Event, Fold, ItemHistory, why_out_of_place


class ReadRow(NamedTuple):
    """An event and the line it stood on."""

    line: int
    event: Event


@dataclass
class ReadLog:
    """What could be read of a file, and what could not."""

    is_plain: bool
    bad: list[BadRow] = field(default_factory=list)
    cases: dict[tuple[str, str], list[ReadRow]] = field(default_factory=dict)  # by process and case
    rows: int = 0  # rows in place

    def histories(self, paused: Collection[str]) -> Iterator[ItemHistory]:
        """Each case in order of time; rows out of place join the bad ones, so read those afterwards."""
        for (_, case), rows in self.cases.items():
            told = sorted(rows, key=attrgetter("event.at"))  # stable: equal times stay as in the file
            item = self._history(case, _ended(told) if self.is_plain else told, paused)
            self.rows += len(told) if self.is_plain else len(item.events)
            yield item

    def _history(self, case: str, rows: list[ReadRow], paused: Collection[str]) -> ItemHistory:
        fold, kept, state = Fold(), [], ""
        for row in rows:
            if why := why_out_of_place(row.event.kind, fold.state_class):
                self.bad.append(BadRow(row.line, why))
                continue
            state = row.event.state or state
            event = _classed(row.event, state in paused)
            fold.take(event)
            kept.append(event)
        return ItemHistory(case, tuple(kept), tuple(fold.marks), fold.standing())


def read_log(source: RowSource, parser: Parser, *, process: str = "") -> ReadLog:
    """Read every row to the end; with `process` only those of that process."""
    log = ReadLog(source.is_plain)
    for row in source.rows:
        if isinstance(row, BadRow):
            log.bad.append(row)
        elif not process or row.process == process:
            _take(log, row, parser)
    return log


def _take(log: ReadLog, row: RawRow, parser: Parser) -> None:
    try:
        event = parser.event(row, is_plain=log.is_plain)
    except CannotRead as error:
        log.bad.append(BadRow(row.line, str(error)))
    else:
        log.cases.setdefault((row.process, row.case), []).append(ReadRow(row.line, event))


def _ended(rows: list[ReadRow]) -> list[ReadRow]:
    """A plain case: opened by its first row and done by its last; a single row is both at once."""
    first, last = rows[0], rows[-1]
    opening = first._replace(event=first.event._replace(kind=KpiEvent.OPEN))
    closing = last._replace(event=last.event._replace(kind=KpiEvent.DONE))
    return [opening, *rows[1:-1], closing]


def _classed(event: Event, waits_outside: bool) -> Event:
    if event.kind is KpiEvent.PAUSE or waits_outside:
        return event._replace(state_class=StateClass.PAUSED)
    return event
