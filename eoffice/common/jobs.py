"""Telling the worker that there may be something to do.

The transition log is the queue and due work is a row with a time; a message only saves the worker from
waiting until it looks by itself. So a message may be lost, come twice or find nothing to do, and a broker
that is away never fails the request that wanted to send one.
"""

from __future__ import annotations

import threading
import time
from functools import partial

import structlog
from celery import current_app
from django.conf import settings
from django.db import transaction
from kombu.exceptions import OperationalError
from redis.exceptions import RedisError

log = structlog.get_logger(__name__)
# A broker that did not answer is not asked again for a while: each try may cost a connection's timeout.
PAUSE_SECONDS = 5.0
_paused_until = 0.0
_lock = threading.Lock()


def enqueue(name: str, *args: object) -> None:
    """Once this transaction has committed, tell the worker to run the task `name` with JSON-able `args`."""
    if settings.REDIS_URL:
        transaction.on_commit(partial(_send, name, args), robust=True)


def _send(name: str, args: tuple[object, ...]) -> None:
    if time.monotonic() < _paused_until:
        return
    try:
        current_app.send_task(name, args=args, retry=False, ignore_result=True)
    except (OperationalError, RedisError, OSError) as error:
        _pause()
        log.warning("broker_away", task=name, reason=type(error).__name__)


def _pause() -> None:
    global _paused_until  # noqa: PLW0603 -- one broker, so one answer for the whole process
    with _lock:
        _paused_until = time.monotonic() + PAUSE_SECONDS
