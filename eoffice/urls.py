"""Every address of the system."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

from eoffice.common import health, metrics

urlpatterns: list[URLPattern | URLResolver] = [
    path("api/", include("eoffice.api.urls")),
    path("health/live/", health.live),
    path("health/ready/", health.ready),
    path("metrics/", metrics.metrics),
    path("calendar/", include("eoffice.web.calendar.urls")),
    path("", include("kpi.web.urls")),
    path("", include("eoffice.web.urls")),
    path("", include("eoffice.people.web.urls")),
    path("", include("documents.web.urls")),
    path("", include("workflows.engine.web.urls")),
    path("", include("workflows.letters.web.urls")),
    path("", include("workflows.letters.web.outgoing.urls")),
    path("", include("workflows.letters.web.written.urls")),
    path("", include("workflows.letters.web.drafts.urls")),
]

handler400 = "eoffice.web.views.errors.bad_request"
handler403 = "eoffice.web.views.errors.forbidden"
handler404 = "eoffice.web.views.errors.not_found"
handler429 = "eoffice.web.views.errors.too_many"
handler500 = "eoffice.web.views.errors.server_error"
