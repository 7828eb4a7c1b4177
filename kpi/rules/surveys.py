"""Shares of satisfied people (kpi.md 6, reading A) and their companions."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction

from kpi.rules.numbers import Rate

SATISFIED = 4  # มาก
TOP = 5
#: A form without an overall question counts as satisfied above this mean (printed band 3.51-4.50 มาก).
SATISFIED_MEAN = Fraction(7, 2)

Answer = int | None  # 1 to 5; None: blank or no opinion


def satisfied_share(answers: Iterable[Answer]) -> Rate:
    """Reading A: who answered 4 or 5, of those who answered."""
    given = [answer for answer in answers if answer is not None]
    return Rate(sum(answer >= SATISFIED for answer in given), len(given))


def mean_answer(answers: Iterable[Answer]) -> Fraction | None:
    """The exact mean of the answers given; None without any."""
    given = [answer for answer in answers if answer is not None]
    return Fraction(sum(given), len(given)) if given else None


def mean_percent(answers: Iterable[Answer]) -> Fraction | None:
    """Reading B, the companion: mean / 5 x 100; None without answers."""
    mean = mean_answer(answers)
    return mean * 100 / TOP if mean is not None else None


def satisfied_forms(forms: Iterable[Sequence[Answer]]) -> Rate:
    """Forms without an overall question: a mean above 3.50 is satisfied; an empty form is left out."""
    means = [mean for form in forms if (mean := mean_answer(form)) is not None]
    return Rate(sum(mean > SATISFIED_MEAN for mean in means), len(means))


def acknowledged_and_satisfied(members: int, answers: Iterable[tuple[bool, Answer]]) -> Rate:
    """Members who acknowledged and answered 4 or 5, of all in office; silence is not satisfaction."""
    told = [acknowledged and (answer or 0) >= SATISFIED for acknowledged, answer in answers]
    if len(told) > members:
        raise ValueError("more answers than members in office")
    return Rate(sum(told), members)
