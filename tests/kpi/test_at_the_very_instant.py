"""On which side of a boundary an instant falls: due time, period, instant of the figure (kpi.md 4)."""

from __future__ import annotations

import datetime as dt

from kpi.rules.events import KpiEvent
from kpi.rules.history import Event, ItemHistory
from kpi.rules.window import Window
from tests.kpi.stories import due, figures, instant

OPENED, DUE = instant("08-07 09:00"), due("08-18")
QUARTER = Window(instant("07-01"), instant("10-01"), instant("10-01"))
MINUTE, DAY = dt.timedelta(minutes=1), dt.timedelta(days=1)


def item(end: KpiEvent | None = None, at: dt.datetime = DUE) -> ItemHistory:
    """Opened, due on 18 August, and ended at the instant."""
    ending = [Event(at, end)] if end else []
    return ItemHistory.of("letter", [Event(OPENED, KpiEvent.OPEN, due_at=DUE), *ending])


def on_time(history: ItemHistory, asked: Window = QUARTER) -> list[int]:
    """How many of how many."""
    counted: list[int] = figures([history], asked)["on_time"][:2]
    return counted


def test_done_at_the_due_time_is_on_time() -> None:
    assert on_time(item(KpiEvent.DONE)) == [1, 1]
    assert on_time(item(KpiEvent.DONE, DUE + MINUTE)) == [0, 1]


def test_called_off_before_the_due_time_counts_nowhere_and_at_it_as_missed() -> None:
    assert on_time(item(KpiEvent.CANCEL, DUE - MINUTE)) == [0, 0]
    assert on_time(item(KpiEvent.CANCEL)) == [0, 1]


def test_a_period_holds_its_beginning_and_not_its_end() -> None:
    done = item(KpiEvent.DONE)
    assert on_time(done, Window(DUE, DUE + DAY, DUE + DAY)) == [1, 1]
    assert on_time(done, Window(DUE - DAY, DUE, DUE + DAY)) == [0, 0]


def test_what_is_due_at_the_instant_of_the_figure_is_not_due_yet() -> None:
    assert on_time(item(), Window(QUARTER.start, QUARTER.end, DUE)) == [0, 0]
    assert on_time(item(), Window(QUARTER.start, QUARTER.end, DUE + MINUTE)) == [0, 1]


def test_nor_is_it_overdue() -> None:
    found = [
        figures([item()], Window(QUARTER.start, QUARTER.end, DUE + more))["overdue"][0]
        for more in (0 * MINUTE, MINUTE)
    ]
    assert found == [0, 1]
