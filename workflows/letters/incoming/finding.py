"""Finding a letter that somebody means: by its number, by its ที่, or because it came before."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from documents.classes import Secrecy
from documents.models import Document
from documents.rules.keys import reference_key
from eoffice.common.thai.digits import to_arabic

if TYPE_CHECKING:
    from eoffice.people.models import Post
    from workflows.letters.models import IncomingLetter

MOST = 5  # more than so many copies of one letter help nobody


def letters_named(text: str, post: Post) -> list[IncomingLetter]:
    """Letters that `post` may see and `text` may mean: 1284/2569, 1284 (the latest year's), or a ที่.

    Two at the most: enough to know that it is not told which.
    """
    from workflows.letters.models import IncomingLetter

    seen = IncomingLetter.objects.visible_to(post).for_list()
    number, _slash, year = to_arabic(text).replace(" ", "").partition("/")
    if _is_number(number) and (_is_number(year) or not year):
        rows = seen.filter(receive_number=int(number)).order_by("-receive_year")
        return list(rows.filter(receive_year=int(year))[:2] if year else rows[:1])
    key = reference_key(text)
    return list(seen.filter(document__reference_key=key)[:2]) if key else []


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 9


def came_before(
    post: Post, *, reference: str, sender: str, hashes: Iterable[str] = (), but: int | None = None
) -> list[IncomingLetter]:
    """Letters that `post` may see and that this one may repeat: same ที่ (of the sender, once that is known),
    or one of the same files. Secret papers are compared with nothing.
    """
    from workflows.letters.models import IncomingLetter

    hashes, key = list(hashes), reference_key(reference)
    if sender or hashes:
        papers = Document.objects.possible_duplicates(
            post.organisation, reference=reference, sender_text=sender, hashes=hashes
        )
    elif key:
        papers = Document.objects.filter(organisation=post.organisation_id, reference_key=key)
    else:
        return []
    ordinary = papers.filter(secrecy=Secrecy.NORMAL).order_by("-pk")
    found = list(ordinary.values_list("pk", flat=True)[:MOST])
    letters = IncomingLetter.objects.visible_to(post).for_list().filter(document__in=found)
    return list(letters.exclude(pk=but).order_by("-pk"))


def copies_of(letter: IncomingLetter, post: Post) -> list[IncomingLetter]:
    """What a letter may repeat."""
    document = letter.document
    if document.is_secret:
        return []
    hashes = document.file_links.values_list("file__blob__sha256", flat=True)
    return came_before(
        post, reference=document.reference, sender=document.sender_text, hashes=hashes, but=letter.pk
    )
