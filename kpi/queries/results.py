"""Indicators computed: numerator, denominator, status, and the lines behind them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from eoffice.common.thai.periods import Period
from kpi.catalogue.read import Indicator, catalogue
from kpi.queries.measuring import Measured, Scope
from kpi.rules.cases import Case
from kpi.rules.figures import Tally
from kpi.rules.numbers import Rate, Status, pooled, status_of
from kpi.rules.window import Window


@dataclass(frozen=True)
class Line:
    """A process or key indicator that an indicator counts."""

    id: str
    name: str
    rate: Rate
    target: int

    @property
    def status(self) -> Status:
        """How it stands to its own target; no data leaves it out of the count."""
        return status_of(self.rate, self.target)


class Results:
    """The indicators of one organisation (or of a unit of it) in one period, as known at `as_of`."""

    def __init__(self, organisation_id: int, period: Period, as_of: dt.datetime, unit_id: int | None) -> None:
        self.organisation_id, self.period, self.unit_id = organisation_id, period, unit_id
        self.window = Window(
            period.starts_at.astimezone(dt.UTC), period.ends_at.astimezone(dt.UTC), as_of.astimezone(dt.UTC)
        )
        self._measured: dict[str, Measured] = {}
        self._tallies: dict[str, Tally] = {}

    def knows(self, process: str, measured: Measured, tally: Tally) -> None:
        """Use what a page has read and added already."""
        self._measured[process], self._tallies[process] = measured, tally

    def rate(self, indicator: Indicator) -> Rate:
        """Its numerator and denominator."""
        return _EVALUATORS[indicator.evaluator](self, indicator)

    def lines(self, indicator: Indicator) -> list[Line]:
        """What an indicator of processes or of indicators counts; empty for one that counts items."""
        listed = _LINES.get(indicator.evaluator)
        return listed(self, indicator) if listed is not None else []

    def cases(self, indicator: Indicator) -> Iterator[tuple[str, Case]]:
        """The items behind an indicator that counts items, each with its process."""
        measure = _MEASURES.get(indicator.evaluator)
        for process in indicator.measured_from if measure else ():
            for case in self.measured(process).cases(measure or "", self.window):
                yield process, case

    def measured(self, process: str) -> Measured:
        """The items of a process, read once."""
        if process not in self._measured:
            scope = Scope(self.organisation_id, process, self.unit_id)
            self._measured[process] = Measured(scope, [self.window])
        return self._measured[process]

    def tally(self, process: str) -> Tally:
        """The sums of a process, added once."""
        if process not in self._tallies:
            self._tallies[process] = self.measured(process).tally(self.window)
        return self._tallies[process]


#: Which measure an evaluator counts items by.
_MEASURES = {
    "item_success_rate": "success",
    "electronic_success_rate": "electronic_success",
    "on_time_rate": "on_time",
    "completion_rate": "completion",
    "success_rate": "success",
    "first_time_right_rate": "first_time_right",
}


def _items(results: Results, indicator: Indicator) -> Rate:
    measure = _MEASURES[indicator.evaluator]
    return pooled(results.tally(process).rate(measure) for process in indicator.measured_from)


def _met(results: Results, indicator: Indicator) -> Rate:
    lines = results.lines(indicator)
    met = sum(line.status is Status.MET for line in lines)
    return Rate(met, sum(line.rate.denominator > 0 for line in lines))


def _processes(results: Results, indicator: Indicator) -> list[Line]:
    names = catalogue().processes
    return [
        Line(
            process,
            str(names.get(process, process)),
            results.tally(process).rate("success"),
            indicator.target,
        )
        for process in indicator.measured_from
    ]


def _key_indicators(results: Results, indicator: Indicator) -> list[Line]:
    return [
        Line(key.id, str(key.name), results.rate(key), key.target)
        for key in catalogue().key_indicators(indicator.measured_from)
    ]


_LINES: dict[str, Callable[[Results, Indicator], list[Line]]] = {
    "process_target_rate": _processes,
    "indicator_target_rate": _key_indicators,
}
_EVALUATORS: dict[str, Callable[[Results, Indicator], Rate]] = {
    **dict.fromkeys(_MEASURES, _items),
    **dict.fromkeys(_LINES, _met),
}
