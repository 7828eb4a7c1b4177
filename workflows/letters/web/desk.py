"""The director's stack, made for a phone: read, minute or order, next. Deputies and heads minute likewise."""

from __future__ import annotations

import uuid
from typing import Any

import structlog
from django.contrib import messages
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from eoffice.common import clock
from eoffice.common.numbers import whole_number
from eoffice.common.thai.normalise import normalise
from eoffice.people.models import Post
from eoffice.people.posts import PostedRequest
from eoffice.people.web.access import office_page
from workflows.engine.step import steps_of
from workflows.engine.web.form import StepForm
from workflows.letters.actions.telling import SECONDS, hold, tell_due, tell_later
from workflows.letters.actions.together import take_together
from workflows.letters.incoming.states import S
from workflows.letters.models import IncomingLetter, Phrase
from workflows.letters.web.bulk import chosen as letters_chosen
from workflows.letters.web.letter import letter_at, note_opening
from workflows.letters.web.order import order_told, parts_sent
from workflows.letters.web.paper import sheets_of
from workflows.letters.web.stack import (
    due_choices,
    people_for,
    phrases_for,
    stack_of,
    words_open,
)

log = structlog.get_logger(__name__)
WORDS = ("order", "minute")


@office_page()
@require_GET
def desk(request: PostedRequest) -> HttpResponse:
    """One letter of the stack at a time; `?at=` names another than the first, `?list` shows them all."""
    post = request.post_held
    stack = stack_of(post)
    done = _done(request)
    if "list" in request.GET:
        return render(
            request, "letters/desk_list.html", {"stack": stack, "done": done} | _means(None, post, "order")
        )
    if not stack:
        return render(request, "letters/desk_empty.html", {"done": done})
    wanted = request.GET.get("at", "")
    place = next((at for at, letter in enumerate(stack) if str(letter.pk) == wanted), 0)
    note_opening(stack[place], post)
    return render(request, "letters/desk.html", _card(request, stack, place) | {"done": done})


@office_page()
@require_POST
def decide(request: PostedRequest, pk: int) -> HttpResponse:
    """Put an order or a minute under the letter, and go on to the next."""
    post = request.post_held
    letter = letter_at(pk, post)
    name = _step_named(request, (*WORDS, "order_amend"))
    form = StepForm(letter, steps_of(IncomingLetter)[name], post, _told(request, post))
    done = form.take()
    if done is None:
        note_opening(letter, post)
        return render(request, "letters/desk.html", _again(request, letter, form), status=422)
    _afterwards(request, post, [letter], name)
    following = request.POST.get("following", "")
    query = f"?done={pk}" + ("" if whole_number(following) is None else f"&at={following}")
    return redirect(reverse("letters:desk") + query)


@office_page()
@require_POST
def decide_many(request: PostedRequest) -> HttpResponse:
    """The same order or minute under several letters; what refused is listed, the rest is done."""
    post = request.post_held
    name = _step_named(request, WORDS)
    told = _told(request, post)
    key = request.POST.get("key", "")[:60] or uuid.uuid4().hex
    told.pop("key", None)
    outcome = take_together(letters_chosen(request, post), name, post, told, key=key)
    _afterwards(request, post, outcome.done, name)
    context = {"outcome": outcome, "next": reverse("letters:desk")}
    return render(request, "letters/bulk.html", context)


@office_page()
def amend(request: PostedRequest, pk: int) -> HttpResponse:
    """Change the order just given. Asked by POST it first holds back the telling of its people."""
    post = request.post_held
    letter = letter_at(pk, post)
    if "order_amend" not in words_open(letter, post):
        messages.info(
            request, _("This order can no longer be changed here: %(state)s.") % {"state": letter.state_label}
        )
        return redirect(letter)
    if request.method == "POST":
        hold(letter)
        return redirect("letters:amend", pk)
    note_opening(letter, post)
    return render(request, "letters/desk.html", _amending(request, letter))


