"""Letters through e-CMS: the administrator's line, and the log of what went over it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from eoffice.common.errors import RuleBroken
from eoffice.common.numbers import whole_number
from eoffice.people.models import Post
from eoffice.people.posts import PostedRequest
from eoffice.people.roles import Role
from eoffice.people.web.access import office_page
from eoffice.people.web.answering import page_of_form, posted, refusals_in, right
from workflows.letters.actions.exchanging.lines import (
    change_line,
    fetch_agencies,
    line_at,
    settle,
    take_again,
    try_line,
)
from workflows.letters.actions.exchanging.watching import WATCHING
from workflows.letters.models import ExchangeAccount, ExchangeMessage, IncomingLetter, OutgoingLetter
from workflows.letters.web.exchange_form import LineForm

ON_A_PAGE = 100


@office_page(Role.SYSADMIN)
def line(request: PostedRequest) -> HttpResponse:
    """Where the server is, who we are there, and whether letters go that way."""
    by = request.post_held
    account = line_at(by)
    form = LineForm(posted(request), initial=LineForm.first_values(account))
    if form.is_bound and right(form):
        with refusals_in(form):
            forgotten = change_line(form.facts(), by=by)
            messages.success(request, _("Saved."))
            if forgotten:
                messages.warning(
                    request,
                    _("The address names another server: write its password, the old one is forgotten."),
                )
            return redirect("letters:exchange-line")
    listed = account.agencies.all()[:500] if account.pk else []
    return page_of_form(request, "letters/exchange/line.html", form, account=account, agencies=listed)


@office_page(Role.SYSADMIN)
@require_POST
def try_it(request: PostedRequest) -> HttpResponse:
    """Ask the server the time, and say what came of it."""
    try:
        try_line(request.post_held)
    except RuleBroken as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("The e-CMS server answers."))
    return redirect("letters:exchange-line")


@office_page(Role.SYSADMIN)
@require_POST
def agencies(request: PostedRequest) -> HttpResponse:
    """Fetch the list of agencies that can be reached."""
    try:
        count = fetch_agencies(request.post_held)
    except RuleBroken as refused:
        messages.error(request, str(refused))
    else:
        told = ngettext("%(count)s agency is on the list.", "%(count)s agencies are on the list.", count)
        messages.success(request, told % {"count": count})
    return redirect("letters:exchange-line")


@office_page(*WATCHING, Role.AUDITOR)
def messages_page(request: PostedRequest) -> HttpResponse:
    """What went over the line and what came, newest first; what somebody should look at before all else."""
    post = request.post_held
    rows = ExchangeMessage.objects.visible_to(post).select_related("recipient__party", "letter", "incoming")
    account = ExchangeAccount.objects.filter(organisation=post.organisation_id).first()
    shown = rows.filter(pk__lt=before) if (before := whole_number(request.GET.get("before", ""))) else rows
    page = list(shown.order_by("-pk")[: ON_A_PAGE + 1])
    context = {
        "account": account,
        "troubled": _told(list(rows.troubled().order_by("-pk")[:ON_A_PAGE]), post, account),
        "happened": _told(page[:ON_A_PAGE], post, account),
        "older": f"?before={page[ON_A_PAGE - 1].pk}" if len(page) > ON_A_PAGE else "",
        "hidden": ExchangeMessage.objects.hidden_troubles(post),
        "waiting": rows.outgoing().waiting().count(),
        "may_act": post.has(*WATCHING),
        "may_set": post.has(Role.SYSADMIN),
    }
    return render(request, "letters/exchange/messages.html", context)


@office_page(*WATCHING)
@require_POST
def again(request: PostedRequest, pk: int) -> HttpResponse:
    """Try a message once more."""
    take_again(pk, request.post_held)
    messages.success(request, _("It is tried again in a moment."))
    return redirect("letters:exchange")


@office_page(*WATCHING)
@require_POST
def settled(request: PostedRequest, pk: int) -> HttpResponse:
    """Somebody saw to it."""
    settle(pk, request.post_held)
    messages.success(request, _("Noted as settled."))
    return redirect("letters:exchange")


def _told(rows: list[ExchangeMessage], post: Post, account: ExchangeAccount | None) -> list[dict[str, Any]]:
    """Each message with the name of the other agency, and its letter where `post` may see it."""
    names = dict(account.agencies.values_list("code", "name")) if account else {}
    sent = OutgoingLetter.objects.visible_to(post).in_bulk({row.letter_id for row in rows} - {None})
    came = IncomingLetter.objects.visible_to(post).in_bulk({row.incoming_id for row in rows} - {None})
    return [
        {
            "message": row,
            "partner": names.get(row.partner) or (row.recipient.party.name if row.recipient else row.partner),
            "letter": sent.get(row.letter_id) or came.get(row.incoming_id),
            "again": row.stage == ExchangeMessage.Stage.FAILED
            and not (row.is_out and row.kind in {"letter", "delete"}),
        }
        for row in rows
    ]
