"""A clock of its own: the stories of all letters, told side by side in the order of time."""

from __future__ import annotations

import datetime as dt
import heapq
import itertools
from collections.abc import Iterable, Iterator

from eoffice.common import clock

Story = Iterator[dt.datetime]


def play(stories: Iterable[Story], *, until: dt.datetime) -> int:
    """Tell every story up to `until`; answers how many moments passed.

    A story yields the instant of its next moment and goes on when that instant has come. What would happen
    after `until` doesn't: those letters are still on somebody's desk.
    """
    order = itertools.count()
    waiting: list[tuple[dt.datetime, int, Story]] = []
    for story in stories:
        _wait(waiting, story, order)
    moments = 0
    while waiting and waiting[0][0] <= until:
        at, _place, story = heapq.heappop(waiting)
        with clock.at(at):
            _wait(waiting, story, order)
        moments += 1
    return moments


def together(stories: Iterable[Story]) -> Story:
    """Several stories that go on side by side, as one."""
    order = itertools.count()
    waiting: list[tuple[dt.datetime, int, Story]] = []
    for story in stories:
        _wait(waiting, story, order)
    while waiting:
        at, _place, story = heapq.heappop(waiting)
        yield at
        _wait(waiting, story, order)


def _wait(waiting: list[tuple[dt.datetime, int, Story]], story: Story, order: Iterator[int]) -> None:
    at = next(story, None)
    if at is not None:
        heapq.heappush(waiting, (at, next(order), story))
