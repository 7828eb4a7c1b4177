"""Audit events: for the auditor and the administrator of the agency."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from urllib.parse import urlencode

from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from eoffice.common import clock
from eoffice.common.numbers import whole_number
from eoffice.common.spreadsheets import csv_bytes
from eoffice.common.thai.dates import short_datetime
from eoffice.people.audit import note
from eoffice.people.audit_words import told
from eoffice.people.models import AuditEvent
from eoffice.people.models.access import AuditQuerySet
from eoffice.people.posts import PostedRequest
from eoffice.people.roles import Role
from eoffice.people.web.access import office_page
from eoffice.people.web.forms.audit import AuditFilter

ON_A_PAGE = 100
MOST_EXPORTED = 100_000
ONE_DAY = dt.timedelta(days=1)


def _found(request: PostedRequest, form: AuditFilter) -> AuditQuerySet:
    """Events that the filter names, newest first; a filter that can't be read shows nothing."""
    rows = AuditEvent.objects.visible_to(request.post_held)
    if not form.is_valid():
        return rows.none()
    asked = form.cleaned_data
    if asked["action"]:
        rows = rows.filter(action=asked["action"])
    if q := asked["q"]:
        who = Q()
        for word in q.split():
            names = Q(actor__first_name__icontains=word) | Q(actor__last_name__icontains=word)
            who &= names | Q(actor__username__icontains=word)
        rows = rows.filter(who)
    if asked["since"]:
        rows = rows.filter(at__gte=_midnight(asked["since"]))
    if asked["until"]:
        rows = rows.filter(at__lt=_midnight(asked["until"] + ONE_DAY))
    return rows.select_related("actor").order_by("-pk")


@office_page(Role.AUDITOR, Role.SYSADMIN)
def audit(request: PostedRequest) -> HttpResponse:
    """A page of events; `?before=` goes to older ones."""
    form = AuditFilter(request.GET)
    rows = _found(request, form)
    if (before := whole_number(request.GET.get("before", ""))) is not None:
        rows = rows.filter(pk__lt=before)
    shown = list(rows[: ON_A_PAGE + 1])
    events = told(shown[:ON_A_PAGE])
    context = {
        "form": form,
        "events": events,
        "older": _address(request, before=shown[ON_A_PAGE - 1].pk) if len(shown) > ON_A_PAGE else "",
        "newer": _address(request) if before else "",
        "export": urlencode([(name, value) for name, value in request.GET.items() if name != "before"]),
    }
    status = 422 if form.errors else 200
    return render(request, "people/audit.html", context, status=status)


@office_page(Role.AUDITOR, Role.SYSADMIN)
def export(request: PostedRequest) -> HttpResponse:
    """The events of the filter as a table; that they were taken out is an event, too."""
    rows = _found(request, AuditFilter(request.GET))[:MOST_EXPORTED]
    header = [
        _("When"),
        _("Who"),
        _("User name"),
        _("What"),
        _("Concerns"),
        _("Details"),
        _("Network address"),
    ]
    content = csv_bytes(header, _csv_rows(rows))
    note("audit_exported", post=request.post_held, rows=len(rows))
    response = HttpResponse(content, content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="audit-{clock.today():%Y%m%d}.csv"'
    return response


def _csv_rows(rows: AuditQuerySet) -> Iterator[list[str]]:
    for line in told(rows):
        event = line.event
        yield [
            short_datetime(event.at),
            event.actor.name if event.actor else "",
            event.actor.username if event.actor else "",
            line.action,
            line.about,
            "; ".join(line.details),
            event.address or "",
        ]


def _address(request: PostedRequest, **more: object) -> str:
    query = {name: value for name, value in request.GET.items() if name != "before"}
    return f"{request.path}?{urlencode({**query, **more})}"


def _midnight(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(), tzinfo=clock.BANGKOK)
