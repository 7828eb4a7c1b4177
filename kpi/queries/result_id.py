"""The id of a computed result: it says what was asked, so that nothing need be stored to open it again."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from eoffice.common.numbers import whole_number
from eoffice.common.thai.periods import Period, PeriodUnreadable, parse_period
from kpi.catalogue.read import Indicator, catalogue
from kpi.rules.stored import EPOCH, MICROSECOND

BETWEEN = "~"


@dataclass(frozen=True)
class ResultId:
    """An indicator, a period, the instant up to which it was read, and a unit (None: the whole agency)."""

    indicator: Indicator
    period: Period
    as_of: dt.datetime
    unit_id: int | None

    def __str__(self) -> str:
        told = (self.as_of - EPOCH) // MICROSECOND
        period = self.period.name.replace(":", "..")
        return BETWEEN.join([self.indicator.id, period, str(told), str(self.unit_id or 0)])


def read_result_id(text: str) -> ResultId | None:
    """What an id says; None where it says nothing."""
    parts = text.split(BETWEEN)
    told, unit_id = (whole_number(part) for part in (*parts, "", "", "")[2:4])
    if len(parts) != 4 or told is None or unit_id is None:
        return None
    indicator = catalogue().indicators.get(parts[0])
    try:
        period = parse_period(parts[1].replace("..", ":"))
        as_of = EPOCH + told * MICROSECOND
    except (PeriodUnreadable, OverflowError):
        return None
    return ResultId(indicator, period, as_of, unit_id or None) if indicator is not None else None
