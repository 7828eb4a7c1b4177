"""How recipients are addressed: the table, and the form of one row."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from eoffice.people.posts import PostedRequest
from eoffice.people.roles import Role
from eoffice.people.web.access import office_page
from eoffice.people.web.answering import page_of_form, posted, refusals_in, right
from workflows.letters.actions.addressing import drop_address, keep_address, restore_addresses
from workflows.letters.models.salutation import addresses_of
from workflows.letters.rules.salutations import ORDINARY, SEED, Address
from workflows.letters.web.drafts.forms import AddressFormForm

NEW = "new"


@office_page(Role.SYSADMIN)
@require_GET
def addresses(request: PostedRequest) -> HttpResponse:
    """The table that holds here."""
    rows = addresses_of(request.post_held.organisation_id)
    sheet = {row.code: row for row in SEED}
    departs = {row.code for row in rows if sheet.get(row.code) != row}
    missing = [row for row in SEED if row.code not in {each.code for each in rows}]
    context = {"rows": [(row, row.code in departs) for row in rows], "missing": missing}
    return render(request, "letters/drafts/addresses.html", context | {"changed": departs or missing})


@office_page(Role.SYSADMIN)
def address(request: PostedRequest, code: str) -> HttpResponse:
    """One row; `new` makes one of the office's own."""
    now = _row_or_404(request.post_held.organisation_id, code)
    first = {name: getattr(now, name) for name in Address.__dataclass_fields__} if now else {}
    if now:
        first["known"] = "\n".join(now.known)
    form = AddressFormForm(posted(request), initial=first)
    if form.is_bound and right(form):
        with refusals_in(form):
            keep_address(form.wanted(now.code if now else ""), by=request.post_held)
            messages.success(request, _("Saved."))
            return redirect("drafts:addresses")
    may_drop = now is not None and now.code != ORDINARY
    return page_of_form(request, "letters/drafts/address.html", form, row=now, may_drop=may_drop)


@office_page(Role.SYSADMIN)
@require_POST
def drop(request: PostedRequest, code: str) -> HttpResponse:
    """Take a row out of the table."""
    _row_or_404(request.post_held.organisation_id, code)
    drop_address(code, by=request.post_held)
    return redirect("drafts:addresses")


@office_page(Role.SYSADMIN)
@require_POST
def restore(request: PostedRequest) -> HttpResponse:
    """The table of appendix 2 again."""
    restore_addresses(by=request.post_held)
    messages.success(request, _("Saved."))
    return redirect("drafts:addresses")


def _row_or_404(organisation_id: int, code: str) -> Address | None:
    if code == NEW:
        return None
    found = next((row for row in addresses_of(organisation_id) if row.code == code), None)
    if found is None:
        raise Http404
    return found
