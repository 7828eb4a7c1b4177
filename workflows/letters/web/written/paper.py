"""One memo, order or announcement: the paper on one side, its life and what can be done on the other."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_GET

from documents.files.serving import guarded
from documents.rendering.preview import count_pages, page_pictures
from eoffice.people.hidden import seen_or_404
from eoffice.people.models import Post
from eoffice.people.posts import PostedRequest
from eoffice.people.web.access import office_page
from workflows.engine.web.life import life_line, rows_of, told
from workflows.engine.web.section import section_of
from workflows.letters.web.letter import note_opening
from workflows.letters.web.opinions import opinions_on
from workflows.letters.web.outgoing.letter import PDF, versions_of
from workflows.letters.web.paper import finished_of, sheets_of
from workflows.letters.web.related import related_to
from workflows.letters.web.written.book import KINDS
from workflows.letters.writing.paper import draw, has_paper, is_written_here


@office_page()
@require_GET
def item(request: PostedRequest, path: str, pk: int) -> HttpResponse:
    """The whole page."""
    found = opened_at(path, pk, request.post_held)
    return render(request, "letters/written/item.html", context_of(found, request.post_held))


@office_page()
@require_GET
def about(request: PostedRequest, path: str, pk: int) -> HttpResponse:
    """What the page says about it, fetched anew once a step was taken."""
    found = opened_at(path, pk, request.post_held)
    return render(request, "letters/written/_about.html", context_of(found, request.post_held))


@office_page()
@require_GET
def pdf(request: PostedRequest, path: str, pk: int) -> HttpResponseBase:
    """The paper as it stands now; what was signed is among its files."""
    found = written_at(path, pk, request.post_held)
    answer = HttpResponse(draw(found).pdf, content_type=PDF)
    answer["Content-Disposition"] = f'inline; filename="{found.process}-{found.pk}.pdf"'
    return guarded(answer, sealed=found.document.is_secret, pdf=True)


@office_page()
@require_GET
def page(request: PostedRequest, path: str, pk: int, number: int) -> HttpResponseBase:
    """One page of it as a picture."""
    found = written_at(path, pk, request.post_held)
    pages = page_pictures(draw(found).pdf)
    if not 1 <= number <= len(pages):
        raise Http404
    answer = HttpResponse(pages[number - 1], content_type="image/png")
    return guarded(answer, sealed=found.document.is_secret)


@office_page()
@require_GET
def versions(request: PostedRequest, path: str, pk: int) -> HttpResponse:
    """Every version of the draft, with what each changed."""
    found = opened_at(path, pk, request.post_held)
    context = {"letter": found, "item": found, "versions": versions_of(found)}
    return render(request, "letters/outgoing/versions.html", context)


def opened_at(path: str, pk: int, post: Post) -> Any:
    """The item, if `post` may see it, else 404; of a secret one it is kept who read it."""
    if path not in KINDS:
        raise Http404
    model = KINDS[path]
    found = seen_or_404(model.objects.visible_to(post).for_list(), pk, post, kind=model.process)
    note_opening(found, post)
    return found


def written_at(path: str, pk: int, post: Post) -> Any:
    """The same, if its text was written here and its paper is open to `post`."""
    found = opened_at(path, pk, post)
    if not is_written_here(found) or not found.document.is_open_to(post):
        raise Http404
    return found


def context_of(found: Any, post: Post) -> dict[str, Any]:
    """Everything the page says."""
    rows, newest = rows_of(found), found.document.texts.last()
    opened = found.document.is_open_to(post)
    is_drawn = is_written_here(found) and not has_paper(found) and opened
    return {
        "letter": found,
        "item": found,
        "subject": found.document.subject_for(post),
        "points": life_line(found, rows, post),
        "happenings": told(rows, found),
        "section": section_of(found, post),
        "minutes": list(found.minutes.all()) if opened and hasattr(found, "minutes") else [],
        "readers": list(found.readers.select_related("person")) if hasattr(found, "readers") else [],
        "signatures": list(found.document.signatures.all()),
        "version": newest.number if newest else 0,
        "is_drawn": is_drawn,
        "drawn_pages": range(1, count_pages(draw(found).pdf) + 1) if is_drawn else (),
        "sheets": sheets_of(found, post),
        "finished": finished_of(found, post),
        "opinions": opinions_on(found, post),
        "related": related_to(found, post),
    }
