"""The search page."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from eoffice.common.numbers import whole_number
from eoffice.people.models import Post
from eoffice.web.search import letters_found


@login_required
def search(request: HttpRequest) -> HttpResponse:
    """Letters that hold what was typed in the box on top."""
    asked = request.GET.get("q", "").replace("\x00", "").strip()
    post: Post | None = getattr(request, "post_held", None)
    from_here = whole_number(request.GET.get("before", ""))
    found = letters_found(asked, post, before=from_here) if post is not None and asked else None
    return render(request, "web/search.html", {"asked": asked, "found": found})
