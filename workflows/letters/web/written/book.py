"""Memos, orders and announcements: what waits for whoever looks, then each kind, newest first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from eoffice.common.numbers import whole_number
from eoffice.people.models import Post
from eoffice.people.posts import PostedRequest
from eoffice.people.web.access import office_page
from workflows.letters.models import Announcement, Memo, Order

ROWS = 30
KINDS: dict[str, Any] = {model.path: model for model in (Memo, Order, Announcement)}
WAITING = "waiting"


@dataclass(frozen=True)
class Tab:
    """One of the lists, and how many wait in it."""

    name: str
    label: str
    count: int
    here: bool


@office_page()
@require_GET
def book(request: PostedRequest) -> HttpResponse:
    """One list at a time."""
    post = request.post_held
    waiting = waiting_for(post)
    labels = {WAITING: _("Waits for me"), "memos": _("Memos"), "orders": _("Orders")}
    labels["announcements"] = _("Announcements")
    wanted = request.GET.get("list", "")
    name = wanted if wanted in labels else (WAITING if waiting else "memos")
    rows, older = (waiting, "") if name == WAITING else _page(name, post, request.GET.get("before", ""))
    counts = {WAITING: len(waiting)}
    context = {
        "rows": rows,
        "older": older and f"?list={name}&before={older}",
        "tabs": [Tab(key, label, counts.get(key, 0), key == name) for key, label in labels.items()],
        "here": request.get_full_path(),
    }
    return render(request, "letters/written/list.html", context)


def waiting_for(post: Post) -> list[Any]:
    """Of every kind, what waits for `post`; the most urgent first."""
    found: list[Any] = []
    for model in KINDS.values():
        found += model.objects.visible_to(post).waiting_for(post).for_list().order_by("due_at", "pk")[:ROWS]
    return found


def _page(name: str, post: Post, before: str) -> tuple[list[Any], str]:
    """Read by their keys from where the reader stands."""
    rows, stands = KINDS[name].objects.visible_to(post), whole_number(before)
    keys = rows.order_by("-pk").values_list("pk", flat=True)
    found = list((keys.filter(pk__lt=stands) if stands else keys)[: ROWS + 1])
    shown = KINDS[name].objects.for_list().filter(pk__in=found[:ROWS]).order_by("-pk")
    return list(shown), str(found[ROWS - 1]) if len(found) > ROWS else ""
