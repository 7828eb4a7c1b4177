"""What `documents` learns of letters: whom they let in (clearance comes on top), which rows are theirs."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet

from documents.holding import Held
from documents.models import RegisterEntry
from eoffice.people.models import Post
from workflows.letters.models import IncomingLetter, OutgoingLetter


def papers_of_letters(post: Post) -> QuerySet[Any, Any]:
    """Ids of the documents over which `post` may see an incoming letter."""
    return IncomingLetter.objects.visible_to(post).values("document_id")


def papers_of_outgoing(post: Post) -> QuerySet[Any, Any]:
    """Ids of the documents over which `post` may see an outgoing letter."""
    return OutgoingLetter.objects.visible_to(post).values("document_id")


def letter_of_row(entry: RegisterEntry) -> Held | None:
    """The letter that has its number, or its unit's number, in the row."""
    letters = IncomingLetter._base_manager.filter(Q(entry=entry) | Q(unit_entry=entry))
    letter = letters.order_by("pk").first() or OutgoingLetter._base_manager.filter(entry=entry).first()
    return Held(str(letter.process_label), letter.get_absolute_url()) if letter else None
