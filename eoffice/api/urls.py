"""The addresses below `/api/`. Each app brings its own, as `<app>.api.urls.urlpatterns`."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

from eoffice.api.views import codes, delegations, directory, documentation, session, work

own: list[URLPattern | URLResolver] = [
    path("auth/token/", session.TokenView.as_view()),
    path("auth/token/current/", session.LogOutView.as_view()),
    path("me/", session.MeView.as_view()),
    path("people/", directory.PeopleView.as_view()),
    path("units/", directory.UnitsView.as_view()),
    path("organisations/", directory.OrganisationsView.as_view()),
    path("delegations/", delegations.DelegationsView.as_view()),
    path("delegations/<int:id>/", delegations.DelegationView.as_view()),
    path("delegations/<int:id>/revoke/", delegations.RevokeView.as_view()),
    path("work/", work.WorkView.as_view()),
    path("search/", work.SearchView.as_view()),
    path("codes/roles/", codes.RolesView.as_view()),
    path("codes/processes/", codes.ProcessesView.as_view()),
]

#: Whose addresses stand below `v1/`.
APPS = ("documents", "kpi", "workflows.engine")

urlpatterns: list[URLPattern | URLResolver] = [
    path("v1/", include([*own, *(path("", include(f"{app}.api.urls")) for app in APPS)])),
    path("schema/", documentation.SchemaView.as_view(), name="api-schema"),
    path("docs/", documentation.DocsView.as_view(url_name="api-schema"), name="api-docs"),
]
