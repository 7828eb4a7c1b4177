"""What a move between two states means to a figure (saraban.md 12.6)."""

from __future__ import annotations

from enum import StrEnum

from workflows.engine.rules.classes import ReasonKind, StateClass, effective


class KpiEvent(StrEnum):
    """What happened to an item, in the words of the figures."""

    OPEN = "open"
    MOVE = "move"
    RETURN = "return"
    REOPEN = "reopen"
    PAUSE = "pause"
    RESUME = "resume"
    EXTEND = "extend"
    DONE = "done"
    CANCEL = "cancel"
    VOID = "void"
    NONE = "none"


class Speed(StrEnum):
    """Speed classes, most urgent first."""

    MOST_URGENT = "most_urgent"
    VERY_URGENT = "very_urgent"
    URGENT = "urgent"
    NORMAL = "normal"


__all__ = ["KpiEvent", "ReasonKind", "Speed", "StateClass", "event_of"]

OPEN_CLASSES = frozenset({StateClass.ACTIVE, StateClass.PAUSED})
OVER_CLASSES = frozenset({StateClass.CANCELLED, StateClass.VOID})


def event_of(
    from_class: StateClass | None,
    to_class: StateClass,
    *,
    already_open: bool,
    is_return: bool = False,
    extends: bool = False,
    moves: bool = True,
) -> KpiEvent:
    """The event of a step from one class of state to another; `from_class` None where the item is new.

    `already_open`: the item was opened by an earlier step (it may be done meanwhile). `moves` is False for
    a step that enters no state. A draft state entered again after the opening counts as active.
    Source: saraban.md 12.6, the first table.
    """
    before = effective(from_class, was_opened=already_open) if from_class is not None else None
    after = effective(to_class, was_opened=already_open)
    if extends:
        return KpiEvent.EXTEND if before in OPEN_CLASSES else KpiEvent.NONE
    if not moves or before in OVER_CLASSES:
        return KpiEvent.NONE
    if not already_open:
        return KpiEvent.OPEN if after in OPEN_CLASSES else KpiEvent.NONE
    if after is StateClass.VOID:
        return KpiEvent.VOID
    if before is StateClass.DONE:
        return KpiEvent.REOPEN if after in OPEN_CLASSES else KpiEvent.NONE
    return _of_an_open_item(before, after, is_return=is_return)


def _of_an_open_item(before: StateClass | None, after: StateClass, *, is_return: bool) -> KpiEvent:
    if after is StateClass.DONE:
        return KpiEvent.DONE
    if after is StateClass.CANCELLED:
        return KpiEvent.CANCEL
    if before is not after:
        return KpiEvent.PAUSE if after is StateClass.PAUSED else KpiEvent.RESUME
    return KpiEvent.RETURN if is_return else KpiEvent.MOVE
