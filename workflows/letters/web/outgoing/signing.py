"""The signature book: one letter after the other, to be signed or sent back; made for a phone."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from eoffice.common.numbers import whole_number
from eoffice.people.posts import PostedRequest
from eoffice.people.web.access import office_page
from workflows.engine.step import steps_of
from workflows.engine.web.form import StepForm
from workflows.letters.models import OutgoingLetter
from workflows.letters.outgoing.states import S
from workflows.letters.web.letter import note_opening
from workflows.letters.web.outgoing.letter import context_of


@office_page()
@require_GET
def book(request: PostedRequest) -> HttpResponse:
    """The letter in turn, the most urgent first; `?at=` opens one of them."""
    post = request.post_held
    waiting = OutgoingLetter.objects.visible_to(post).waiting_for(post).filter(state=S.TO_SIGN)
    keys = list(waiting.order_by("due_at", "pk").values_list("pk", flat=True)[:200])
    wanted = whole_number(request.GET.get("at", ""))
    current = wanted if wanted in keys else (keys[0] if keys else None)
    if current is None:
        return render(request, "letters/outgoing/signing.html", {"count": 0})
    letter = OutgoingLetter.objects.visible_to(post).for_list().get(pk=current)
    note_opening(letter, post)
    forms = {name: StepForm(letter, steps_of(OutgoingLetter)[name], post) for name in ("sign", "return")}
    place = keys.index(current)
    context = context_of(letter, post) | {
        "count": len(keys),
        "place": place + 1,
        "following": keys[place + 1] if place + 1 < len(keys) else (keys[0] if place else None),
        "sign": forms["sign"],
        "send_back": forms["return"],
    }
    return render(request, "letters/outgoing/signing.html", context)
