"""Writing a letter: the form of its fields beside the paper as it will look."""

from __future__ import annotations

import base64
import dataclasses
from collections.abc import Mapping
from typing import Any

from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from documents.actions.texts import wording_of
from documents.classes import Kind, Secrecy, Speed
from documents.models import Document
from documents.rules.wording import Wording
from eoffice.common.numbers import whole_number
from eoffice.common.thai.dates import full_date
from eoffice.common.thai.normalise import normalise
from eoffice.organisations.models import Organisation, Unit
from eoffice.people.models import Post
from eoffice.people.posts import PostedRequest
from eoffice.people.web.access import office_page
from workflows.engine.step import steps_of
from workflows.engine.web.form import StepForm
from workflows.engine.web.questions import rows_sent
from workflows.letters.exchange.choosing import answered_through, reachable
from workflows.letters.models import IncomingLetter, OutgoingLetter
from workflows.letters.models.salutation import addresses_of
from workflows.letters.outgoing.paper import names_of
from workflows.letters.rules.addressees import addressee_of
from workflows.letters.web.drafts.beginning import offered, words_of_template
from workflows.letters.web.outgoing.letter import opened_at
from workflows.letters.writing.fields import Written
from workflows.letters.writing.remarks import remarks_on

MOST_SHOWN = 40000
MOST_RECIPIENTS = 1000


@office_page()
def write(request: PostedRequest) -> HttpResponse:
    """A new letter; `?answers=` names the received letter that it answers, whose fields it takes over."""
    fresh = OutgoingLetter(organisation=request.post_held.organisation)
    asked = whole_number(request.GET.get("answers", ""))
    seen = IncomingLetter.objects.visible_to(request.post_held).select_related("document")
    answered = seen.filter(pk=asked).first() if asked else None
    given = words_of_template(request, fresh.process, answered)
    if isinstance(given, HttpResponse):
        return given
    carried = carried_over(answered, request.post_held) if answered else {}
    return _form(request, fresh, "draft", given=carried | dict(given))


def carried_over(letter: IncomingLetter, post: Post) -> dict[str, str]:
    """What an answer takes from the letter that it answers (ข้อ 11.6, 39): subject, reference, recipient."""
    paper = letter.document
    given = {"answers": str(letter.pk), "subject": paper.subject_for(post)}
    if paper.reference:
        dated = f" ลงวันที่ {full_date(paper.dated_on)}" if paper.dated_on else ""
        given["references"] = f"หนังสือ{paper.sender_text} ที่ {paper.reference}{dated}"
    if paper.sender_organisation_id:
        given["recipients[0]organisation"] = str(paper.sender_organisation_id)
    else:
        given["recipients[0]name"] = paper.sender_text
        way = answered_through(letter)
        given |= {f"recipients[0]{name}": value for name, value in way.items()}
    return given


@office_page()
def edit(request: PostedRequest, pk: int) -> HttpResponse:
    """The next version of a draft."""
    return _form(request, opened_at(pk, request.post_held), "edit")


def _form(
    request: PostedRequest, letter: OutgoingLetter, step: str, given: Mapping[str, str] | None = None
) -> HttpResponse:
    sent = request.POST if request.method == "POST" else None
    spec = steps_of(OutgoingLetter)[step]
    form = StepForm(letter, spec, request.post_held, sent, request.FILES, given)
    if sent is None or "more" in sent:
        return _shown(request, form)
    done = form.take()
    return redirect(done) if done is not None else _shown(request, form, status=422)


def _shown(request: PostedRequest, form: StepForm, status: int = 200) -> HttpResponse:
    context = {
        "form": form,
        "item": form.item,
        "letter": form.item,
        "preview": reverse("outgoing:preview") + (f"?item={form.item.pk}" if form.item.pk else ""),
        "keep": "outgoing",
        "templates": offered(request, form.item.process) if form.step.creates else [],
        "chosen": whole_number(request.GET.get("template", "")),
        "answers": whole_number(request.GET.get("answers", "")),
        "addresses": addresses_of(form.post.organisation_id),
        "address_data": address_data(form.post.organisation_id),
        "ecms": reachable(form.post.organisation_id),
    }
    return render(request, "letters/outgoing/write.html", context, status=status)


