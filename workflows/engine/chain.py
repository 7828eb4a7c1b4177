"""Appending to the log: the next numbers, the hashes, one lock per organisation."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Sequence
from typing import Any

from django.db import models

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
    Transition.objects.bulk_create(rows)
    ChainHead.objects.filter(pk=head.pk).update(number=head.number, hash=head.hash)


def _locked_head(organisation_id: int) -> ChainHead:
    head = ChainHead.objects.select_for_update().filter(pk=organisation_id).first()
    if head is not None:
        return head
    ChainHead.objects.bulk_create([ChainHead(organisation_id=organisation_id)], ignore_conflicts=True)
    return ChainHead.objects.select_for_update().get(pk=organisation_id)


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
