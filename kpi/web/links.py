"""Addresses between the pages of figures: the question travels with them."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlencode

from django.urls import reverse

from kpi.queries.question import Question

#: What of an address is the question, in the order it is written.
ASKED = ("process", "period", "unit", "speed", "as_of")


def asked(told: Mapping[str, str], **more: str) -> dict[str, str]:
    """The question of an address, with some of it changed; what is empty is left out."""
    both = {**{name: told.get(name, "") for name in ASKED}, **more}
    return {name: value for name, value in both.items() if value}


def cases(question: Question, measure: str, *, part: str = "", period: str = "") -> str:
    """The list behind a figure, as known at the very instant of the figure."""
    told = {
        "measure": measure,
        "part": part,
        "process": question.process,
        "period": period or question.period.name,
        "unit": str(question.unit.pk) if question.unit is not None else "",
        "speed": question.speed,
        "as_of": question.as_of.isoformat(),
    }
    return f"{reverse('kpi:cases')}?{urlencode({name: value for name, value in told.items() if value})}"
