"""Lets each subscriber of the log read on; one that fails does not stop the others and rests a while."""

from __future__ import annotations

import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product

import structlog

from workflows.engine import subscribers

log = structlog.get_logger(__name__)
FIRST_PAUSE, LONGEST_PAUSE = 2.0, 300.0


@dataclass
class Pause:
    """How long a subscriber that failed on an organisation's log is left alone."""

    seconds: float
    until: float


_pauses: dict[tuple[str, int], Pause] = {}
_lock = threading.Lock()


def catch_up(subscriber: str, organisation_id: int) -> int:
    """Let one subscriber read one organisation's log to its end; answers how many rows it handled."""
    return subscribers.get(subscriber).read_on(organisation_id)


def read_all(organisation_id: int) -> int:
    """Let every subscriber read one organisation's log; answers how many rows they handled."""
    return _read([organisation_id])


def read_everything() -> int:
    """Let every subscriber read wherever one of them is behind."""
    return _read(subscribers.organisations_behind())


def _read(organisations: Sequence[int]) -> int:
    """What fails is raised together, after all others had their turn."""
    handled, failures = 0, []
    for name, organisation_id in product(subscribers.names(), organisations):
        if _resting(name, organisation_id):
            continue
        try:
            handled += catch_up(name, organisation_id)
        except Exception as error:  # each reader is on its own; all of it is raised again below
            _rest(name, organisation_id)
            error.add_note(f"subscriber {name}, organisation {organisation_id}")
            failures.append(error)
        else:
            _pauses.pop((name, organisation_id), None)
    if failures:
        raise ExceptionGroup("subscribers failed; their cursors stay where they were", failures)
    return handled


def _resting(name: str, organisation_id: int) -> bool:
    pause = _pauses.get((name, organisation_id))
    return pause is not None and time.monotonic() < pause.until


def _rest(name: str, organisation_id: int) -> None:
    with _lock:
        before = _pauses.get((name, organisation_id))
        seconds = min(before.seconds * 2, LONGEST_PAUSE) if before else FIRST_PAUSE
        _pauses[name, organisation_id] = Pause(seconds, time.monotonic() + seconds)
    log.warning("subscriber_rests", subscriber=name, organisation=organisation_id, seconds=seconds)
