"""Finding the post that somebody acts from."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from django.db.models import Exists, OuterRef
from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from eoffice.common import clock
from eoffice.people.models import AccessToken, Delegation, Post, User
from eoffice.people.models.post import PostQuerySet


class PostedRequest(HttpRequest):
    """A request of somebody who is logged in and holds a post."""

    user: User
    post_held: Post
    htmx: HtmxDetails


def posts_held(user: User) -> list[Post]:
    """The posts in force of a person, with all that pages and rights ask of them."""
    return _for_a_request(Post.objects.in_force().filter(person=user))


def posts_of_token(digest: str, now: dt.datetime) -> list[Post]:
    """The posts in force of whoever a token belongs to that holds at `now`: one question for both."""
    tokens = AccessToken.objects.filter(digest=digest, expires_at__gt=now)
    return _for_a_request(Post.objects.in_force().filter(person__in=tokens.values("user")))


def _for_a_request(posts: PostQuerySet) -> list[Post]:
    """With roles, and whether each stands in for somebody: asked here, it costs no query of its own later."""
    orders = Delegation.objects.in_force(clock.now()).giving_power().filter(delegate=OuterRef("pk"))
    rows = (
        posts.annotate(has_orders=Exists(orders))
        .select_related("person", "organisation", "unit")
        .prefetch_related("post_roles")
        .order_by("pk")
    )
    found = list(rows)
    for post in found:
        post.stands_in = vars(post).pop("has_orders")
    return found


def choose_post(user: User, wanted: object = None) -> Post | None:
    """The post with the id `wanted` if the person holds it, else the first, else None."""
    return choose_among(posts_held(user), wanted)


def choose_among(posts: Sequence[Post], wanted: object = None) -> Post | None:
    """The post with the id `wanted`, else the first, else None."""
    for post in posts:
        if str(post.pk) == str(wanted):
            return post
    return posts[0] if posts else None
