"""Importing people and units: template, dry run, the real run, and the slips."""

from __future__ import annotations

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from eoffice.common import clock
from eoffice.common.errors import RuleBroken
from eoffice.common.forms import OfficeForm
from eoffice.people.actions.accounts import reset_password
from eoffice.people.administration import accounts_elsewhere
from eoffice.people.importing.checking import plan_import
from eoffice.people.importing.entering import enter_table
from eoffice.people.importing.reading import Table, read_table
from eoffice.people.importing.slips import seal_table, slips_csv, unseal_slips, unseal_table
from eoffice.people.importing.template import template_xlsx
from eoffice.people.listing import people_of
from eoffice.people.posts import PostedRequest
from eoffice.people.roles import Role
from eoffice.people.web.access import office_page
from eoffice.people.web.answering import page_of_form, posted, refusals_in, right
from eoffice.people.web.passwords import slip_of, slips_page

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class TableForm(OfficeForm):
    """The file."""

    file = forms.FileField(
        label=_("Table of people"),
        help_text=_("XLSX or CSV, at most 5 MB."),
        allow_empty_file=True,  # said better by whoever reads it
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv"}),
    )


@office_page(Role.SYSADMIN)
def import_people(request: PostedRequest) -> HttpResponse:
    """Choose a file; it is checked, nothing is entered."""
    form = TableForm(posted(request), request.FILES or None)
    if form.is_bound and right(form):
        with refusals_in(form):
            table = read_table(form.cleaned_data["file"].read())
            return _report(request, table)
    return page_of_form(request, "people/import.html", form)


def _report(request: PostedRequest, table: Table, status: int = 200) -> HttpResponse:
    """The dry run: what would be done, and every row that can't be taken."""
    plan = plan_import(table, request.post_held.organisation)
    context = {"plan": plan, "sealed": seal_table(table, request.post_held) if plan.is_clean else ""}
    return render(request, "people/import_report.html", context, status=status)


@office_page(Role.SYSADMIN)
@require_POST
def enter(request: PostedRequest) -> HttpResponse:
    """Enter what the dry run showed; answers with the slips, once."""
    table = unseal_table(request.POST.get("table", ""), request.post_held)
    if table is None:
        raise RuleBroken(
            gettext("The check is older than an hour. Send the file again."), code="import_too_old"
        )
    entered = enter_table(table, by=request.post_held)
    if not entered.slips:
        return render(request, "people/import_done.html", {"plan": entered.plan})
    return slips_page(request, entered.slips, plan=entered.plan)


@office_page(Role.SYSADMIN)
@require_POST
def slips(request: PostedRequest) -> HttpResponse:
    """The slips of the page one is on, as a table."""
    found = unseal_slips(request.POST.get("slips", ""), request.post_held)
    if found is None:
        raise RuleBroken(gettext("These slips can no longer be downloaded."), code="slips_too_old")
    name = f"passwords-{clock.today():%Y%m%d}.csv"
    return _download(slips_csv(found), "text/csv; charset=utf-8", name)


@office_page(Role.SYSADMIN)
def template(request: PostedRequest) -> HttpResponse:
    """The empty table."""
    return _download(template_xlsx(), XLSX, "people.xlsx")


@office_page(Role.SYSADMIN)
def renew(request: PostedRequest) -> HttpResponse:
    """New one-time passwords for those who never used theirs: slips get lost."""
    by = request.post_held
    waiting = [line.post for line in people_of(by) if line.person.must_change_password]
    elsewhere = accounts_elsewhere([post.person for post in waiting], by)
    waiting = [post for post in waiting if post.person_id not in elsewhere | {by.person_id}]
    if request.method == "POST":
        chosen = set(request.POST.getlist("person"))
        # Each in a transaction of its own: hashing is slow and must not keep other writers waiting.
        slips_made = [
            slip_of(post, reset_password(post.person, by=by))
            for post in waiting
            if str(post.person_id) in chosen
        ]
        return slips_page(request, slips_made) if slips_made else redirect("people:renew")
    return render(request, "people/renew.html", {"posts": waiting})


def _download(content: bytes, media_type: str, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=media_type)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["Cache-Control"] = "no-store"
    return response
