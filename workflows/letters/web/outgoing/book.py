"""Outgoing letters: what one writes, what waits for whom, and the send register (form 14)."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_GET

from eoffice.common.numbers import whole_number
from eoffice.people.models import Post
from eoffice.people.posts import PostedRequest
from eoffice.people.roles import Role
from eoffice.people.web.access import office_page
from workflows.letters.models import OutgoingLetter
from workflows.letters.outgoing.queryset import OutgoingQuerySet
from workflows.letters.outgoing.states import S, Sent

ROWS = 30
ENOUGH = 100
REGISTRY = (S.SIGNED, S.NUMBERED, S.READY)


@dataclass(frozen=True)
class Tab:
    """One of the lists, and how many wait in it."""

    name: str
    label: str
    count: str
    here: bool


@office_page()
@require_GET
def outgoing(request: PostedRequest) -> HttpResponse:
    """One list at a time, newest first."""
    post = request.post_held
    lists = lists_of(post)
    wanted = request.GET.get("list", "")
    name = wanted if wanted in lists else next(iter(lists))
    found, older = _page(lists[name][1], request.GET.get("before", ""))
    context = {
        "rows": found,
        "older": older and f"?list={name}&before={older}",
        "tabs": [Tab(key, label, _count(key, of), key == name) for key, (label, of) in lists.items()],
        "name": name,
        "here": request.get_full_path(),
        "is_registry": "registry" in lists,
    }
    return render(request, "letters/outgoing/list.html", context)


def lists_of(post: Post) -> dict[str, tuple[str, OutgoingQuerySet]]:
    """The lists that concern `post`: name -> (label, rows)."""
    seen = OutgoingLetter.objects.visible_to(post)
    lists = {}
    if post.has(Role.CENTRAL_REGISTRAR, Role.SECRET_REGISTRAR):
        lists["registry"] = (_("To number and send"), seen.filter(state__in=REGISTRY))
    if post.has(Role.DIRECTOR, Role.DEPUTY, Role.SECTION_HEAD):
        lists["waiting"] = (_("Waits for me"), seen.waiting_for(post))
    mine = seen.filter(created_by=post.person_id).exclude(state__in=[S.CLOSED, S.CANCELLED])
    lists["mine"] = (pgettext("outgoing letters", "Mine"), mine)
    lists["out"] = (_("Sent, not yet acknowledged"), seen.filter(state__in=[S.SENT, S.FAILED]))
    lists["all"] = (pgettext("outgoing letters", "All"), seen)
    return lists


def _page(rows: OutgoingQuerySet, before: str) -> tuple[list[OutgoingLetter], str]:
    """Read by their keys from where the reader stands, with how many have acknowledged."""
    stands = whole_number(before)
    keys = rows.order_by("-pk").values_list("pk", flat=True)
    found = list((keys.filter(pk__lt=stands) if stands else keys)[: ROWS + 1])
    shown = OutgoingLetter.objects.for_list().filter(pk__in=found[:ROWS]).order_by("-pk")
    present = Q(recipients__is_past=False)
    done = Count("recipients", filter=present & Q(recipients__result=Sent.ACKNOWLEDGED))
    counted = shown.annotate(to=Count("recipients", filter=present), done=done)
    return list(counted), str(found[ROWS - 1]) if len(found) > ROWS else ""


def _count(name: str, rows: OutgoingQuerySet) -> str:
    if name in {"all", "mine"}:
        return ""
    found = len(rows.order_by().values_list("pk", flat=True)[:ENOUGH])
    return "99+" if found >= ENOUGH else str(found or "")
