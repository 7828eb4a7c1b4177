"""What outgoing letters of one page stand among, read in a constant number of queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from documents.models import Document, DocumentFile, DocumentText, Signature
from workflows.letters.models import OutgoingLetter, Recipient

if TYPE_CHECKING:
    from eoffice.people.models import Post


class OutgoingAround:
    """Files, words, signatures and recipients of some letters, as `post` may see them."""

    def __init__(self, letters: Sequence[OutgoingLetter], post: Post) -> None:
        papers = [letter.document_id for letter in letters]
        self.readable = _readable(letters, post)
        self.files: dict[int, list[DocumentFile]] = defaultdict(list)
        for link in DocumentFile.objects.filter(document__in=papers).select_related("file__blob"):
            self.files[link.document_id].append(link)
        texts = DocumentText.objects.filter(document__in=papers).order_by("number")
        self.texts = {text.document_id: text for text in texts}
        self.signatures: dict[int, list[Signature]] = defaultdict(list)
        for signature in Signature.objects.filter(document__in=papers):
            self.signatures[signature.document_id].append(signature)
        self.recipients: dict[int, list[Recipient]] = defaultdict(list)
        rows = Recipient.objects.filter(letter__in=[letter.pk for letter in letters])
        for row in rows.select_related("party"):
            self.recipients[row.letter_id].append(row)

    def hides(self, letter: OutgoingLetter) -> bool:
        """Whether the paper is secret and the reader not let into it."""
        return letter.document.is_secret and letter.document_id not in self.readable

    def files_of(self, letter: OutgoingLetter) -> list[DocumentFile]:
        """In the order of the paper."""
        return self.files.get(letter.document_id, [])


def _readable(letters: Iterable[OutgoingLetter], post: Post) -> set[int]:
    secret = {letter.document_id for letter in letters if letter.document.is_secret}
    if not secret:
        return set()
    return set(Document.objects.visible_to(post).filter(pk__in=secret).values_list("pk", flat=True))
