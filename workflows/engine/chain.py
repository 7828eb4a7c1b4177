"""Appending to the log: the next numbers, the hashes, one lock per organisation."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Sequence
from typing import Any

from django.db import connection, models, transaction

from eoffice.common.prepared import Writing
from workflows.engine.models import ChainHead, Transition

#: What the hash covers, in this order. Never reordered: old rows must stay verifiable.
HASHED = (
    "organisation_id",
    "number",
    "process",
    "item",
    "step",
    "source",
    "target",
    "source_class",
    "state_class",
    "sort",
    "actor_id",
    "post_id",
    "on_behalf_of_id",
    "unit_id",
    "speed",
    "due_at",
    "occurred_at",
    "recorded_at",
    "working_minutes",
    "reason_kind",
    "note",
    "clause",
    "evidence",
)

#: So many rows of one sitting go in one statement that is known by heart.
FEW = 8
_write = Writing(Transition)
# Every step of an office waits for this row: what is done while it is held is done in the fewest words.
_READ = "SELECT number, hash FROM engine_chainhead WHERE organisation_id = %s"
_MOVE = "UPDATE engine_chainhead SET number = %s, hash = %s WHERE organisation_id = %s"


def append(rows: Sequence[Transition]) -> None:
    """Give `rows` of one organisation the next numbers of its chain and write them.

    Must run inside the transaction of what they tell; the head's lock is held until its commit, so numbers
    are gap-free and in commit order.
    """
    if not rows:
        return
    organisation_id = rows[0].organisation_id
    head = _locked_head(organisation_id)
    for row in rows:
        if row.organisation_id != organisation_id:
            raise ValueError("one sitting writes one organisation's log")
        head.number += 1
        row.number, row.previous_hash = head.number, head.hash
        row.hash = head.hash = hash_of(row)
    if len(rows) <= FEW:
        _write(*rows)
    else:
        Transition.objects.bulk_create(rows)
    with connection.cursor() as cursor:
        cursor.execute(_MOVE, [head.number, head.hash, organisation_id])


def _locked_head(organisation_id: int) -> ChainHead:
    head = _read_head(organisation_id)
    if head is not None:
        return head
    ChainHead.objects.bulk_create([ChainHead(organisation_id=organisation_id)], ignore_conflicts=True)
    return ChainHead.objects.select_for_update().get(pk=organisation_id)


def _read_head(organisation_id: int) -> ChainHead | None:
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("the log is written inside a transaction")
    locking = " FOR UPDATE" if connection.features.has_select_for_update else ""
    with connection.cursor() as cursor:
        cursor.execute(_READ + locking, [organisation_id])
        found = cursor.fetchone()
    return ChainHead(organisation_id=organisation_id, number=found[0], hash=found[1]) if found else None


def hash_of(row: Transition) -> str:
    """SHA-256 over the hash before and every told field, in a form that both databases give back alike."""
    told = {name: _plain(getattr(row, name)) for name in HASHED}
    text = json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(f"{row.previous_hash}\n{text}".encode()).hexdigest()


def _plain(value: Any) -> Any:
    if isinstance(value, dt.datetime):
        return value.astimezone(dt.UTC).isoformat(timespec="microseconds")
    if isinstance(value, models.Model):
        return value.pk
    return value
