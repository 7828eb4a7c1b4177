"""What is counted for operators, in Prometheus' text, behind a token.

Several web processes on one machine count together where PROMETHEUS_MULTIPROC_DIR names a folder.
"""

from __future__ import annotations

import hmac
import os

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe
from prometheus_client import (
    CONTENT_TYPE_LATEST,
    REGISTRY,
    CollectorRegistry,
    Counter,
    Histogram,
    generate_latest,
)
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector

REQUESTS = Counter("eoffice_requests_total", "Requests answered.", ["method", "route", "status"])
SECONDS = Histogram(
    "eoffice_request_seconds",
    "Time to an answer.",
    ["route"],
    buckets=(0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10),
)
_collectors: list[Collector] = []
METHODS = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"}


def observe_request(request: HttpRequest, response: HttpResponse, seconds: float) -> None:
    """Count one answer under its route (never its path: that has a number of its own for each item)."""
    route = request.resolver_match.route if request.resolver_match else "none"
    method = request.method if request.method in METHODS else "other"
    REQUESTS.labels(method, route, response.status_code).inc()
    SECONDS.labels(route).observe(seconds)


@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    """The figures of this installation, for whoever sends `Authorization: Bearer EOFFICE_METRICS_TOKEN`.

    404 where no token is set, 401 where another one is sent.
    """
    token = settings.METRICS_TOKEN
    if not token:
        raise Http404
    sent = request.headers.get("Authorization", "").removeprefix("Bearer ")
    if not hmac.compare_digest(sent.encode(), token.encode()):
        return HttpResponse(status=401, headers={"WWW-Authenticate": "Bearer"})
    return HttpResponse(generate_latest(_registry()), content_type=CONTENT_TYPE_LATEST)


def add_collector(collector: Collector) -> None:
    """Have the figures of `collector` told too; it is asked when somebody asks for figures."""
    _collectors.append(collector)
    REGISTRY.register(collector)


def _registry() -> CollectorRegistry:
    if "PROMETHEUS_MULTIPROC_DIR" not in os.environ:
        return REGISTRY
    together = CollectorRegistry()
    for collector in _collectors:
        together.register(collector)
    MultiProcessCollector(together)  # type: ignore[no-untyped-call]
    return together
