"""Making the facts anew from the log."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import groupby
from operator import itemgetter

from django.db import transaction

from eoffice.common import clock
from kpi.actions.folding import Columns, fold_rows
from kpi.actions.in_bulk import read_log, write_facts
from kpi.models import ItemFact
from workflows.engine.models import ChainHead, SubscriberCursor

#: The reader's name; its cursor says how far the facts have read.
FACTS = "kpi.facts"
BATCH = 2_000
Told = Callable[[int], object]


def rebuild_facts(organisation_id: int, *, told: Told | None = None) -> int:
    """Throw away one organisation's facts and fold its whole log again; answers the rows read.

    Readers wait meanwhile, and go on from where the rebuild ended. `told` hears how many rows each batch had.
    """
    with transaction.atomic():
        cursor = _locked_cursor(organisation_id)
        head = ChainHead.objects.filter(pk=organisation_id).first()
        cursor.number, cursor.moved_at = head.number if head else 0, clock.now()
        ItemFact.objects.filter(organisation_id=organisation_id).delete()
        total = 0
        for facts, rows in _batches(organisation_id, cursor.number):
            write_facts(facts)
            total += rows
            if told is not None:
                told(rows)
        cursor.save(update_fields=["number", "moved_at"])
    return total


def _locked_cursor(organisation_id: int) -> SubscriberCursor:
    SubscriberCursor.objects.bulk_create(
        [SubscriberCursor(subscriber=FACTS, organisation_id=organisation_id)], ignore_conflicts=True
    )
    mine = SubscriberCursor.objects.select_for_update()
    return mine.get(subscriber=FACTS, organisation_id=organisation_id)


def _batches(organisation_id: int, up_to: int) -> Iterator[tuple[list[Columns], int]]:
    """The facts of each item in turn, some thousands at a time, with the number of rows they come from."""
    facts: list[Columns] = []
    read = 0
    for _key, rows in groupby(read_log(organisation_id, up_to), key=itemgetter(0, 1)):
        item_rows = list(rows)
        read += len(item_rows)
        fact = fold_rows(item_rows, organisation_id=organisation_id)
        if fact is not None:
            facts.append(fact)
        if len(facts) >= BATCH:
            yield facts, read
            facts, read = [], 0
    yield facts, read
