"""Which rows of the books belong to something that lives elsewhere.

A process gives a letter its number and steps on it as long as the letter lives; `documents` cannot know of
it. The process says so here when the application is ready, and the numbers desk leaves its rows to it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from documents.models import RegisterEntry


@dataclass(frozen=True)
class Held:
    """What a row belongs to: a word for its kind, never its subject, and the address of its page."""

    kind: str
    address: str


#: Given a row, what of some process holds it, if anything.
Finder = Callable[["RegisterEntry"], Held | None]

_finders: list[Finder] = []


def register_holder(finder: Finder) -> None:
    """Let a process speak for its rows; registering the same function twice is once."""
    if finder not in _finders:
        _finders.append(finder)


def unregister_holder(finder: Finder) -> None:
    """Take back what `register_holder` did."""
    _finders.remove(finder)


def holder_of(entry: RegisterEntry) -> Held | None:
    """What the row belongs to; None where it is the desk's own."""
    return next((held for finder in _finders if (held := finder(entry)) is not None), None)
