"""Bringing in an old register: choose a table, look at the report, enter."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from django.core import signing
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from documents.actions import numbers
from documents.importing.checking import plan_import
from documents.importing.entering import carry_out
from documents.importing.reading import Line, read_file
from documents.models import Register
from documents.web.finding import register_at
from documents.web.forms import TableForm
from eoffice.common.errors import RuleBroken, TooLarge
from eoffice.people.models import Post
from eoffice.people.posts import PostedRequest
from eoffice.people.web.access import office_page
from eoffice.people.web.answering import page_of_form, posted, refusals_in, right

#: A report is good for an hour; then the file has to be sent again.
GOOD_FOR = dt.timedelta(hours=1)
#: What a form field may carry; a longer table goes in by the command.
MOST_SEALED = 4 * 1024 * 1024


@office_page()
def choose(request: PostedRequest, pk: int) -> HttpResponse:
    """Choose a file; every row is checked, nothing is entered."""
    register = _book(request, pk)
    form = TableForm(posted(request), request.FILES or None)
    if form.is_bound and right(form):
        with refusals_in(form):
            lines = read_file(form.cleaned_data["file"].read())
            return _report(request, register, lines, form.cleaned_data["year"])
    return page_of_form(request, "documents/import.html", form, register=register)


@office_page()
@require_POST
def enter(request: PostedRequest, pk: int) -> HttpResponse:
    """Enter what the report showed; a second time adds nothing."""
    register, post = _book(request, pk), request.post_held
    lines, year = _unsealed(request.POST.get("table", ""), register, post)
    plan = carry_out(lines, register, post=post, year=year)
    context = {"register": register, "plan": plan, "done": True}
    return render(request, "documents/import_report.html", context)


def _book(request: PostedRequest, pk: int) -> Register:
    register = register_at(pk, request.post_held)
    if not register.is_kept_by(request.post_held):
        raise numbers.not_its_keeper()
    return register


def _report(
    request: PostedRequest, register: Register, lines: Sequence[Line], year: int | None
) -> HttpResponse:
    plan = plan_import(lines, register, year=year)
    sealed = _sealed(lines, year, register, request.post_held) if plan.is_sound and plan.entries else ""
    context = {"register": register, "plan": plan, "sealed": sealed}
    status = 200 if plan.is_sound else 422
    return render(request, "documents/import_report.html", context, status=status)


def _sealed(lines: Sequence[Line], year: int | None, register: Register, post: Post) -> str:
    """The table for the form that confirms: nobody can change it, and only the same post can send it."""
    told = [year, [[line.row, line.cells, line.day_above] for line in lines]]
    sealed = signing.dumps(told, salt=_salt(register, post), compress=True)
    if len(sealed) > MOST_SEALED:
        raise TooLarge(
            _("The table is too long for a page. Bring it in with the command eoffice import-register.")
        )
    return sealed


def _unsealed(sealed: str, register: Register, post: Post) -> tuple[list[Line], int | None]:
    try:
        year, told = signing.loads(sealed, salt=_salt(register, post), max_age=GOOD_FOR)
    except signing.BadSignature as error:
        sentence = _("The check is older than an hour. Send the file again.")
        raise RuleBroken(sentence, code="import_too_old") from error
    return [Line(row, cells, day) for row, cells, day in told], year


def _salt(register: Register, post: Post) -> str:
    return f"documents.importing.{register.pk}.{post.pk}"
