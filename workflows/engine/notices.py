"""Telling people: a subscriber of the log, and what sweeps say. Twice is once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence

from django.conf import settings
from django.db.models import Max

from eoffice.people.acting import stand_ins
from eoffice.people.models import Post
from workflows.engine.models import Holder, Notice, Tracked, Transition
from workflows.engine.registry import processes
from workflows.engine.rules.classes import Sort

REMIND = "remind"


def handle(rows: Sequence[Transition]) -> None:
    """Tell whoever an item now waits for, and whoever is reminded of it."""
    models = {model.process: model for model in processes()}
    last = _last_rows(rows)
    for row in rows:
        if row.process not in models or row.number != last.get((row.process, row.item)):
            continue  # a later row says whom it waits for
        item = models[row.process]._base_manager.filter(pk=row.item).first()
        if item is not None:
            _tell_of(row, item)


def _last_rows(rows: Sequence[Transition]) -> dict[tuple[str, int], int]:
    """The number of the last row of every item that the rows speak of; a moved due time tells nobody."""
    told = Transition.objects.filter(
        organisation_id=rows[0].organisation_id, item__in={row.item for row in rows}
    )
    told = told.exclude(sort=Sort.RETIME)
    found = told.values("process", "item").annotate(last=Max("number"))
    return {(row["process"], row["item"]): row["last"] for row in found}


def _tell_of(row: Transition, item: Tracked) -> None:
    reminded = row.step == REMIND
    kind = Notice.Kind.REMINDER if reminded else Notice.Kind.WAITING
    holders = item.whom_to_remind() if reminded else [item.holder()]
    tell(item, holders, kind, about=f"log:{row.number}", at=row.occurred_at, but=row.actor_id)


def tell(
    item: Tracked,
    holders: Iterable[Holder],
    kind: str,
    *,
    about: str,
    at: dt.datetime,
    but: int | None = None,
) -> int:
    """Tell everybody meant by `holders` who may see the item, and those who stand in for them."""
    posts = {
        post.person_id: post
        for holder in holders
        for post in _meant(item, holder, at)
        if post.person_id != but and _sees(post, item)
    }
    notices = [_notice(item, post, kind, about, at) for post in posts.values()]
    Notice.objects.bulk_create(notices, ignore_conflicts=True)
    return len(notices)


def _meant(item: Tracked, holder: Holder, at: dt.datetime) -> list[Post]:
    posts = Post.objects.in_force().filter(organisation=item.organisation_id).select_related("person")
    if holder.person_id:
        posts = posts.filter(person=holder.person_id)
    elif holder.role:
        posts = posts.with_role(holder.role)
        posts = posts.filter(unit=holder.unit_id) if holder.unit_id else posts
    else:
        return []
    found = list(posts)
    return [*found, *(other for post in found for other in stand_ins(post, at=at))]


def _sees(post: Post, item: Tracked) -> bool:
    rows = type(item)._default_manager.get_queryset()
    return bool(rows.visible_to(post).filter(pk=item.pk).exists())  # type: ignore[attr-defined] # tracked


def _notice(item: Tracked, post: Post, kind: str, about: str, at: dt.datetime) -> Notice:
    by_mail = bool(settings.EMAIL_NOTICES and post.person.email)
    return Notice(
        organisation_id=item.organisation_id,
        person_id=post.person_id,
        kind=kind,
        process=item.process,
        item=item.pk,
        about=about,
        at=at,
        mail=Notice.Mail.WAITING if by_mail else Notice.Mail.NONE,
        mail_next_at=at if by_mail else None,
    )
