"""The facts as an event log that anybody can measure or mine: CSV, XES or OCEL (kpi-log.md, API.md)."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
from collections.abc import Iterable, Iterator
from xml.sax.saxutils import quoteattr

from eoffice.common.clock import BANGKOK
from kpi.measurement_log.rows import RawRow
from kpi.models import ItemFact
from kpi.rules.events import KpiEvent, StateClass
from kpi.rules.history import Event, ItemHistory
from kpi.rules.stored import read_events

#: Columns of the CSV, in the order of kpi-log.md.
COLUMNS = ("case_id", "at", "event", "state", "due_at", "reason", "speed", "recorded_at", "process")
AT_ONCE = 2_000
_NAMED = {"case_id": "case"}


def rows_of(
    organisation_id: int, process: str, *, since: dt.datetime | None, until: dt.datetime | None
) -> Iterator[RawRow]:
    """Every event of each item of which something happened in the time asked for; whole lives, by item."""
    facts = ItemFact.objects.of(organisation_id, process)
    if until is not None:
        facts = facts.filter(opened_at__lt=until)
    stored = facts.order_by("item").values_list("item", "events")
    for item, events in stored.iterator(AT_ONCE):
        history = ItemHistory.of(str(item), read_events(events))
        if any((since is None or event.at >= since) and (until is None or event.at < until)
               for event in history.events):  # fmt: skip
            yield from (_row(process, history.key, event) for event in history.events if _is_told(event))


def as_csv(rows: Iterable[RawRow]) -> Iterator[str]:
    """The file of kpi-log.md."""
    yield _line(COLUMNS)
    for row in rows:
        yield _line([getattr(row, _NAMED.get(name, name)) for name in COLUMNS])


def as_xes(rows: Iterable[RawRow]) -> Iterator[str]:
    """IEEE 1849: a trace for each item, its states as activities."""
    yield '<?xml version="1.0" encoding="UTF-8"?>\n<log xes.version="2.0" xmlns="http://www.xes-standard.org/">\n'
    case = None
    for row in rows:
        if row.case != case:
            yield "</trace>\n" if case is not None else ""
            yield f"<trace>{_tag('string', 'concept:name', row.case)}\n"
            case = row.case
        yield f"<event>{''.join(_attributes(row))}</event>\n"
    yield ("</trace>\n" if case is not None else "") + "</log>\n"


def as_ocel(rows: Iterable[RawRow], process: str) -> Iterator[str]:
    """OCEL 2.0 as JSON: one type of object, the items; one type of event for each kind."""
    attributes = [{"name": name, "type": "string"} for name in ("state", "due_at", "reason", "speed")]
    kinds = [{"name": str(kind), "attributes": attributes} for kind in KpiEvent if kind is not KpiEvent.NONE]
    types = [{"name": process, "attributes": []}]
    yield f'{{"objectTypes": {json.dumps(types)}, "eventTypes": {json.dumps(kinds)},\n"events": ['
    cases: dict[str, None] = {}
    for number, row in enumerate(rows):
        cases[row.case] = None
        yield (",\n" if number else "\n") + json.dumps(_ocel_event(number, row), ensure_ascii=False)
    yield '],\n"objects": ['
    for number, case in enumerate(cases):
        yield ("," if number else "") + json.dumps({"id": case, "type": process, "attributes": []})
    yield "]}\n"


def _row(process: str, case: str, event: Event) -> RawRow:
    """A pause of any sort is told as one: the file knows pauses by their event alone."""
    waits = event.state_class is StateClass.PAUSED and event.kind in {KpiEvent.MOVE, KpiEvent.RETURN}
    return RawRow(
        0,
        case,
        _instant(event.at),
        str(KpiEvent.PAUSE if waits else event.kind),
        event.state,
        _instant(event.due_at),
        event.reason,
        event.speed,
        _instant(event.recorded_at),
        process,
    )


def _is_told(event: Event) -> bool:
    return event.kind is not KpiEvent.NONE


def _instant(at: dt.datetime | None) -> str:
    return "" if at is None else at.astimezone(BANGKOK).isoformat()


def _line(cells: Iterable[str]) -> str:
    line = io.StringIO()
    csv.writer(line).writerow(cells)
    return line.getvalue()


def _attributes(row: RawRow) -> Iterator[str]:
    yield _tag("string", "concept:name", row.state or row.event)
    yield _tag("date", "time:timestamp", row.at)
    for name in ("event", "reason", "speed", "process"):
        if value := getattr(row, name):
            yield _tag("string", name, value)
    if row.due_at:
        yield _tag("date", "due_at", row.due_at)


def _tag(kind: str, key: str, value: str) -> str:
    return f"<{kind} key={quoteattr(key)} value={quoteattr(value)}/>"


def _ocel_event(number: int, row: RawRow) -> dict[str, object]:
    told = {"state": row.state, "due_at": row.due_at, "reason": row.reason, "speed": row.speed}
    return {
        "id": str(number + 1),
        "type": row.event,
        "time": row.at,
        "attributes": [{"name": name, "value": value} for name, value in told.items() if value],
        "relationships": [{"objectId": row.case, "qualifier": "item"}],
    }
