"""The addresses below `/api/`. Each app brings its own, as `<app>.api.urls.urlpatterns`."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

from eoffice.api.views import (
    administration,
    agency,
    calendar,
    codes,
    delegations,
    directory,
    documentation,
    notices,
    session,
    work,
)

own: list[URLPattern | URLResolver] = [
    path("auth/token/", session.TokenView.as_view()),
    path("auth/token/current/", session.LogOutView.as_view()),
    path("me/", session.MeView.as_view()),
    path("people/", directory.PeopleView.as_view()),
    path("units/", administration.UnitsView.as_view()),
    path("units/<int:id>/", administration.UnitView.as_view()),
    path("units/<int:id>/close/", administration.UnitVerbView.as_view(verb="close_unit")),
    path("units/<int:id>/reopen/", administration.UnitVerbView.as_view(verb="reopen_unit")),
    path("accounts/", administration.AccountsView.as_view()),
    path("accounts/<int:id>/", administration.AccountView.as_view()),
    path("accounts/<int:id>/deactivate/", administration.AccountVerbView.as_view(verb="deactivate")),
    path("accounts/<int:id>/reactivate/", administration.AccountVerbView.as_view(verb="reactivate")),
    path("accounts/<int:id>/reset-password/", administration.PasswordView.as_view()),
    path("accounts/<int:id>/clearance/", administration.ClearanceView.as_view()),
    path("accounts/<int:id>/posts/", administration.PostsView.as_view()),
    path("posts/<int:id>/", administration.PostView.as_view()),
    path("posts/<int:id>/end/", administration.PostEndView.as_view()),
    path("agency/", agency.AgencyView.as_view()),
    path("agency/settings/", agency.SettingsView.as_view()),
    path("standards/", agency.StandardsView.as_view()),
    path("audit-events/", administration.AuditView.as_view()),
    path("calendar/days/", calendar.DaysView.as_view()),
    path("calendar/days/<int:id>/", calendar.DayView.as_view()),
    path("calendar/years/", calendar.YearsView.as_view()),
    path("calendar/years/<int:year>/", calendar.YearView.as_view()),
    path("calendar/years/<int:year>/seed/", calendar.SeedView.as_view()),
    path("calendar/hours/", calendar.HoursView.as_view()),
    path("notices/", notices.NoticesView.as_view()),
    path("notices/read/", notices.NoticesReadView.as_view()),
    path("notices/<int:id>/read/", notices.NoticeReadView.as_view()),
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
APPS = ("documents", "kpi", "workflows.letters", "workflows.engine")

urlpatterns: list[URLPattern | URLResolver] = [
    path("v1/", include([*own, *(path("", include(f"{app}.api.urls")) for app in APPS)])),
    path("schema/", documentation.SchemaView.as_view(), name="api-schema"),
    path("docs/", documentation.docs, name="api-docs"),
    path("<path:rest>", documentation.nothing),
]
