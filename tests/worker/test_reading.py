"""A subscriber that fails neither stops the others nor is asked again at once."""

from __future__ import annotations

import time

import pytest

from worker import reading
from workflows.engine import subscribers

pytestmark = pytest.mark.once


class Log:
    """Subscribers that only note who was asked; those named in `broken` fail."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, int]] = []
        self.broken: set[str] = set()
        self.now = 1000.0

    def read(self, name: str, organisation_id: int) -> int:
        self.asked.append((name, organisation_id))
        if name in self.broken:
            raise ConnectionError(name)
        return 1


@pytest.fixture
def log(monkeypatch: pytest.MonkeyPatch) -> Log:
    log = Log()
    monkeypatch.setattr(reading, "_pauses", {})
    monkeypatch.setattr(reading, "catch_up", log.read)
    monkeypatch.setattr(subscribers, "names", lambda: ["facts", "notices", "search"])
    monkeypatch.setattr(subscribers, "organisations_behind", lambda: [1, 2])
    monkeypatch.setattr(time, "monotonic", lambda: log.now)
    return log


def test_every_subscriber_reads_on_wherever_one_is_behind(log: Log) -> None:
    assert reading.read_everything() == 6
    assert {organisation for _name, organisation in log.asked} == {1, 2}


def test_the_others_have_their_turn_and_the_failure_is_told(log: Log) -> None:
    log.broken = {"notices"}
    with pytest.raises(ExceptionGroup) as failed:
        reading.read_all(1)
    assert [name for name, _organisation in log.asked] == ["facts", "notices", "search"]
    assert failed.value.exceptions[0].__notes__ == ["subscriber notices, organisation 1"]


def test_who_failed_rests_longer_each_time_until_it_works_again(log: Log) -> None:
    log.broken = {"notices"}
    rests = []
    for _failure in range(3):
        with pytest.raises(ExceptionGroup):
            reading.read_all(1)
        rests.append(reading._pauses["notices", 1].seconds)
        log.now = reading._pauses["notices", 1].until - 0.1
        reading.read_all(1)  # the others are read meanwhile, without a failure
        log.now = reading._pauses["notices", 1].until
    assert rests == [2.0, 4.0, 8.0]
    log.broken = set()
    assert reading.read_all(1) == 3
    assert reading._pauses == {}
