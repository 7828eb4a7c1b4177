"""What Django itself refuses below `/api/` (unknown paths, faults, bad hosts) is a problem document too."""

from __future__ import annotations

import logging
from collections.abc import Callable

from django.core.signals import got_request_exception
from django.http import HttpRequest, HttpResponse

from eoffice.api.problem import MEDIA_TYPE, problem, problem_of
from eoffice.people import audit
from eoffice.people.addresses import address_of
from eoffice.people.hidden import Hidden, note_hidden
from eoffice.people.models import User

logger = logging.getLogger(__name__)
KEPT = ("Allow", "Retry-After", "WWW-Authenticate")


class ProblemMiddleware:
    """Turns a page that says no into problem+json, for requests to the API."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        _note_refusal(request, response.status_code)
        if response.status_code < 400 or not request.path_info.startswith("/api/"):
            return response
        if response.headers.get("Content-Type", "").startswith(MEDIA_TYPE):
            return response
        kept = {name: response.headers[name] for name in KEPT if name in response.headers}
        return problem(response.status_code, headers=kept)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """A refusal by any view below `/api/`, and a fault of ours: no page is drawn for a program.

        What was hidden from its asker is remembered wherever it was asked for.
        """
        if isinstance(error, Hidden):
            note_hidden(request, error)
        if not request.path_info.startswith("/api/"):
            return None
        refusal = problem_of(error)
        if refusal is None:
            got_request_exception.send(sender=None, request=request)
            logger.error("A fault while answering %s", request.path_info, exc_info=error)
        return refusal or problem(500)


def _note_refusal(request: HttpRequest, status: int) -> None:
    """A refusal is an audit event (ARCHITECTURE 6): who wanted what; noted after the refused work is undone.

    `refused_item` is set by a view that hid an item from somebody who asked for it by id, and tells which.
    """
    hidden = getattr(request, "refused_item", str)()
    user = getattr(request, "user", None)
    if not (status == 403 or hidden) or not isinstance(user, User):
        return
    audit.note(
        "refused",
        post=getattr(request, "post_held", None),
        actor=user,
        subject=hidden,
        address=address_of(request) or None,
        path=request.path_info[:200],
        method=request.method,
        status=status,
    )
