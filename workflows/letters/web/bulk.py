"""Several letters at once."""

from __future__ import annotations

import uuid

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from eoffice.common.numbers import whole_number
from eoffice.people.models import Post
from eoffice.people.posts import PostedRequest
from eoffice.people.web.access import office_page
from workflows.engine.web.views import next_page
from workflows.letters.actions.together import take_together
from workflows.letters.models import IncomingLetter

ACTIONS = ("check", "register", "submit", "distribute")
MOST = 200


@office_page()
@require_POST
def bulk(request: PostedRequest) -> HttpResponse:
    """Take a step on every selected letter; shows what was done, and what was refused and why."""
    action = request.POST.get("action", "")
    if action not in ACTIONS:
        raise Http404(action)
    key = request.POST.get("key", "")[:60] or uuid.uuid4().hex
    outcome = take_together(chosen(request, request.post_held), action, request.post_held, key=key)
    context = {"outcome": outcome, "action": action, "next": next_page(request)}
    return render(request, "letters/bulk.html", context)


def chosen(request: PostedRequest, post: Post) -> list[IncomingLetter]:
    """The selected letters that `post` may see, in the order in which they came."""
    told = [pk for pk in request.POST.getlist("letter") if whole_number(pk) is not None]
    seen = IncomingLetter.objects.visible_to(post).for_list()
    return list(seen.filter(pk__in=told[:MOST]).order_by("received_at", "pk"))
