"""What a page of items needs beside its rows, read in a constant number of queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from django.db.models import BigIntegerField, CharField, Q, QuerySet

from eoffice.common.prepared import Question, Slot
from workflows.engine.models import Link, Tracked
from workflows.engine.registry import by_process

if TYPE_CHECKING:
    from eoffice.people.models import Post
    from workflows.engine.api.declare import ProcessApi

End = tuple[str, int]


class Page:
    """The surroundings of some items of one process, as `post` may see them."""

    def __init__(self, items: Sequence[Tracked], post: Post, api: ProcessApi) -> None:
        self.post = post
        self.links = links_of(items, post)
        self.more: Mapping[str, Any] = api.prepare(items, post) if api.prepare else {}


def links_of(items: Sequence[Tracked], post: Post) -> dict[int, list[dict[str, Any]]]:
    """By item: what it is joined to, leaving out what `post` may not see."""
    if not items:
        return {}
    process, keys = items[0].process, {item.pk for item in items}
    one = len(keys) == 1
    ends = _of_one(process=process, item=items[0].pk) if one else list(_links(process, item__in=keys))
    titles = _titles(ends, post)
    found: dict[int, list[dict[str, Any]]] = defaultdict(list)
    for link in ends:
        first, second = (link.from_process, link.from_item), (link.to_process, link.to_item)
        for here, there, direction in ((first, second, "to"), (second, first, "from")):
            if here[0] == process and here[1] in keys and there in titles:
                found[here[1]].append(_link(link.kind, direction, there, titles[there]))
    return found


def _links(process: Any, **item: Any) -> QuerySet[Link]:
    """Links from or to items of a process; `item` is one of them, `item__in` several."""
    ends = (
        Q(**{f"{end}_{name}": value for name, value in item.items()}, **{f"{end}_process": process})
        for end in ("from", "to")
    )
    return Link.objects.filter(next(ends) | next(ends)).order_by("pk")


_of_one: Question[Link] = Question(
    lambda: _links(Slot("process", CharField()), item=Slot("item", BigIntegerField()))
)


def _titles(links: Sequence[Link], post: Post) -> dict[End, str]:
    wanted: dict[str, set[int]] = defaultdict(set)
    for link in links:
        wanted[link.from_process].add(link.from_item)
        wanted[link.to_process].add(link.to_item)
    titles: dict[End, str] = {}
    for process, keys in wanted.items():
        manager: Any = by_process(process)._default_manager
        for item in manager.visible_to(post).for_list().filter(pk__in=keys):
            titles[process, item.pk] = item.headline()
    return titles


def _link(kind: str, direction: str, there: End, title: str) -> dict[str, Any]:
    return {"kind": kind, "direction": direction, "process": there[0], "item": there[1], "title": title}
