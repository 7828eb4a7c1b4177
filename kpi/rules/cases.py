"""The rows behind a figure: counted, marked, or left out with the reason (kpi.md 4, "drill-down")."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from kpi.rules.figures import COUNTED
from kpi.rules.history import ItemHistory
from kpi.rules.verdicts import JUDGES, Judge, Outcome, Verdict, Why, on_time, overdue_at
from kpi.rules.visits import Visit, active_time, visits_of
from kpi.rules.window import Clock, Window


class Case(NamedTuple):
    """One row. `at` is the instant of a counted transition; `spent` a measured working time."""

    item: ItemHistory
    outcome: Outcome
    why: str
    at: dt.datetime | None = None
    spent: dt.timedelta | None = None
    state: str = ""


#: The measures that can be opened: those of kpi-log.md, and the companions of kpi.md 5.
MEASURES = (
    *JUDGES,
    "on_time_by_speed",
    "not_yet_due",
    *COUNTED.values(),
    "backlog_start",
    "backlog_end",
    "overdue",
    "dwell",
    "running",
    "cycle",
    "open_age",
)


def cases_of(
    measure: str, items: Iterable[ItemHistory], window: Window, clock: Clock, *, part: str = ""
) -> Iterator[Case]:
    """Every row of a measure; `part` is the speed class or the state, where the measure has such parts.

    Rows counted are the denominator (or the n), rows marked the numerator. KeyError: no such measure.
    """
    rows = _rows(measure, part, window, clock)
    for item in items:
        yield from rows(item)


def _rows(measure: str, part: str, window: Window, clock: Clock) -> Callable[[ItemHistory], Iterator[Case]]:
    if measure in JUDGES:
        return lambda item: _judged(JUDGES[measure], item, window)
    if measure == "on_time_by_speed":
        return lambda item: _of_speed(item, window, part)
    if measure in COUNTED.values():
        return lambda item: _marked(item, measure, window)
    if measure in {"dwell", "running"}:
        return lambda item: _stays(item, window, clock, ended=measure == "dwell", state=part)
    return {
        "not_yet_due": lambda item: _not_yet_due(item, window),
        "backlog_start": lambda item: _waiting(item, window.since),
        "backlog_end": lambda item: _waiting(item, window.until),
        "overdue": lambda item: _overdue(item, window.until),
        "cycle": lambda item: _cycle(item, window, clock),
        "open_age": lambda item: _age(item, window, clock),
    }[measure]


def _judged(judge: Judge, item: ItemHistory, window: Window) -> Iterator[Case]:
    now = item.at(window.as_of)
    verdict = judge(now, window) if now is not None else None
    if verdict is not None:
        yield Case(item, *verdict)


def _of_speed(item: ItemHistory, window: Window, speed: str) -> Iterator[Case]:
    now = item.at(window.as_of)
    if now is not None and (not speed or now.speed == speed):
        yield from _judged(on_time, item, window)


def _not_yet_due(item: ItemHistory, window: Window) -> Iterator[Case]:
    for case in _judged(on_time, item, window):
        if case.why == Why.NOT_YET_DUE:
            yield case._replace(outcome=Outcome.MARKED)


def _marked(item: ItemHistory, measure: str, window: Window) -> Iterator[Case]:
    for mark in item.marks:
        if COUNTED[mark.kind] == measure and window.holds(mark.at):
            yield Case(item, Outcome.MARKED, measure, mark.at)


def _waiting(item: ItemHistory, instant: dt.datetime) -> Iterator[Case]:
    for case in _overdue(item, instant):
        yield case._replace(outcome=Outcome.MARKED)


def _overdue(item: ItemHistory, instant: dt.datetime) -> Iterator[Case]:
    then = item.at(instant)
    verdict: Verdict | None = overdue_at(then, instant) if then is not None else None
    if verdict is not None:
        yield Case(item, *verdict)


def _cycle(item: ItemHistory, window: Window, clock: Clock) -> Iterator[Case]:
    now = item.at(window.as_of)
    if now is not None and window.holds(now.done_at):
        yield Case(item, Outcome.MARKED, Why.DONE, now.done_at, active_time(item, window.as_of, clock))


def _age(item: ItemHistory, window: Window, clock: Clock) -> Iterator[Case]:
    for case in _waiting(item, window.until):
        yield case._replace(spent=active_time(item, window.until, clock))


def _stays(item: ItemHistory, window: Window, clock: Clock, *, ended: bool, state: str) -> Iterator[Case]:
    now = item.at(window.as_of)
    for visit in visits_of(item, window.as_of, clock) if now is not None else ():
        if not _is_asked(visit, window, ended, state):
            continue
        if now is not None and now.voided_at is not None:
            yield Case(item, Outcome.EXCLUDED, Why.VOID, visit.start, visit.spent, visit.state)
        else:
            yield Case(item, Outcome.MARKED, "stay", visit.start, visit.spent, visit.state)


def _is_asked(visit: Visit, window: Window, ended: bool, state: str) -> bool:
    if not visit.is_active or not visit.state or (state and visit.state != state):
        return False
    return window.holds(visit.end) if ended else visit.end is None
