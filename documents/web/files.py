"""Files on pages: their bytes, their pages as pictures, the papers of a document."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.views.decorators.http import require_safe

from documents.files.preview import pages_of
from documents.files.serving import content_response, picture_response
from documents.models import Document, DocumentFile
from documents.web.finding import document_at, file_at
from eoffice.common.numbers import whole_number
from eoffice.people import audit
from eoffice.people.posts import PostedRequest
from eoffice.people.web.access import office_page

#: Pages drawn one under the other; the rest is one click away in the original.
SHOWN_PAGES = 60


@dataclass(frozen=True)
class Paper:
    """A file of a document, as `web/components/_preview.html` shows it."""

    name: str
    role: str
    url: str
    pages: list[str]
    media_type: str
    size_text: str
    more_pages: int


def papers_of(document: Document) -> list[Paper]:
    """The files of a document in their order; the caller has asked who may see it. One query."""
    links = document.file_links.select_related("file__blob").order_by("order", "pk")
    return [_paper(link) for link in links]


def _paper(link: DocumentFile) -> Paper:
    record = link.file
    count = pages_of(record.blob)
    pages = [
        reverse("documents:page", args=[record.pk, page]) for page in range(1, min(count, SHOWN_PAGES) + 1)
    ]
    return Paper(
        record.name,
        link.get_role_display(),
        reverse("documents:file", args=[record.pk]),
        pages,
        # Without pictures of it the component would frame the original; a locked PDF shows nothing there.
        record.blob.media_type if pages else "",
        filesizeformat(record.blob.size),
        max(0, count - SHOWN_PAGES),
    )


@office_page()
@require_safe
def content(request: PostedRequest, pk: int) -> HttpResponseBase:
    """The original: shown in place where that is safe, a download otherwise or with `?download=1`."""
    record = file_at(pk, request.post_held)
    inline = "download" not in request.GET
    return content_response(request, record, post=request.post_held, inline=inline)


@office_page()
@require_safe
def page(request: PostedRequest, pk: int, page: int) -> HttpResponseBase:
    """A page as a picture."""
    record = file_at(pk, request.post_held)
    width = whole_number(request.GET.get("width", ""), digits=5)
    answer = picture_response(record, page, 900 if width is None else width, post=request.post_held)
    if answer is None:
        raise Http404
    return answer


@office_page()
@require_safe
def papers(request: PostedRequest, pk: int) -> HttpResponse:
    """The papers of a document, as a page or (to HTMX) as the part of another page."""
    document = document_at(pk, request.post_held)
    if document.is_secret:
        audit.note("secret_opened", post=request.post_held, subject=f"document:{document.pk}")
    part = getattr(request, "htmx", False)
    template = "documents/_papers.html" if part else "documents/papers.html"
    context = {"papers": papers_of(document), "document": document, "subject": document.opened_subject()}
    response = render(request, template, context)
    response["Vary"] = "HX-Request"
    return response
