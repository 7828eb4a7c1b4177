"""What letters of one page stand among, read in a constant number of queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

from django.db.models import BigIntegerField, CharField, QuerySet

from documents.classes import Secrecy
from documents.models import Document, DocumentFile
from eoffice.common.prepared import Question, Slot
from workflows.letters.incoming.states import S
from workflows.letters.models import Assignment, Endorsement, IncomingLetter

if TYPE_CHECKING:
    from eoffice.people.models import Post

MOST_DUPLICATES = 10
MOST_COMPARED = 1000
AT_THE_REGISTRY = {S.ARRIVED, S.CHECKED, S.REGISTERED}
Row = TypeVar("Row", Assignment, Endorsement)


class Surroundings:
    """Files, assignments, minutes and possible duplicates of some letters, as `post` may see them."""

    def __init__(self, letters: Sequence[IncomingLetter], post: Post, *, with_all: bool = True) -> None:
        self.post = post
        self.readable = self._readable(letters)
        if not with_all:
            return
        keys = [letter.pk for letter in letters if _may_have_been_minuted(letter)]
        self.files = _by_document(letters)
        self.assignments: dict[int, list[Assignment]] = {}
        self.endorsements: dict[int, list[Endorsement]] = {}
        self.duplicates = self._duplicates(letters)
        if not keys:
            return
        self.assignments = _by_letter(
            Assignment.objects.filter(letter__in=keys).select_related("person", "unit").order_by("pk")
        )
        self.endorsements = _by_letter(
            Endorsement.objects.filter(letter__in=keys).select_related("author").order_by("written_at", "pk")
        )

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
        papers = self._papers_like(plain)
        wanted = {paper for found in papers.values() for paper in found}
        if not wanted:
            return {}
        by_paper: dict[int, list[IncomingLetter]] = defaultdict(list)
        visible = IncomingLetter.objects.visible_to(self.post).filter(document__in=wanted)
        # Of one letter no more is shown; itself may be among them.
        most = MOST_DUPLICATES + 1 if len(plain) == 1 else MOST_COMPARED
        for letter in visible.select_related("document").order_by("pk")[:most]:
            by_paper[letter.document_id].append(letter)
        return {
            letter.pk: [
                other
                for paper in sorted(papers[letter.document_id])
                for other in by_paper.get(paper, [])
                if other.pk != letter.pk
            ]
            for letter in plain
        }

    def _papers_like(self, letters: Sequence[IncomingLetter]) -> dict[int, set[int]]:
        """By paper: the papers of the house that may be the same again."""
        found: dict[int, set[int]] = {letter.document_id: set() for letter in letters}
        alike = self._of_the_same_sender(letters)
        holders = self._holders_of_files(letters)
        for letter in letters:
            paper = letter.document
            found[paper.pk] |= alike.get((paper.reference_key, paper.sender_key), set())
            for link in self.files.get(paper.pk, []):
                found[paper.pk] |= holders.get(link.file.blob_id, set())
            found[paper.pk].discard(paper.pk)
        return found

    def _of_the_same_sender(self, letters: Sequence[IncomingLetter]) -> dict[tuple[str, str], set[int]]:
        keys = {letter.document.reference_key for letter in letters} - {""}
        found: dict[tuple[str, str], set[int]] = defaultdict(set)
        if keys:
            for paper in self._papers_with(keys):
                found[paper.reference_key, paper.sender_key].add(paper.pk)
        return found

    def _papers_with(self, keys: set[str]) -> Iterable[Document]:
        if len(keys) == 1:
            return _papers_with_one(organisation=self.post.organisation_id, key=next(iter(keys)))
        return _papers_with(self.post.organisation_id, reference_key__in=keys)

    def _holders_of_files(self, letters: Sequence[IncomingLetter]) -> dict[int, set[int]]:
        blobs = {link.file.blob_id for letter in letters for link in self.files.get(letter.document_id, [])}
        found: dict[int, set[int]] = defaultdict(set)
        if blobs:
            links = DocumentFile.objects.filter(
                file__blob__in=blobs,
                document__organisation=self.post.organisation_id,
                document__secrecy=Secrecy.NORMAL,
            )
            rows = links.values_list("document_id", "file__blob_id").order_by("document_id")
            for document, blob in rows[:MOST_COMPARED]:
                found[blob].add(document)
        return found


def _papers_with(organisation: Any, **key: Any) -> QuerySet[Document]:
    """The first ordinary papers of an office with a ที่."""
    rows = Document.objects.filter(organisation=organisation, secrecy=Secrecy.NORMAL, **key)
    return rows.only("pk", "reference_key", "sender_key").order_by("pk")[:MOST_COMPARED]


_papers_with_one: Question[Document] = Question(
    lambda: _papers_with(Slot("organisation", BigIntegerField()), reference_key=Slot("key", CharField()))
)


def _may_have_been_minuted(letter: IncomingLetter) -> bool:
    """Until it first leaves the registry nobody has been named in it, nor written on it."""
    return letter.submitted_by_id is not None or letter.state not in AT_THE_REGISTRY


def _by_document(letters: Sequence[IncomingLetter]) -> dict[int, list[DocumentFile]]:
    found: dict[int, list[DocumentFile]] = defaultdict(list)
    documents = [letter.document_id for letter in letters]
    links = _files_of_one(document=documents[0]) if len(documents) == 1 else _files(document__in=documents)
    for link in links:
        found[link.document_id].append(link)
    return found


def _files(**document: Any) -> QuerySet[DocumentFile]:
    return (
        DocumentFile.objects.filter(**document)
        .select_related("file__blob")
        .order_by("document_id", "order", "pk")
    )


_files_of_one: Question[DocumentFile] = Question(lambda: _files(document=Slot("document", BigIntegerField())))


def _by_letter(rows: Iterable[Row]) -> dict[int, list[Row]]:
    found: dict[int, list[Row]] = defaultdict(list)
    for row in rows:
        found[row.letter_id].append(row)
    return found
