"""Tasks of the log. Each may run twice, late, or beside another of its kind: cursors see to that."""

from __future__ import annotations

from celery import shared_task

from worker import reading


@shared_task(name="worker.catch_up")
def catch_up(subscriber: str, organisation_id: int) -> int:
    """One subscriber reads on in one organisation's log."""
    return reading.catch_up(subscriber, organisation_id)


@shared_task(name="worker.read_log")
def read_log(organisation_id: int) -> int:
    """Every subscriber reads on in one organisation's log: sent after each step."""
    return reading.read_all(organisation_id)


@shared_task(name="worker.wake_all")
def wake_all() -> int:
    """Every subscriber that is behind anywhere reads on: what no message told of is found here."""
    return reading.read_everything()
