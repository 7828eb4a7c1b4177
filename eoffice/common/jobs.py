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
Message = tuple[str, tuple[object, ...]]
# A broker that did not answer is not asked again for a while: each try may cost a connection's timeout.
PAUSE_SECONDS = 5.0
_paused_until = 0.0
# One message tells of every commit before it: those that follow closely share the next one.
GAP_SECONDS = 0.2
_sent_at: dict[Message, float] = {}
_to_come: set[Message] = set()
_lock = threading.Lock()
# What the commit that is just going on has sent: a commit of a thousand steps tells of each log once.
_commit = threading.local()


def enqueue(name: str, *args: object) -> None:
    """Once this transaction is committed, let the worker run the task `name` with JSON-able `args`."""
    if settings.REDIS_URL:
        if not hasattr(_commit, "sent"):
            _commit.sent = set[Message]()
        transaction.on_commit(partial(_send_once, _commit.sent, (name, args)), robust=True)


def _send_once(sent: set[Message], message: Message) -> None:
    """Send what no earlier step of this commit has sent; the next transaction begins with nothing sent."""
    _commit.__dict__.pop("sent", None)
    if message not in sent and time.monotonic() >= _paused_until:
        sent.add(message)
        _send_or_share(message)


def _send_or_share(message: Message) -> None:
    """Send at once what was not sent just now; else once for all that ask until the gap is over."""
    now = time.monotonic()
    with _lock:
        if message in _to_come:
            return
        wait = _sent_at.get(message, now - GAP_SECONDS) + GAP_SECONDS - now
        if wait <= 0:
            _sent_at[message] = now
        else:
            _to_come.add(message)
    if wait <= 0:
        _send(*message)
    else:
        threading.Timer(wait, _send_shared, [message]).start()


def _send_shared(message: Message) -> None:
    with _lock:  # whoever commits from here on asks for another one
        _to_come.discard(message)
        _sent_at[message] = time.monotonic()
    _send(*message)


def _send(name: str, args: tuple[object, ...]) -> None:
    try:
        current_app.send_task(name, args=args, retry=False, ignore_result=True)
    except (OperationalError, RedisError, OSError) as error:
        _pause()
        log.warning("broker_away", task=name, reason=type(error).__name__)


def _pause() -> None:
    global _paused_until  # noqa: PLW0603 -- one broker, so one answer for the whole process
    with _lock:
        _paused_until = time.monotonic() + PAUSE_SECONDS
