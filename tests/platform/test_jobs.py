"""Telling the worker costs a request nothing, whether the broker is there or not."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
import redis
from celery import current_app
from django.conf import settings as active
from django.db import transaction
from pytest_django.fixtures import Settings

from eoffice.common import jobs

NOBODY_LISTENS = "redis://127.0.0.1:1/0"
Sent = list[tuple[str, tuple[object, ...]]]


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch, settings: Settings) -> Sent:
    """What reaches the broker."""
    messages: Sent = []
    settings.REDIS_URL = NOBODY_LISTENS
    monkeypatch.setattr(jobs, "_paused_until", 0.0)
    monkeypatch.setattr(jobs, "_sent_at", {})
    monkeypatch.setattr(jobs, "_to_come", set())
    monkeypatch.setattr(
        current_app,
        "send_task",
        lambda name, args, **_options: messages.append((name, args)),
        raising=False,
    )
    return messages


@pytest.mark.django_db(transaction=True)
def test_the_message_leaves_when_the_step_is_committed_not_before(sent: Sent) -> None:
    with transaction.atomic():
        jobs.enqueue("worker.read_log", 7)
        assert sent == []
    assert sent == [("worker.read_log", (7,))]


@pytest.mark.django_db(transaction=True)
def test_a_commit_of_many_steps_tells_once_and_the_next_one_tells_again(
    sent: Sent, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(jobs, "GAP_SECONDS", 0.0)
    for _commit in range(2):
        with transaction.atomic():
            for organisation in (7, 7, 8, 7):
                jobs.enqueue("worker.read_log", organisation)
    assert sent == [("worker.read_log", (7,)), ("worker.read_log", (8,))] * 2


@pytest.mark.django_db(transaction=True)
def test_commits_that_follow_closely_share_a_message_that_leaves_after_the_last(
    sent: Sent, monkeypatch: pytest.MonkeyPatch
) -> None:
    timers: list[Callable[[], None]] = []

    class Timer:
        def __init__(self, _seconds: float, do: Callable[..., None], args: list[Any]) -> None:
            timers.append(lambda: do(*args))

        def start(self) -> None:
            pass

    monkeypatch.setattr("threading.Timer", Timer)
    monkeypatch.setattr(jobs, "GAP_SECONDS", 60.0)
    for organisation in (7, 7, 8, 7, 7):
        jobs.enqueue("worker.read_log", organisation)
    assert sent == [("worker.read_log", (7,)), ("worker.read_log", (8,))]
    timers.pop()()
    assert (sent[2:], timers) == ([("worker.read_log", (7,))], [])
    jobs.enqueue("worker.read_log", 7)
    assert len(timers) == 1  # what comes after it is told of by another


@pytest.mark.django_db(transaction=True)
def test_what_an_undone_part_would_have_told_is_told_by_the_rest(sent: Sent) -> None:
    with transaction.atomic():
        with transaction.atomic():
            jobs.enqueue("worker.read_log", 7)
            transaction.set_rollback(True)
        jobs.enqueue("worker.read_log", 7)
    assert sent == [("worker.read_log", (7,))]


@pytest.mark.django_db(transaction=True)
def test_a_step_that_is_undone_sends_nothing(sent: Sent) -> None:
    with transaction.atomic():
        jobs.enqueue("worker.read_log", 7)
        transaction.set_rollback(True)
    assert sent == []


@pytest.mark.django_db(transaction=True)
def test_a_broker_that_is_away_fails_nothing_and_is_left_alone_for_a_while(
    sent: Sent, monkeypatch: pytest.MonkeyPatch
) -> None:
    tries: list[str] = []

    def refuse(name: str, **_options: Any) -> None:
        tries.append(name)
        raise redis.ConnectionError("refused")

    monkeypatch.setattr(current_app, "send_task", refuse, raising=False)
    for number in range(3):
        jobs.enqueue("worker.read_log", number)
    assert tries == ["worker.read_log"]


@pytest.mark.django_db(transaction=True)
def test_without_a_broker_nothing_is_sent(sent: Sent, settings: Settings) -> None:
    settings.REDIS_URL = ""
    jobs.enqueue("worker.read_log", 7)
    assert sent == []


@pytest.mark.skipif(not active.REDIS_URL, reason="needs the broker of `make test-postgres`")
@pytest.mark.django_db(transaction=True)
def test_a_real_message_stands_in_its_queue(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jobs, "_paused_until", 0.0)
    monkeypatch.setattr(jobs, "_sent_at", {})
    monkeypatch.setattr(jobs, "_to_come", set())
    with redis.Redis.from_url(active.REDIS_URL) as client:
        before = client.llen("log")
        jobs.enqueue("worker.read_log", 7)
        assert client.llen("log") == before + 1


def test_what_a_cache_that_is_away_held_is_simply_not_there(settings: Settings) -> None:
    from eoffice.common.cache import ForgivingRedisCache

    cache = ForgivingRedisCache(NOBODY_LISTENS, {"OPTIONS": {"socket_connect_timeout": 0.5}})
    reads: list[Callable[[], object]] = [lambda: cache.get("a", 5), lambda: cache.get_many(["a"])]
    writes: list[Callable[[], object]] = [lambda: cache.set("a", 1), lambda: cache.add("a", 1)]
    assert [read() for read in reads] == [5, {}]
    assert [write() for write in writes] == [None, True]
    assert (cache.delete("a"), cache.incr("a")) == (False, 1)
