"""Two periods side by side (kpi.md 8): points from exact values, growth only where it is asked for."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import NamedTuple

from kpi.rules.numbers import Rate


def points(now: Rate, before: Rate) -> Fraction | None:
    """The difference of two percentages in points; None where either has no data."""
    if now.exact is None or before.exact is None:
        return None
    return now.exact - before.exact


class Growth(NamedTuple):
    """Means over the indicators present twice, and how the mean grew."""

    mean_before: Fraction | None
    mean_now: Fraction | None
    compared: int

    @property
    def percent(self) -> Fraction | None:
        """(now - before) / before x 100; None where there is no mean before, or it is 0."""
        if not self.mean_before or self.mean_now is None:
            return None
        return (self.mean_now - self.mean_before) * 100 / self.mean_before

    @property
    def points(self) -> Fraction | None:
        """The companion: the difference of the means."""
        if self.mean_before is None or self.mean_now is None:
            return None
        return self.mean_now - self.mean_before


def growth(now: Mapping[str, Fraction], before: Mapping[str, Fraction]) -> Growth:
    """Compare the indicators that both periods have."""
    both = sorted(now.keys() & before.keys())
    if not both:
        return Growth(None, None, 0)
    return Growth(
        sum((before[name] for name in both), Fraction(0)) / len(both),
        sum((now[name] for name in both), Fraction(0)) / len(both),
        len(both),
    )
