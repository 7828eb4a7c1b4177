"""One log line and one count for each request; its id goes back to the client as `X-Request-ID`."""

from __future__ import annotations

import time
from typing import cast

import structlog
from django.http import HttpRequest, HttpResponse
from django_structlog.middlewares import RequestMiddleware

from eoffice.common.metrics import observe_request

PROBES = ("/health/", "/metrics/")


class RequestLogMiddleware(RequestMiddleware):
    """django-structlog's middleware, told to keep what was searched for out of the log."""

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer the request; probes come every few seconds and leave no line."""
        if request.path.startswith(PROBES):
            return cast("HttpResponse", self.get_response(request))
        began = time.perf_counter()
        request.began = began  # type: ignore[attr-defined]
        response = cast("HttpResponse", super().__call__(request))
        observe_request(request, response, time.perf_counter() - began)
        return response

    def handle_response(self, request: HttpRequest, response: HttpResponse) -> None:
        """Give the client the request's id, then log the answer."""
        bound = structlog.contextvars.get_contextvars()
        response["X-Request-ID"] = str(bound.get("request_id", ""))
        taken = time.perf_counter() - request.began  # type: ignore[attr-defined]
        structlog.contextvars.bind_contextvars(milliseconds=round(taken * 1000, 1))
        super().handle_response(request, response)

    @staticmethod
    def format_request(request: HttpRequest) -> str:
        """The method and the path, without the query: it may hold a secret letter's subject."""
        return f"{request.method} {request.path}"
