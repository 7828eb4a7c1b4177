"""What letters of one page stand among, read in a constant number of queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, TypeVar

from documents.models import Document, DocumentFile
from workflows.letters.models import Assignment, Endorsement, IncomingLetter

if TYPE_CHECKING:
    from eoffice.people.models import Post

MOST_DUPLICATES = 10
Row = TypeVar("Row", Assignment, Endorsement)


class Surroundings:
    """Files, assignments, minutes and possible duplicates of some letters, as `post` may see them."""

    def __init__(self, letters: Sequence[IncomingLetter], post: Post, *, with_all: bool = True) -> None:
        self.post = post
        self.readable = self._readable(letters)
        if not with_all:
            return
        keys = [letter.pk for letter in letters]
        self.files = _by_document(letters)
        self.assignments = _by_letter(
            Assignment.objects.filter(letter__in=keys).select_related("person", "unit").order_by("pk")
        )
        self.endorsements = _by_letter(
            Endorsement.objects.filter(letter__in=keys).select_related("author").order_by("written_at", "pk")
        )
        self.duplicates = self._duplicates(letters)

    def hides(self, letter: IncomingLetter) -> bool:
        """Whether the paper is secret and the reader not let into it."""
        return letter.document.is_secret and letter.document_id not in self.readable

    def files_of(self, letter: IncomingLetter) -> list[DocumentFile]:
        """In the order of the paper."""
        return self.files.get(letter.document_id, [])

    def assignments_of(self, letter: IncomingLetter) -> list[Assignment]:
        """In the order they were given."""
        return self.assignments.get(letter.pk, [])

    def endorsements_of(self, letter: IncomingLetter) -> list[Endorsement]:
        """In the order of writing."""
        return self.endorsements.get(letter.pk, [])

    def duplicates_of(self, letter: IncomingLetter) -> list[IncomingLetter]:
        """Oldest first."""
        return self.duplicates.get(letter.pk, [])[:MOST_DUPLICATES]

    def _readable(self, letters: Iterable[IncomingLetter]) -> set[int]:
        secret = {letter.document_id for letter in letters if letter.document.is_secret}
        if not secret:
            return set()
        open_ones = Document.objects.visible_to(self.post).filter(pk__in=secret)
        return set(open_ones.values_list("pk", flat=True))

    def _duplicates(self, letters: Sequence[IncomingLetter]) -> dict[int, list[IncomingLetter]]:
        """Same ที่ of the same sender, or a file in common; secret papers are compared with nothing."""
        plain = [letter for letter in letters if not letter.document.is_secret]
        same_file = self._letters_by_file(plain)
        same_paper = self._letters_by_paper(plain)
        found: dict[int, list[IncomingLetter]] = {}
        for letter in plain:
            others = {other.pk: other for other in same_paper.get(_paper(letter.document), [])}
            for link in self.files.get(letter.document_id, []):
                others |= {other.pk: other for other in same_file.get(link.file.blob_id, [])}
            others.pop(letter.pk, None)
            found[letter.pk] = [others[key] for key in sorted(others)]
        return found

    def _letters_by_paper(
        self, letters: Sequence[IncomingLetter]
    ) -> dict[tuple[str, str], list[IncomingLetter]]:
        keys = {letter.document.reference_key for letter in letters} - {""}
        found: dict[tuple[str, str], list[IncomingLetter]] = defaultdict(list)
        if keys:
            same = IncomingLetter.objects.visible_to(self.post).filter(
                document__organisation=self.post.organisation_id, document__reference_key__in=keys
            )
            for letter in same.select_related("document"):
                found[_paper(letter.document)].append(letter)
        return found

    def _letters_by_file(self, letters: Sequence[IncomingLetter]) -> dict[int, list[IncomingLetter]]:
        blobs = {link.file.blob_id for letter in letters for link in self.files.get(letter.document_id, [])}
        if not blobs:
            return {}
        links = DocumentFile.objects.filter(
            file__blob__in=blobs, document__organisation=self.post.organisation_id
        ).values_list("document_id", "file__blob_id")
        documents: dict[int, set[int]] = defaultdict(set)
        for document, blob in links:
            documents[document].add(blob)
        found: dict[int, list[IncomingLetter]] = defaultdict(list)
        same = IncomingLetter.objects.visible_to(self.post).filter(document__in=documents)
        for letter in same.select_related("document"):
            for blob in documents[letter.document_id]:
                found[blob].append(letter)
        return found


def _paper(document: Document) -> tuple[str, str]:
    """What makes two papers the same; a paper without ที่ is like no other."""
    return (document.reference_key, document.sender_key) if document.reference_key else ("", str(document.pk))


def _by_document(letters: Sequence[IncomingLetter]) -> dict[int, list[DocumentFile]]:
    found: dict[int, list[DocumentFile]] = defaultdict(list)
    documents = [letter.document_id for letter in letters]
    for link in DocumentFile.objects.filter(document__in=documents).select_related("file__blob"):
        found[link.document_id].append(link)
    return found


def _by_letter(rows: Iterable[Row]) -> dict[int, list[Row]]:
    found: dict[int, list[Row]] = defaultdict(list)
    for row in rows:
        found[row.letter_id].append(row)
    return found
