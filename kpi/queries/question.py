"""What is asked of the figures, as it stands in an address: one reading for pages and API."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from eoffice.common import clock
from eoffice.common.errors import InvalidInputs
from eoffice.common.numbers import whole_number
from eoffice.common.thai.periods import Period, PeriodUnreadable, days, fiscal_year_of, parse_period
from eoffice.organisations.models import Unit
from eoffice.people.models import Post
from kpi.queries.measuring import Scope
from kpi.rules.events import Speed
from kpi.rules.window import Window
from workflows.engine.registry import processes

USUAL_PROCESS = "incoming_letter"


@dataclass(frozen=True)
class Question:
    """Whose figures, of what, for which days, as known when."""

    organisation_id: int
    process: str
    period: Period
    as_of: dt.datetime
    unit: Unit | None = None
    speed: str = ""

    @property
    def scope(self) -> Scope:
        """Whose work."""
        unit_id = self.unit.pk if self.unit is not None else None
        return Scope(self.organisation_id, self.process, unit_id, self.speed)

    @property
    def window(self) -> Window:
        """The period, in UTC."""
        return window_of(self.period, self.as_of)


def window_of(period: Period, as_of: dt.datetime) -> Window:
    """A period as known at an instant, in UTC."""
    return Window(*(at.astimezone(dt.UTC) for at in (period.starts_at, period.ends_at, as_of)))


def months_of(period: Period, as_of: dt.datetime) -> list[Period]:
    """The calendar months of a period that had begun by then; the first and the last are cut to it."""
    months: list[Period] = []
    first, known = period.start, as_of.astimezone(clock.BANGKOK).date()
    while first < period.end and (first <= known or not months):
        following = (first.replace(day=1) + dt.timedelta(days=32)).replace(day=1)
        months.append(days(first, min(following, period.end)))
        first = following
    return months


def read_question(told: Mapping[str, str], post: Post) -> Question:
    """Read `process`, `period`, `as_of`, `unit` and `speed`; what is left out has its usual value.

    The usual period is the running fiscal year; as_of is its end, or now. Raises InvalidInputs with each
    wrong field.
    """
    errors: dict[str, list[str]] = {}
    period = _period(told.get("period", ""), errors)
    question = Question(
        post.organisation_id,
        _process(told.get("process", ""), errors),
        period,
        _as_of(told.get("as_of", ""), period, errors),
        _unit(told.get("unit", ""), post, errors),
        _speed(told.get("speed", ""), errors),
    )
    if errors:
        raise InvalidInputs(_("These figures can't be asked for like this."), errors=errors)
    return question


def process_ids() -> list[str]:
    """The processes that are measured."""
    return [model.process for model in processes()]


def _period(text: str, errors: dict[str, list[str]]) -> Period:
    usual = fiscal_year_of(clock.now())
    try:
        return parse_period(text) if text else usual
    except PeriodUnreadable as refused:
        errors["period"] = [_(refused.message)]
        return usual


def _process(text: str, errors: dict[str, list[str]]) -> str:
    known = process_ids()
    if text and text not in known:
        errors["process"] = [_("One of: %(names)s.") % {"names": ", ".join(known)}]
    return text or USUAL_PROCESS


def _as_of(text: str, period: Period, errors: dict[str, list[str]]) -> dt.datetime:
    usual = min(period.ends_at, clock.now())
    if not text:
        return usual
    try:
        # An unquoted + of an offset arrives as a space.
        told = dt.datetime.fromisoformat(text.replace(" ", "+") if "T" in text else text)
        told = told if told.tzinfo else told.replace(tzinfo=clock.BANGKOK)
        return min(told.astimezone(dt.UTC), clock.now())
    except (ValueError, OverflowError):
        errors["as_of"] = [_("An ISO 8601 time is expected.")]
        return usual


def _unit(text: str, post: Post, errors: dict[str, list[str]]) -> Unit | None:
    if not text:
        return None
    units = Unit.objects.filter(organisation=post.organisation_id)
    unit = units.filter(pk=whole_number(text) or 0).first()
    if unit is None:
        errors["unit"] = [_("There is no such unit.")]
    return unit


def _speed(text: str, errors: dict[str, list[str]]) -> str:
    if text and text not in set(Speed):
        errors["speed"] = [_("One of: %(names)s.") % {"names": ", ".join(Speed)}]
        return ""
    return text
