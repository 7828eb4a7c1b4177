"""What somebody was told, with the words read from the items as that person may see them now."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from eoffice.people.models import Post, User
from workflows.engine.models import Notice, Tracked
from workflows.engine.registry import processes

PAGE = 40


@dataclass(frozen=True)
class Told:
    """A notice with its item; no item where it is about none, or where it may not be seen any more."""

    notice: Notice
    item: Tracked | None

    @property
    def says_nothing(self) -> bool:
        """About an item that the reader may no longer see."""
        return self.item is None and self.notice.item is not None


def told_to(person: User, post: Post | None, *, before: int | None = None) -> tuple[list[Told], int | None]:
    """One page of a person's notices, newest first, and the id to go on from (None at the end)."""
    rows = Notice.objects.of(person)
    if before is not None:
        rows = rows.filter(pk__lt=before)
    notices = list(rows[: PAGE + 1])
    page = notices[:PAGE]
    items = _items(page, post)
    told = [Told(notice, items.get((notice.process, notice.item or 0))) for notice in page]
    return told, page[-1].pk if len(notices) > PAGE else None


def _items(notices: list[Notice], post: Post | None) -> dict[tuple[str, int], Tracked]:
    """The items that the notices are about and that the post may see; one query for each process."""
    found: dict[tuple[str, int], Tracked] = {}
    if post is None:
        return found
    for model in processes():
        wanted = {notice.item for notice in notices if notice.process == model.process and notice.item}
        if wanted:
            manager: Any = model._default_manager
            for item in manager.visible_to(post).for_list().filter(pk__in=wanted):
                found[model.process, item.pk] = item
    return found
