"""Figures of one process of one organisation, from its facts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from eoffice.organisations.calendar import office_clock
from eoffice.organisations.rules.office_clock import OfficeClock
from kpi.models import ItemFact
from kpi.rules.cases import Case, cases_of
from kpi.rules.figures import Tally
from kpi.rules.flow import Flow, flow_of
from kpi.rules.history import ItemHistory
from kpi.rules.numbers import Rate
from kpi.rules.stored import read_events
from kpi.rules.verdicts import Judge, Outcome
from kpi.rules.window import Window


@dataclass(frozen=True)
class Scope:
    """Whose work is measured. A unit owns the items that were its when they fell due."""

    organisation_id: int
    process: str
    unit_id: int | None = None
    speed: str = ""


class Measured:
    """The items of a scope that can count in any of some windows, ready to be measured in each.

    One query, however many figures are asked for afterwards.
    """

    def __init__(self, scope: Scope, windows: Sequence[Window]) -> None:
        self.scope = scope
        self.clock: OfficeClock = office_clock(scope.organisation_id)
        facts = ItemFact.objects.of(scope.organisation_id, scope.process).touching(_widest(windows))
        if scope.unit_id is not None:
            facts = facts.perhaps_of_unit(scope.unit_id)
        stored = facts.order_by("item").values_list("item", "events")
        self._items = [
            ItemHistory.of(str(item), read_events(events)) for item, events in stored.iterator(2_000)
        ]

    def items(self, as_of: dt.datetime) -> Iterator[ItemHistory]:
        """Those of the scope, as known at an instant."""
        for item in self._items:
            now = item.at(as_of)
            if now is None or (self.scope.unit_id is not None and now.unit != self.scope.unit_id):
                continue
            if not self.scope.speed or now.speed == self.scope.speed:
                yield item

    def tally(self, window: Window) -> Tally:
        """All sums of one window."""
        tally = Tally(window)
        for item in self.items(window.as_of):
            tally.add(item, self.clock)
        return tally

    def rates(self, judge: Judge, windows: Sequence[Window]) -> list[Rate]:
        """One rate in each of several windows that share their `as_of`."""
        sums = [[0, 0] for _window in windows]
        for item in self.items(windows[0].as_of):
            now = item.at(windows[0].as_of)
            for told, window in zip(sums, windows, strict=True):
                verdict = judge(now, window) if now is not None else None
                if verdict is not None and verdict.outcome is not Outcome.EXCLUDED:
                    told[0] += verdict.outcome is Outcome.MARKED
                    told[1] += 1
        return [Rate(*told) for told in sums]

    def cases(self, measure: str, window: Window, part: str = "") -> Iterator[Case]:
        """The rows behind one figure. KeyError: no such measure."""
        return cases_of(measure, self.items(window.as_of), window, self.clock, part=part)

    def flow(self, window: Window) -> Flow:
        """The traffic between states."""
        return flow_of(self.items(window.as_of), window, self.clock)


def _widest(windows: Sequence[Window]) -> Window:
    return Window(
        min(window.since for window in windows),
        max(window.end for window in windows),
        max(window.as_of for window in windows),
    )
