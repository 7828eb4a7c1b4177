"""Deadlines: started, moved and stopped by steps, with every due time that was in force."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import TYPE_CHECKING

from eoffice.common.prepared import Writing
from workflows.engine.models import Deadline, DeadlineChange

if TYPE_CHECKING:
    from workflows.engine.act import Act
    from workflows.engine.models import Tracked

DUE = "due"  # the item's own due time, by which figures judge
ALL = "*"  # in a step's `stops`: every running timer
_begin = Writing(Deadline, unless_there=True)


def move_timers(item: Tracked, act: Act, *, before: dt.datetime | None, opened: bool) -> None:
    """Do what the step declares: stop timers, start timers, keep the due time that was in force `before`.

    The item's own timer runs while the item is open, whichever step opens, ends or reopens it.
    """
    ended = (DUE,) if item.opened_at is not None and not item.is_open else ()
    if stops := act.step.stops + ended:
        _stop(item, stops, act.at)
    fresh = {DUE: before} if opened else {}
    fresh |= {timer: item.timer_due(timer, act) for timer in act.step.starts}
    start(item, {timer: due_at for timer, due_at in fresh.items() if due_at is not None}, act.at)
    if act.due_change is not None:
        _move(item, *act.due_change, act)


def start(item: Tracked, timers: Mapping[str, dt.datetime], at: dt.datetime) -> None:
    """Begin timers; one that runs already goes on as it was."""
    _begin(
        *(
            Deadline(
                organisation_id=item.organisation_id,
                process=item.process,
                item=item.pk,
                timer=timer,
                due_at=due_at,
                original_due_at=due_at,
                started_at=at,
            )
            for timer, due_at in timers.items()
        )
    )


def _stop(item: Tracked, timers: tuple[str, ...], at: dt.datetime) -> None:
    running = Deadline.objects.filter(process=item.process, item=item.pk, stopped_at=None)
    if ALL not in timers:
        running = running.filter(timer__in=timers)
    running.update(stopped_at=at)


def _move(item: Tracked, due_at: dt.datetime, reason: str, act: Act) -> None:
    deadline = Deadline.objects.filter(process=item.process, item=item.pk, timer=DUE, stopped_at=None).first()
    if deadline is None:
        start(item, {DUE: due_at}, act.at)
    else:
        DeadlineChange.objects.create(
            deadline=deadline,
            was_due_at=deadline.due_at,
            due_at=due_at,
            changed_at=act.at,
            reason=reason[:1000] if item.words_may_be_logged() else "",
        )
        Deadline.objects.filter(pk=deadline.pk).update(due_at=due_at, told_at=None)
