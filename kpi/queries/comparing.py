"""What a period is compared with (kpi.md 8)."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum

from eoffice.common import clock
from eoffice.common.thai.periods import Period, previous, year_before
from eoffice.organisations.rules.office_clock import OfficeClock
from kpi.queries.question import window_of
from kpi.rules.window import Window

DAY = dt.timedelta(days=1)


class Compare(StrEnum):
    """With what."""

    PREVIOUS = "previous"
    YEAR_BEFORE = "year_before"
    NOTHING = "nothing"


def window_before(period: Period, as_of: dt.datetime, with_what: str, office: OfficeClock) -> Window | None:
    """The window to compare with; of a running period cut after as many working days as have passed."""
    if with_what == Compare.NOTHING:
        return None
    before = previous(period) if with_what == Compare.PREVIOUS else year_before(period)
    if as_of >= period.ends_at:
        return window_of(before, before.ends_at)
    return window_of(before, min(before.ends_at, _same_point(period, before, as_of, office)))


def _same_point(period: Period, before: Period, as_of: dt.datetime, office: OfficeClock) -> dt.datetime:
    local = as_of.astimezone(clock.BANGKOK)
    passed = (local.date() - period.start).days
    worked = sum(office.is_working_day(period.start + number * DAY) for number in range(max(0, passed)))
    if worked == 0 and not office.is_working_day(local.date()):
        return before.starts_at
    if not office.is_working_day(local.date()):
        day = office.working_day_after(before.start - DAY, worked)
        return dt.datetime.combine(day + DAY, dt.time(), clock.BANGKOK)
    day = office.working_day_after(before.start - DAY, worked + 1)
    return dt.datetime.combine(day, local.time(), clock.BANGKOK)
