"""Who may look at a document, for reasons that `documents` itself cannot know.

A process knows that an agency holds a letter over a document; it says so here when the application
is ready, and every queryset of this app asks. What is registered speaks of place and duty alone: for
secret documents clearance and need-to-know are asked on top of it, always (sheet 4.2).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.db.models import Q, QuerySet

if TYPE_CHECKING:
    from eoffice.people.models import Post

#: Given a post, the ids of the documents that its place in some process opens: a `values` queryset.
Viewer = Callable[["Post"], "QuerySet[Any, Any]"]

_viewers: list[Viewer] = []


def register_viewer(viewer: Viewer) -> None:
    """Let a process open documents to posts; registering the same function twice is once."""
    if viewer not in _viewers:
        _viewers.append(viewer)


def unregister_viewer(viewer: Viewer) -> None:
    """Take back what `register_viewer` did."""
    _viewers.remove(viewer)


def placed(post: Post) -> Q:
    """The condition on Document that some process opens it to `post`."""
    condition = Q(pk__in=[])
    for viewer in _viewers:
        condition |= Q(pk__in=viewer(post))
    return condition