@office_page()
@require_POST
def tell(request: PostedRequest) -> HttpResponse:
    """The seconds are over: whoever waits to be told in this office is told now.

    An order that cannot be told of may be somebody else's: the worker tries it again and says what is wrong.
    """
    try:
        tell_due(request.post_held.organisation_id)
    except ExceptionGroup as failed:
        log.warning("orders_not_told", reasons=[str(error) for error in failed.exceptions])
    if not request.htmx:
        return redirect("letters:desk")
    return render(request, "letters/_told.html")


def _step_named(request: PostedRequest, known: tuple[str, ...]) -> str:
    name = request.POST.get("step", "")
    if name not in known:
        raise Http404(name)
    return name


def _told(request: PostedRequest, post: Post) -> QueryDict:
    return order_told(request.POST, post)


def _afterwards(request: PostedRequest, post: Post, letters: list[IncomingLetter], step: str) -> None:
    """Learn the phrase; let the people of an order be told in some seconds."""
    if not any(letter.document.is_secret for letter in letters):  # their words are offered nowhere else
        Phrase.learn(post.person, normalise(request.POST.get("text", "")), at=clock.now())
    if step == "minute":
        return
    for letter in letters:
        letter.refresh_from_db()
        if letter.state == S.ORDERED:
            tell_later(letter)


def _done(request: PostedRequest) -> dict[str, Any] | None:
    """The letter that was just dealt with, to say so and to offer a correction."""
    pk = whole_number(request.GET.get("done", ""))
    if pk is None:
        return None
    letter = IncomingLetter.objects.visible_to(request.post_held).for_list().filter(pk=pk).first()
    if letter is None:
        return None
    return {"letter": letter, "waits": hasattr(letter, "telling"), "seconds": SECONDS}


def _means(letter: IncomingLetter | None, post: Post, step: str, **sent: Any) -> dict[str, Any]:
    """Phrases, people and days to tap."""
    return {
        "step": step,
        "label": steps_of(IncomingLetter)[step].label,
        "phrases": phrases_for(post, step),
        "people": people_for(letter, post, sent.get("parts", {})),
        "days": due_choices(post.organisation_id, clock.today()),
        "sent": sent,
        "key": sent.get("key") or uuid.uuid4().hex,
    }


def _card(request: PostedRequest, stack: list[IncomingLetter], place: int) -> dict[str, Any]:
    letter, post = stack[place], request.post_held
    following = stack[place + 1] if place + 1 < len(stack) else None
    return _of(letter, post) | {
        "place": place + 1,
        "total": len(stack),
        "previous": stack[place - 1] if place else None,
        "following": following,
    }


def _of(letter: IncomingLetter, post: Post, step: str = "", **sent: Any) -> dict[str, Any]:
    """What the card of one letter shows."""
    open_now = words_open(letter, post)
    step = step or next((name for name in WORDS if name in open_now), "order")
    return {
        "letter": letter,
        "subject": letter.document.subject_for(post),
        "minutes": list(letter.endorsements.all()),
        "sheets": sheets_of(letter, post),
        "open_now": open_now,
        "acting": open_now[step].on_behalf_of if step in open_now else None,
    } | _means(letter, post, step, **sent)


def _again(request: PostedRequest, letter: IncomingLetter, form: StepForm) -> dict[str, Any]:
    """The card with what was tapped and typed, and what was wrong with it."""
    post, data = request.post_held, request.POST
    sent = {
        "phrase": data.get("phrase", ""),
        "text": data.get("text", ""),
        "due": data.get("due", ""),
        "due_other": data.get("due_other", ""),
        "parts": parts_sent(data),
        "groups": data.getlist("group"),
        "key": form.key,
    }
    stack = stack_of(post)
    place = next((at for at, one in enumerate(stack) if one.pk == letter.pk), None)
    around = _card(request, stack, place) if place is not None else {}
    return around | _of(letter, post, form.step.name, **sent) | {"form": form}


def _amending(request: PostedRequest, letter: IncomingLetter) -> dict[str, Any]:
    """The card with the order as it was given, to be put right."""
    orders = [minute for minute in letter.endorsements.all() if minute.kind == "order"]
    rows = letter.assignments.unfinished()
    parts = {(row.person_id or 10_000_000 + (row.unit_id or 0)): str(row.part) for row in rows}
    text = orders[-1].words if orders else ""
    return _of(letter, request.post_held, "order_amend", text=text, parts=parts)
