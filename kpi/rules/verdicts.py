"""How one item counts in each rate: marked (numerator), counted (denominator only), or left out and why.

A rate and its drill-down come from the same verdicts, so they can't disagree.
Source: kpi.md 4 (due in the period, open items, cancelled, re-opened) and 5.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from enum import StrEnum
from typing import NamedTuple

from kpi.rules.standing import Standing
from kpi.rules.window import Window


class Outcome(StrEnum):
    """What became of an item in a rate."""

    MARKED = "marked"
    COUNTED = "counted"
    EXCLUDED = "excluded"


class Why(StrEnum):
    """The reason beside the outcome."""

    ON_TIME = "on_time"
    DONE = "done"
    SUCCESS = "success"
    RIGHT_FIRST_TIME = "right_first_time"
    OVERDUE = "overdue"
    WAITING = "waiting"
    LATE = "late"
    RETURNED = "returned"
    REOPENED = "reopened"
    FROM_PAPER = "from_paper"
    OPEN_OVERDUE = "open_overdue"
    CANCELLED_AFTER_DUE = "cancelled_after_due"
    CANCELLED = "cancelled_before_due"
    VOID = "void"
    NOT_YET_DUE = "not_yet_due"


class Verdict(NamedTuple):
    """An outcome and its reason."""

    outcome: Outcome
    why: Why


Judge = Callable[[Standing, Window], Verdict | None]


def _marked(why: Why) -> Verdict:
    return Verdict(Outcome.MARKED, why)


def _counted(why: Why) -> Verdict:
    return Verdict(Outcome.COUNTED, why)


def _excluded(why: Why) -> Verdict:
    return Verdict(Outcome.EXCLUDED, why)


def _left_out(item: Standing, due: dt.datetime, window: Window) -> Verdict | None:
    """Why an item due in the period is not counted; None where it is."""
    if item.voided_at is not None:
        return _excluded(Why.VOID)
    if item.cancelled_at is not None and item.cancelled_at < due:
        return _excluded(Why.CANCELLED)
    return None if due < window.as_of else _excluded(Why.NOT_YET_DUE)


def _missed(item: Standing) -> Verdict:
    if item.cancelled_at is not None:
        return _counted(Why.CANCELLED_AFTER_DUE)
    return _counted(Why.LATE if item.done_at is not None else Why.OPEN_OVERDUE)


def _by(due: dt.datetime | None, item: Standing, window: Window) -> Verdict | None:
    if due is None or not window.start <= due < window.end:
        return None
    if left_out := _left_out(item, due, window):
        return left_out
    if item.done_at is not None and item.done_at <= due:
        return _marked(Why.ON_TIME)
    return _missed(item)


def on_time(item: Standing, window: Window) -> Verdict | None:
    """Done by the due time in force."""
    return _by(item.due_at, item, window)


def on_time_original_due(item: Standing, window: Window) -> Verdict | None:
    """Done by the first due time it was given; the cohort is by that time too."""
    return _by(item.original_due_at, item, window)


def completion(item: Standing, window: Window) -> Verdict | None:
    """Done, late or not."""
    verdict = on_time(item, window)
    if verdict is not None and verdict.outcome is not Outcome.EXCLUDED and item.done_at is not None:
        return _marked(Why.DONE)
    return verdict


def success(item: Standing, window: Window) -> Verdict | None:
    """On time and right the first time."""
    verdict = on_time(item, window)
    if verdict is None or verdict.outcome is not Outcome.MARKED:
        return verdict
    if item.fault_reopens:
        return _counted(Why.REOPENED)
    return _counted(Why.RETURNED) if item.fault_returns else _marked(Why.SUCCESS)


def electronic_success(item: Standing, window: Window) -> Verdict | None:
    """A success of which nothing was entered later from paper."""
    verdict = success(item, window)
    if verdict is not None and verdict.outcome is Outcome.MARKED and item.from_paper:
        return _counted(Why.FROM_PAPER)
    return verdict


def first_time_right(item: Standing, window: Window) -> Verdict | None:
    """First done in the period, with no fault return before it and no fault re-open after it."""
    if not window.holds(item.first_done_at):
        return None
    if item.voided_at is not None:
        return _excluded(Why.VOID)
    if item.fault_reopens:
        return _counted(Why.REOPENED)
    return _counted(Why.RETURNED) if item.returned_first else _marked(Why.RIGHT_FIRST_TIME)


def overdue_at(item: Standing, instant: dt.datetime) -> Verdict | None:
    """Of what waits at an instant (and `item` was known just before it), what is past its due time."""
    if not item.is_open:
        return None
    is_late = item.due_at is not None and item.due_at < instant
    return _marked(Why.OVERDUE) if is_late else _counted(Why.WAITING)


#: The rates judged by what was known at `as_of`, by their names in kpi-log.md.
JUDGES: dict[str, Judge] = {
    "on_time": on_time,
    "completion": completion,
    "success": success,
    "first_time_right": first_time_right,
    "on_time_original_due": on_time_original_due,
    "electronic_success": electronic_success,
}
