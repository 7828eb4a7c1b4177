"""The signature book: one paper after the other, to be signed, decided or sent back; made for a phone.

Letters, orders and announcements that wait for the signature, and memos that wait for the decision.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from documents.models import Certificate
from eoffice.common import clock
from eoffice.people.models import Post
from eoffice.people.posts import PostedRequest
from eoffice.people.web.access import office_page
from workflows.engine.step import steps_of
from workflows.engine.web.form import StepForm
from workflows.letters.memo.states import M
from workflows.letters.models import Announcement, Memo, Order, OutgoingLetter
from workflows.letters.order.states import N, O
from workflows.letters.outgoing.states import S
from workflows.letters.web.letter import note_opening
from workflows.letters.web.outgoing.letter import context_of
from workflows.letters.web.written.paper import context_of as context_of_written

#: Of each kind the state in which it lies here, and the step that it lies here for.
KINDS: tuple[tuple[Any, str, str], ...] = (
    (OutgoingLetter, S.TO_SIGN, "sign"),
    (Order, O.TO_SIGN, "sign"),
    (Announcement, N.TO_SIGN, "sign"),
    (Memo, M.SUBMITTED, "decide"),
)
MOST = 200
NEVER = dt.datetime.max.replace(tzinfo=dt.UTC)


@dataclass(frozen=True)
class Leaf:
    """One paper of the book; `key` tells it in the address: a letter by its id, others by kind and id."""

    model: Any
    step: str
    pk: int
    due_at: dt.datetime

    @property
    def key(self) -> str:
        """What stands behind `?at=`."""
        return str(self.pk) if self.model is OutgoingLetter else f"{self.model.process}:{self.pk}"


def leaves_of(post: Post) -> list[Leaf]:
    """Everything that waits here for `post`, the most urgent first."""
    found: list[Leaf] = []
    for model, state, step in KINDS:
        rows = model.objects.visible_to(post).waiting_for(post).filter(state=state).order_by("due_at", "pk")
        for pk, due_at in rows.values_list("pk", "due_at")[:MOST]:
            found.append(Leaf(model, step, pk, due_at or NEVER))
    return sorted(found, key=lambda leaf: leaf.due_at)[:MOST]


@office_page()
@require_GET
def book(request: PostedRequest) -> HttpResponse:
    """The paper in turn, the most urgent first; `?at=` opens one of them."""
    post, leaves = request.post_held, leaves_of(request.post_held)
    if not leaves:
        return render(request, "letters/outgoing/signing.html", {"count": 0})
    keys = [leaf.key for leaf in leaves]
    wanted = request.GET.get("at", "")
    place = keys.index(wanted) if wanted in keys else 0
    leaf = leaves[place]
    item = leaf.model.objects.visible_to(post).for_list().get(pk=leaf.pk)
    note_opening(item, post)
    steps, own = steps_of(leaf.model), Certificate.objects.of_person(post.person)
    shown = context_of if leaf.model is OutgoingLetter else context_of_written
    context = shown(item, post) | {
        "count": len(keys),
        "place": place + 1,
        "following": keys[place + 1] if place + 1 < len(keys) else (keys[0] if place else None),
        "sign": StepForm(item, steps[leaf.step], post),
        "send_back": StepForm(item, steps["return"], post),
        "ends_soon": own is not None and own.ends_soon(clock.now()),
    }
    return render(request, "letters/outgoing/signing.html", context)
