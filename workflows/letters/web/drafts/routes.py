"""The review routes of an office and its units."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from eoffice.people.hidden import seen_or_404
from eoffice.people.models import Post
from eoffice.people.posts import PostedRequest
from eoffice.people.roles import Role
from eoffice.people.web.access import office_page
from eoffice.people.web.answering import page_of_form, posted, refusals_in, right
from workflows.letters.actions.routes import drop_route, keep_route
from workflows.letters.models.route import ReviewRoute
from workflows.letters.models.template import KEEPERS
from workflows.letters.web.drafts.route_form import RouteForm

MAY_KEEP = (*KEEPERS, Role.SECTION_HEAD)


@office_page(*MAY_KEEP)
@require_GET
def routes(request: PostedRequest) -> HttpResponse:
    """All that drafts may go by here."""
    rows = list(ReviewRoute.objects.visible_to(request.post_held).for_list())
    posts = _posts(rows)
    shown = [(row, [_words(stop, posts) for stop in row.stops]) for row in rows]
    return render(request, "letters/drafts/routes.html", {"rows": shown})


@office_page(*MAY_KEEP)
def new(request: PostedRequest) -> HttpResponse:
    """A new one."""
    return _edit(request, None, {"unit": request.post_held.unit_id})


@office_page(*MAY_KEEP)
def route(request: PostedRequest, pk: int) -> HttpResponse:
    """One of them, to change or take away."""
    found = _seen(request, pk)
    first = {"name": found.name, "kind": found.kind, "unit": found.unit_id, "is_default": found.is_default}
    return _edit(request, found, first | RouteForm.first_stops(found.stops))


def _edit(request: PostedRequest, found: ReviewRoute | None, first: dict[str, Any]) -> HttpResponse:
    form = RouteForm(posted(request), post=request.post_held, initial=first)
    if form.is_bound and right(form):
        with refusals_in(form):
            keep_route(form.facts(), by=request.post_held, route=found)
            messages.success(request, _("Saved."))
            return redirect("drafts:routes")
    return page_of_form(request, "letters/drafts/route.html", form, row=found)


@office_page(*MAY_KEEP)
@require_POST
def drop(request: PostedRequest, pk: int) -> HttpResponse:
    """Take it away."""
    drop_route(_seen(request, pk), by=request.post_held)
    return redirect("drafts:routes")


def _seen(request: PostedRequest, pk: int) -> ReviewRoute:
    rows = ReviewRoute.objects.visible_to(request.post_held)
    found: ReviewRoute = seen_or_404(rows, pk, request.post_held, kind="route")
    return found


def _posts(rows: list[ReviewRoute]) -> dict[int, Post]:
    keys = [stop["post"] for row in rows for stop in row.stops if "post" in stop]
    return Post.objects.select_related("person").in_bulk(keys)


def _words(stop: dict[str, Any], posts: dict[int, Post]) -> tuple[str, bool]:
    """Who reads at the stop, and whether it may be passed over."""
    if "role" in stop:
        return str(Role(stop["role"]).label), bool(stop.get("optional"))
    post = posts.get(stop["post"])
    return (post.person.name if post else "–"), bool(stop.get("optional"))
