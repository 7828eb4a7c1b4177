"""The page of one letter."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render

from eoffice.people.models import Post
from eoffice.people.posts import PostedRequest
from workflows.engine.web.gate import posted
from workflows.engine.web.life import life_line, rows_of, told
from workflows.engine.web.section import section_of
from workflows.letters.models import IncomingLetter


@posted
def letter(request: PostedRequest, pk: int) -> HttpResponse:
    """The paper on one side, its life and what can be done on the other."""
    found = letter_at(pk, request.post_held)
    return render(request, "letters/letter.html", context_of(found, request.post_held))


@posted
def about(request: PostedRequest, pk: int) -> HttpResponse:
    """What the page says about the letter, fetched anew once a step was taken."""
    found = letter_at(pk, request.post_held)
    return render(request, "letters/_about.html", context_of(found, request.post_held))


def letter_at(pk: int, post: Post) -> IncomingLetter:
    """The letter, if `post` may see it; else 404."""
    found: IncomingLetter = get_object_or_404(IncomingLetter.objects.visible_to(post).for_list(), pk=pk)
    return found


def context_of(found: IncomingLetter, post: Post) -> dict[str, object]:
    """Everything the letter's page shows."""
    rows = rows_of(found)
    return {
        "letter": found,
        "item": found,
        "subject": found.document.subject_for(post),
        "points": life_line(found, rows, post),
        "happenings": told(rows, found),
        "section": section_of(found, post),
    }
