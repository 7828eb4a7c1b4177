"""Reading an item under its lock, and within what somebody may see."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

from django.db.models import BigIntegerField, QuerySet

from eoffice.common.prepared import Question, Slot
from workflows.engine.models import Tracked

if TYPE_CHECKING:
    from eoffice.people.models import Post

T = TypeVar("T", bound=Tracked)
#: So many ways to ask are kept ready in a process: one for each model, and for each model and post.
MOST = 64
_ready: dict[tuple[object, ...], Question[Any]] = {}


class NotThere(LookupError):
    """The item is gone, or its actor may not see it."""


def lock(item: T, *, seen_by: Post | None = None) -> T:
    """The item as it now is, locked until the transaction ends; no more than its id need be known.

    `seen_by`: it must be one that the post may see. Raises NotThere.
    """
    before = item.lock_first()
    if before is not None:
        list(before.select_for_update().values_list("pk", flat=True))
    for locked in _found(item, seen_by):
        return locked
    raise NotThere(f"{item.process}:{item.pk}")


def _found(item: T, seen_by: Post | None) -> list[T]:
    model = type(item)
    if seen_by is None:
        return _question((model,), partial(_rows, model))(pk=item.pk)
    if model.seen_by_post_alone and seen_by.stands_in is False:
        return _question(_key(model, seen_by), partial(_rows, model, seen_by))(pk=item.pk)
    return list(_rows(model, seen_by).filter(pk=item.pk))


def _rows(model: type[Tracked], seen_by: Post | None = None) -> QuerySet[Any]:
    manager: Any = model._default_manager
    rows: QuerySet[Any] = model._base_manager.all() if seen_by is None else manager.visible_to(seen_by)
    return rows.select_related(*model.read_with).select_for_update(of=("self",))


def _key(model: type[Tracked], post: Post) -> tuple[object, ...]:
    """All of a post that `visible_to` goes by, where it goes by the post alone."""
    ids = (post.pk, post.person_id, post.organisation_id, post.unit_id)
    return (model, *ids, post.roles, post.person.clearance)


def _question(key: tuple[object, ...], rows: Callable[[], QuerySet[Any]]) -> Question[Any]:
    question = _ready.get(key)
    if question is None:
        while len(_ready) >= MOST:
            _ready.pop(next(iter(_ready)), None)
        question = _ready[key] = Question(lambda: rows().filter(pk=Slot("pk", BigIntegerField())))
    return question
