"""A changed calendar moves the due times that still lie ahead; those that have passed stay (kpi.md 4)."""

from __future__ import annotations

from eoffice.organisations.calendar_changes import CalendarChange
from workflows.engine.models import Deadline, DeadlineChange, Tracked
from workflows.engine.perform import perform
from workflows.engine.registry import by_process
from workflows.engine.retime_inputs import RetimeInputs
from workflows.engine.timers import DUE


def after_calendar_change(change: CalendarChange) -> None:
    """Work out anew every running deadline of the office that nobody moved by hand."""
    running = Deadline.objects.filter(
        organisation=change.organisation, stopped_at=None, due_at__gt=change.at, changes=None
    )
    for deadline in running.order_by("pk"):
        item = by_process(deadline.process)._base_manager.filter(pk=deadline.item).first()
        if item is not None:
            _work_out(item, deadline, change)


def _work_out(item: Tracked, deadline: Deadline, change: CalendarChange) -> None:
    own = deadline.timer == DUE
    fresh = item.first_due(None) if own else item.timer_due(deadline.timer, None)
    if fresh is None or fresh == (item.due_at if own else deadline.due_at):
        return
    if not own:
        DeadlineChange.objects.create(
            deadline=deadline,
            was_due_at=deadline.due_at,
            due_at=fresh,
            changed_at=change.at,
            reason=change.reason[:1000],
        )
        Deadline.objects.filter(pk=deadline.pk).update(due_at=fresh)
        return
    told = RetimeInputs(due_at=fresh, note=change.reason)
    for other in [item, *item.timed_with_it()]:
        perform(other, "retime", None, told)
