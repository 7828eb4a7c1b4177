"""Who is away, who acts in whose name; entering and ending it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from eoffice.common import clock
from eoffice.common.numbers import whole_number
from eoffice.common.thai.dates import day_in_bangkok
from eoffice.people.absences import absent_people, days_away
from eoffice.people.actions.delegating import MAY_DELEGATE, delegate, may_revoke, reason_for, revoke
from eoffice.people.models import Delegation, Post
from eoffice.people.posts import PostedRequest, posts_held
from eoffice.people.scopes import SCOPES
from eoffice.people.web.access import office_page
from eoffice.people.web.answering import page_of_form, posted, refusals_in, right
from eoffice.people.web.forms.delegation import AbsenceForm, OrderForm, posts_to_choose

DAYS_SHOWN = 14
ON_A_PAGE = 50


@dataclass(frozen=True)
class Line:
    """A record as `post` may read it: the reason is for the person and for those who enter such records."""

    row: Delegation
    first_day: dt.date
    last_day: dt.date | None
    same_day: bool
    reason: str
    scope: str
    in_force: bool
    can_end: bool


def lines_for(rows: list[Delegation], post: Post) -> list[Line]:
    """The records as `post` may read them."""
    return [_line(row, post, clock.now()) for row in rows]


def _line(row: Delegation, post: Post, now: dt.datetime) -> Line:
    manages = may_revoke(row, post)
    ended = row.revoked_at is not None or (row.ends_at is not None and row.ends_at <= now)
    names = dict(SCOPES)
    return Line(
        row,
        day_in_bangkok(row.starts_at),
        _last_day(row.ends_at),
        row.ends_at is not None and day_in_bangkok(row.starts_at) == day_in_bangkok(row.ends_at),
        reason_for(row, post),
        ", ".join(str(names.get(process, process)) for process in row.scope),
        not ended and row.starts_at <= now,
        manages and not ended,
    )


def _last_day(ends_at: dt.datetime | None) -> dt.date | None:
    """The last day, where the record ends with a midnight; else None, and the instant itself is shown."""
    if ends_at is None:
        return None
    local = ends_at.astimezone(clock.BANGKOK)
    return local.date() - dt.timedelta(days=1) if local.time() == dt.time() else None


@office_page()
def delegations(request: PostedRequest) -> HttpResponse:
    """Today, the next two weeks, and the records that hold or will."""
    post, now = request.post_held, clock.now()
    rows = Delegation.objects.visible_to(post).for_list().not_over(now).order_by("starts_at", "pk")
    away = days_away(post.organisation_id, since=now, days=DAYS_SHOWN)
    context = {
        "lines": lines_for(list(rows), post),
        "today": lines_for(list(away[0].away), post),
        "days": [day for day in away[1:] if day.away],
        "days_shown": DAYS_SHOWN,
        "may_delegate": post.has(*MAY_DELEGATE),
    }
    return render(request, "people/delegations.html", context)


@office_page()
def past_delegations(request: PostedRequest) -> HttpResponse:
    """What is over."""
    rows = Delegation.objects.visible_to(request.post_held).for_list().over(clock.now())
    page = Paginator(rows, ON_A_PAGE).get_page(request.GET.get("page"))
    lines = lines_for(list(page.object_list), request.post_held)
    return render(request, "people/past_delegations.html", {"page": page, "lines": lines})


@office_page()
def new_absence(request: PostedRequest) -> HttpResponse:
    """One's own absence; those who may delegate enter anybody's."""
    by = request.post_held
    own = [post for post in posts_held(request.user) if post.organisation_id == by.organisation_id]
    whose = posts_to_choose(by) if by.has(*MAY_DELEGATE) else own
    first = {"principal": by.pk, "starts_on": clock.today()}
    form = AbsenceForm(posted(request), by=by, whose=whose, initial=first)
    if form.is_bound and right(form):
        with refusals_in(form):
            row = delegate(form.wanted(), by=by)
            messages.success(request, _("Entered: %(name)s is away.") % {"name": row.principal.person.name})
            return redirect("people:delegations")
    return page_of_form(request, "people/new_absence.html", form, only_own=not by.has(*MAY_DELEGATE))


@office_page(*MAY_DELEGATE)
def new_order(request: PostedRequest) -> HttpResponse:
    """A รักษาราชการแทน or ปฏิบัติราชการแทน by order."""
    by = request.post_held
    form = OrderForm(posted(request), by=by, initial={"starts_on": clock.today()})
    if form.is_bound and right(form):
        with refusals_in(form):
            row = delegate(form.wanted(), by=by)
            messages.success(request, _("The order is entered."))
            _warn_of_absence(request, row)
            return redirect("people:delegations")
    return page_of_form(request, "people/new_order.html", form)


@office_page()
@require_POST
def end_delegation(request: PostedRequest, pk: int) -> HttpResponse:
    """It ends now."""
    row = get_object_or_404(Delegation.objects.visible_to(request.post_held).for_list(), pk=pk)
    revoke(row, by=request.post_held)
    messages.success(request, _("Ended. What was done in its time stands."))
    return redirect("people:delegations")


@office_page()
def away(request: PostedRequest) -> HttpResponse:
    """Who of `?person=…` (ids, several) is away now: a part of a page, or JSON with `?format=json`.

    Shown before somebody assigns work to an absent person, with who acts meanwhile. Ids of other agencies
    are simply not found.
    """
    told = [whole_number(text) for text in request.GET.getlist("person")[:200]]
    ids = [pk for pk in told if pk is not None]
    found = absent_people(request.post_held.organisation_id, at=clock.now(), people=ids)
    lines = lines_for(list(found.values()), request.post_held)
    if request.GET.get("format") == "json":
        return JsonResponse({"results": [_as_json(line) for line in lines]})
    return render(request, "people/_away.html", {"lines": lines})


def _as_json(line: Line) -> dict[str, object]:
    row = line.row
    acts = row.delegate if row.kind == Delegation.Kind.ACTING else None
    return {
        "person": row.principal.person_id,
        "name": row.principal.person.name,
        "from": row.starts_at.astimezone(clock.BANGKOK).isoformat(),
        "until": row.ends_at.astimezone(clock.BANGKOK).isoformat() if row.ends_at else None,
        "acting": {"person": acts.person_id, "name": acts.person.name} if acts else None,
    }


def _warn_of_absence(request: PostedRequest, row: Delegation) -> None:
    """Whoever acts may be away in that time; that is known, and may be meant."""
    if row.delegate is None:
        return
    own = Delegation.objects.filter(principal__person=row.delegate.person_id)
    if own.exclude(kind=Delegation.Kind.POWER).touching(row.starts_at, row.ends_at).exists():
        sentence = _("%(name)s is entered as away for part of that time.")
        messages.warning(request, sentence % {"name": row.delegate.person.name})
