"""Keeping the facts current: rows of the log in, facts out. Twice is once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from operator import attrgetter
from typing import TYPE_CHECKING

from kpi.actions.folding import fold_rows
from kpi.models import ItemFact
from kpi.rules.log_rows import LogRow
from kpi.rules.stored import StoredEvent

if TYPE_CHECKING:
    from workflows.engine.models import Transition

#: What a fact is of; everything else is rewritten with each row read.
OF = {"id", "organisation", "process", "item"}
KEPT = [field.attname for field in ItemFact._meta.concrete_fields if field.name not in OF]

_columns = attrgetter(*LogRow._fields)


def keep_facts(rows: Sequence[Transition]) -> None:
    """Fold rows of one organisation's log, in order, into the facts of their items.

    Must run where no other reader does (inside the cursor's transaction).
    """
    told: dict[tuple[str, int], list[LogRow]] = {}
    for row in rows:
        told.setdefault((row.process, row.item), []).append(LogRow._make(_columns(row)))
    known = _known(told)
    folded = (
        fold_rows(item_rows, organisation_id=rows[0].organisation_id, stored=events, read_up_to=number)
        for key, item_rows in told.items()
        for events, number in [known.get(key, ([], 0))]
    )
    ItemFact.objects.bulk_create(
        [ItemFact(**columns) for columns in folded if columns is not None],
        update_conflicts=True,
        unique_fields=["process", "item"],
        update_fields=KEPT,
    )


def _known(keys: Iterable[tuple[str, int]]) -> dict[tuple[str, int], tuple[list[StoredEvent], int]]:
    """The events kept of these items, and the chain number up to which each was read."""
    by_process: dict[str, list[int]] = {}
    for process, item in keys:
        by_process.setdefault(process, []).append(item)
    return {
        (process, item): (events, number)
        for process, items in by_process.items()
        for item, events, number in ItemFact.objects.filter(process=process, item__in=items).values_list(
            "item", "events", "log_number"
        )
    }
