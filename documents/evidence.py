"""Keyed digests of what people wrote: the log keeps them as evidence, without a word of it (kpi-log.md).

The key is outside the database, so whoever can write there can neither make one nor guess a short text by it.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Iterable

from documents.models import RegisterChange, RegisterEntry
from documents.sealing import key_for

#: The columns of a row that only a correction changes; การปฏิบัติ goes on with the work.
COLUMNS = ("reference", "dated_on", "from_text", "to_text", "subject", "remarks")


def digest(*words: object) -> str:
    """The keyed digest of some words."""
    told = json.dumps([_text(word) for word in words], ensure_ascii=False)
    return hmac.new(key_for("evidence"), told.encode(), hashlib.sha256).hexdigest()


def digest_of_row(entry: RegisterEntry, changes: Iterable[RegisterChange] = ()) -> str:
    """The digest of a register row as it was first entered: its number, and its words without `changes`.

    Empty where the corrections on record don't lead to the words that stand there now.
    """
    words = {name: _text(getattr(entry, name)) for name in COLUMNS} | {"subject": entry.opened_subject()}
    for change in sorted(changes, key=lambda one: one.pk, reverse=True):
        if change.field not in words:
            continue
        if words[change.field] != change.stands:
            return ""
        words[change.field] = change.stood
    number = (entry.register_id, entry.year, entry.number, entry.sub_number, entry.label)
    return digest(*number, *(words[name] for name in COLUMNS))


def _text(word: object) -> str:
    return "" if word is None else str(word)
