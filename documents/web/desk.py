"""The numbers desk: the books, what was given out, reserving, inserting, continuing a paper book."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from documents.actions import numbers
from documents.models import Register, RegisterEntry
from documents.models.register import rows_for
from documents.printing.book import Span, print_book
from documents.rules.years import year_of_day
from documents.web.finding import register_at
from documents.web.forms import FloorForm, InsertForm, KeyedForm, ReserveForm
from eoffice.common import clock
from eoffice.common.numbers import whole_number
from eoffice.people.posts import PostedRequest
from eoffice.people.web.access import office_page
from eoffice.people.web.answering import page_of_form, posted, refusals_in, right

LATEST = 50


def year_asked(request: PostedRequest) -> int:
    """The BE year in the address, else this one."""
    told = whole_number(request.GET.get("year", ""), digits=4) or 0
    return told if 2400 < told < 2700 else year_of_day(clock.today())


@office_page()
@require_safe
def books(request: PostedRequest) -> HttpResponse:
    """The books that one may see, and how far each has come this year."""
    year = year_asked(request)
    post = request.post_held
    found = Register.objects.visible_to(post).select_related("unit", "organisation")
    # Asked apart: reserved numbers are few, and a partial index knows them.
    waiting = RegisterEntry.objects.reserved().filter(register__in=found.values("pk"))
    counts = dict(waiting.values_list("register").annotate(Count("pk")).order_by())
    shown = found.prefetch_related("counters").order_by("unit_id", "pk")
    lines = [(book, _last(book, year), counts.get(book.pk, 0)) for book in shown]
    opened = {book.run for book, _number, _reserved in lines if book.unit_id is None}
    context = {"lines": lines, "year": year, "uses_year": True, "closed": numbers.books_to_open(post, opened)}
    return render(request, "documents/registers.html", context)


@office_page()
@require_POST
def open_book(request: PostedRequest) -> HttpResponse:
    """Open a book that the agency has not used yet, so that its numbers can be reserved."""
    register = numbers.open_book(request.post_held, request.POST.get("run", ""))
    return redirect("documents:desk", register.pk)


def _last(book: Register, year: int) -> int:
    return next((counter.last for counter in book.counters.all() if counter.year == year), 0)


@office_page()
@require_safe
def desk(request: PostedRequest, pk: int) -> HttpResponse:
    """One book: the numbers that wait for their letter, and the latest ones of a year."""
    post, year = request.post_held, year_asked(request)
    register = register_at(pk, post)
    entries = RegisterEntry.objects.of(register)
    known = entries.select_related("register__organisation", "reserved_for__person")
    reserved = known.reserved().order_by("expires_at")
    latest = known.filter(year=year).order_by("-number", "-sub_number")[:LATEST]
    context = {
        "register": register,
        "year": year,
        "counter": register.counters.filter(year=year).first(),
        "reserved": rows_for(reserved, post),
        "latest": rows_for(latest, post),
        "keeps": register.is_kept_by(post),
        "uses_year": True,
        "now": clock.now(),
    }
    return render(request, "documents/desk.html", context)


@office_page()
def reserve(request: PostedRequest, pk: int) -> HttpResponse:
    """Keep the next number for somebody."""
    post = request.post_held
    register = register_at(pk, post)
    form = ReserveForm(posted(request), post=post, register=register)
    if form.is_bound and right(form):
        with refusals_in(form):
            told = form.told
            ends = dt.datetime.combine(told["expires_at"], dt.time(23, 59), clock.BANGKOK)
            made = form.once(
                post,
                request.path,
                lambda: (
                    numbers.reserve(
                        register,
                        purpose=told["purpose"],
                        reserved_for=told["reserved_for"],
                        expires_at=ends,
                        post=post,
                        pattern=numbers.CIRCULAR_AMONG_ALL if told.get("circular") else "",
                    ).pk
                ),
            )
            return redirect("documents:entry", made)
    return _form_page(request, register, form, _("Reserve a number"))


@office_page()
def insert(request: PostedRequest, pk: int) -> HttpResponse:
    """Put a row between two numbers."""
    post = request.post_held
    register = register_at(pk, post)
    form = InsertForm(posted(request))
    if form.is_bound and right(form):
        with refusals_in(form):
            told: dict[str, Any] = form.told
            year = year_of_day(told["stated_on"])
            made = form.once(
                post,
                request.path,
                lambda: numbers.insert_after(register, year=year, post=post, **told).pk,
            )
            return redirect("documents:entry", made)
    return _form_page(request, register, form, _("Insert a number"))


@office_page()
def floor(request: PostedRequest, pk: int) -> HttpResponse:
    """Say how far the paper book of this year has come."""
    post = request.post_held
    register = register_at(pk, post)
    form = FloorForm(posted(request))
    year = year_asked(request)
    if form.is_bound and right(form):
        with refusals_in(form):
            numbers.set_floor(register, year, form.told["last_used"], post=post)
            return redirect("documents:desk", pk)
    return _form_page(request, register, form, _("Continue a paper book"), year=year)


@office_page()
@require_safe
def printed(request: PostedRequest, pk: int) -> HttpResponse:
    """The book of a year as XLSX or CSV."""
    register = register_at(pk, request.post_held)
    form = request.GET.get("format", "xlsx")
    return print_book(register, request.post_held, Span(year_asked(request)), form)


def _form_page(
    request: PostedRequest, register: Register, form: KeyedForm, title: str, **more: Any
) -> HttpResponse:
    if not register.is_kept_by(request.post_held):
        raise numbers.not_its_keeper()
    return page_of_form(request, "documents/desk_form.html", form, register=register, title=title, **more)
