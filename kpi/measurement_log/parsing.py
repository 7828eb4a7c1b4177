"""The cells of a row, read: instants, events, speeds, reasons."""

from __future__ import annotations

import datetime as dt
import sys
from dataclasses import dataclass

from kpi.measurement_log.rows import RawRow
from kpi.rules.events import KpiEvent, ReasonKind, Speed
from kpi.rules.history import Event

KINDS = {str(kind): kind for kind in KpiEvent if kind is not KpiEvent.NONE}
SPEEDS = {*Speed, ""}
REASONS = {*ReasonKind, ""}
COMES_BACK = {KpiEvent.RETURN, KpiEvent.REOPEN}
BUDDHIST_YEARS = range(2440, 2700)


class CannotRead(ValueError):
    """A cell that can't be read; the message says which and why."""


@dataclass(frozen=True)
class Parser:
    """Reads cells by the time zone and the closing time of the office."""

    tz: dt.tzinfo
    closes: dt.time

    def event(self, row: RawRow, *, is_plain: bool) -> Event:
        """The event of a row; of a plain log a move, until its place in the case is known.

        Raises CannotRead.
        """
        if not row.case:
            raise CannotRead("empty case")
        at = self.instant("at", row.at)
        kind = KpiEvent.MOVE if is_plain else _kind(row.event)
        due_at = self.due(row.due_at) if row.due_at else None
        if kind is KpiEvent.EXTEND and due_at is None:
            raise CannotRead("extend without due_at")
        if row.speed not in SPEEDS:
            raise CannotRead(f"unknown speed {row.speed!r}")
        if kind in COMES_BACK and row.reason not in REASONS:
            raise CannotRead(f"unknown reason {row.reason!r}")
        return Event(
            at,
            kind,
            "" if kind is KpiEvent.EXTEND else sys.intern(row.state),
            due_at=due_at,
            reason=row.reason,
            speed=row.speed,
            recorded_at=self.instant("recorded_at", row.recorded_at) if row.recorded_at else None,
        )

    def instant(self, name: str, text: str) -> dt.datetime:
        """An ISO 8601 instant in UTC; without an offset it is of the office's zone. Raises CannotRead."""
        try:
            told = dt.datetime.fromisoformat(text)
            _refuse_buddhist(name, told)
            return (told if told.tzinfo else told.replace(tzinfo=self.tz)).astimezone(dt.UTC)
        except CannotRead:
            raise
        except (ValueError, OverflowError):
            raise CannotRead(f"bad time in {name}: {text!r}" if text else f"no time in {name}") from None

    def due(self, text: str) -> dt.datetime:
        """A due time; a bare date ends with the office hours. Raises CannotRead."""
        try:
            day = dt.date.fromisoformat(text)
        except ValueError:
            return self.instant("due_at", text)
        _refuse_buddhist("due_at", day)
        return dt.datetime.combine(day, self.closes, self.tz).astimezone(dt.UTC)


def _refuse_buddhist(name: str, told: dt.date) -> None:
    if told.year in BUDDHIST_YEARS:  # left alone it would lie in no period, and nobody would know why
        raise CannotRead(f"bad time in {name}: the year {told.year} is Buddhist, the common era is asked for")


def _kind(text: str) -> KpiEvent:
    try:
        return KINDS[text]
    except KeyError:
        raise CannotRead(f"unknown event {text!r}" if text else "no event") from None
