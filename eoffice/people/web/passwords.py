"""Showing a one-time password: once, on a page that no browser keeps."""

from __future__ import annotations

from collections.abc import Sequence

from django.http import HttpResponse
from django.shortcuts import render

from eoffice.people.importing.entering import Slip
from eoffice.people.importing.slips import seal_slips
from eoffice.people.models import Post
from eoffice.people.posts import PostedRequest


def slip_of(post: Post, password: str) -> Slip:
    """What the person is handed on paper."""
    unit = post.unit.name if post.unit else ""
    return Slip(post.person.name, post.position, unit, post.person.username, password)


def shown_once(request: PostedRequest, post: Post, password: str) -> HttpResponse:
    """The page with one slip."""
    return slips_page(request, [slip_of(post, password)], person=post.person)


def slips_page(request: PostedRequest, slips: Sequence[Slip], **context: object) -> HttpResponse:
    """The page with slips to print or download; it is the only place where they are ever shown."""
    context |= {
        "slips": slips,
        "sealed": seal_slips(slips, request.post_held),
        "address": request.build_absolute_uri("/"),
    }
    response = render(request, "people/slips.html", context)
    response.headers["Cache-Control"] = "no-store"
    return response