def address_data(organisation_id: int) -> dict[str, dict[str, object]]:
    """What the page's script needs to fill in salutation and closing by the recipient."""
    return {row.code: dataclasses.asdict(row) for row in addresses_of(organisation_id)}


@office_page()
@require_POST
def preview(request: PostedRequest) -> HttpResponse:
    """The first pages of what is in the form, as pictures; nothing is kept. `?item=`: the draft edited."""
    post, pk = request.post_held, whole_number(request.GET.get("item", ""))
    kept = opened_at(pk, post) if pk else None
    before = wording_of(kept.document) if kept and kept.document.is_open_to(post) else None
    letter = OutgoingLetter(organisation=post.organisation, **imagined_paper(request.POST, post))
    letter.imagined = names_told(request.POST) or (names_of(kept) if kept else ())
    return shown_as_pictures(request, letter, wording_told(request.POST, before))


def shown_as_pictures(request: PostedRequest, item: Written, wording: Wording) -> HttpResponse:
    """These words on the paper of their kind, and what should be looked at again."""
    from documents.rendering.preview import page_pictures
    from documents.rendering.rendering import render as draw

    drawn = draw(item.laid_out(wording))
    pages = [base64.b64encode(each).decode() for each in page_pictures(drawn.pdf, most=5)]
    remarks = remarks_on(wording, item.organisation_id)
    context = {"pages": pages, "replaced": drawn.replaced, "remarks": remarks}
    return render(request, "letters/outgoing/_preview.html", context)


def wording_told(data: QueryDict, before: Wording | None = None) -> Wording:
    """What a form says so far; kind and recipients that it leaves out are those of the version `before`."""
    kind = data.get("kind", "") or (before.kind if before else "")
    return Wording(
        kind=kind if kind in Kind.values else Kind.EXTERNAL_LETTER,
        subject=clean(data.get("subject", "")),
        addressee=addressee_of(names_told(data)) or (before.addressee if before else ""),
        salutation=clean(data.get("salutation", "")),
        body=clean(data.get("body", ""), lines=True),
        closing=clean(data.get("closing", "")),
        references=lines_told(data.get("references", "")),
        enclosures=lines_told(data.get("enclosures", "")),
        sheet="a5" if data.get("sheet") == "a5" else "",
    )


def imagined_paper(data: QueryDict, post: Post) -> dict[str, Any]:
    """Document and unit of a paper that is nowhere kept, for its look alone."""
    speed, secrecy = data.get("speed", ""), data.get("secrecy", "")
    document = Document(
        speed=speed if speed in Speed.values else Speed.NORMAL,
        secrecy=secrecy if secrecy in {Secrecy.CONFIDENTIAL, Secrecy.SECRET} else Secrecy.NORMAL,
    )
    chosen = whole_number(data.get("unit", ""))
    here = Unit.objects.filter(organisation=post.organisation_id)
    unit = here.filter(pk=chosen).first() if chosen else None
    return {"unit": unit or post.unit, "document": document}


def names_told(data: QueryDict) -> tuple[str, ...]:
    """Whom the form names so far, in its order. One query, however many agencies are among them."""
    rows = [f"recipients[{index}]" for index in rows_sent(data, "recipients")[:MOST_RECIPIENTS]]
    keys = {row: whole_number(data.get(f"{row}organisation", "")) for row in rows}
    wanted = [key for key in keys.values() if key is not None]
    known = Organisation.objects.in_bulk(wanted) if wanted else {}
    agencies = {row: getattr(known.get(key or 0), "name", "") for row, key in keys.items()}
    return tuple(filter(None, (clean(data.get(f"{row}name", "")) or agencies[row] for row in rows)))


def lines_told(text: str) -> tuple[str, ...]:
    """The lines of a box, without empty ones."""
    return tuple(filter(None, (clean(line) for line in text[:MOST_SHOWN].splitlines())))


def clean(text: str, *, lines: bool = False) -> str:
    """What was typed, in one spelling."""
    return normalise(text[:MOST_SHOWN], keep_lines=lines)
