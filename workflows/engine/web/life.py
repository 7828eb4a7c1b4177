"""The life of an item: as a line in time, and told in words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from itertools import pairwise

from django.utils.translation import gettext as _

from eoffice.people.models import Post
from workflows.engine.may import state_label
from workflows.engine.models import Tracked, Transition
from workflows.engine.registry import by_process
from workflows.engine.rules.classes import ReasonKind
from workflows.engine.step import Step, steps_of
from workflows.engine.steps import steps_for
from workflows.engine.web.words import waits_for, worked


@dataclass(frozen=True)
class Point:
    """A state on the line, as the life line component draws it."""

    label: str
    kind: str  # passed, now, ahead, closed
    at: dt.datetime | None = None
    worked: str = ""
    who: str = ""
    why: str = ""


@dataclass(frozen=True)
class Happening:
    """One transition in words."""

    number: int
    at: dt.datetime
    recorded_at: dt.datetime | None
    who: str
    position: str
    in_the_name_of: str
    verb: str
    source: str
    target: str
    worked: str
    kind: str
    note: str
    clause: str
    of: str = ""  # of which other item it tells, where it isn't the item's own


def rows_of(item: Tracked) -> list[Transition]:
    """What happened to the item, oldest first, with everybody's names at hand."""
    rows = Transition.objects.of(item.process, item.pk)
    return list(rows.select_related("actor", "post", "on_behalf_of__person"))


def life_line(item: Tracked, rows: Sequence[Transition], post: Post | None = None) -> list[Point]:
    """States passed with their dates and working time, the present one, the usual way ahead."""
    moves = [row for row in rows if row.source != row.target]
    points = [_passed(item, row, after) for row, after in pairwise(moves)]
    if moves:
        points.append(_present(item, moves[-1]))
    ahead = [Point(state_label(item, state), "ahead") for state in _ahead(item, moves)]
    if ahead and post is not None and (why := _why_not_on(item, post)):
        ahead[0] = Point(ahead[0].label, "closed", why=why)
    return [*points, *ahead]


def _passed(item: Tracked, row: Transition, after: Transition) -> Point:
    return Point(
        state_label(item, row.target),
        "passed",
        at=row.occurred_at,
        worked=worked(after.working_minutes),
        who=row.actor.name if row.actor else _("the system"),
    )


def _present(item: Tracked, row: Transition) -> Point:
    holder = waits_for(item)
    who = _("with %(name)s") % {"name": holder} if holder else ""
    return Point(state_label(item, item.state), "now", at=row.occurred_at, who=who)


def _ahead(item: Tracked, moves: Sequence[Transition]) -> list[str]:
    """What is left of the usual way, behind the last state of it that was entered."""
    way = list(item.usual_way)
    if not item.is_open and item.state not in way:
        return []
    passed = [row.target for row in moves if row.target in way]
    here = item.state if item.state in way else (passed[-1] if passed else "")
    return way[way.index(here) + 1 :] if here else way


def _why_not_on(item: Tracked, post: Post) -> str:
    """What keeps the usual step from whoever would otherwise take it; that it is another's is no news."""
    mine = [now for now in steps_for(item, post) if now.step.usual and post.has(*now.step.by)]
    return mine[0].reason if mine and not any(now.open for now in mine) else ""


def told(rows: Iterable[Transition], of: Tracked) -> list[Happening]:
    """Transitions in words, in the order given; those of other items say whose they are."""
    return [_told(row, of) for row in rows]


def _kind_of_reason(step: Step | None, kind: str) -> str:
    """In the words in which the step asked for it; those of a superior where it did not ask."""
    words: dict[str, object] = {
        ReasonKind.FAULT: _("a fault"),
        ReasonKind.NEW_INSTRUCTION: _("a new instruction"),
    }
    asked = [field for field in fields(step.inputs) if field.name == "reason_kind"] if step else []
    for field in asked:
        words.update({str(value): label for value, label in field.metadata["ask"].options()})
    return str(words.get(kind, ""))


def _told(row: Transition, of: Tracked) -> Happening:
    model = by_process(row.process)
    step = steps_of(model).get(row.step)
    moved = row.source != row.target
    late = row.recorded_at if (row.recorded_at - row.occurred_at).total_seconds() >= 60 else None
    return Happening(
        number=row.number,
        at=row.occurred_at,
        recorded_at=late,
        who=row.actor.name if row.actor else _("the system"),
        position=row.post.position if row.post else "",
        in_the_name_of=row.on_behalf_of.person.name if row.on_behalf_of else "",
        verb=str(step.label) if step else row.step,
        source=state_label(model, row.source) if moved and row.source else "",
        target=state_label(model, row.target) if moved else "",
        worked=worked(row.working_minutes) if moved and row.source else "",
        kind=_kind_of_reason(step, row.reason_kind),
        note=row.note,
        clause=row.clause,
        of="" if (row.process, row.item) == (of.process, of.pk) else str(model.process_label),
    )
