"""Putting the received stamp (form 12) and the minutes on their place: dragged, by keys, or in a corner."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from documents.files.preview import MOST_PAGES
from documents.files.serving import guarded
from documents.models import DocumentFile
from eoffice.common.errors import InvalidInputs, NotAllowed, RuleBroken
from eoffice.common.numbers import whole_number
from eoffice.people.posts import PostedRequest
from eoffice.people.web.access import office_page
from workflows.letters.actions import stamping
from workflows.letters.actions.stamping import MINUTES, RECEIVED
from workflows.letters.models import IncomingLetter
from workflows.letters.printing import print_incoming
from workflows.letters.web.letter import letter_at, note_opening

if TYPE_CHECKING:
    from documents.rendering.stamps import Place

A4 = (21.0, 29.7)
OWN = "own"
CORNERS = (
    ("right-top", gettext_lazy("upper right")),
    ("left-top", gettext_lazy("upper left")),
    ("right-bottom", gettext_lazy("lower right")),
    ("left-bottom", gettext_lazy("lower left")),
    (OWN, gettext_lazy("where it was put")),
)


@dataclass(frozen=True)
class Mark:
    """One thing to be placed, as the form shows it."""

    name: str
    place: Place
    corner: str
    wanted: bool


@office_page()
@require_http_methods(["GET", "HEAD", "POST"])
def place(request: PostedRequest, pk: int) -> HttpResponse:
    """The page as a picture with the marks on it; sent, their places are kept for this letter's copies."""
    post = request.post_held
    letter = letter_at(pk, post)
    note_opening(letter, post)
    if why := stamping.may_place(letter, post):
        raise NotAllowed(why)
    sent = request.POST if request.method == "POST" else None
    refused = ""
    try:
        if sent is not None and "show" not in sent:
            places = {mark.name: mark.place for mark in _marks(letter, sent) if mark.wanted}
            stamping.place_marks(letter, post, places, as_usual="as_usual" in sent)
            messages.success(request, _("The stamp stands there from now on; the original stays as it came."))
            return redirect(f"{letter.get_absolute_url()}#paper")
        context = _shown(letter, request, sent)
    except InvalidInputs as wrong:
        refused, context = str(wrong.detail), _shown(letter, request, sent)
    except RuleBroken as closed:
        context = {"letter": letter, "closed": str(closed)}
    status = 422 if refused else 200
    return render(request, "letters/stamp_place.html", context | {"refused": refused}, status=status)


@office_page()
@require_GET
def stamped(request: PostedRequest, pk: int) -> HttpResponseBase:
    """The copy with stamp and minutes, as PDF."""
    letter = letter_at(pk, request.post_held)
    note_opening(letter, request.post_held)
    answer = HttpResponse(print_incoming(letter, request.post_held, "pdf"), content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="stamped-{letter.pk}.pdf"'
    return guarded(answer, sealed=letter.document.is_secret, pdf=True)


def _shown(letter: IncomingLetter, request: PostedRequest, sent: QueryDict | None) -> dict[str, Any]:
    blob = stamping.stampable(letter)
    pages = int(blob.checks["pages"])
    marks = _marks(letter, sent)
    asked = whole_number((sent or request.GET).get("shown", ""), digits=6) or marks[0].place.page
    shown = min(max(1, asked), pages)
    links = DocumentFile.objects.filter(document=letter.document_id, role=DocumentFile.Role.MAIN)
    record = links.order_by("order", "pk").values_list("file", flat=True).first()
    sheet = stamping.sheet_of(letter, shown) or A4
    return {
        "letter": letter,
        "marks": marks,
        "corners": CORNERS,
        "pages": pages,
        "shown": shown,
        "picture": reverse("documents:page", args=[record, shown]) if shown <= MOST_PAGES else "",
        "sheet": sheet,
        "minutes": list(letter.endorsements.all()),
        "as_usual": sent is not None and "as_usual" in sent,
    }


def _marks(letter: IncomingLetter, sent: QueryDict | None) -> list[Mark]:
    """The stamp and, if there are any, the minutes: as they stand, or as the form says."""
    from documents.rendering.stamps import Place

    kept = stamping.places_of(letter)
    names = [RECEIVED, MINUTES] if letter.endorsements.exists() else [RECEIVED]
    usual = {RECEIVED: kept[RECEIVED], MINUTES: kept.get(MINUTES, Place(1, 0.1, 0.6))}
    return [_mark(letter, name, usual[name], name in kept, sent) for name in names]


def _mark(letter: IncomingLetter, name: str, usual: Place, is_kept: bool, sent: QueryDict | None) -> Mark:
    from documents.rendering.stamps import Place

    if sent is None:
        return Mark(name, usual, OWN, is_kept)
    page = whole_number(sent.get(f"{name}-page", ""), digits=6) or usual.page
    told = sent.get(f"{name}-corner", OWN)
    wanted = name == RECEIVED or f"{name}-wanted" in sent
    if told in stamping.CORNERS:
        sheet = stamping.sheet_of(letter, page) or A4
        size = stamping.STAMP if name == RECEIVED else (stamping.MINUTE_WIDTH, 4.0)
        return Mark(name, Place(page, *stamping.corner(told, sheet, size)), told, wanted)
    return Mark(name, Place(page, _share(sent, f"{name}-x"), _share(sent, f"{name}-y")), OWN, wanted)


def _share(sent: QueryDict, name: str) -> float:
    """A number from 0 to 1; anything else is off the page, which is said."""
    try:
        return float(sent.get(name, "")[:20])
    except ValueError:
        return -1.0
