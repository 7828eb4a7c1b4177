"""The agency: what its letters print, and what it decided for them."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from eoffice.organisations.settings_of import settings_of
from eoffice.people.actions.agency import change_agency, change_settings
from eoffice.people.posts import PostedRequest
from eoffice.people.roles import Role
from eoffice.people.web.access import office_page
from eoffice.people.web.answering import page_of_form, posted, refusals_in, right
from eoffice.people.web.forms.agency import AgencyForm, SettingsForm


@office_page(Role.SYSADMIN)
def agency(request: PostedRequest) -> HttpResponse:
    """Name, code, addresses."""
    by = request.post_held
    form = AgencyForm(posted(request), agency=by.organisation)
    if form.is_bound and right(form):
        with refusals_in(form):
            change_agency(form.facts(), form.cleaned_data["parent"], by=by)
            messages.success(request, _("Saved."))
            return redirect("people:agency")
    return page_of_form(request, "people/agency.html", form)


@office_page(Role.SYSADMIN)
def settings(request: PostedRequest) -> HttpResponse:
    """How letters are handled here."""
    by = request.post_held
    form = SettingsForm(posted(request), initial=SettingsForm.first_values(settings_of(by.organisation)))
    if form.is_bound and right(form):
        with refusals_in(form):
            change_settings(form.wanted(settings_of(by.organisation)), by=by)
            messages.success(request, _("Saved."))
            return redirect("people:settings")
    return page_of_form(request, "people/settings.html", form)
