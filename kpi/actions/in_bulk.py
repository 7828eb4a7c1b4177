"""Reading a whole log and writing all its facts, as fast as the database allows.

On PostgreSQL instants travel as numbers and rows by COPY: through the ORM both take longer than the folding.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any

from django.db import connection
from django.db.models import BigIntegerField, F, Func

from kpi.actions.folding import Columns
from kpi.models import ItemFact
from kpi.rules.log_rows import LogRow
from kpi.rules.stored import EPOCH, MICROSECOND
from workflows.engine.models import Transition

ROWS_AT_ONCE = 5_000
_INSTANTS = ("due_at", "occurred_at", "recorded_at")
_PLACES = [LogRow._fields.index(name) for name in _INSTANTS]
_WRITTEN = [field.attname for field in ItemFact._meta.concrete_fields if not field.primary_key]


class _Microseconds(Func):
    """An instant of PostgreSQL as microseconds since 1970, exactly."""

    template = "(extract(epoch from %(expressions)s) * 1000000)::bigint"
    output_field = BigIntegerField(null=True)


def read_log(organisation_id: int, up_to: int) -> Iterator[LogRow]:
    """One organisation's rows up to a chain number: all of one item together, in the order of the log."""
    log = Transition.objects.filter(organisation_id=organisation_id, number__lte=up_to)
    ordered = log.order_by("process", "item", "number")
    if connection.vendor != "postgresql":
        return map(LogRow._make, ordered.values_list(*LogRow._fields).iterator(chunk_size=ROWS_AT_ONCE))
    columns = [_Microseconds(F(name)) if name in _INSTANTS else F(name) for name in LogRow._fields]
    return map(_dated, ordered.values_list(*columns).iterator(chunk_size=ROWS_AT_ONCE))


def _dated(row: Sequence[Any]) -> LogRow:
    told = list(row)
    for place in _PLACES:
        if told[place] is not None:
            told[place] = EPOCH + told[place] * MICROSECOND
    return LogRow._make(told)


def write_facts(facts: Sequence[Columns]) -> None:
    """Write facts that are not there yet."""
    if connection.vendor != "postgresql":
        ItemFact.objects.bulk_create([ItemFact(**columns) for columns in facts])
        return
    names = ", ".join(connection.ops.quote_name(name) for name in _WRITTEN)
    table = connection.ops.quote_name(ItemFact._meta.db_table)
    with connection.cursor() as cursor, cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy:
        for columns in facts:
            told = {
                **columns,
                "events": json.dumps(columns["events"], separators=(",", ":"), ensure_ascii=False),
            }
            copy.write_row([told[name] for name in _WRITTEN])
