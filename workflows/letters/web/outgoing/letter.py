"""The page of one outgoing letter: the paper as it will leave, its life, and each recipient."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_GET

from documents.files.serving import guarded
from documents.models import DocumentText
from documents.rendering.preview import count_pages
from documents.rules.wording import changed_fields
from eoffice.people.hidden import seen_or_404
from eoffice.people.models import Post
from eoffice.people.posts import PostedRequest
from eoffice.people.web.access import office_page
from workflows.engine.step import steps_of
from workflows.engine.steps import StepNow, step_now
from workflows.engine.web.life import life_line, rows_of, told
from workflows.engine.web.section import section_of
from workflows.letters.models import OutgoingLetter
from workflows.letters.outgoing.states import OUT, Sent
from workflows.letters.web.letter import note_opening
from workflows.letters.web.opinions import opinions_on
from workflows.letters.web.outgoing.reminders import reminders_on_page
from workflows.letters.web.paper import finished_of, sheets_of
from workflows.letters.web.related import related_to
from workflows.letters.writing.fields import Written
from workflows.letters.writing.paper import draw, has_paper, is_written_here
from workflows.letters.writing.remarks import remarks_on

#: Steps about one recipient stand in its row, by how it stands with it.
BY_RESULT = {
    Sent.SENT.value: ("ack", "phone_confirm", "fail", "track"),
    Sent.FAILED.value: ("resend", "ack"),
    Sent.REJECTED.value: ("resend",),
    Sent.ACKNOWLEDGED.value: ("track",),
}
IN_ROWS = frozenset({"ack", "fail", "resend", "phone_confirm", "track"})
#: Steps with a place of their own on the page.
ON_THEIR_OWN = IN_ROWS | {"remind_recipients"}
PDF = "application/pdf"


@office_page()
@require_GET
def letter(request: PostedRequest, pk: int) -> HttpResponse:
    """The paper on one side, its life and what can be done on the other."""
    found = opened_at(pk, request.post_held)
    return render(request, "letters/outgoing/letter.html", context_of(found, request.post_held))


@office_page()
@require_GET
def about(request: PostedRequest, pk: int) -> HttpResponse:
    """What the page says about the letter, fetched anew once a step was taken."""
    found = opened_at(pk, request.post_held)
    return render(request, "letters/outgoing/_about.html", context_of(found, request.post_held))


@office_page()
@require_GET
def pdf(request: PostedRequest, pk: int) -> HttpResponseBase:
    """The letter as it stands now, as a PDF; what was sent is among its files."""
    found = written_at(pk, request.post_held)
    answer = HttpResponse(draw(found).pdf, content_type=PDF)
    answer["Content-Disposition"] = f'inline; filename="{found.paper_name()}"'
    return guarded(answer, sealed=found.document.is_secret, pdf=True)


@office_page()
@require_GET
def page(request: PostedRequest, pk: int, number: int) -> HttpResponseBase:
    """One page of a draft as a picture."""
    from documents.rendering.preview import page_pictures

    found = written_at(pk, request.post_held)
    pages = page_pictures(draw(found).pdf)
    if not 1 <= number <= len(pages):
        raise Http404
    answer = HttpResponse(pages[number - 1], content_type="image/png")
    return guarded(answer, sealed=found.document.is_secret)


@office_page()
@require_GET
def versions(request: PostedRequest, pk: int) -> HttpResponse:
    """Every version of the draft, with what each changed."""
    found = opened_at(pk, request.post_held)
    context = {"letter": found, "item": found, "versions": versions_of(found)}
    return render(request, "letters/outgoing/versions.html", context)


def versions_of(found: Written) -> list[tuple[DocumentText, list[str]]]:
    """The versions, newest first, each with the fields it changed."""
    texts = list(found.document.texts.select_related("written_by"))
    changed = [changed_fields(old.wording, new.wording) for old, new in pairwise(texts)]
    return list(zip(texts, [[], *changed], strict=True))[::-1] if texts else []


def letter_at(pk: int, post: Post) -> OutgoingLetter:
    """The letter, if `post` may see it; else 404."""
    rows = OutgoingLetter.objects.visible_to(post).for_list()
    found: OutgoingLetter = seen_or_404(rows, pk, post, kind=OutgoingLetter.process)
    return found


def opened_at(pk: int, post: Post) -> OutgoingLetter:
    """The same, of which a page now shows what it says: of a secret letter it is kept who read it."""
    found = letter_at(pk, post)
    note_opening(found, post)
    return found


def written_at(pk: int, post: Post) -> OutgoingLetter:
    """The same, if its text was written here and its paper is open to `post`."""
    found = letter_at(pk, post)
    if not is_written_here(found) or not found.document.is_open_to(post):
        raise Http404
    note_opening(found, post)
    return found


def context_of(found: OutgoingLetter, post: Post) -> dict[str, Any]:
    """Everything the letter's page says."""
    rows = rows_of(found)
    newest = found.document.texts.last()
    is_drawn = is_written_here(found) and not has_paper(found) and found.document.is_open_to(post)
    return {
        "letter": found,
        "item": found,
        "subject": found.document.subject_for(post),
        "points": life_line(found, rows, post),
        "happenings": told(rows, found),
        "section": section_of(found, post).without(ON_THEIR_OWN),
        "row_steps": _steps_in_rows(found, post),
        "recipients": list(found.recipients.select_related("party", "incoming").prefetch_related("mails")),
        **reminders_on_page(found, post),
        "signatures": list(found.document.signatures.all()),
        "version": newest.number if newest else 0,
        "is_drawn": is_drawn,
        "drawn_pages": range(1, count_pages(draw(found).pdf) + 1) if is_drawn else (),
        "sheets": sheets_of(found, post),
        "finished": finished_of(found, post),
        "opinions": opinions_on(found, post),
        "related": related_to(found, post),
        "remarks": remarks_on(newest.wording, found.organisation_id) if is_drawn and newest else [],
    }


def _steps_in_rows(found: OutgoingLetter, post: Post) -> dict[str, list[StepNow]]:
    """What can be done about a recipient: asked once for the letter, however many it has."""
    if found.state not in OUT:
        return {}
    steps = {name: step_now(found, steps_of(OutgoingLetter)[name], post) for name in IN_ROWS}
    return {
        result: [steps[name] for name in names if steps[name].open] for result, names in BY_RESULT.items()
    }
