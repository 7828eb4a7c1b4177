"""Classes of states, and what a move between them means (domain sheet 12.6). Plain Python."""

from __future__ import annotations

from enum import StrEnum


class StateClass(StrEnum):
    """What a state means to a figure, whatever the process calls it."""

    DRAFT = "draft"
    ACTIVE = "active"
    PAUSED = "paused"
    DONE = "done"
    CANCELLED = "cancelled"
    VOID = "void"

    @property
    def is_open(self) -> bool:
        """Whether somebody still has to do something that counts."""
        return self in {StateClass.ACTIVE, StateClass.PAUSED}


class Sort(StrEnum):
    """What the classes alone don't tell of a step."""

    MOVE = "move"
    RETURN = "return"
    EXTEND = "extend"
    RETIME = "retime"  # the calendar changed: another due time, which nobody asked for
    NOTE = "note"  # logged, but no state is entered


class ReasonKind(StrEnum):
    """Why work came back: somebody's fault, or a new instruction."""

    FAULT = "fault"
    NEW_INSTRUCTION = "new_instruction"


def effective(declared: StateClass, *, was_opened: bool) -> StateClass:
    """The class a state has for this item: a draft state entered again after opening is active."""
    if declared is StateClass.DRAFT and was_opened:
        return StateClass.ACTIVE
    return declared
