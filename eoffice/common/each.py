"""Work on many rows, none of which may stop those behind it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeVar

T = TypeVar("T")


def one_by_one(things: Iterable[T], do: Callable[[T], int], *, what: str) -> int:
    """`do` to every thing, each in a transaction of its own; answers the sum of what `do` answered.

    What fails is left behind and raised together, after all others had their turn: ExceptionGroup.
    """
    done, failures = 0, []
    for thing in things:
        try:
            done += do(thing)
        except Exception as error:  # each is on its own; all of it is raised again below
            error.add_note(f"{what}: {thing}")
            failures.append(error)
    if failures:
        raise ExceptionGroup(f"{what}: {len(failures)} failed, the others are done", failures)
    return done
