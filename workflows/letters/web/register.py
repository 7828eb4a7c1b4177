"""The incoming register: the book, what waits in it, and the line to enter a letter."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET
from django.views.decorators.vary import vary_on_headers

from documents.classes import Speed
from eoffice.common import clock
from eoffice.common.numbers import whole_number
from eoffice.organisations.models import Unit
from eoffice.people.models import Post
from eoffice.people.posts import PostedRequest
from eoffice.people.web.access import office_page
from workflows.letters.incoming.states import S
from workflows.letters.models import IncomingLetter, SavedView
from workflows.letters.web.book import books_open_to, page_of
from workflows.letters.web.entry import REGISTRARS, line_for
from workflows.letters.web.filters import DUE, Filters

ENOUGH = 100  # what waits is counted up to here; more is "99+"


@dataclass(frozen=True)
class Tab:
    """A usual view: its name, its filters, and how many letters wait in it."""

    label: str
    query: str
    count: str
    here: bool


@vary_on_headers("HX-Request")
@office_page()
@require_GET
def incoming(request: PostedRequest) -> HttpResponse:
    """The register as the book looks, narrowed as the address says."""
    post, filters = request.post_held, Filters.of(request.GET)
    books = books_open_to(post)
    context: dict[str, object] = {
        "page": page_of(request.GET, filters, post, books),
        "filters": filters,
        "is_registrar": post.has(*REGISTRARS),
        "key": uuid.uuid4().hex,
        "here": request.get_full_path(),
    }
    if request.htmx:
        return render(request, "letters/_book.html", context)
    return render(request, "letters/register.html", context | _around(request, filters, books))


def _around(request: PostedRequest, filters: Filters, books: object) -> dict[str, object]:
    """What stands above the book."""
    post = request.post_held
    found: dict[str, object] = {
        "books": books,
        "uses_year": True,
        "choices": _choices(post),
        "views": SavedView.objects.visible_to(post),
        "tabs": _tabs(post, filters),
    }
    return found | _line(request) if post.has(*REGISTRARS) else found


def _line(request: PostedRequest) -> dict[str, object]:
    """The entry line, with the letter that was just entered without script."""
    entered = whole_number(request.GET.get("entered", ""))
    if entered is None:
        return line_for(request)
    seen = IncomingLetter.objects.visible_to(request.post_held).for_list().filter(pk=entered)
    return line_for(request) | {"entered": seen.first()}


def _choices(post: Post) -> dict[str, object]:
    """What the filters offer."""
    return {
        "states": S.choices,
        "units": Unit.objects.filter(organisation=post.organisation_id, is_active=True),
        "speeds": Speed.choices,
        "due": DUE,
    }


def _tabs(post: Post, filters: Filters) -> list[Tab]:
    """The book, and what waits: to be numbered, to be submitted, to be given out, overdue."""
    usual = [
        (_("Book"), Filters(year=filters.year, book=filters.book), False),
        (_("Waits for a number"), Filters(state="unnumbered"), True),
        (_("Waits to be submitted"), Filters(state=S.REGISTERED), True),
        (_("Waits to be distributed"), Filters(state=S.ORDERED), True),
        (_("Overdue"), Filters(due="late"), True),
    ]
    if not post.has(*REGISTRARS):
        usual = [usual[0], usual[-1]]
    here = filters.query()
    return [
        Tab(label, view.query(), _count(post, view) if counted else "", view.query() == here)
        for label, view, counted in usual
    ]


def _count(post: Post, view: Filters) -> str:
    rows = view.applied(IncomingLetter.objects.visible_to(post), now=clock.now())
    found = len(rows.order_by().values_list("pk", flat=True)[:ENOUGH])
    return "99+" if found >= ENOUGH else str(found or "")


@office_page()
@require_GET
def stamp(request: PostedRequest, pk: int) -> HttpResponse:
    """The receiving stamp (form 12) of a letter with a number, ready to print."""
    numbered = IncomingLetter.objects.visible_to(request.post_held).for_list().filter(entry__isnull=False)
    return render(request, "letters/stamp.html", {"letter": get_object_or_404(numbered, pk=pk)})
