"""Joining a letter to another matter that it belongs with."""

from __future__ import annotations

from django.utils.translation import gettext as _

from eoffice.common import clock
from eoffice.common.errors import InvalidInputs
from eoffice.people.models import Post
from workflows.engine.models import Link, Tracked

KINDS = ("related", "follows")


def link_items(source: Tracked, target: Tracked, *, kind: str, post: Post) -> Link:
    """Join two items that `post` may see; twice is once, in either direction.

    It moves no state and so is no step: the link itself says who made it and when.
    """
    if kind not in KINDS or (source.process, source.pk) == (target.process, target.pk):
        raise InvalidInputs(_("A letter is not linked to itself."))
    there = Link.objects.of(source.process, source.pk).filter(
        kind=kind, from_item__in=[source.pk, target.pk], to_item__in=[source.pk, target.pk]
    )
    return there.first() or Link.objects.create(
        kind=kind,
        from_process=source.process,
        from_item=source.pk,
        to_process=target.process,
        to_item=target.pk,
        made_by=post.person,
        made_at=clock.now(),
    )
