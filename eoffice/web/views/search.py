"""The search page."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from eoffice.people.models import Post
from eoffice.web.search import letters_found


@login_required
def search(request: HttpRequest) -> HttpResponse:
    """Letters that hold what was typed in the box on top."""
    asked = request.GET.get("q", "").replace("\x00", "").strip()
    before = request.GET.get("before", "")
    post: Post | None = getattr(request, "post_held", None)
    from_here = int(before) if before.isascii() and before.isdigit() and len(before) < 19 else None
    found = letters_found(asked, post, before=from_here) if post is not None and asked else None
    return render(request, "web/search.html", {"asked": asked, "found": found})
