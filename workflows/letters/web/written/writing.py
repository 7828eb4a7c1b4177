"""Writing a memo, an order or an announcement: the form of its fields beside the paper as it will look."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from documents.actions.texts import wording_of
from documents.classes import Kind
from documents.rules.wording import Wording
from eoffice.common import clock
from eoffice.common.numbers import whole_number
from eoffice.common.thai.date_errors import DateRefused
from eoffice.common.thai.dates import parse_day
from eoffice.people.models import Post, User
from eoffice.people.posts import PostedRequest
from eoffice.people.web.access import office_page
from workflows.engine.models import Tracked
from workflows.engine.step import steps_of
from workflows.engine.web.form import StepForm
from workflows.engine.web.questions import rows_sent
from workflows.letters.memo.drafting import facts_of
from workflows.letters.models import Announcement, Memo, Order
from workflows.letters.order import drafting as orders
from workflows.letters.order.inputs import OrderInputs
from workflows.letters.web.drafts.beginning import offered, words_of_template
from workflows.letters.web.outgoing.writing import clean, imagined_paper, lines_told, shown_as_pictures
from workflows.letters.web.written.book import KINDS
from workflows.letters.web.written.paper import opened_at


@office_page()
def write(request: PostedRequest, path: str) -> HttpResponse:
    """A new one of its kind."""
    if path not in KINDS:
        raise Http404
    fresh = KINDS[path](organisation=request.post_held.organisation)
    given = words_of_template(request, fresh.process)
    return given if isinstance(given, HttpResponse) else _form(request, fresh, "draft", given)


@office_page()
def edit(request: PostedRequest, path: str, pk: int) -> HttpResponse:
    """The next version of a draft."""
    return _form(request, opened_at(path, pk, request.post_held), "edit")


def _form(
    request: PostedRequest, item: Any, step: str, given: Mapping[str, str] | None = None
) -> HttpResponse:
    sent = request.POST if request.method == "POST" else None
    model: type[Tracked] = type(item)
    form = StepForm(item, steps_of(model)[step], request.post_held, sent, request.FILES, given)
    if sent is None or "more" in sent:
        return _shown(request, form)
    done = form.take()
    return redirect(done) if done is not None else _shown(request, form, status=422)


def _shown(request: PostedRequest, form: StepForm, status: int = 200) -> HttpResponse:
    preview = reverse("memos:preview", args=[form.item.path])
    context = {
        "form": form,
        "item": form.item,
        "letter": form.item,
        "preview": f"{preview}?item={form.item.pk}" if form.item.pk else preview,
        "keep": form.item.path,
        "templates": offered(request, form.item.process) if form.step.creates else [],
        "chosen": whole_number(request.GET.get("template", "")),
    }
    return render(request, "letters/outgoing/write.html", context, status=status)


@office_page()
@require_POST
def preview(request: PostedRequest, path: str) -> HttpResponse:
    """The first pages of what is in the form, as pictures; nothing is kept."""
    if path not in KINDS:
        raise Http404
    post, pk = request.post_held, whole_number(request.GET.get("item", ""))
    kept = opened_at(path, pk, post) if pk else None
    item = KINDS[path](organisation=post.organisation, **imagined_paper(request.POST, post))
    before = wording_of(kept.document) if kept and kept.document.is_open_to(post) else None
    return shown_as_pictures(request, item, _said(item, request.POST, before))


def _said(item: Memo | Order | Announcement, data: QueryDict, before: Wording | None) -> Wording:
    """What the form says so far; rows of names left empty mean those of the version `before`."""
    subject = clean(data.get("subject", ""))
    if isinstance(item, Announcement):
        return Wording(kind=Kind.ANNOUNCEMENT, subject=subject, body=clean(data.get("body", ""), lines=True))
    if isinstance(item, Order):
        names = _names(data, item) or (before.names if before else ())
        return orders.wording_of_order(_order_told(data), names)
    item.amount = whole_number(data.get("amount", ""), digits=9)
    item.starts_on, item.ends_on = _day(data.get("starts_on", "")), _day(data.get("ends_on", ""))
    item.place = clean(data.get("place", ""))
    return Wording(
        kind=Kind.MEMO_NOTE,
        subject=subject,
        addressee=clean(data.get("to", "")),
        salutation=before.salutation if before else "เรียน",
        body=clean(data.get("body", ""), lines=True),
        enclosures=lines_told(data.get("enclosures", "")),
        facts=facts_of(item),
        sheet="a5" if data.get("sheet") == "a5" else "",
    )


def _order_told(data: QueryDict) -> OrderInputs:
    return OrderInputs(
        subject=clean(data.get("subject", "")),
        reason=clean(data.get("reason", ""), lines=True),
        power=clean(data.get("power", ""), lines=True),
        order=clean(data.get("order", ""), lines=True),
        effective_on=_day(data.get("effective_on", "")),
    )


def _names(data: QueryDict, item: Order) -> tuple[str, ...]:
    rows = [f"names[{index}]" for index in rows_sent(data, "names")[:200]]
    keys = {row: whole_number(data.get(f"{row}person", "")) for row in rows}
    here = Post.objects.filter(organisation=item.organisation_id, person__in=filter(None, keys.values()))
    people = User.objects.in_bulk(list(here.values_list("person", flat=True)))
    named = [(people[key], clean(data.get(f"{row}duty", ""))) for row, key in keys.items() if key in people]
    return tuple(f"{person.name} {duty}".strip() for person, duty in named)


def _day(text: str) -> dt.date | None:
    try:
        return parse_day(text[:40], today=clock.today()) if text.strip() else None
    except DateRefused:
        return None
