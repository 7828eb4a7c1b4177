"""Adding up items to the figures of one window (kpi.md 5; keys and shapes as in kpi-log.md)."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from kpi.rules.events import KpiEvent, Speed
from kpi.rules.history import ItemHistory
from kpi.rules.numbers import Rate, nearest_rank, two_decimals
from kpi.rules.standing import Standing
from kpi.rules.verdicts import JUDGES, Outcome, Verdict, Why, overdue_at
from kpi.rules.visits import NOTHING, Visit, visits_of
from kpi.rules.window import Clock, Window

MINUTE = dt.timedelta(minutes=1)
#: What throughput counts, by its name in kpi-log.md.
COUNTED = {
    KpiEvent.OPEN: "opened",
    KpiEvent.DONE: "done",
    KpiEvent.REOPEN: "reopened",
    KpiEvent.CANCEL: "cancelled",
    KpiEvent.VOID: "voided",
    KpiEvent.EXTEND: "extended",
}
RATES = ("on_time", "completion", "success", "first_time_right", "on_time_original_due")


@dataclass
class Tally:
    """Sums of one window. Items are added in any order; tallies of several offices merge (pooled)."""

    window: Window
    counts: Counter[str] = field(default_factory=Counter)
    rates: dict[str, list[int]] = field(default_factory=lambda: defaultdict(lambda: [0, 0]))
    by_speed: dict[str, list[int]] = field(default_factory=lambda: defaultdict(lambda: [0, 0]))
    dwell: dict[str, list[dt.timedelta]] = field(default_factory=lambda: defaultdict(list))
    running: dict[str, list[dt.timedelta]] = field(default_factory=lambda: defaultdict(list))
    clipped: dict[str, dt.timedelta] = field(default_factory=dict)
    cycle: list[dt.timedelta] = field(default_factory=list)
    open_age: list[dt.timedelta] = field(default_factory=list)
    steps: list[int] = field(default_factory=list)
    _cuts: dict[int, tuple[dt.timedelta, dt.timedelta, Clock]] = field(default_factory=dict, repr=False)

    def add(self, item: ItemHistory, clock: Clock) -> None:
        """Count one item, by the working time of the office that did it."""
        now = item.at(self.window.as_of)
        if now is None:
            return
        self._judge(now)
        self._count(item)
        self._wait(item, clock)
        if now.voided_at is None:
            self._stay(item, now, clock)

    def _judge(self, now: Standing) -> None:
        for name, judge in JUDGES.items():
            verdict = judge(now, self.window)
            if verdict is None:
                continue
            _add(self.rates[name], verdict)
            if name == "on_time":
                self.counts["not_yet_due"] += verdict.why is Why.NOT_YET_DUE
                if verdict.outcome is not Outcome.EXCLUDED:
                    _add(self.by_speed[now.speed], verdict)

    def _count(self, item: ItemHistory) -> None:
        for mark in item.marks:
            if self.window.holds(mark.at):
                self.counts[COUNTED[mark.kind]] += 1

    def _wait(self, item: ItemHistory, clock: Clock) -> None:
        before = item.at(self.window.since)
        self.counts["backlog_start"] += before is not None and before.is_open
        until = self.window.until
        then = item.at(until)
        verdict = overdue_at(then, until) if then is not None else None
        if verdict is None:
            return
        self.counts["backlog_end"] += 1
        _add(self.rates["overdue"], verdict)
        self.open_age.append(
            sum((visit.spent for visit in visits_of(item, until, clock) if visit.is_active), NOTHING)
        )

    def _stay(self, item: ItemHistory, now: Standing, clock: Clock) -> None:
        window = self.window
        if item.events[-1].at < window.start and not now.is_open:
            return  # nothing of it lies in the period
        low, high = self._cut(clock)
        spent = NOTHING
        for visit in visits_of(item, window.as_of, clock):
            if not visit.is_active:
                continue
            spent += visit.spent
            if visit.state:
                self._visit(visit, visit.clipped(low, high))
        if window.holds(now.done_at):
            self.cycle.append(spent)
            self.steps.append(now.steps)

    def _cut(self, clock: Clock) -> tuple[dt.timedelta, dt.timedelta]:
        """Where the clock of an office stands at both ends of the window; asked once for each office."""
        if id(clock) not in self._cuts:
            self._cuts[id(clock)] = clock.working(self.window.since), clock.working(self.window.until), clock
        return self._cuts[id(clock)][:2]

    def _visit(self, visit: Visit, part: dt.timedelta) -> None:
        window = self.window
        if visit.end is None:
            self.running[visit.state].append(visit.spent)
        elif window.holds(visit.end):
            self.dwell[visit.state].append(visit.spent)
        if visit.start < window.until and (visit.end is None or visit.end >= window.start):
            self.clipped[visit.state] = self.clipped.get(visit.state, NOTHING) + part

    def merge(self, other: Tally) -> None:
        """Add another office's sums for the same window: counts pooled, distributions joined."""
        if other.window != self.window:
            raise ValueError("tallies of different windows don't add up")
        self.counts += other.counts
        for mine, theirs in ((self.rates, other.rates), (self.by_speed, other.by_speed)):
            for name, (numerator, denominator) in theirs.items():
                mine[name][0] += numerator
                mine[name][1] += denominator
        for mine_, theirs_ in ((self.dwell, other.dwell), (self.running, other.running)):
            for state, spent in theirs_.items():
                mine_[state].extend(spent)
        for state, part in other.clipped.items():
            self.clipped[state] = self.clipped.get(state, NOTHING) + part
        self.cycle.extend(other.cycle)
        self.open_age.extend(other.open_age)
        self.steps.extend(other.steps)

    def rate(self, name: str) -> Rate:
        """A rate by its name; 0 of 0 where nothing was counted."""
        return Rate(*self.rates.get(name, (0, 0)))

    def speed_rates(self) -> dict[str, Rate]:
        """On time by speed class, most urgent first; classes without items are left out."""
        return {speed: Rate(*self.by_speed[speed]) for speed in Speed if speed in self.by_speed}

    def as_json(self) -> dict[str, Any]:
        """The figures of kpi-log.md, without the file's own counts."""
        return {
            **{name: self.rate(name).as_json() for name in RATES},
            "not_yet_due": self.counts["not_yet_due"],
            **{name: self.counts[name] for name in COUNTED.values()},
            "backlog_start": self.counts["backlog_start"],
            "backlog_end": self.counts["backlog_end"],
            "overdue": self.rate("overdue").as_json(),
            "on_time_by_speed": {speed: rate.as_json() for speed, rate in self.speed_rates().items()},
            "dwell": {state: spread(spent) for state, spent in sorted(self.dwell.items())},
            "running": {state: spread(spent) for state, spent in sorted(self.running.items())},
            "clipped": {state: part // MINUTE for state, part in sorted(self.clipped.items())},
            "share": shares(self.clipped),
            "cycle": spread(self.cycle),
        }


def _add(sums: list[int], verdict: Verdict) -> None:
    sums[0] += verdict.outcome is Outcome.MARKED
    sums[1] += verdict.outcome is not Outcome.EXCLUDED


def spread(spent: list[dt.timedelta]) -> dict[str, int | None]:
    """Number, median, 90th percentile and sum in whole working minutes, rounded down once."""
    ordered = sorted(spent)
    return {
        "n": len(ordered),
        "p50": minutes(nearest_rank(ordered, 50)),
        "p90": minutes(nearest_rank(ordered, 90)),
        "total": minutes(sum(ordered, NOTHING)),
    }


def minutes(spent: dt.timedelta | None) -> int | None:
    """Whole minutes, rounded down."""
    return None if spent is None else spent // MINUTE


def shares(clipped: dict[str, dt.timedelta]) -> dict[str, str | None]:
    """Each state's part of the time in all active states, in percent; None where no time passed at all."""
    whole = sum(clipped.values(), NOTHING) // dt.timedelta.resolution
    return {
        state: two_decimals(Fraction(100 * (part // dt.timedelta.resolution), whole)) if whole else None
        for state, part in sorted(clipped.items())
    }
