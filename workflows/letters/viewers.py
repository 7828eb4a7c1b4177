"""What `documents` learns of letters: whom they let in (clearance comes on top), which rows are theirs."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db.models import Q, QuerySet

from documents.holding import Held
from documents.models import RegisterEntry
from eoffice.people.models import Post
from workflows.letters.models import Announcement, IncomingLetter, Memo, Order, OutgoingLetter
from workflows.letters.writing.fields import Written

WRITTEN: tuple[type[Written], ...] = (OutgoingLetter, Memo, Order, Announcement)


def papers_of_letters(post: Post) -> QuerySet[Any, Any]:
    """Ids of the documents over which `post` may see an incoming letter."""
    return IncomingLetter.objects.visible_to(post).values("document_id")


def papers_written_here(model: type[Written]) -> Callable[[Post], QuerySet[Any, Any]]:
    """The question for the ids of the documents over which `post` may see a paper of this kind."""

    def papers(post: Post) -> QuerySet[Any, Any]:
        rows: Any = model._default_manager
        found: QuerySet[Any, Any] = rows.visible_to(post).values("document_id")
        return found

    return papers


def letter_of_row(entry: RegisterEntry) -> Held | None:
    """The letter that has its number, or its unit's number, in the row."""
    letters = IncomingLetter._base_manager.filter(Q(entry=entry) | Q(unit_entry=entry))
    letter = letters.order_by("pk").first() or _written(entry)
    return Held(str(letter.process_label), letter.get_absolute_url()) if letter else None


def _written(entry: RegisterEntry) -> Written | None:
    found = (model._base_manager.filter(entry=entry).first() for model in WRITTEN)
    return next(filter(None, found), None)
