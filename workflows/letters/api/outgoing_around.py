"""What papers written here stand among, read for one page in a constant number of queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from django.db.models import Max

from documents.models import Document, DocumentFile, DocumentText, Signature
from workflows.letters.models import OutgoingLetter, Recipient
from workflows.letters.writing.fields import Written

if TYPE_CHECKING:
    from eoffice.people.models import Post


class WrittenAround:
    """Files, words and signatures of some papers, as `post` may see them."""

    def __init__(self, items: Sequence[Written], post: Post) -> None:
        papers = [item.document_id for item in items]
        self.readable = _readable(items, post)
        self.files: dict[int, list[DocumentFile]] = defaultdict(list)
        for link in DocumentFile.objects.filter(document__in=papers).select_related("file__blob"):
            self.files[link.document_id].append(link)
        texts = DocumentText.objects.filter(document__in=papers).order_by("number")
        self.texts = {text.document_id: text for text in texts}
        self.signatures: dict[int, list[Signature]] = defaultdict(list)
        for signature in Signature.objects.filter(document__in=papers):
            self.signatures[signature.document_id].append(signature)

    def hides(self, item: Written) -> bool:
        """Whether the paper is secret and the reader not let into it."""
        return item.document.is_secret and item.document_id not in self.readable

    def files_of(self, item: Written) -> list[DocumentFile]:
        """In the order of the paper."""
        return self.files.get(item.document_id, [])


class OutgoingAround(WrittenAround):
    """Besides, the recipients of letters."""

    def __init__(self, letters: Sequence[OutgoingLetter], post: Post) -> None:
        super().__init__(letters, post)
        self.recipients: dict[int, list[Recipient]] = defaultdict(list)
        rows = Recipient.objects.filter(letter__in=[letter.pk for letter in letters])
        for row in rows.select_related("party").annotate(reminded_at=Max("reminders__at")):
            self.recipients[row.letter_id].append(row)


class CirculatedAround(WrittenAround):
    """Besides, what was written on papers and who has to acknowledge them."""

    def __init__(self, items: Sequence[Any], post: Post) -> None:
        super().__init__(items, post)
        self.readers = _rows_of(items, "readers", "person")
        self.minutes = _rows_of(items, "minutes", "author")


def _rows_of(items: Sequence[Any], name: str, *read_with: str) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = defaultdict(list)
    if items and hasattr(items[0], name):
        rows: Any = type(items[0])._meta.get_field(name).related_model
        for row in rows.objects.filter(item__in=items).select_related(*read_with):
            found[row.item_id].append(row)
    return found


def _readable(letters: Iterable[Written], post: Post) -> set[int]:
    secret = {letter.document_id for letter in letters if letter.document.is_secret}
    if not secret:
        return set()
    return set(Document.objects.visible_to(post).filter(pk__in=secret).values_list("pk", flat=True))
