"""Addresses of people, units, the agency, delegation and audit."""

from __future__ import annotations

from django.urls import path

from eoffice.people.web import agency, audit, delegations, importing, people, person, posts, standards, units

app_name = "people"

urlpatterns = [
    path("people/", people.people, name="people"),
    path("people/new/", people.new_person, name="new_person"),
    path("people/known/", people.known_person, name="known_person"),
    path("people/import/", importing.import_people, name="import"),
    path("people/import/template/", importing.template, name="import_template"),
    path("people/import/enter/", importing.enter, name="import_enter"),
    path("people/slips/", importing.slips, name="slips"),
    path("people/renew/", importing.renew, name="renew"),
    path("people/<int:pk>/", person.person, name="person"),
    path("people/<int:pk>/correct/", person.correct, name="correct"),
    path("people/<int:pk>/clearance/", person.clearance, name="clearance"),
    path("people/<int:pk>/close/", person.close_account, name="close_account"),
    path("people/<int:pk>/reopen/", person.reopen_account, name="reopen_account"),
    path("people/<int:pk>/password/", person.new_password, name="new_password"),
    path("people/<int:pk>/posts/new/", posts.new_post, name="new_post"),
    path("posts/<int:pk>/change/", posts.change, name="change_post"),
    path("posts/<int:pk>/end/", posts.end, name="end_post"),
    path("units/", units.units, name="units"),
    path("units/new/", units.new_unit, name="new_unit"),
    path("units/<int:pk>/", units.unit, name="unit"),
    path("units/<int:pk>/close/", units.close, name="close_unit"),
    path("units/<int:pk>/reopen/", units.reopen, name="reopen_unit"),
    path("agency/", agency.agency, name="agency"),
    path("agency/letters/", agency.settings, name="settings"),
    path("agency/standards/", standards.standards, name="standards"),
    path("agency/standards/<str:key>/", standards.standard, name="standard"),
    path("agency/standards/drop/<int:pk>/", standards.drop, name="drop_standard"),
    path("delegations/", delegations.delegations, name="delegations"),
    path("delegations/past/", delegations.past_delegations, name="past_delegations"),
    path("delegations/away/", delegations.away, name="away"),
    path("delegations/absence/", delegations.new_absence, name="new_absence"),
    path("delegations/order/", delegations.new_order, name="new_order"),
    path("delegations/<int:pk>/end/", delegations.end_delegation, name="end_delegation"),
    path("audit/", audit.audit, name="audit"),
    path("audit/export/", audit.export, name="audit_export"),
]
