"""The sending desk: what goes out by messenger (form 16) and by post, and who received it when."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass, field

from django.contrib import messages
from django.db.models import Q
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from documents.actions.papers import files_named
from documents.models import FileRecord
from eoffice.common import clock
from eoffice.common.errors import InvalidInputs, RuleBroken
from eoffice.common.models import DoneOnce
from eoffice.common.thai.date_errors import DateRefused
from eoffice.common.thai.dates import parse_day, parse_instant, parse_time
from eoffice.common.thai.normalise import normalise
from eoffice.people.models import Post
from eoffice.people.posts import PostedRequest
from eoffice.people.roles import Role
from eoffice.people.web.access import office_page
from workflows.engine.perform import perform
from workflows.engine.web.uploads import take_in
from workflows.letters.incoming.states import Channel
from workflows.letters.models import OutgoingLetter, Recipient
from workflows.letters.models.recipient import RecipientQuerySet
from workflows.letters.outgoing.covers import COVERS
from workflows.letters.outgoing.desk_inputs import TrackInputs
from workflows.letters.outgoing.inputs import AckInputs
from workflows.letters.outgoing.states import S, Sent

MOST = 300
BY_HAND, BY_POST = Channel.HAND.value, Channel.POST.value


@dataclass
class Line:
    """One recipient as the page lists it: what was typed for it, and what was wrong with that."""

    row: Recipient
    received_by: str = ""
    when: str = ""
    tracking: str = ""
    error: str = ""

    @property
    def is_out(self) -> bool:
        """Whether somebody may have received it by now."""
        return self.row.result == Sent.SENT

    @property
    def is_typed(self) -> bool:
        """Whether anything is to be kept."""
        return bool(self.received_by) or (bool(self.tracking) and self.tracking != self.row.tracking_number)


@dataclass
class Sheet:
    """What was sent with the form besides: the day, the scan, the key under which a repeat is known."""

    day: dt.date
    key: str
    files: list[FileRecord] = field(default_factory=list)


@office_page(Role.CENTRAL_REGISTRAR, Role.SECRET_REGISTRAR)
@require_http_methods(["GET", "HEAD", "POST"])
def book(request: PostedRequest) -> HttpResponse:
    """The delivery book of a day, or what the post carries; sent, the lines that were filled in are kept."""
    post = request.post_held
    by_post = (request.POST or request.GET).get("channel") == BY_POST
    channel, day = (BY_POST if by_post else BY_HAND), day_asked(request)
    lines = [_line(row, request.POST) for row in rows_of_day(post, channel, day)]
    key = request.POST.get("key", "")[:60] or uuid.uuid4().hex
    if request.method == "POST":
        done = _keep(lines, Sheet(day, key), request)
        if done:
            told = ngettext("%(count)s recipient noted.", "%(count)s recipients noted.", done)
            messages.success(request, told % {"count": done})
        if not any(line.error for line in lines):
            return redirect(f"{request.path}?channel={channel}&day={day:%Y-%m-%d}")
        lines = _to_correct(lines, rows_of_day(post, channel, day))
    wrong = any(line.error for line in lines)
    context = {
        "lines": lines,
        "by_post": by_post,
        "channel": channel,
        "day": day,
        "today": clock.today(),
        "key": key,
        "covers": COVERS,
        "waiting": [line.row for line in lines if not line.is_out and line.row.result == Sent.WAITING],
    }
    return render(request, "letters/outgoing/delivery.html", context, status=422 if wrong else 200)


def rows_of_day(post: Post, channel: str, day: dt.date) -> list[Recipient]:
    """What left by this channel on the day; of today also what is ready, and what nobody signed for yet."""
    start = dt.datetime.combine(day, dt.time(), clock.BANGKOK)
    within = (start, start + dt.timedelta(days=1))
    wanted = Q(sent_at__gte=within[0], sent_at__lt=within[1])
    wanted |= Q(acknowledged_at__gte=within[0], acknowledged_at__lt=within[1])
    if day == clock.today():
        wanted |= Q(result=Sent.WAITING, letter__state=S.READY)
        wanted |= Q(result=Sent.SENT)
    rows = around(Recipient.objects.visible_to(post)).filter(wanted, channel=channel)
    return list(rows.order_by("letter__entry__year", "letter__entry__number", "party__order", "pk")[:MOST])


def around(rows: RecipientQuerySet) -> RecipientQuerySet:
    """With what a page or a print says of them."""
    return rows.select_related(
        "party__organisation",
        "letter__document",
        "letter__entry",
        "letter__organisation",
        "letter__unit",
        "receipt",
    )


def day_asked(request: PostedRequest) -> dt.date:
    """The day in the address or the form; today where none is told, or one that lies ahead."""
    told = (request.POST or request.GET).get("day", "")
    try:
        day = parse_day(told, today=clock.today()) if told else clock.today()
    except DateRefused:
        return clock.today()
    return min(day, clock.today())


def _line(row: Recipient, data: QueryDict) -> Line:
    def told(name: str) -> str:
        return normalise(data.get(f"{name}-{row.pk}", "")[:200]).strip()

    return Line(row, told("received_by"), told("when"), told("tracking") or row.tracking_number)


def _to_correct(lines: list[Line], rows: list[Recipient]) -> list[Line]:
    """The page again: faulty lines as they were typed, the others as they stand now, so that to correct a
    fault does nothing a second time.
    """
    faulty = {line.row.pk: line for line in lines if line.error}
    fresh = [Line(row, tracking=row.tracking_number) for row in rows]
    for line in fresh:
        if typed := faulty.get(line.row.pk):
            line.received_by, line.when, line.tracking = typed.received_by, typed.when, typed.tracking
            line.error = typed.error
    return fresh


def _keep(lines: list[Line], sheet: Sheet, request: PostedRequest) -> int:
    """Each line is a step of its letter, by itself: what refuses says so in its line, the rest is done."""
    typed = [line for line in lines if line.is_typed]
    sent = request.FILES.getlist("scan")
    if sent and typed:
        ids = take_in(sent, post=request.post_held, key=sheet.key, fresh=True)
        sheet.files = files_named(ids, post=request.post_held)
    done = 0
    for line in typed:
        try:
            _take(line, sheet, request.post_held)
            done += 1
        except InvalidInputs as refused:
            line.error = " ".join(text for texts in refused.errors.values() for text in texts) or str(refused)
        except RuleBroken as refused:
            line.error = str(refused)
    return done


def _take(line: Line, sheet: Sheet, post: Post) -> None:
    letter = OutgoingLetter.objects.visible_to(post).get(pk=line.row.letter_id)
    key = f"{sheet.key}:{line.row.pk}"
    if line.received_by:
        _must_be_new(line, key, post)
        told = AckInputs(
            recipient=line.row.pk,
            received_by=line.received_by,
            acknowledged_at=_moment(line.when, sheet.day),
            files=tuple(sheet.files),
        )
        perform(letter, "ack", post, told, key=key)
    elif line.tracking:
        perform(
            letter, "track", post, TrackInputs(recipient=line.row.pk, tracking_number=line.tracking), key=key
        )


def _must_be_new(line: Line, key: str, post: Post) -> None:
    """A page left open does not write over what was noted meanwhile; the same page sent again may repeat."""
    if (
        line.row.result != Sent.ACKNOWLEDGED
        or DoneOnce.objects.filter(person_id=post.person_id, key=key).exists()
    ):
        return
    sentence = _("Somebody noted meanwhile that it was received.")
    raise InvalidInputs(sentence, errors={"received_by": [sentence]})


def _moment(text: str, day: dt.date) -> dt.datetime | None:
    """A time alone is one of the day that the page shows; nothing is the moment of the step."""
    if not text:
        return None
    try:
        return dt.datetime.combine(day, parse_time(text), clock.BANGKOK)
    except DateRefused:
        pass
    try:
        return parse_instant(text, today=clock.today())
    except DateRefused as refused:
        sentence = _("Write the time as 14.30, or with its day.")
        raise InvalidInputs(sentence, errors={"acknowledged_at": [sentence]}) from refused
