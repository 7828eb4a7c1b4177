"""Due work is a row with a time, found by looking: what ran out is told of, once."""

from __future__ import annotations

import datetime as dt

from django.db import connection, transaction

from eoffice.common import clock
from eoffice.common.each import one_by_one
from workflows.engine import notices
from workflows.engine.models import Deadline, Notice, Tracked
from workflows.engine.perform import perform
from workflows.engine.registry import processes
from workflows.engine.step import steps_of
from workflows.engine.timers import DUE


def tell_of_overdue(now: dt.datetime | None = None) -> int:
    """Remind of all whose time ran out; answers how many timers. Safe to run twice, and beside itself."""
    moment = now or clock.now()
    due = Deadline.objects.filter(stopped_at=None, told_at=None, due_at__lt=moment).order_by("due_at")
    found = list(due.values_list("pk", flat=True))  # all: those that fail must not hide those behind them
    return one_by_one(found, lambda pk: _tell(pk, moment), what="overdue deadline")


def _tell(pk: int, now: dt.datetime) -> bool:
    """One timer, in a transaction of its own: the reminder's log row and the mark together, or neither.

    The item is locked before its timer, as steps do it. One that somebody works on just now comes next time.
    """
    with transaction.atomic():
        waiting = Deadline.objects.filter(pk=pk, stopped_at=None, told_at=None, due_at__lt=now)
        deadline = waiting.first()
        if deadline is None:
            return False
        known = _item_of(deadline)
        item = _locked(known) if known is not None else None
        if known is not None and item is None:
            return False
        deadline = waiting.select_for_update().first()
        if deadline is None:
            return False
        if item is not None:
            _say(item, deadline, now)
        Deadline.objects.filter(pk=pk).update(told_at=now)
    return True


def _item_of(deadline: Deadline) -> Tracked | None:
    model = next((model for model in processes() if model.process == deadline.process), None)
    return model._base_manager.filter(pk=deadline.item).first() if model else None


def _locked(item: Tracked) -> Tracked | None:
    """The item as it is now; None where somebody holds it, or what is locked before it."""
    skip = connection.features.has_select_for_update_skip_locked
    before = item.lock_first()
    if before is not None and not before.select_for_update(skip_locked=skip).values_list("pk"):
        return None
    rows = type(item)._base_manager.select_for_update(skip_locked=skip, of=("self",))
    return rows.filter(pk=item.pk).first()


def _say(item: Tracked, deadline: Deadline, now: dt.datetime) -> None:
    about = f"deadline:{deadline.pk}:{deadline.due_at:%Y%m%d%H%M}"
    notices.tell(item, item.whom_to_remind(), Notice.Kind.OVERDUE, about=about, at=now)
    if deadline.timer != DUE or not item.is_open:
        return
    notices.tell(item, item.superiors(), Notice.Kind.ESCALATION, about=about, at=now)
    remind = steps_of(type(item)).get(notices.REMIND)
    if remind is not None and item.state in remind.sources:
        perform(item, remind.name, None)
