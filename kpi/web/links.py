"""Addresses between the pages of figures: the question travels with them."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlencode

from django.urls import reverse

from kpi.queries.question import Question


def dashboard(question: Question) -> str:
    """The page of figures of the same question; its instant is left to the page."""
    told = {**_asked(question), "as_of": ""}
    return f"{reverse('kpi:dashboard')}?{_written(told)}"


def cases(question: Question, measure: str, *, part: str = "", period: str = "") -> str:
    """The list behind a figure, as known at the very instant of the figure."""
    told = {"measure": measure, "part": part, **_asked(question)}
    if period:
        told["period"] = period
    return f"{reverse('kpi:cases')}?{_written(told)}"


def _asked(question: Question) -> dict[str, str]:
    return {
        "process": question.process,
        "period": question.period.name,
        "unit": str(question.unit.pk) if question.unit is not None else "",
        "speed": question.speed,
        "as_of": question.as_of.isoformat(),
    }


def _written(told: Mapping[str, str]) -> str:
    return urlencode({name: value for name, value in told.items() if value})
