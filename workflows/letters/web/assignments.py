"""Assignments: mine, my unit's, those I gave."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q
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
from workflows.engine.models.tracked import OPEN_CLASSES
from workflows.letters.assignment.queryset import AssignmentQuerySet
from workflows.letters.assignment.states import A
from workflows.letters.models import Assignment

ROWS = 50
ENOUGH = 100


@dataclass(frozen=True)
class Tab:
    """One of the lists, and how many wait in it."""

    name: str
    label: str
    count: str
    here: bool


@office_page()
@require_GET
def assignments(request: PostedRequest) -> HttpResponse:
    """One list at a time, the soonest due first; what is done, the latest first."""
    post = request.post_held
    lists = lists_of(post)
    wanted = request.GET.get("list", "")
    name = wanted if wanted in lists else "mine"
    rows = lists[name][1]
    found, older = _page(rows, request.GET.get("before", ""), done=name == "done")
    context = {
        "rows": found,
        "older": older and f"?list={name}&before={older}",
        "tabs": [Tab(key, label, _count(key, of), key == name) for key, (label, of) in lists.items()],
        "name": name,
        "here": request.get_full_path(),
    }
    return render(request, "letters/assignments.html", context)


def lists_of(post: Post) -> dict[str, tuple[str, AssignmentQuerySet]]:
    """The lists that concern `post`: name -> (label, rows)."""
    seen = Assignment.objects.visible_to(post)
    mine = seen.filter(_mine(post))
    found = {"mine": (pgettext("assignments", "Mine"), mine.filter(state_class__in=OPEN_CLASSES))}
    if post.unit_id and post.has(Role.SECTION_HEAD, Role.UNIT_REGISTRAR):
        unit = seen.filter(unit=post.unit_id, state_class__in=OPEN_CLASSES)
        found["unit"] = (_("My unit's"), unit)
    given = seen.filter(assigned_by=post)
    if post.has(Role.DIRECTOR, Role.DEPUTY, Role.CENTRAL_REGISTRAR, Role.SECTION_HEAD):
        found["given"] = (_("Given by me"), given.filter(state_class__in=OPEN_CLASSES))
        found["reported"] = (_("Reported to me"), given.filter(state=A.DONE))
    found["done"] = (_("Done by me"), mine.filter(state__in=[A.DONE, A.DECLINED]))
    return found


def _mine(post: Post) -> Q:
    mine = Q(person=post.person_id)
    if post.unit_id and post.has(Role.SECTION_HEAD, Role.UNIT_REGISTRAR):
        mine |= Q(person=None, unit=post.unit_id)
    return mine


def _page(rows: AssignmentQuerySet, before: str, *, done: bool) -> tuple[list[Assignment], str]:
    """What is open is a short list, all of it soonest due first; what is done is read back by its key."""
    listed = rows.for_list().select_related("assigned_by__person")
    if not done:
        return list(listed.order_by("due_at", "pk")[: ROWS * 4]), ""
    if (last := whole_number(before)) is not None:
        listed = listed.filter(pk__lt=last)
    found = list(listed.order_by("-pk")[: ROWS + 1])
    more = len(found) > ROWS
    return found[:ROWS], str(found[ROWS - 1].pk) if more else ""


def _count(name: str, rows: AssignmentQuerySet) -> str:
    if name in {"done", "reported"}:
        return ""
    found = len(rows.order_by().values_list("pk", flat=True)[:ENOUGH])
    return "99+" if found >= ENOUGH else str(found or "")
