"""Doing a thing once, however often it is asked: repeats answer with the first result."""

from __future__ import annotations

import datetime as dt
import json
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from eoffice.common import clock
from eoffice.common.errors import IdempotencyMismatch
from eoffice.common.models import DoneOnce
from eoffice.common.prepared import Writing

KEPT_FOR = dt.timedelta(hours=24)
_claiming = Writing(DoneOnce, without=["answer"], unless_there=True)
_whole: ContextVar[bool] = ContextVar("one_transaction", default=False)


def once(person_id: int, key: str, what: Any, do: Callable[[], Any]) -> Any:
    """`do()` and keep its (JSON) answer under the person's key, or answer what was kept.

    Must run inside a transaction: the key is written in it, so a request that died leaves it free, and a
    repeat that comes while the first runs waits for its commit. Keys are kept for 24 hours.
    Raises IdempotencyMismatch when the key was used for something else.
    """
    key, digest = key[:200], _digest(what)
    mine = _claim(person_id, key, digest)
    if mine is None:
        kept = DoneOnce.objects.get(person_id=person_id, key=key)
        if kept.at > clock.now() - KEPT_FOR:
            return _kept_answer(kept, digest)
        kept.delete()
        return once(person_id, key, what, do)
    answer = do()
    _keep(mine, answer)
    return answer


@contextmanager
def one_transaction() -> Iterator[None]:
    """Inside this block a refusal undoes everything: what runs in it needs no savepoint of its own."""
    token = _whole.set(True)
    try:
        yield
    finally:
        _whole.reset(token)


def needs_savepoint() -> bool:
    """Whether a transaction that is begun here must be undone alone when it is refused."""
    return not _whole.get()


def _claim(person_id: int, key: str, digest: str) -> int | None:
    """The id of the key's new row, or None where somebody has the key; waits for whoever is writing it."""
    row = DoneOnce(person_id=person_id, key=key, digest=digest, claim=uuid.uuid4(), at=clock.now())
    return next(iter(_claiming(row)), None)


def _keep(mine: int, answer: Any) -> None:
    told = DoneOnce._meta.get_field("answer").get_db_prep_save(answer, connection)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE common_doneonce SET answer = %s WHERE id = %s", [told, mine])


def _kept_answer(kept: DoneOnce, digest: str) -> Any:
    if kept.digest != digest:
        raise IdempotencyMismatch(_("This request key was already used for something else."))
    return kept.answer


def _digest(what: Any) -> str:
    text = json.dumps(what, sort_keys=True, cls=DjangoJSONEncoder, ensure_ascii=False, default=str)
    # With the office's key: what was asked may hold a password, which no hash alone would keep secret.
    return salted_hmac("eoffice.once", text, algorithm="sha256").hexdigest()
