"""What must be written although the work of a request is undone: a failed try, say, of a refused step."""

from __future__ import annotations

from collections.abc import Callable
from contextvars import ContextVar

from django.http import HttpRequest, HttpResponse

Do = Callable[[], object]
_waiting: ContextVar[list[Do] | None] = ContextVar("afterwards", default=None)


def afterwards(do: Do) -> None:
    """Call `do` once the request's transaction has ended, either way; at once where there is none."""
    waiting = _waiting.get()
    if waiting is None:
        do()
    else:
        waiting.append(do)


class AfterwardsMiddleware:
    """Runs what a request left to be done, outside every transaction of it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        waiting: list[Do] = []
        token = _waiting.set(waiting)
        try:
            return self.get_response(request)
        finally:
            _waiting.reset(token)
            for do in waiting:
                do()
