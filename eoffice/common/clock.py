"""What time it is. Everything asks here, so that the demo and the tests can move the time."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from zoneinfo import ZoneInfo

BANGKOK = ZoneInfo("Asia/Bangkok")
_moved: ContextVar[dt.datetime | None] = ContextVar("moved_clock", default=None)


def now() -> dt.datetime:
    """This instant, aware, in UTC."""
    return _moved.get() or dt.datetime.now(dt.UTC)


def today() -> dt.date:
    """The day it is in Bangkok."""
    return now().astimezone(BANGKOK).date()


@contextmanager
def at(instant: dt.datetime) -> Iterator[None]:
    """Inside this block it is `instant` (aware): for the demo's simulated days and for tests."""
    if instant.tzinfo is None:
        raise ValueError("an instant needs its offset")
    token = _moved.set(instant.astimezone(dt.UTC))
    try:
        yield
    finally:
        _moved.reset(token)
