"""T-15: how long questions of other agencies waited for their answer, and how many were answered in time."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from eoffice.organisations.calendar import office_clock
from kpi.models import ItemFact
from kpi.queries.question import Question
from kpi.rules.figures import spread
from kpi.rules.numbers import Rate
from workflows.engine.models import Deadline
from workflows.letters.incoming.states import S, Timer
from workflows.letters.models import IncomingLetter

#: Answers are letters that leave, questions are letters received: both pages tell of them.
TOLD_OF = ("incoming_letter", "outgoing_letter")
#: Nobody here had to answer these.
NOT_OURS = (S.VOIDED, S.FORWARDED_OUT, S.RETURNED_TO_SENDER)


@dataclass(frozen=True)
class Answering:
    """Of the questions whose fifteen days ended in the period: how many were answered by then. And the
    working minutes from receipt to answer, of those answered in the period.
    """

    rate: Rate
    waited: dict[str, int | None]

    @property
    def has_data(self) -> bool:
        """Whether there was any question."""
        return bool(self.rate.denominator or self.waited["n"])


def answering_of(question: Question) -> Answering | None:
    """The figure for the office, unit and speed class asked; None of work that answers nobody."""
    if question.process not in TOLD_OF:
        return None
    rows = list(_timers(question).values_list("started_at", "original_due_at", "stopped_at"))
    window, office = question.window, office_clock(question.organisation_id)
    due = [(by, _known(at, window.as_of)) for _since, by, at in rows if window.holds(by)]
    spent = [
        dt.timedelta(minutes=office.minutes_between(since, at))
        for since, _by, at in rows
        if at is not None and window.holds(at)
    ]
    in_time = sum(at is not None and at <= by for by, at in due)
    return Answering(Rate(in_time, len(due)), spread(spent))


def _known(at: dt.datetime | None, as_of: dt.datetime) -> dt.datetime | None:
    return at if at is not None and at < as_of else None


def _timers(question: Question) -> Any:
    facts = ItemFact.objects.of(question.organisation_id, "incoming_letter")
    if question.unit is not None:
        facts = facts.filter(unit=question.unit)
    if question.speed:
        facts = facts.filter(speed=question.speed)
    ours = IncomingLetter._base_manager.filter(organisation=question.organisation_id)
    return Deadline.objects.filter(
        organisation=question.organisation_id,
        process="incoming_letter",
        timer=Timer.QUESTION,
        item__in=ours.exclude(state__in=NOT_OURS).values("pk"),
    ).filter(item__in=facts.values("item"))
