"""Finding the post that somebody acts from."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import (
    BigIntegerField,
    CharField,
    DateField,
    DateTimeField,
    Exists,
    F,
    OuterRef,
    QuerySet,
)
from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from eoffice.common import clock
from eoffice.common.prepared import Question, Slot
from eoffice.people.models import AccessToken, Delegation, Post, User
from eoffice.people.roles import Role


class PostedRequest(HttpRequest):
    """A request of somebody who is logged in and holds a post."""

    user: User
    post_held: Post
    htmx: HtmxDetails


def posts_held(user: User) -> list[Post]:
    """The posts in force of a person, with all that pages and rights ask of them."""
    return _with_roles(_of_person(person=user.pk, **_moment()))


def posts_of_token(digest: str, now: dt.datetime) -> list[Post]:
    """The posts in force of whoever a token belongs to that holds at `now`: one question for both."""
    return _with_roles(_of_token(digest=digest, holds_at=now, **_moment()))


def _moment() -> dict[str, Any]:
    return {"now": clock.now(), "today": clock.today()}


def _for_a_request(**whose: Any) -> QuerySet[Post]:
    """A row for each post and role, and whether the post stands in for somebody.

    Asked with every request, so it is one question; what else is asked of a post costs none of its own later.
    """
    now: Any = Slot("now", DateTimeField())
    today: Any = Slot("today", DateField())
    orders = Delegation.objects.in_force(now).giving_power().filter(delegate=OuterRef("pk"))
    return (
        Post.objects.in_force(today)
        .filter(**whose)
        .annotate(has_orders=Exists(orders), has_role=F("post_roles__role"))
        .select_related("person", "organisation", "unit")
        .order_by("pk")
    )


def _of_whom_the_token_is() -> QuerySet[Post]:
    digest, holds_at = Slot("digest", CharField()), Slot("holds_at", DateTimeField())
    tokens = AccessToken.objects.filter(digest=digest, expires_at__gt=holds_at)
    return _for_a_request(person__in=tokens.values("user"))


def _with_roles(rows: Iterable[Post]) -> list[Post]:
    posts: dict[int, Post] = {}
    roles: dict[int, set[str]] = {}
    for row in rows:
        post = posts.setdefault(row.pk, row)
        post.stands_in = vars(row).pop("has_orders")
        roles.setdefault(row.pk, {Role.OFFICER.value}).add(vars(row).pop("has_role") or Role.OFFICER.value)
    for pk, post in posts.items():
        post.roles = frozenset(roles[pk])
    return list(posts.values())


_of_token: Question[Post] = Question(_of_whom_the_token_is)
_of_person: Question[Post] = Question(lambda: _for_a_request(person=Slot("person", BigIntegerField())))


def choose_post(user: User, wanted: object = None) -> Post | None:
    """The post with the id `wanted` if the person holds it, else the first, else None."""
    return choose_among(posts_held(user), wanted)


def choose_among(posts: Sequence[Post], wanted: object = None) -> Post | None:
    """The post with the id `wanted`, else the first, else None."""
    for post in posts:
        if str(post.pk) == str(wanted):
            return post
    return posts[0] if posts else None
