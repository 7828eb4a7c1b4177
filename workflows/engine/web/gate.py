"""Which item a page is about, for whom."""

from __future__ import annotations

from typing import Any

from django.http import Http404

from eoffice.people.hidden import seen_or_404
from eoffice.people.models import Post
from workflows.engine.models import Tracked
from workflows.engine.registry import by_path


def model_at(path: str) -> type[Tracked]:
    """The process of a path such as `incoming-letters`; 404 where there is none."""
    try:
        return by_path(path)
    except KeyError:
        raise Http404(path) from None


def item_at(path: str, pk: int, post: Post) -> Tracked:
    """The item, if `post` may see it; what it may not see is not there (404)."""
    model = model_at(path)
    rows: Any = model._default_manager
    item: Tracked = seen_or_404(rows.visible_to(post).for_list(), pk, post, kind=model.process)
    return item
