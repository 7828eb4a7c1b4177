"""What happens by itself is asked for under names that exist, and happens with or without a broker."""

from __future__ import annotations

import logging

import pytest
from celery.beat import Scheduler

from worker import reading
from worker.app import app
from worker.schedule import schedule

pytestmark = pytest.mark.once


@pytest.fixture(autouse=True)
def _as_a_process_of_celery_begins() -> None:
    app.loader.import_default_modules()


@pytest.mark.parametrize("every_second", [True, False])
def test_every_timed_task_exists(every_second: bool) -> None:
    wanted = {entry["task"] for entry in schedule(every_second=every_second).values()}
    assert wanted - set(app.tasks) == set()


def test_every_kind_of_due_work_is_looked_after_on_its_own() -> None:
    """A mail server that does not answer keeps nobody from hearing of an order."""
    often = [entry["task"] for entry in schedule(every_second=False).values() if entry["schedule"] == 30.0]
    assert len(often) == len(set(often)) == 11
    assert "worker.tell_of_orders" in often


@pytest.mark.skipif(not app.conf.task_always_eager, reason="a broker is set")
def test_without_a_broker_the_scheduler_does_the_work_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    done: list[str] = []

    def read() -> int:
        done.append("read")
        return 0

    monkeypatch.setattr(reading, "read_everything", read)
    scheduler = Scheduler(app=app)
    scheduler.apply_entry(scheduler.schedule["read what the log holds"])
    assert done == ["read"]


@pytest.mark.skipif(not app.conf.task_always_eager, reason="a broker is set")
def test_work_that_fails_is_logged_and_the_scheduler_goes_on(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail() -> int:
        raise ConnectionError("the disk is away")

    monkeypatch.setattr(reading, "read_everything", fail)
    scheduler = Scheduler(app=app)
    with caplog.at_level(logging.ERROR):
        scheduler.apply_entry(scheduler.schedule["read what the log holds"])
    assert "the disk is away" in caplog.text
