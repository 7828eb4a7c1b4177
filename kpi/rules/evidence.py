"""Documents that must be in force and reports that must arrive (kpi.md 7)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from kpi.rules.numbers import Rate
from kpi.rules.window import Window


class ReportDue(NamedTuple):
    """A report: when it is due, how many must have it, and when each got it."""

    due_at: dt.datetime
    recipients: int
    delivered: Sequence[dt.datetime]


def reports_on_time(reports: Iterable[ReportDue], window: Window) -> Rate:
    """Of the reports due in the period, those that the last required recipient had in time."""
    due = [report for report in reports if window.start <= report.due_at < window.until]
    return Rate(sum(_delivered(report, window) for report in due), len(due))


def _delivered(report: ReportDue, window: Window) -> bool:
    arrived = [at for at in report.delivered if at < window.as_of]
    return len(arrived) >= report.recipients and max(arrived) <= report.due_at


def in_force(valid_from: dt.datetime, valid_until: dt.datetime, as_of: dt.datetime) -> bool:
    """Whether a document was in force just before `as_of`."""
    return valid_from < as_of <= valid_until


def attendance(present: Iterable[int], in_office: Iterable[int]) -> Rate:
    """Members present over members in office, meetings pooled."""
    return Rate(sum(present), sum(in_office))
