"""Prints of the sending desk, and the scans that come back to it."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from documents.files.serving import content_response, guarded
from documents.models import FileRecord
from eoffice.common.errors import InvalidInputs
from eoffice.common.numbers import whole_number
from eoffice.people import audit
from eoffice.people.models import Post
from eoffice.people.posts import PostedRequest
from eoffice.people.web.access import office_page
from workflows.engine.perform import perform
from workflows.letters.models import Recipient, Reminder
from workflows.letters.outgoing import covers as of
from workflows.letters.outgoing.desk_inputs import ReminderRow, RemindInputs
from workflows.letters.outgoing.reminding import waiting_of
from workflows.letters.web.outgoing.delivery import BY_HAND, BY_POST, around, day_asked, rows_of_day
from workflows.letters.web.outgoing.letter import letter_at

PDF = "application/pdf"
MOST = 500


@office_page()
@require_GET
def covers(request: PostedRequest) -> HttpResponseBase:
    """Envelopes, labels or slips for the recipients named, or for all of one letter."""
    rows = _rows(request, request.post_held)
    office, what = request.post_held.organisation, request.GET.get("what", "")
    if what.startswith("slips"):
        pdf = of.slips_of(rows, office, together=what == "slips-a4")
    elif "x" in what:
        start = whole_number(request.GET.get("start", ""), digits=3) or 1
        pdf = of.labels_of(rows, office, sheet=what, start=start)
    else:
        pdf = of.envelopes_of(rows, office, size=what)
    for pk in {row.letter_id for row in rows if row.letter.document.is_secret}:
        audit.note("secret_cover_print", post=request.post_held, subject=f"outgoing_letter:{pk}")
    return _answer(pdf, what or "covers")


@office_page()
@require_GET
def delivery_book(request: PostedRequest) -> HttpResponseBase:
    """The delivery book of a day (form 16) as PDF."""
    post, day = request.post_held, day_asked(request)
    channel = BY_POST if request.GET.get("channel") == BY_POST else BY_HAND
    wanted = request.GET.getlist("recipient")
    rows = rows_of_day(post, channel, day)
    chosen = [row for row in rows if not wanted or str(row.pk) in wanted]
    return _answer(of.delivery_book(chosen, post.organisation, day=day), f"delivery-book-{day:%Y-%m-%d}")


@office_page()
@require_GET
def not_registered(request: PostedRequest, pk: int) -> HttpResponseBase:
    """Who has not registered a letter, as a list to work from by telephone or on paper."""
    letter = letter_at(pk, request.post_held)
    return _answer(of.reminder_list(letter, waiting_of(letter)), f"not-registered-{pk}")


@office_page()
@require_POST
def remind(request: PostedRequest, pk: int) -> HttpResponse:
    """Remind the marked recipients, or all who have not registered."""
    letter = letter_at(pk, request.post_held)
    told = [number for value in request.POST.getlist("recipient") if (number := whole_number(value))]
    inputs = RemindInputs(recipients=tuple(ReminderRow(recipient=number) for number in told))
    key = request.POST.get("key", "")[:100] or None
    perform(letter, "remind_recipients", request.post_held, inputs, key=key)
    last = Reminder.objects.filter(recipient__letter=letter).order_by("-at").first()
    count = Reminder.objects.filter(recipient__letter=letter, at=last.at).count() if last else 0
    told_of = ngettext("%(count)s recipient reminded.", "%(count)s recipients reminded.", count)
    messages.success(request, told_of % {"count": count})
    return redirect(f"{letter.get_absolute_url()}#recipients")


@office_page()
@require_GET
def receipt(request: PostedRequest, pk: int, recipient: int) -> HttpResponseBase:
    """The scan of the page or slip that a recipient signed, the newest of them."""
    letter = letter_at(pk, request.post_held)
    row = Recipient.everyone.filter(letter=letter, pk=recipient, receipt__isnull=False).first()
    links = FileRecord.objects.filter(document_links__document=row.receipt_id) if row else None
    record = links.select_related("blob").order_by("-document_links__order").first() if links else None
    if record is None:
        raise Http404
    return content_response(request, record, post=request.post_held, inline=True)


def _rows(request: PostedRequest, post: Post) -> list[Recipient]:
    told = [number for value in request.GET.getlist("recipient") if (number := whole_number(value))]
    letter = whole_number(request.GET.get("letter", ""))
    rows = around(Recipient.objects.visible_to(post)).order_by("letter", "party__order", "pk")
    found = list((rows.filter(pk__in=told) if told else rows.filter(letter=letter or 0))[:MOST])
    if not found:
        sentence = _("Choose the recipients first.")
        raise InvalidInputs(sentence, errors={"recipient": [sentence]})
    return found


def _answer(pdf: bytes, name: str) -> HttpResponseBase:
    answer = HttpResponse(pdf, content_type=PDF)
    answer["Content-Disposition"] = f'inline; filename="{name}.pdf"'
    return guarded(answer, sealed=False, pdf=True)
