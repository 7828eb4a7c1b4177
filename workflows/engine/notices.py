"""Telling people: a subscriber of the log, and what sweeps say. Twice is once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Iterable, Sequence

from django.conf import settings
from django.db.models import Max, Q

from eoffice.people.acting import stand_ins
from eoffice.people.models import Delegation, Post, PostRole
from workflows.engine.models import Holder, Notice, Tracked, Transition
from workflows.engine.registry import processes
from workflows.engine.rules.classes import Sort
from workflows.engine.step import steps_of

REMIND = "remind"


def handle(rows: Sequence[Transition]) -> None:
    """Tell whoever an item now waits for, and whoever is reminded of it.

    A step that moves nothing tells only whom it made the holder: the others heard of the move before it. What
    a later row moved or reminded of is told with that one; a moved due time tells nobody.
    """
    models = {model.process: model for model in processes()}
    read = [row for row in rows if row.process in models and row.sort != Sort.RETIME]
    if not read:
        return
    moves = _last(read, lambda model: [name for name, step in steps_of(model).items() if step.targets])
    reminders = _last(read, lambda model: [REMIND])
    numbers = {row.number for row in read}
    for key, row in {(row.process, row.item): row for row in read}.items():
        item = models[row.process]._base_manager.filter(pk=row.item).first()
        if item is not None:
            _tell_of(item, row, moves.get(key), reminders.get(key), numbers)


def _last(
    rows: Sequence[Transition], names: Callable[[type[Tracked]], list[str]]
) -> dict[tuple[str, int], Transition]:
    """The last row in the whole log by one of the steps so named, of every item that the rows speak of."""
    known = Q(pk__in=[])
    for model in processes():
        known |= Q(process=model.process, step__in=names(model))
    log = Transition.objects.filter(organisation_id=rows[0].organisation_id)
    of_items = log.filter(known, item__in={row.item for row in rows}).values("process", "item")
    numbers = of_items.annotate(last=Max("number")).values_list("last", flat=True)
    return {(row.process, row.item): row for row in log.filter(number__in=list(numbers))}


def _tell_of(
    item: Tracked, row: Transition, move: Transition | None, reminder: Transition | None, read: set[int]
) -> None:
    """`row` is the last one read of the item; `move` and `reminder` the last ones there are."""
    if reminder and reminder.number in read and (move is None or move.number < reminder.number):
        _tell(item, item.whom_to_remind(), Notice.Kind.REMINDER, reminder, {reminder.actor_id})
    if move and (move.number in read or move.number < row.number):
        _tell(item, item.holders(), Notice.Kind.WAITING, move, {move.actor_id, row.actor_id})


def _tell(item: Tracked, holders: list[Holder], kind: str, row: Transition, but: set[int | None]) -> None:
    tell(item, holders, kind, about=f"log:{row.number}", at=row.occurred_at, but=but)


def tell(
    item: Tracked,
    holders: Iterable[Holder],
    kind: str,
    *,
    about: str,
    at: dt.datetime,
    but: Collection[int | None] = (),
) -> int:
    """Tell everybody meant by `holders` who may see the item, and those who stand in for them, `but` some."""
    posts = {
        post.person_id: post
        for holder in holders
        for post in _meant(item, holder, at)
        if post.person_id not in but and _sees(post, item)
    }
    notices = [_notice(item, post, kind, about, at) for post in posts.values()]
    Notice.objects.bulk_create(notices, ignore_conflicts=True)
    return len(notices)


def tell_roles(items: Sequence[Tracked], kind: str, *, about: str, at: dt.datetime) -> int:
    """Tell of many items at once, of whatever organisations, those of the role that each waits for, and who
    stands in for them. A handful of queries however many items; what waits for nobody by role is passed.
    """
    waiting: dict[tuple[int, str], list[Tracked]] = {}
    for item in items:
        if item.holder_role:
            waiting.setdefault((item.organisation_id, item.holder_role), []).append(item)
    rows = PostRole.objects.filter(
        role__in={role for _office, role in waiting},
        post__organisation__in={office for office, _role in waiting},
        post__in=Post.objects.in_force(),
    )
    meant = [
        (item, row.post)
        for row in rows.select_related("post__person")
        for item in waiting.get((row.post.organisation_id, row.role), ())
    ]
    meant += _standing_in(meant, at)
    notices = [_notice(item, post, kind, about, at) for item, post in meant]
    Notice.objects.bulk_create(notices, ignore_conflicts=True)
    return len(notices)


def _standing_in(meant: Sequence[tuple[Tracked, Post]], at: dt.datetime) -> list[tuple[Tracked, Post]]:
    absent = Delegation.objects.in_force(at).filter(principal__in={post.pk for _item, post in meant})
    others: dict[int, list[Post]] = {}
    for row in absent.select_related("delegate__person"):
        if row.delegate is not None:
            others.setdefault(row.principal_id, []).append(row.delegate)
    return [(item, other) for item, post in meant for other in others.get(post.pk, ())]


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
