"""A row of a register: what stands in it, what was changed, and what its registrar can do."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from documents.actions import numbers
from documents.holding import holder_of
from documents.models import RegisterChange, RegisterEntry
from documents.web.finding import entry_at
from documents.web.forms import CorrectForm, KeyedForm, ReasonForm, RowForm, columns_now
from eoffice.people.models import Post
from eoffice.people.posts import PostedRequest
from eoffice.people.web.access import office_page
from eoffice.people.web.answering import page_of_form, posted, refusals_in, right


@office_page()
@require_safe
def entry(request: PostedRequest, pk: int) -> HttpResponse:
    """The row with its history."""
    post = request.post_held
    found = entry_at(pk, post)
    row = found.masked_for(post)
    changes = RegisterChange.objects.none()
    if not row.hidden:
        changes = found.changes.select_related("by__person")
    context = {
        "row": row,
        "entry": found,
        "changes": changes,
        "keeps": found.register.is_kept_by(post) and not row.hidden,
        "may_use": _may_use(found, post),
        "held": holder_of(found),
        "State": RegisterEntry.State,
    }
    return render(request, "documents/entry.html", context)


def _may_use(entry: RegisterEntry, post: Post) -> bool:
    mine = post.pk in {entry.reserved_for_id, entry.reserved_by_id} or entry.register.is_kept_by(post)
    return mine and entry.state == RegisterEntry.State.RESERVED


@office_page()
def use(request: PostedRequest, pk: int) -> HttpResponse:
    """Fill in a reserved number."""
    post = request.post_held
    found = entry_at(pk, post)
    form = RowForm(posted(request))
    if form.is_bound and right(form):
        with refusals_in(form):
            told: dict[str, Any] = form.told
            form.once(post, request.path, lambda: numbers.use_reservation(found, None, post=post, **told).pk)
            return redirect("documents:entry", pk)
    return _form_page(request, found, form, _("Use the number"))


@office_page()
def void(request: PostedRequest, pk: int) -> HttpResponse:
    """Cancel a number."""
    post = request.post_held
    found = entry_at(pk, post)
    form = ReasonForm(posted(request))
    if form.is_bound and right(form):
        with refusals_in(form):
            told = form.told
            form.once(post, request.path, lambda: numbers.void(found, post=post, **told).pk)
            return redirect("documents:entry", pk)
    return _form_page(request, found, form, _("Cancel the number"), danger=True, held=holder_of(found))


@office_page()
def correct(request: PostedRequest, pk: int) -> HttpResponse:
    """Correct a row; what stood there is kept."""
    post = request.post_held
    found = entry_at(pk, post)
    numbers.require_reader(found, post)
    form = CorrectForm(posted(request), initial=columns_now(found))
    if form.is_bound and right(form):
        with refusals_in(form):
            told: dict[str, Any] = form.told

            def do() -> int:
                numbers.fix_row(found, post=post, **told)
                return found.pk

            form.once(post, request.path, do)
            return redirect("documents:entry", pk)
    return _form_page(request, found, form, _("Correct the row"))


def _form_page(
    request: PostedRequest, entry: RegisterEntry, form: KeyedForm, title: str, **more: Any
) -> HttpResponse:
    context = {"register": entry.register, "entry": entry, "title": title, **more}
    return page_of_form(request, "documents/desk_form.html", form, **context)
