"""The traffic between states in a window: how often, and how long it took to get there."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from itertools import pairwise

from kpi.rules.history import ItemHistory
from kpi.rules.visits import visits_of
from kpi.rules.window import Clock, Window

#: From state, to state -> the working time of each passage, spent in the first.
Flow = dict[tuple[str, str], list[dt.timedelta]]


def flow_of(items: Iterable[ItemHistory], window: Window, clock: Clock) -> Flow:
    """Every passage that happened in the period, of items that are not void."""
    found: Flow = {}
    for item in items:
        now = item.at(window.as_of)
        if now is None or now.voided_at is not None or item.events[-1].at < window.start:
            continue
        for visit, following in pairwise(visits_of(item, window.as_of, clock)):
            if window.holds(visit.end) and visit.state != following.state:
                found.setdefault((visit.state, following.state), []).append(visit.spent)
    return found
