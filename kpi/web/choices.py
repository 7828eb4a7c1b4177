"""What the reader can choose: the options of the form above the figures."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from eoffice.common import clock
from eoffice.common.thai.periods import Period, academic_year_of, fiscal_year_of, parse_period, previous
from eoffice.organisations.models import Unit
from kpi.queries.comparing import Compare
from kpi.queries.question import Question
from kpi.web import words

MEASURED = ("incoming_letter", "assignment", "outgoing_letter", "memo", "order", "announcement")


@dataclass(frozen=True)
class Option:
    """One line of a select."""

    value: str
    label: str
    chosen: bool


@dataclass(frozen=True)
class Choice:
    """A select: its name in the address, its label, its options."""

    name: str
    label: str
    options: list[Option]


def choices_of(question: Question, compare: str) -> list[Choice]:
    """Process, period, unit, speed and comparison, as they are chosen now."""
    units = Unit.objects.filter(organisation=question.organisation_id).order_by("name")
    unit = str(question.unit.pk) if question.unit is not None else ""
    return [
        _choice(
            "process",
            _("Work measured"),
            [(name, words.process_name(name)) for name in MEASURED],
            question.process,
        ),
        _choice("period", _("Period"), _periods(question.period), question.period.name),
        _choice(
            "unit",
            _("Unit"),
            [("", _("the whole agency")), *((str(row.pk), row.name) for row in units)],
            unit,
        ),
        _choice("speed", _("Speed class"), [("", _("all")), *_speeds()], question.speed),
        _choice("compare", _("Compared with"), _comparisons(), compare),
    ]


def _choice(name: str, label: str, options: list[tuple[str, str]], chosen: str) -> Choice:
    return Choice(name, label, [Option(value, text, value == chosen) for value, text in options])


def _speeds() -> list[tuple[str, str]]:
    return [(speed, str(label)) for speed, label in words.SPEEDS.items()]


def _comparisons() -> list[tuple[str, str]]:
    return [
        (Compare.PREVIOUS, _("the period before")),
        (Compare.YEAR_BEFORE, _("the year before")),
        (Compare.NOTHING, _("no comparison")),
    ]


def _periods(asked: Period) -> list[tuple[str, str]]:
    """This fiscal year and the last with their quarters, the academic years with their terms."""
    now = clock.now()
    fiscal, academic = fiscal_year_of(now), academic_year_of(now)
    names = [
        name
        for year in (fiscal, previous(fiscal))
        for name in (year.name, *(f"{year.name}-Q{number}" for number in (1, 2, 3, 4)))
    ]
    names += [
        name
        for year in (academic, previous(academic))
        for name in (year.name, f"{year.name}-S1", f"{year.name}-S2")
    ]
    found = [period for period in map(parse_period, names) if period.starts_at <= now]
    known = asked.name in {period.name for period in found}
    return [(period.name, words.period_name(period)) for period in ([] if known else [asked]) + found]
