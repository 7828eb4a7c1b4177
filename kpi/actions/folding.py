"""From an item's rows of the log to the columns of its fact."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from kpi.models import FAR
from kpi.rules.events import KpiEvent
from kpi.rules.history import Event, ItemHistory
from kpi.rules.log_rows import LogRow, Teller
from kpi.rules.standing import Standing
from kpi.rules.stored import StoredEvent, read_events, store_event

#: The columns of a fact by their names. A model instance would cost a rebuild a fifth of its time.
Columns = dict[str, Any]


def fold_rows(
    rows: Iterable[LogRow], *, organisation_id: int, stored: Sequence[StoredEvent] = (), read_up_to: int = 0
) -> Columns | None:
    """The fact of one item: its `stored` events, and those of the rows behind the chain number read before.

    None while the item was not opened, or where nothing is new.
    """
    new = [row for row in rows if row.number > read_up_to]
    if not new:
        return None
    before = read_events(stored)
    events = [*before, *Teller(before).tell(new)]
    last = new[-1]
    history = ItemHistory.of(str(last.item), events)
    if history.last is None:
        return None
    return {
        "organisation_id": organisation_id,
        "process": last.process,
        "item": last.item,
        "state": last.target,
        "log_number": last.number,
        "events": [*stored, *(store_event(event) for event in events[len(before) :])],
        **_told(events, history, history.last),
    }


def _told(events: list[Event], history: ItemHistory, now: Standing) -> Columns:
    return {
        "unit_id": now.unit,
        "changed_hands": len(now.units) > 1,
        "state_class": now.state_class,
        "speed": now.speed,
        "opened_at": now.opened_at,
        "due_at": now.due_at,
        "original_due_at": now.original_due_at,
        "first_done_at": now.first_done_at,
        "done_at": now.done_at,
        "cancelled_at": now.cancelled_at,
        "voided_at": now.voided_at,
        "fault_returns": now.fault_returns,
        "fault_reopens": now.fault_reopens,
        "reopened": now.reopened,
        "steps": now.steps,
        "from_paper": now.from_paper,
        "extended": sum(mark.kind is KpiEvent.EXTEND for mark in history.marks),
        "event_count": len(history.events),
        "relevant_until": FAR if now.is_open else _latest(events),
    }


def _latest(events: list[Event]) -> Any:
    """The last instant by which the item can count in a period: an event of it, or a due time."""
    return max(instant for event in events for instant in (event.at, event.due_at) if instant is not None)
