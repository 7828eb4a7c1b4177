"""Doing a thing once, however often it is asked: repeats answer with the first result."""

from __future__ import annotations

import hashlib
import json
import uuid
from collections.abc import Callable
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.utils.translation import gettext as _

from eoffice.common import clock
from eoffice.common.errors import IdempotencyMismatch
from eoffice.common.models import DoneOnce


def once(person_id: int, key: str, what: Any, do: Callable[[], Any]) -> Any:
    """`do()` and keep its (JSON) answer under the person's key, or answer what was kept.

    Must run inside a transaction: the key is written in it, so a request that died leaves it free, and a
    repeat that comes while the first runs waits for its commit.
    Raises IdempotencyMismatch when the key was used for something else.
    """
    digest, claim = _digest(what), uuid.uuid4()
    row = DoneOnce(person_id=person_id, key=key[:200], digest=digest, claim=claim, at=clock.now())
    DoneOnce.objects.bulk_create([row], ignore_conflicts=True)  # waits where another holds the same key
    kept = DoneOnce.objects.get(person_id=person_id, key=key[:200])
    if kept.claim != claim:
        if kept.digest != digest:
            raise IdempotencyMismatch(_("This request key was already used for something else."))
        return kept.answer
    answer = do()
    DoneOnce.objects.filter(pk=kept.pk).update(answer=answer)
    return answer


def _digest(what: Any) -> str:
    text = json.dumps(what, sort_keys=True, cls=DjangoJSONEncoder, ensure_ascii=False, default=str)
    return hashlib.sha256(text.encode()).hexdigest()
