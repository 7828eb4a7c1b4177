"""The office calendar: everybody of the agency looks at it, the registry and the administrator keep it."""

from __future__ import annotations

import datetime as dt

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from eoffice.common import clock
from eoffice.common.numbers import whole_number
from eoffice.common.thai.months import be_year, ce_year
from eoffice.organisations.calendar import build_clock, missing_years
from eoffice.organisations.holiday_seed import PLOUGHING_DAY
from eoffice.organisations.models import CalendarDay
from eoffice.organisations.rules.office_clock import OfficeHours
from eoffice.people.actions import calendar
from eoffice.people.actions.calendar import KEEPERS
from eoffice.people.posts import PostedRequest
from eoffice.people.web.access import office_page
from eoffice.people.web.answering import page_of_form, posted, refusals_in, right
from eoffice.web.calendar.forms import CalendarDayForm, OfficeHoursForm, day_now, hours_now
from eoffice.web.calendar.months import SUNDAY_TO_SATURDAY, months_of

#: Buddhist years that can be looked at and settled.
YEARS = range(2500, 2651)


@office_page()
def year(request: PostedRequest) -> HttpResponse:
    """Twelve months, what differs in them, and what has still to be settled."""
    post, today = request.post_held, clock.today()
    shown = _year_asked(request, today)
    rows = list(CalendarDay.objects.filter(organisation=post.organisation_id, day__year=ce_year(shown)))
    office = build_clock(post.organisation_id)
    context = {
        "year": shown,
        "months": months_of(ce_year(shown), rows, office, today),
        "weekdays": SUNDAY_TO_SATURDAY,
        "rows": rows,
        "settled": ce_year(shown) in office.years,
        "missing": [be_year(missing) for missing in missing_years(post.organisation_id, today)],
        "lacks_ploughing_day": not any(PLOUGHING_DAY in row.name for row in rows),
        "hours": office.hours_on(today),
        "keeps": post.has(*KEEPERS),
    }
    return render(request, "web/calendar/year.html", context)


@office_page(*KEEPERS)
def new_day(request: PostedRequest) -> HttpResponse:
    """A day off, or a day worked instead."""
    form = CalendarDayForm(posted(request), initial={"kind": CalendarDay.Kind.PUBLIC})
    if form.is_bound and right(form):
        with refusals_in(form):
            row = calendar.add_day(form.facts(), by=request.post_held)
            return _to_year(be_year(row.day.year))
    return page_of_form(request, "web/calendar/new_day.html", form, year=_year_asked(request, clock.today()))


@office_page(*KEEPERS)
def day(request: PostedRequest, pk: int) -> HttpResponse:
    """Correct a day of the calendar, or take it out."""
    row = _row_or_404(request, pk)
    form = CalendarDayForm(posted(request), initial=day_now(row))
    if form.is_bound and right(form):
        with refusals_in(form):
            calendar.change_day(row, form.facts(), by=request.post_held)
            return _to_year(be_year(row.day.year))
    return page_of_form(request, "web/calendar/day.html", form, row=row, year=be_year(row.day.year))


@office_page(*KEEPERS)
@require_POST
def remove_day(request: PostedRequest, pk: int) -> HttpResponse:
    """Make it an ordinary day again."""
    row = _row_or_404(request, pk)
    calendar.remove_day(row, by=request.post_held)
    messages.success(request, _("Taken out of the calendar: %(name)s") % {"name": row.name})
    return _to_year(be_year(row.day.year))


@office_page(*KEEPERS)
@require_POST
def seed(request: PostedRequest, shown: int) -> HttpResponse:
    """Enter the first list of the year."""
    _must_be_a_year(shown)
    first, entered = calendar.seed_holidays(ce_year(shown), by=request.post_held)
    said = ngettext("%(count)d day entered.", "%(count)d days entered.", entered) % {"count": entered}
    messages.success(request, said)
    for name in first.lacks:
        messages.warning(request, _("%(name)s is not in the list: enter it as announced.") % {"name": name})
    return _to_year(shown)


@office_page(*KEEPERS)
@require_POST
def settle(request: PostedRequest, shown: int) -> HttpResponse:
    """Say that the list is the one that was announced, or that it isn't yet."""
    _must_be_a_year(shown)
    settled = request.POST.get("settled") == "1"
    change = calendar.settle_year if settled else calendar.unsettle_year
    change(ce_year(shown), by=request.post_held)
    return _to_year(shown)


@office_page()
def hours(request: PostedRequest) -> HttpResponse:
    """All office hours that ever held or will hold, newest first."""
    ours = build_clock(request.post_held.organisation_id)
    context = {
        "all_hours": sorted(ours.hours, key=lambda entry: entry.valid_from, reverse=True),
        "in_force": ours.hours_on(clock.today()),
        "first": min(entry.valid_from for entry in ours.hours),
        "keeps": request.post_held.has(*KEEPERS),
    }
    return render(request, "web/calendar/hours.html", context)


@office_page(*KEEPERS)
def new_hours(request: PostedRequest) -> HttpResponse:
    """Other hours from a day on."""
    today = clock.today()
    now = build_clock(request.post_held.organisation_id).hours_on(today)
    return _hours_form(request, {**hours_now(now), "valid_from": today})


@office_page(*KEEPERS)
def change_hours(request: PostedRequest, valid_from: str) -> HttpResponse:
    """Correct hours that are entered."""
    entered = _hours_or_404(request, valid_from)
    return _hours_form(request, {**hours_now(entered), "valid_from": entered.valid_from})


@office_page(*KEEPERS)
@require_POST
def remove_hours(request: PostedRequest, valid_from: str) -> HttpResponse:
    """Take back a change of hours."""
    entered = _hours_or_404(request, valid_from)
    calendar.remove_office_hours(entered.valid_from, by=request.post_held)
    return redirect("organisations:hours")


def _hours_form(request: PostedRequest, first: dict[str, dt.time | dt.date]) -> HttpResponse:
    form = OfficeHoursForm(posted(request), initial=first)
    if form.is_bound and right(form):
        with refusals_in(form):
            calendar.set_office_hours(form.week(), form.cleaned_data["valid_from"], by=request.post_held)
            return redirect("organisations:hours")
    return page_of_form(request, "web/calendar/hours_form.html", form)


def _hours_or_404(request: PostedRequest, valid_from: str) -> OfficeHours:
    every = build_clock(request.post_held.organisation_id).hours
    found = next((entry for entry in every if entry.valid_from.isoformat() == valid_from), None)
    if found is None:
        raise Http404
    return found


def _row_or_404(request: PostedRequest, pk: int) -> CalendarDay:
    return get_object_or_404(CalendarDay, pk=pk, organisation=request.post_held.organisation_id)


def _year_asked(request: PostedRequest, today: dt.date) -> int:
    """The Buddhist year in the address, else this one."""
    year = whole_number(request.GET.get("year", ""), digits=4) or 0
    return year if year in YEARS else be_year(today.year)


def _must_be_a_year(shown: int) -> None:
    if shown not in YEARS:
        raise Http404


def _to_year(shown: int) -> HttpResponseRedirect:
    return HttpResponseRedirect(f"{reverse('organisations:calendar')}?year={shown}")
