"""The incoming register: the book, what waits for a number, and the line to enter a letter."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render

from documents.classes import Speed
from eoffice.organisations.models import Unit
from eoffice.people.posts import PostedRequest
from eoffice.people.roles import Role
from workflows.engine.web.gate import posted
from workflows.letters.incoming.states import S
from workflows.letters.web.book import books_open_to, page_of
from workflows.letters.web.filters import DUE, Filters


@posted
def incoming(request: PostedRequest) -> HttpResponse:
    """The register as the book looks, narrowed as the address says."""
    post, filters = request.post_held, Filters.of(request.GET)
    books = books_open_to(post)
    page = page_of(request.GET, filters, post, books)
    context = {
        "page": page,
        "filters": filters,
        "books": books,
        "uses_year": True,
        "choices": _choices(request),
        "is_registrar": post.has(Role.CENTRAL_REGISTRAR, Role.SECRET_REGISTRAR),
        "here": request.get_full_path(),
    }
    template = "letters/_book.html" if request.htmx.target == "book" else "letters/register.html"
    return render(request, template, context)


def _choices(request: PostedRequest) -> dict[str, object]:
    """What the filters offer."""
    return {
        "states": S.choices,
        "units": Unit.objects.filter(organisation=request.post_held.organisation_id, is_active=True),
        "speeds": Speed.choices,
        "due": DUE,
    }
