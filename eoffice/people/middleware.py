"""Which post a request acts from."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from eoffice.people.models import Post, User
from eoffice.people.posts import choose_post

SESSION_KEY = "acting_post"


class ActingPostMiddleware:
    """Sets `request.post_held` (or None) for a browser session; the API does it after its own log-in."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.post_held = post_of_session(request)  # type: ignore[attr-defined] # our own attribute
        return self.get_response(request)


def post_of_session(request: HttpRequest) -> Post | None:
    """The post chosen in this session, the only one, or the first."""
    user = getattr(request, "user", None)
    if not isinstance(user, User):
        return None
    return choose_post(user, request.session.get(SESSION_KEY))
