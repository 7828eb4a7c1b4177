"""What the command is asked, read from its arguments."""

from __future__ import annotations

import argparse
import datetime as dt
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from eoffice.common import clock
from eoffice.organisations.rules.office_clock import OfficeClock, OfficeHours
from kpi.measurement_log.rows import Columns
from kpi.rules.window import Window

Days = tuple[dt.date, dt.date]
Openings = tuple[tuple[dt.time, dt.time], ...]


class Options(argparse.Namespace):
    """The arguments of `eoffice kpi measure`."""

    log: Path
    period: Days
    as_of: dt.datetime | None
    case: str
    time: str
    activity: str
    holidays: Path | None
    office_hours: Openings
    timezone: ZoneInfo
    paused: frozenset[str]
    process: str
    skip_bad_rows: bool
    json: bool

    @property
    def columns(self) -> Columns:
        """What this file calls its columns."""
        return Columns(self.case, self.time, self.activity)

    @property
    def closes(self) -> dt.time:
        """When a due day ends."""
        return self.office_hours[-1][1]

    def window(self) -> Window:
        """The period from midnight to midnight in the zone; up to `as_of`, its end, or now."""
        start, end = (dt.datetime.combine(day, dt.time(), self.timezone) for day in self.period)
        as_of = self.as_of or min(end, clock.now())
        if as_of.tzinfo is None:
            as_of = as_of.replace(tzinfo=self.timezone)
        return Window(*(instant.astimezone(dt.UTC) for instant in (start, end, as_of)))

    def office(self) -> OfficeClock:
        """The office clock. Raises OSError, UnicodeDecodeError or ValueError for its list of holidays."""
        hours = OfficeHours(dict.fromkeys(range(5), self.office_hours))
        return OfficeClock((hours,), holidays=_holidays(self.holidays), tz=self.timezone)


def read_options(argv: Sequence[str] | None) -> Options:
    """The options of a command line; ends the program with 2 where it can't be understood."""
    parser = argparse.ArgumentParser(
        prog="eoffice kpi measure", description="Measure a log of work, from this system or any other."
    )
    parser.add_argument("log", type=Path, metavar="LOG", help="CSV or XES, plain or .gz")
    add = parser.add_argument
    add("--period", type=_period, required=True, metavar="FROM:TO", help="days; the second is outside")
    add("--as-of", type=_instant, metavar="TIME", help="read nothing from here on (the end of the period)")
    add("--case", default="case_id", metavar="COLUMN", help="column of the case")
    add("--time", default="at", metavar="COLUMN", help="column of the time")
    add("--activity", default="state", metavar="COLUMN", help="column of the state or activity")
    add("--holidays", type=Path, metavar="FILE", help="an ISO date per line, # starts a comment")
    add(
        "--office-hours",
        type=_openings,
        default="08:30-16:30",
        metavar="H:M-H:M",
        help="with a comma: a break",
    )
    add("--timezone", type=_zone, default="Asia/Bangkok", metavar="NAME")
    add("--paused", type=_states, default=frozenset(), metavar="STATE,…", help="states that wait for outside")
    add("--process", default="", metavar="NAME", help="only rows of this process")
    add("--skip-bad-rows", action="store_true", help="measure without the rows that can't be read")
    add("--json", action="store_true", help="one JSON object instead of a table")
    return parser.parse_args(argv, Options())


def _refused(told: str, wanted: str) -> NoReturn:
    raise argparse.ArgumentTypeError(f"{told!r} is not {wanted}")


def _period(text: str) -> Days:
    try:
        start, end = (dt.date.fromisoformat(part) for part in text.split(":"))
    except ValueError:
        _refused(text, "FROM:TO in ISO dates")
    if start >= end:
        _refused(text, "a period: it ends before it begins")
    return start, end


def _instant(text: str) -> dt.datetime:
    try:
        return dt.datetime.fromisoformat(text)
    except ValueError:
        _refused(text, "an ISO 8601 time")


def _openings(text: str) -> Openings:
    try:
        parts = [part.split("-") for part in text.split(",")]
        openings = tuple((dt.time.fromisoformat(start), dt.time.fromisoformat(end)) for start, end in parts)
        OfficeHours({0: openings})
    except ValueError:
        _refused(text, "office hours such as 08:30-16:30")
    return openings


def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        _refused(name, "a time zone")


def _states(text: str) -> frozenset[str]:
    return frozenset(state.strip() for state in text.split(",") if state.strip())


def _holidays(path: Path | None) -> frozenset[dt.date]:
    days = set()
    for number, line in enumerate(path.read_text("utf-8-sig").splitlines() if path else (), start=1):
        told = line.split("#", 1)[0].strip()
        try:
            days.update([dt.date.fromisoformat(told)] if told else [])
        except ValueError as error:
            raise ValueError(f"line {number}: {told!r} is not an ISO date") from error
    return frozenset(days)
