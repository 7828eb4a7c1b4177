"""Finding the post that somebody acts from."""

from __future__ import annotations

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from eoffice.people.models import Post, User


class PostedRequest(HttpRequest):
    """A request of somebody who is logged in and holds a post."""

    user: User
    post_held: Post
    htmx: HtmxDetails


def posts_held(user: User) -> list[Post]:
    """The posts in force of a person, with all that pages and rights ask of them."""
    return list(
        Post.objects.in_force()
        .filter(person=user)
        .select_related("person", "organisation", "unit")
        .prefetch_related("post_roles")
        .order_by("pk")
    )


def choose_post(user: User, wanted: object = None) -> Post | None:
    """The post with the id `wanted` if the person holds it, else the first, else None."""
    posts = posts_held(user)
    for post in posts:
        if str(post.pk) == str(wanted):
            return post
    return posts[0] if posts else None
