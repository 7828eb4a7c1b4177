"""The indicators of the catalogue in the period of the page."""

from __future__ import annotations

from dataclasses import dataclass

from kpi.catalogue.read import Indicator, catalogue
from kpi.queries.result_id import ResultId
from kpi.queries.results import Results
from kpi.rules.numbers import Rate, status_of
from kpi.web import words


@dataclass(frozen=True)
class IndicatorRow:
    """An indicator with its value; `id` opens its cases."""

    indicator: Indicator
    rate: Rate
    status: str
    status_word: str
    id: str


def indicator_rows(results: Results) -> list[IndicatorRow]:
    """Those of the areas; key indicators of processes are what the page itself shows."""
    rows = []
    for indicator in catalogue().indicators.values():
        if indicator.is_of_a_process:
            continue
        rate = results.rate(indicator)
        status = status_of(rate, indicator.target)
        told = str(ResultId(indicator, results.period, results.window.as_of, results.unit_id))
        rows.append(
            IndicatorRow(
                indicator, rate, "" if rate.is_small else str(status), str(words.STATUSES[status]), told
            )
        )
    return rows
