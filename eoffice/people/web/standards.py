"""Service standards: what holds, and what will."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from eoffice.common import clock
from eoffice.organisations.models import ServiceStandard
from eoffice.organisations.standards import Standard
from eoffice.people.actions.standards import MEASURED, Measured, drop_standard, set_standard, standards_table
from eoffice.people.posts import PostedRequest
from eoffice.people.roles import Role
from eoffice.people.standard_words import measured_words, speed_words
from eoffice.people.web.access import office_page
from eoffice.people.web.answering import page_of_form, posted, refusals_in, right
from eoffice.people.web.forms.agency import StandardForm


@office_page(Role.SYSADMIN)
def standards(request: PostedRequest) -> HttpResponse:
    """One table for each thing that is measured."""
    groups: dict[str, list[dict[str, object]]] = {}
    for line in standards_table(request.post_held.organisation_id, on=clock.today()):
        group = groups.setdefault(measured_words(line.measured), [])
        group.append({"line": line, "speed": speed_words(line.measured)})
    return render(request, "people/standards.html", {"groups": groups})


@office_page(Role.SYSADMIN)
def standard(request: PostedRequest, key: str) -> HttpResponse:
    """Another standard from a day on."""
    by = request.post_held
    measured = _measured_or_404(key)
    now = next(
        line for line in standards_table(by.organisation_id, on=clock.today()) if line.measured == measured
    )
    first = {"valid_from": clock.today()}
    if now.standard is not None:
        first |= {"value": now.standard.value, "clock": now.standard.clock}  # type: ignore[dict-item] # of several kinds
    form = StandardForm(posted(request), initial=first)
    if form.is_bound and right(form):
        with refusals_in(form):
            wanted = Standard(form.cleaned_data["clock"], form.cleaned_data["value"])
            set_standard(measured, wanted, valid_from=form.cleaned_data["valid_from"], by=by)
            messages.success(request, _("Saved."))
            return redirect("people:standards")
    words = {"what": measured_words(measured), "speed": speed_words(measured)}
    return page_of_form(request, "people/standard.html", form, now=now, **words)


@office_page(Role.SYSADMIN)
@require_POST
def drop(request: PostedRequest, pk: int) -> HttpResponse:
    """Take back what does not hold yet."""
    row = get_object_or_404(ServiceStandard, pk=pk, organisation=request.post_held.organisation_id)
    drop_standard(row, by=request.post_held)
    return redirect("people:standards")


def _measured_or_404(key: str) -> Measured:
    found = next((measured for measured in MEASURED if measured.key == key), None)
    if found is None:
        raise Http404
    return found
