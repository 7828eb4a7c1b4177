"""Whom letters let in on the documents beneath them; clearance is asked by `documents` on top."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from eoffice.people.models import Post
from workflows.letters.models import IncomingLetter


def papers_of_letters(post: Post) -> QuerySet[Any, Any]:
    """Ids of the documents over which `post` may see an incoming letter."""
    return IncomingLetter.objects.visible_to(post).values("document_id")
