"""An extension counts when it is made and recorded before the old due time (kpi.md 4, "Extension")."""

from __future__ import annotations

import datetime as dt

import pytest

from kpi.rules.events import KpiEvent
from kpi.rules.history import Event, ItemHistory
from tests.kpi.stories import due, figures, instant, window

OPENED, DUE, LATER, DONE = instant("08-07 09:00"), due("08-18"), due("08-25"), instant("08-24 09:00")
MINUTE = dt.timedelta(minutes=1)


def extended(at: dt.datetime, *, recorded_at: dt.datetime | None = None) -> ItemHistory:
    """Opened, given more time at the instant, and done within that time."""
    return ItemHistory.of(
        "letter",
        [
            Event(OPENED, KpiEvent.OPEN, due_at=DUE),
            Event(at, KpiEvent.EXTEND, due_at=LATER, recorded_at=recorded_at),
            Event(DONE, KpiEvent.DONE),
        ],
    )


@pytest.mark.parametrize(
    ("given", "counts"),
    [(DUE - MINUTE, True), (DUE, False), (DUE + MINUTE, False)],
    ids=["before", "at", "after"],
)
def test_the_very_instant_of_the_old_due_time_is_too_late(given: dt.datetime, counts: bool) -> None:
    for history in (extended(given), extended(DUE - 9 * MINUTE, recorded_at=given)):
        found = figures([history], window(["07-01", "10-01"], "10-01"))
        assert found["extended"] == counts
        assert found["on_time"] == ([1, 1, "100.00"] if counts else [0, 1, "0.00"])
        assert found["on_time_original_due"] == [0, 1, "0.00"]
