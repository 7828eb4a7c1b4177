"""My work: what waits for a post, by the time left, and what it sent on and waits for."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Max
from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

from eoffice.common.thai.dates import day_in_bangkok
from eoffice.people.models import Post
from workflows.engine.models import Tracked, Transition
from workflows.engine.registry import processes
from workflows.engine.steps import StepNow, usual_step
from workflows.engine.web.words import waits_for
from workflows.engine.work import Waiting, waiting_for

#: How many lines one page shows; the rest stands behind the filter by kind.
LIMIT = 120
SENT_ON = 20


@dataclass(frozen=True)
class Line:
    """One thing that waits. `sender` is whoever gave it, `waits_for` (of what one handed on) who has it."""

    item: Tracked
    on_behalf_of: Post | None
    next_step: StepNow | None
    sender: str
    since: dt.datetime
    waits_for: str = ""

    @property
    def ref(self) -> str:
        """How a form names it."""
        return f"{self.item.process}:{self.item.pk}"


@dataclass(frozen=True)
class Pile:
    """The lines of one span of time, under its heading."""

    name: str
    label: Promise
    lines: list[Line]


@dataclass(frozen=True)
class Work:
    """Everything the page shows."""

    piles: list[Pile]
    sent_on: list[Line]
    kinds: list[tuple[str, Any, int]]
    kind: str
    total: int
    steps: list[tuple[str, Any, int]] = field(default_factory=list)

    @property
    def next_due(self) -> Line | None:
        """What comes next where nothing waits now: the first due of what others have in hand."""
        dated = [line for line in self.sent_on if line.item.due_at is not None]
        return min(dated, key=lambda line: line.item.due_at or line.since, default=None)


SPANS: tuple[tuple[str, Promise], ...] = (
    ("late", pgettext_lazy("time left", "Overdue")),
    ("today", pgettext_lazy("time left", "Today")),
    ("week", pgettext_lazy("time left", "This week")),
    ("later", pgettext_lazy("time left", "Later")),
)


def work_of(post: Post, *, now: dt.datetime, kind: str = "") -> Work:
    """What waits for `post` at the instant; with `kind`, of that process only."""
    waiting = waiting_for(post)
    counts = Counter(one.item.process for one in waiting)
    shown = [one for one in waiting if not kind or one.item.process == kind][:LIMIT]
    lines = _lines(shown, post)
    spans: dict[str, list[Line]] = {name: [] for name, _label in SPANS}
    for line in lines:
        spans[_span(line.item, now)].append(line)
    labels = {model.process: model.process_label for model in processes()}
    return Work(
        piles=[Pile(name, label, spans[name]) for name, label in SPANS if spans[name]],
        sent_on=_sent_on(post, kind),
        kinds=[(name, labels[name], count) for name, count in counts.most_common()],
        kind=kind if kind in labels else "",
        total=len(waiting),
        steps=_common_steps(lines),
    )


def _span(item: Tracked, now: dt.datetime) -> str:
    """By the time left; late is what figures call late, and what is done already has no time to keep."""
    return "late" if item.overdue else span_of(item.due_at if item.is_open else None, now)


def span_of(due_at: dt.datetime | None, now: dt.datetime) -> str:
    """In which span of time something falls: late, today, week (to Sunday), later (or never)."""
    if due_at is None:
        return "later"
    if due_at < now:
        return "late"
    today, day = day_in_bangkok(now), day_in_bangkok(due_at)
    if day == today:
        return "today"
    sunday = today + dt.timedelta(days=6 - today.weekday())
    return "week" if day <= sunday else "later"


def _lines(waiting: Iterable[Waiting], post: Post) -> list[Line]:
    waiting = list(waiting)
    senders = _senders([one.item for one in waiting], but=post.person_id)
    return [
        Line(
            one.item,
            one.on_behalf_of,
            usual_step(one.item, post),
            senders.get((one.item.process, one.item.pk), ""),
            one.item.entered_at,
        )
        for one in waiting
    ]


def _senders(items: list[Tracked], *, but: int) -> dict[tuple[str, int], str]:
    """Who gave each item: who ordered it, else who took the last step, else who sent the paper."""
    found: dict[tuple[str, int], str] = {}
    for process in {item.process for item in items}:
        of_process = Transition.objects.filter(
            process=process, item__in=[item.pk for item in items if item.process == process]
        )
        last = of_process.values("item").annotate(last=Max("pk")).values("last")
        for row in of_process.filter(pk__in=last).select_related("actor"):
            if row.actor is not None and row.actor_id != but:
                found[process, row.item] = row.actor.name
    for item in items:
        giver = item.given_by()
        if giver is not None and giver.person_id != but:
            found[item.process, item.pk] = giver.person.name
        found.setdefault((item.process, item.pk), _paper_of(item))
    return found


def _sent_on(post: Post, kind: str) -> list[Line]:
    """What this person handed on and now waits for somebody else; newest first."""
    lines: list[Line] = []
    for model in processes():
        if kind and model.process != kind:
            continue
        manager: Any = model._default_manager
        rows = manager.visible_to(post).sent_on_by(post)
        items = list(rows.for_list().order_by("-entered_at", "-pk")[:SENT_ON])
        parts = manager.held_in_parts([item.pk for item in items])
        lines += [
            Line(
                item,
                None,
                None,
                _paper_of(item),
                item.entered_at,
                ", ".join(parts.get(item.pk, [])) or waits_for(item),
            )
            for item in items
        ]
    return sorted(lines, key=lambda line: line.since, reverse=True)[:SENT_ON]


def _paper_of(item: Tracked) -> str:
    """Who sent the paper that the item is about."""
    paper = getattr(item, "document", None)
    return paper.sender_text if paper is not None else ""


def _common_steps(lines: Iterable[Line]) -> list[tuple[str, Any, int]]:
    """Steps that one press takes on several lines: name, label, on how many; the most frequent first."""
    found: Counter[str] = Counter()
    labels: dict[str, Any] = {}
    for line in lines:
        if line.next_step is not None and not line.next_step.asks:
            found[line.next_step.name] += 1
            labels[line.next_step.name] = line.next_step.label
    return [(name, labels[name], count) for name, count in found.most_common()]
