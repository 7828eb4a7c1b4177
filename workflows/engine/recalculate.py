"""A changed calendar moves the due times that still lie ahead; those that have passed stay (kpi.md 4)."""

from __future__ import annotations

import datetime as dt

from eoffice.organisations.calendar import reckoning_by
from eoffice.organisations.calendar_changes import CalendarChange
from workflows.engine.models import Deadline, DeadlineChange, Tracked
from workflows.engine.perform import perform
from workflows.engine.registry import by_process
from workflows.engine.retime_inputs import RetimeInputs
from workflows.engine.timers import DUE


def after_calendar_change(change: CalendarChange) -> None:
    """Work out anew every running deadline of the office that shows the time the old calendar gave.

    What somebody set by hand shows another time and stays; what was moved by an earlier change does not,
    and moves again. Nothing moves into the past.
    """
    running = Deadline.objects.filter(
        organisation=change.organisation, stopped_at=None, due_at__gt=change.at
    ).order_by("pk")
    items = {(deadline.process, deadline.item): _item(deadline) for deadline in running}
    with reckoning_by(change.organisation.pk, change.before):
        by_calendar = [
            deadline
            for deadline in running
            if _due(items[deadline.process, deadline.item], deadline) == deadline.due_at
        ]
    for deadline in by_calendar:
        _work_out(deadline, change)


def _item(deadline: Deadline) -> Tracked:
    model = by_process(deadline.process)
    return model._base_manager.select_related(*model.read_with).get(pk=deadline.item)


def _due(item: Tracked, deadline: Deadline) -> dt.datetime | None:
    return item.first_due(None) if deadline.timer == DUE else item.timer_due(deadline.timer, None)


def _work_out(deadline: Deadline, change: CalendarChange) -> None:
    item = _item(deadline)  # anew: what is timed with another has moved with it
    fresh = _due(item, deadline)
    in_force = item.due_at if deadline.timer == DUE else deadline.due_at
    if fresh is None or fresh == in_force or fresh <= change.at:
        return
    if deadline.timer == DUE:
        told = RetimeInputs(due_at=fresh, note=change.reason)
        for other in [item, *item.timed_with_it()]:
            perform(other, "retime", None, told)
        return
    DeadlineChange.objects.create(
        deadline=deadline,
        was_due_at=deadline.due_at,
        due_at=fresh,
        changed_at=change.at,
        reason=change.reason[:1000],
    )
    Deadline.objects.filter(pk=deadline.pk).update(due_at=fresh, told_at=None)
