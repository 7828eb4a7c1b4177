"""Keeping the facts current: rows of the log in, facts out. Twice is once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from operator import attrgetter
from typing import TYPE_CHECKING

from kpi.models import FAR, ItemFact
from kpi.rules.events import KpiEvent
from kpi.rules.history import Event, ItemHistory
from kpi.rules.log_rows import LogRow, Teller
from kpi.rules.standing import Standing
from kpi.rules.stored import read_events, store_event

if TYPE_CHECKING:
    from workflows.engine.models import Transition

#: Everything but what the fact is of: rewritten with each row read.
KEPT = [
    field.attname
    for field in ItemFact._meta.concrete_fields
    if field.name not in {"id", "organisation", "process", "item"}
]

_columns = attrgetter(*LogRow._fields)


def keep_facts(rows: Sequence[Transition]) -> None:
    """Fold rows of one organisation's log, in order, into the facts of their items.

    Must run where no other reader does (inside the cursor's transaction).
    """
    told: dict[tuple[str, int], list[LogRow]] = {}
    for row in rows:
        told.setdefault((row.process, row.item), []).append(LogRow._make(_columns(row)))
    facts = _facts_of(told)
    changed = [
        fact
        for key, item_rows in told.items()
        if (fact := fold_rows(facts.get(key), item_rows, key=key, organisation_id=rows[0].organisation_id))
    ]
    ItemFact.objects.bulk_create(
        changed, update_conflicts=True, unique_fields=["process", "item"], update_fields=KEPT
    )


def fold_rows(
    fact: ItemFact | None, rows: Iterable[LogRow], *, key: tuple[str, int], organisation_id: int
) -> ItemFact | None:
    """The fact after these rows, unsaved; None while the item was not opened, or nothing is new."""
    new = [row for row in rows if fact is None or row.number > fact.log_number]
    before = read_events(fact.events) if fact is not None else []
    events = [*before, *Teller(before).tell(new)]
    history = ItemHistory.of(str(key[1]), events)
    if history.last is None or not new:
        return None
    fact = fact or ItemFact(organisation_id=organisation_id, process=key[0], item=key[1])
    _fill(fact, events, history, history.last)
    fact.state, fact.log_number = new[-1].target, new[-1].number
    return fact


def _facts_of(keys: Iterable[tuple[str, int]]) -> dict[tuple[str, int], ItemFact]:
    by_process: dict[str, list[int]] = {}
    for process, item in keys:
        by_process.setdefault(process, []).append(item)
    return {
        (fact.process, fact.item): fact
        for process, items in by_process.items()
        for fact in ItemFact.objects.filter(process=process, item__in=items)
    }


def _fill(fact: ItemFact, events: list[Event], history: ItemHistory, now: Standing) -> None:
    fact.events = [store_event(event) for event in events]
    fact.unit_id, fact.changed_hands = now.unit, len(now.units) > 1
    fact.state_class, fact.speed = now.state_class, now.speed
    fact.opened_at, fact.due_at, fact.original_due_at = now.opened_at, now.due_at, now.original_due_at
    fact.first_done_at, fact.done_at = now.first_done_at, now.done_at
    fact.cancelled_at, fact.voided_at = now.cancelled_at, now.voided_at
    fact.fault_returns, fact.fault_reopens = now.fault_returns, now.fault_reopens
    fact.reopened, fact.steps, fact.from_paper = now.reopened, now.steps, now.from_paper
    fact.extended = sum(mark.kind is KpiEvent.EXTEND for mark in history.marks)
    fact.event_count = len(history.events)
    instants = [instant for event in events for instant in (event.at, event.due_at) if instant]
    fact.relevant_until = FAR if now.is_open else max(instants)
