"""The addresses below `/api/`. Each app brings its own, as `<app>.api.urls.urlpatterns`."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

from eoffice.api.views import documentation, session

own: list[URLPattern | URLResolver] = [
    path("auth/token/", session.TokenView.as_view()),
    path("auth/token/current/", session.LogOutView.as_view()),
    path("me/", session.MeView.as_view()),
]

#: Whose addresses stand below `v1/`.
APPS = ("documents", "kpi", "workflows.engine")

urlpatterns: list[URLPattern | URLResolver] = [
    path("v1/", include([*own, *(path("", include(f"{app}.api.urls")) for app in APPS)])),
    path("schema/", documentation.SchemaView.as_view(), name="api-schema"),
    path("docs/", documentation.DocsView.as_view(url_name="api-schema"), name="api-docs"),
]
