"""The first page of everyone, and the phone's list of all pages."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST
from django.views.decorators.vary import vary_on_headers

from eoffice.common import clock
from eoffice.people.models import Post
from eoffice.web.bulk import Outcome, take_on_all
from eoffice.web.work import work_of


@vary_on_headers("HX-Request")
@login_required
def work(request: HttpRequest) -> HttpResponse:
    """My work: what waits for me, by time left."""
    return _shown(request, None)


@login_required
@require_POST
def take_steps(request: HttpRequest) -> HttpResponse:
    """One step to one or several lines; answers the list as it then is, with what was refused."""
    post = _post_of(request)
    if post is None:
        return redirect("work")
    one = request.POST.get("one", "")  # a row's own button: "process:pk step"
    ref, _space, step = one.partition(" ")
    refs = [ref] if one else request.POST.getlist("items")
    outcome = take_on_all(
        refs, step or request.POST.get("step", ""), post, key=request.POST.get("key", "")[:64]
    )
    if outcome.refused or outcome.unknown or request.htmx:  # type: ignore[attr-defined] # set by django-htmx
        return _shown(request, outcome)
    messages.success(request, _said(outcome))
    return redirect("work")


@login_required
def more(request: HttpRequest) -> HttpResponse:
    """Everything the rail holds, for phones."""
    return render(request, "web/more.html")


def _shown(request: HttpRequest, outcome: Outcome | None) -> HttpResponse:
    post = _post_of(request)
    if post is None:
        return render(request, "web/no_post.html")
    kind = (request.POST if request.method == "POST" else request.GET).get("kind", "")
    context = {
        "work": work_of(post, now=clock.now(), kind=kind),
        "outcome": outcome,
        "said": _said(outcome) if outcome and outcome.done else "",
        "key": uuid.uuid4().hex,
    }
    part = request.htmx and not request.htmx.boosted  # type: ignore[attr-defined] # set by django-htmx
    return render(request, "web/_work.html" if part else "web/work.html", context)


def _said(outcome: Outcome) -> str:
    count = len(outcome.done)
    return ngettext("%(step)s: %(count)d done", "%(step)s: %(count)d done", count) % {
        "step": outcome.label,
        "count": count,
    }


def _post_of(request: HttpRequest) -> Post | None:
    return getattr(request, "post_held", None)
