"""A changed calendar moves the due times that still lie ahead; those that have passed stay (kpi.md 4)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence

from eoffice.organisations.calendar import reckoning_by
from eoffice.organisations.calendar_changes import CalendarChange
from workflows.engine.inputs import StepInputs
from workflows.engine.models import Deadline, DeadlineChange, Tracked
from workflows.engine.perform import perform_all
from workflows.engine.registry import by_process
from workflows.engine.retime_inputs import RetimeInputs
from workflows.engine.timers import DUE

AT_ONCE = 500  # rows locked by one statement


def after_calendar_change(change: CalendarChange) -> None:
    """Work out anew every running deadline of the office that shows the time the old calendar gave.

    What somebody set by hand shows another time and stays; what was moved by an earlier change does not,
    and moves again. Nothing moves into the past. The items are locked before the first is moved and the
    log behind the last, so that no step of anybody meets this in a deadlock.
    """
    held = _lock([item for deadline, item in _by_calendar(change) if _fresh(item, deadline, change)])
    found = [deadline for deadline, item in _by_calendar(change) if _key(item) in held]
    perform_all(step for deadline in found for step in _work_out(deadline, change))


def _by_calendar(change: CalendarChange) -> list[tuple[Deadline, Tracked]]:
    """Running deadlines that lie ahead and show what the calendar gave until now, with their items."""
    running = Deadline.objects.filter(
        organisation=change.organisation, stopped_at=None, due_at__gt=change.at
    ).order_by("pk")
    items = _items({(deadline.process, deadline.item) for deadline in running})
    pairs = [(deadline, items[deadline.process, deadline.item]) for deadline in running]
    with reckoning_by(change.organisation.pk, change.before):
        return [(deadline, item) for deadline, item in pairs if _due(item, deadline) == deadline.due_at]


def _lock(items: Sequence[Tracked]) -> set[tuple[str, int]]:
    """Lock the items, and those timed with them: letters first, then their assignments, each by its id."""
    held = _lock_rows(_first(item) for item in items)
    with_them = [other for item in items for other in item.timed_with_it()]
    return held | _lock_rows(_key(item) for item in [*items, *with_them])


def _first(item: Tracked) -> tuple[str, int]:
    """What is locked before the item, or the item itself."""
    before = item.lock_first()
    if before is None:
        return _key(item)
    return before.model.process, before.values_list("pk", flat=True).get()


def _key(item: Tracked) -> tuple[str, int]:
    return item.process, item.pk


def _lock_rows(keys: Iterable[tuple[str, int]]) -> set[tuple[str, int]]:
    wanted = set(keys)
    for model, pks in _by_model(wanted):
        list(model._base_manager.filter(pk__in=pks).order_by("pk").select_for_update().values_list("pk"))
    return wanted


def _items(keys: set[tuple[str, int]]) -> dict[tuple[str, int], Tracked]:
    return {
        _key(item): item
        for model, pks in _by_model(keys)
        for item in model._base_manager.select_related(*model.read_with).filter(pk__in=pks)
    }


def _by_model(keys: set[tuple[str, int]]) -> Iterator[tuple[type[Tracked], list[int]]]:
    """The ids process by process, rising, as many as one statement takes."""
    for process in sorted({process for process, _pk in keys}):
        pks = sorted(pk for of, pk in keys if of == process)
        for start in range(0, len(pks), AT_ONCE):
            yield by_process(process), pks[start : start + AT_ONCE]


def _item(deadline: Deadline) -> Tracked:
    model = by_process(deadline.process)
    return model._base_manager.select_related(*model.read_with).get(pk=deadline.item)


def _due(item: Tracked, deadline: Deadline) -> dt.datetime | None:
    return item.first_due(None) if deadline.timer == DUE else item.timer_due(deadline.timer, None)


def _fresh(item: Tracked, deadline: Deadline, change: CalendarChange) -> dt.datetime | None:
    """The time that the new calendar gives, where it is another one that lies ahead."""
    fresh = _due(item, deadline)
    in_force = item.due_at if deadline.timer == DUE else deadline.due_at
    return fresh if fresh is not None and fresh != in_force and fresh > change.at else None


def _work_out(deadline: Deadline, change: CalendarChange) -> Iterator[tuple[Tracked, str, StepInputs]]:
    """The steps by which an item and what is timed with it move; a timer of a single step moves here."""
    item = _item(deadline)  # anew: what is timed with another has moved with it
    fresh = _fresh(item, deadline, change)
    if fresh is None:
        return
    if deadline.timer == DUE:
        told = RetimeInputs(due_at=fresh, note=change.reason)
        for other in [item, *item.timed_with_it()]:
            yield other, "retime", told
        return
    DeadlineChange.objects.create(
        deadline=deadline,
        was_due_at=deadline.due_at,
        due_at=fresh,
        changed_at=change.at,
        reason=change.reason[:1000],
    )
    Deadline.objects.filter(pk=deadline.pk).update(due_at=fresh, told_at=None)
