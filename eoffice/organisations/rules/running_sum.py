"""Sums over days of a weekly pattern with exceptions, in closed form: no table of days, no horizon."""

from __future__ import annotations

import bisect
import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

Week = tuple[int, int, int, int, int, int, int]  # a value for Monday to Sunday


class NeverReached(ValueError):
    """The sum does not grow far enough before the last day of the calendar."""


@dataclass(frozen=True)
class _Stretch:
    """Days that follow one week's pattern, from the ordinal `first` on; `before` is the sum up to it."""

    first: int
    week: Week
    before: int

    def up_to(self, ordinal: int) -> int:
        """The sum of the pattern from day 1 of the calendar up to, and without, the day `ordinal`."""
        days = ordinal - self.first
        weeks, rest = divmod(days, 7)
        weekday = _weekday(self.first)
        tail = sum(self.week[(weekday + step) % 7] for step in range(rest))
        return self.before + weeks * sum(self.week) + tail


class RunningSum:
    """What has added up, day by day, since the first day of the calendar (0001-01-01).

    `weeks` are patterns with the day from which each holds; the first one holds from the beginning.
    `exceptions` are days with a value of their own. Every question costs a search in short sorted lists.
    """

    def __init__(self, weeks: Sequence[tuple[dt.date, Week]], exceptions: Mapping[dt.date, int]) -> None:
        self._stretches: list[_Stretch] = []
        for number, (first_day, week) in enumerate(sorted(weeks, key=lambda entry: entry[0])):
            first = first_day.toordinal() if number else 1
            before = self._stretches[-1].up_to(first) if number else 0
            self._stretches.append(_Stretch(first, week, before))
        self._firsts = [stretch.first for stretch in self._stretches]
        self._days = sorted(day.toordinal() for day in exceptions)
        self._gains = [0]
        for ordinal in self._days:
            difference = exceptions[dt.date.fromordinal(ordinal)] - self._usual(ordinal)
            self._gains.append(self._gains[-1] + difference)

    def before(self, day: dt.date) -> int:
        """The sum of all days before `day`."""
        ordinal = day.toordinal()
        return self._stretch(ordinal).up_to(ordinal) + self._gains[bisect.bisect_left(self._days, ordinal)]

    def reaches(self, total: int) -> dt.date:
        """The first day at whose end the sum is at least `total`. Raises NeverReached."""
        low, high = 1, dt.date.max.toordinal() - 1
        if self.before(dt.date.fromordinal(high + 1)) < total:
            raise NeverReached(f"{total} is not reached")
        while low < high:
            middle = (low + high) // 2
            if self.before(dt.date.fromordinal(middle + 1)) >= total:
                high = middle
            else:
                low = middle + 1
        return dt.date.fromordinal(low)

    def _stretch(self, ordinal: int) -> _Stretch:
        return self._stretches[bisect.bisect_right(self._firsts, ordinal) - 1]

    def _usual(self, ordinal: int) -> int:
        return self._stretch(ordinal).week[_weekday(ordinal)]


def _weekday(ordinal: int) -> int:
    """0 = Monday; the first day of the calendar was one."""
    return (ordinal - 1) % 7
