"""The time to answer, in words."""

from __future__ import annotations

from dataclasses import dataclass

from kpi.queries.answering import answering_of
from kpi.queries.question import Question
from kpi.rules.numbers import Rate
from kpi.web import words


@dataclass(frozen=True)
class AnsweringTold:
    """The rate, and half and nine of ten of the waiting times."""

    rate: Rate
    count: int
    half: str
    most: str


def answering_told(question: Question) -> AnsweringTold | None:
    """None where there is nothing to tell."""
    found = answering_of(question)
    if found is None or not found.has_data:
        return None
    waited = found.waited
    return AnsweringTold(found.rate, waited["n"] or 0, words.spent(waited["p50"]), words.spent(waited["p90"]))
