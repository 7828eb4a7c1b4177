"""Words of the figures: measures, reasons, times."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction

from django.utils.functional import Promise
from django.utils.translation import get_language, gettext, ngettext
from django.utils.translation import gettext_lazy as _

from eoffice.common.thai.months import SHORT_MONTHS, be_year
from eoffice.common.thai.periods import Period, thai_name
from kpi.catalogue.read import catalogue
from kpi.rules.numbers import Status, two_decimals
from kpi.rules.verdicts import Outcome, Why
from workflows.engine.may import state_label
from workflows.engine.registry import by_process

#: A working day of eight hours, for saying long times.
DAY, HOUR = 480, 60

MEASURES: dict[str, Promise] = {
    "on_time": _("Done on time"),
    "completion": _("Done"),
    "success": _("On time and right the first time"),
    "first_time_right": _("Right the first time"),
    "on_time_original_due": _("On time by the first due time"),
    "electronic_success": _("Success, electronic throughout"),
    "on_time_by_speed": _("On time by speed class"),
    "not_yet_due": _("Not yet due"),
    "opened": _("Opened"),
    "done": _("Done in the period"),
    "reopened": _("Taken up again"),
    "cancelled": _("Cancelled"),
    "voided": _("Number voided"),
    "extended": _("Extended"),
    "backlog_start": _("Waiting at the start"),
    "backlog_end": _("Waiting now"),
    "overdue": _("Past due"),
    "dwell": _("Time in a state"),
    "running": _("Still in a state"),
    "cycle": _("Time from opening to done"),
    "open_age": _("Age of what waits"),
}
OUTCOMES: dict[str, Promise] = {
    Outcome.MARKED: _("counted in n and in d"),
    Outcome.COUNTED: _("counted in d only"),
    Outcome.EXCLUDED: _("left out"),
}
REASONS: dict[str, Promise] = {
    Why.ON_TIME: _("on time"),
    Why.DONE: _("done"),
    Why.SUCCESS: _("on time and right the first time"),
    Why.RIGHT_FIRST_TIME: _("right the first time"),
    Why.OVERDUE: _("past due"),
    Why.WAITING: _("waits, with time left"),
    Why.LATE: _("done late"),
    Why.RETURNED: _("sent back for a fault"),
    Why.REOPENED: _("taken up again for a fault"),
    Why.FROM_PAPER: _("a step entered later from paper"),
    Why.OPEN_OVERDUE: _("not done, past due"),
    Why.CANCELLED_AFTER_DUE: _("cancelled after the due time"),
    Why.CANCELLED: _("cancelled before the due time"),
    Why.VOID: _("number voided"),
    Why.NOT_YET_DUE: _("not yet due"),
    "stay": _("stayed"),
}
STATUSES: dict[str, Promise] = {
    Status.MET: _("target reached"),
    Status.WATCH: _("to be watched"),
    Status.NOT_MET: _("target not reached"),
    Status.NO_DATA: _("no data"),
    Status.NOT_YET_DUE: _("not yet due"),
}
SPEEDS: dict[str, Promise] = {
    "most_urgent": _("most urgent"),
    "very_urgent": _("very urgent"),
    "urgent": _("urgent"),
    "normal": _("ordinary"),
}


def reason(why: str) -> str:
    """Why a case counts as it does; a counted transition is named by its measure."""
    known = REASONS.get(why) or MEASURES.get(why)
    return str(known) if known is not None else why


def states_of(process: str) -> dict[str, str]:
    """The words of a process's states, in the order of its machine."""
    model = by_process(process)
    return {state: state_label(model, state) for state in model.classes}


def process_name(process: str) -> str:
    """What a process is called."""
    known = catalogue().processes.get(process)
    return str(known) if known is not None else str(by_process(process).process_label)


def period_name(period: Period) -> str:
    """A period in the reader's language, in Buddhist years."""
    return thai_name(period) if _is_thai() else period.name


def month_name(day: dt.date) -> str:
    """A month with its Buddhist year, short."""
    year = be_year(day.year) % 100
    return f"{SHORT_MONTHS[day.month - 1]} {year}" if _is_thai() else f"{day:%b} {year}"


def _is_thai() -> bool:
    return (get_language() or "th").startswith("th")


def spent(minutes: int | None) -> str:
    """A working time as people say it; a dash where there is none."""
    if minutes is None:
        return "–"
    if minutes < HOUR:
        return gettext("%(count)d min") % {"count": minutes}
    if minutes < DAY:
        hours, rest = divmod(minutes, HOUR)
        return (
            gettext("%(hours)d hr %(minutes)d min") % {"hours": hours, "minutes": rest}
            if rest
            else _hours(hours)
        )
    days = two_decimals(Fraction(minutes, DAY))[:-1].removesuffix(".0")
    return gettext("%(count)s working days") % {"count": days}


def _hours(hours: int) -> str:
    return gettext("%(count)d hr") % {"count": hours}


def items(number: int) -> str:
    """A number of letters or jobs."""
    return ngettext("%(count)s item", "%(count)s items", number) % {"count": f"{number:,}"}
