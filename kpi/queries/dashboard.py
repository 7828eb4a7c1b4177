"""Everything one page of figures shows, from one reading of the facts."""

from __future__ import annotations

from dataclasses import dataclass

from eoffice.common.thai.periods import Period
from eoffice.organisations.calendar import office_clock
from kpi.queries.comparing import window_before
from kpi.queries.freshness import log_number
from kpi.queries.measuring import Measured
from kpi.queries.question import Question, months_of, window_of
from kpi.queries.results import Results
from kpi.rules.figures import Tally
from kpi.rules.flow import Flow
from kpi.rules.numbers import Rate
from kpi.rules.verdicts import on_time

#: Percent that a rate of items should reach (kpi.md 1, "Target").
TARGET = 80


@dataclass(frozen=True)
class Dashboard:
    """The figures of a question. `before` is the period it is compared with, if any."""

    question: Question
    log_number: int
    tally: Tally
    before: Tally | None
    months: list[tuple[Period, Rate]]
    flow: Flow
    results: Results

    @property
    def has_data(self) -> bool:
        """Whether anything at all was counted."""
        counts = self.tally.counts
        return bool(counts["backlog_start"] or counts["opened"] or self.tally.rates)


def dashboard_of(question: Question, with_what: str) -> Dashboard:
    """Measure the period, what it is compared with, and its months, all as known at the same instant."""
    number = log_number(question.organisation_id)
    office = office_clock(question.organisation_id)
    window = question.window
    compared = window_before(question.period, question.as_of, with_what, office)
    measured = Measured(question.scope, [window, *([compared] if compared else [])])
    months = months_of(question.period, question.as_of)
    # As of the page's own instant, so that the months add up to the period.
    rates = measured.rates(on_time, [window_of(month, question.as_of) for month in months])
    unit_id = question.unit.pk if question.unit is not None else None
    results = Results(question.organisation_id, question.period, question.as_of, unit_id)
    tally = measured.tally(window)
    if not question.speed:  # indicators are of all speed classes
        results.knows(question.process, measured, tally)
    return Dashboard(
        question,
        number,
        tally,
        measured.tally(compared) if compared else None,
        list(zip(months, rates, strict=True)),
        measured.flow(window),
        results,
    )
