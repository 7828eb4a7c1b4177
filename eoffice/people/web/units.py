"""Units: the tree, and each one."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from eoffice.common import clock
from eoffice.common.thai.sorting import sort_key
from eoffice.organisations.models import Unit
from eoffice.people.actions.units import change_unit, close_unit, create_unit, reopen_unit
from eoffice.people.posts import PostedRequest
from eoffice.people.roles import Role
from eoffice.people.web.access import office_page
from eoffice.people.web.answering import page_of_form, posted, refusals_in, right
from eoffice.people.web.forms.agency import UnitForm


@dataclass(frozen=True)
class Branch:
    """A unit with how many people work in it, and the units below it."""

    unit: Unit
    people: int
    below: tuple[Branch, ...]


def tree_of(organisation_id: int) -> list[Branch]:
    """The units of an agency as a tree, each level in Thai order. One query."""
    today = clock.today()
    working = (
        Q(posts__person__is_active=True)
        & Q(posts__starts_on__lte=today)
        & (Q(posts__ends_on__isnull=True) | Q(posts__ends_on__gte=today))
    )
    people = Count("posts__person", filter=working, distinct=True)
    units = list(Unit.objects.filter(organisation=organisation_id).annotate(people=people))
    units.sort(key=lambda unit: (not unit.is_active, sort_key(unit.name)))

    def level(parent_id: int | None) -> tuple[Branch, ...]:
        here = [unit for unit in units if unit.parent_id == parent_id]
        return tuple(Branch(unit, unit.people, level(unit.pk)) for unit in here)

    return list(level(None))


def _unit_or_404(request: PostedRequest, pk: int) -> Unit:
    return get_object_or_404(Unit, pk=pk, organisation=request.post_held.organisation_id)


@office_page(Role.SYSADMIN)
def units(request: PostedRequest) -> HttpResponse:
    """The tree."""
    return render(request, "people/units.html", {"tree": tree_of(request.post_held.organisation_id)})


@office_page(Role.SYSADMIN)
def new_unit(request: PostedRequest) -> HttpResponse:
    """A further unit."""
    by = request.post_held
    form = UnitForm(posted(request), agency=by.organisation, initial={"parent": request.GET.get("parent")})
    if form.is_bound and right(form):
        with refusals_in(form):
            made = create_unit(form.facts(), by=by)
            messages.success(request, _("The unit %(name)s is made.") % {"name": made.name})
            return redirect("people:units")
    return page_of_form(request, "people/new_unit.html", form)


@office_page(Role.SYSADMIN)
def unit(request: PostedRequest, pk: int) -> HttpResponse:
    """One unit: rename, move, own register."""
    found = _unit_or_404(request, pk)
    form = UnitForm(posted(request), agency=request.post_held.organisation, unit=found)
    if form.is_bound and right(form):
        with refusals_in(form):
            change_unit(found, form.facts(), by=request.post_held)
            messages.success(request, _("Saved."))
            return redirect("people:units")
    return page_of_form(request, "people/unit.html", form, unit=_unit_or_404(request, pk))


@office_page(Role.SYSADMIN)
@require_POST
def close(request: PostedRequest, pk: int) -> HttpResponse:
    """Nothing new goes to it."""
    found = _unit_or_404(request, pk)
    close_unit(found, by=request.post_held)
    messages.success(request, _("The unit %(name)s is closed.") % {"name": found.name})
    return redirect("people:units")


@office_page(Role.SYSADMIN)
@require_POST
def reopen(request: PostedRequest, pk: int) -> HttpResponse:
    """It works again."""
    found = _unit_or_404(request, pk)
    reopen_unit(found, by=request.post_held)
    messages.success(request, _("The unit %(name)s is open again.") % {"name": found.name})
    return redirect("people:units")
