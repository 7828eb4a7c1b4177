"""Who may open a page, and which item it is about."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec, cast

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from eoffice.common.errors import NotAllowed
from eoffice.people.models import Post
from eoffice.people.posts import PostedRequest
from workflows.engine.models import Tracked
from workflows.engine.registry import by_path

P = ParamSpec("P")
View = Callable[Concatenate[PostedRequest, P], HttpResponse]


def posted(view: View[P]) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
    """A page for whoever is logged in and holds a post today; without one it is refused with a sentence."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        known = cast("PostedRequest", request)  # the middleware sets post_held
        if known.post_held is None:
            raise NotAllowed(_("You hold no post today. Ask the administrator of your agency."))
        return view(known, *args, **kwargs)

    return cast("Callable[Concatenate[HttpRequest, P], HttpResponse]", login_required(guarded))


def model_at(path: str) -> type[Tracked]:
    """The process of a path such as `incoming-letters`; 404 where there is none."""
    try:
        return by_path(path)
    except KeyError:
        raise Http404(path) from None


def item_at(path: str, pk: int, post: Post) -> Tracked:
    """The item, if `post` may see it; what it may not see is not there (404)."""
    rows: Any = model_at(path)._default_manager
    item: Tracked = get_object_or_404(rows.visible_to(post).for_list(), pk=pk)
    return item
