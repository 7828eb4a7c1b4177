"""What waits for somebody, over every process."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from eoffice.common import clock
from eoffice.people.acting import principals_of
from workflows.engine.models import Tracked, TrackedQuerySet
from workflows.engine.registry import processes

if TYPE_CHECKING:
    from eoffice.people.models import Post


#: A number on the menu says no more than this; the list itself shows the soonest due.
MOST_COUNTED = 999


@dataclass(frozen=True)
class Waiting:
    """One line of "my work": the item, and in whose name it waits for me (None: my own)."""

    item: Tracked
    on_behalf_of: Post | None = None


def waiting_rows(model: type[Tracked], post: Post, *, holder: Post | None = None) -> TrackedQuerySet:
    """Items of one process that wait for `holder` (`post` itself unless told) and that `post` may see."""
    return _seen(model, post).waiting_for(holder or post)


def _seen(model: type[Tracked], post: Post) -> TrackedQuerySet:
    manager: Any = model._default_manager
    rows: TrackedQuerySet = manager.visible_to(post)
    return rows


def waiting_for(post: Post, *, limit: int = 200) -> list[Waiting]:
    """What waits for `post`, and for those in whose name it acts now; soonest due first."""
    found = [Waiting(item) for item in _items(post, post, processes(), limit)]
    seen = {(line.item.process, line.item.pk) for line in found}
    for delegation in principals_of(post, at=clock.now()):
        principal = delegation.principal
        covered = [model for model in processes() if delegation.covers(model.process)]
        for item in _items(post, principal, covered, limit):
            if (item.process, item.pk) not in seen:
                seen.add((item.process, item.pk))
                found.append(Waiting(item, principal))
    return sorted(found, key=_soonest)[:limit]


def count_waiting(post: Post) -> int:
    """How many items wait for `post` itself; "many" is told as `MOST_COUNTED`."""
    found = sum(_seen(model, post).count_waiting_for(post, most=MOST_COUNTED) for model in processes())
    return min(found, MOST_COUNTED)


def _items(post: Post, holder: Post, models: Iterable[type[Tracked]], limit: int) -> list[Tracked]:
    rows: list[Tracked] = []
    for model in models:
        waiting = waiting_rows(model, post, holder=holder)
        rows += list(waiting.for_list().order_by("due_at", "pk")[:limit])
    return rows


def _soonest(line: Waiting) -> tuple[bool, Any, int]:
    due_at = line.item.due_at
    return (due_at is None, due_at or line.item.created_at, line.item.pk)
