"""The period a figure is asked for, and the instant up to which it may read."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Protocol


class Clock(Protocol):
    """An office's working time."""

    def working(self, instant: dt.datetime) -> dt.timedelta:
        """Working time since the beginning of the calendar; never falls as the instant moves on."""
        ...


@dataclass(frozen=True, slots=True)
class Window:
    """A half-open period and an `as_of`; events at or after `as_of` are not read. All in UTC."""

    start: dt.datetime
    end: dt.datetime
    as_of: dt.datetime

    @property
    def until(self) -> dt.datetime:
        """Where the part of the period ends that can be known."""
        return min(self.end, self.as_of)

    @property
    def since(self) -> dt.datetime:
        """The start, or `as_of` where the period has not begun by then."""
        return min(self.start, self.as_of)

    def holds(self, instant: dt.datetime | None) -> bool:
        """Whether it happened in the period and may be read."""
        return instant is not None and self.start <= instant < self.until
