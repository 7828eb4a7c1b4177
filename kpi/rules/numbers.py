"""Percentages, targets and percentiles, by integers: what is printed never decides (kpi.md 4)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import NamedTuple, TypeVar

T = TypeVar("T")

#: With fewer than these a value carries the mark "n small" and no colour.
SMALL = 5
#: Points below the target that still read "watch".
WATCH_POINTS = 5


class Rate(NamedTuple):
    """So many of so many."""

    numerator: int
    denominator: int

    @property
    def percent(self) -> str | None:
        """Two decimals, half up; None where there is nothing to count (never 0, never 100)."""
        if self.denominator == 0:
            return None
        return two_decimals(Fraction(100 * self.numerator, self.denominator))

    @property
    def exact(self) -> Fraction | None:
        """The unrounded percentage, for comparing; None where there is nothing to count."""
        return Fraction(100 * self.numerator, self.denominator) if self.denominator else None

    @property
    def is_small(self) -> bool:
        """Too few to colour."""
        return 0 < self.denominator < SMALL

    def meets(self, target: Decimal | int) -> bool:
        """Whether 100 x n >= target x d, in whole numbers. False where there is nothing to count."""
        return self.denominator > 0 and 100 * self.numerator >= Fraction(target) * self.denominator

    def as_json(self) -> list[int | str | None]:
        """`[numerator, denominator, "percent"]` of kpi-log.md."""
        return [self.numerator, self.denominator, self.percent]


class Status(StrEnum):
    """How a value stands to its target."""

    MET = "met"
    WATCH = "watch"
    NOT_MET = "not_met"
    NO_DATA = "no_data"
    NOT_YET_DUE = "not_yet_due"


def status_of(rate: Rate, target: Decimal | int) -> Status:
    """Met, watched (less than 5 points below), not met, or no data; by the exact value."""
    if rate.denominator == 0:
        return Status.NO_DATA
    if rate.meets(target):
        return Status.MET
    short = Fraction(target) * rate.denominator - 100 * rate.numerator
    return Status.WATCH if short < WATCH_POINTS * rate.denominator else Status.NOT_MET


def pooled(rates: Iterable[Rate]) -> Rate:
    """The rate over all: numerators and denominators added, percentages never averaged."""
    numerator = denominator = 0
    for rate in rates:
        numerator += rate.numerator
        denominator += rate.denominator
    return Rate(numerator, denominator)


def met_of(rates: Iterable[Rate], target: Decimal | int) -> tuple[Rate, int]:
    """How many of those with data meet the target, and how many have no data."""
    told = list(rates)
    with_data = [rate for rate in told if rate.denominator]
    met = sum(rate.meets(target) for rate in with_data)
    return Rate(met, len(with_data)), len(told) - len(with_data)


def nearest_rank(ordered: Sequence[T], percent: int) -> T | None:
    """The value at position ceil(percent x n / 100) of a sorted list: always a real one; None if empty."""
    if not ordered:
        return None
    return ordered[-(-percent * len(ordered) // 100) - 1]


def two_decimals(value: Fraction) -> str:
    """A number with two decimals, half up (away from zero), as text."""
    hundredths = abs(value) * 100
    whole = (2 * hundredths.numerator + hundredths.denominator) // (2 * hundredths.denominator)
    sign = "-" if value < 0 and whole else ""
    return f"{sign}{whole // 100}.{whole % 100:02d}"
