"""Rows of the lists, in words."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from kpi.queries.case_rows import CaseRow
from kpi.rules.verdicts import Outcome
from kpi.web import words
from workflows.engine.may import state_label
from workflows.engine.models import Tracked, Transition
from workflows.engine.step import steps_of


@dataclass(frozen=True)
class ToldCase:
    """A case as the list shows it."""

    row: CaseRow
    outcome: str
    sign: str
    reason: str
    state: str
    spent: str


def told_case(row: CaseRow) -> ToldCase:
    """A case in words; the sign repeats what the outcome says."""
    case = row.case
    signs = {Outcome.MARKED: "circle-check", Outcome.COUNTED: "circle", Outcome.EXCLUDED: "circle-dashed"}
    return ToldCase(
        row,
        str(words.OUTCOMES[case.outcome]),
        signs[case.outcome],
        words.reason(str(case.why)),
        state_label(row.item, case.state or row.item.state),
        words.spent(row.spent_minutes) if case.spent is not None else "",
    )


@dataclass(frozen=True)
class ToldTransition:
    """A row of the log as the life of a case shows it."""

    number: int
    at: dt.datetime
    later: dt.datetime | None  # when it was recorded, where that was later
    step: str
    target: str
    state_class: str
    moved: bool
    who: str
    on_behalf_of: str
    spent: str
    note: str


def told_row(model: type[Tracked], row: Transition) -> ToldTransition:
    """A transition in words."""
    declared: Any = steps_of(model).get(row.step)
    return ToldTransition(
        row.number,
        row.occurred_at,
        row.recorded_at if row.recorded_at > row.occurred_at else None,
        str(declared.label) if declared is not None else row.step,
        state_label(model, row.target),
        row.state_class,
        row.source != row.target,
        row.actor.name if row.actor is not None else "",
        row.on_behalf_of.person.name if row.on_behalf_of is not None else "",
        words.spent(row.working_minutes) if row.working_minutes is not None else "",
        row.note,
    )
