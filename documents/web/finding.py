"""What a page is about, found through the one gate; what one may not see is not there (404)."""

from __future__ import annotations

from documents.models import Document, FileRecord, Register, RegisterEntry
from eoffice.people.hidden import seen_or_404
from eoffice.people.models import Post


def register_at(pk: int, post: Post) -> Register:
    """A book."""
    books = Register.objects.visible_to(post).select_related("organisation", "unit")
    return seen_or_404(books, pk, post, kind="register")


def entry_at(pk: int, post: Post) -> RegisterEntry:
    """A row of a book."""
    rows = RegisterEntry.objects.visible_to(post)
    known = rows.select_related(
        "register__organisation",
        "register__unit",
        "reserved_for__person",
        "entered_by__person",
        "voided_by__person",
    )
    return seen_or_404(known, pk, post, kind="register_entry", agency="register__organisation")


def file_at(pk: int, post: Post) -> FileRecord:
    """A file."""
    return seen_or_404(FileRecord.objects.visible_to(post).select_related("blob"), pk, post, kind="file")


def document_at(pk: int, post: Post) -> Document:
    """A document."""
    return seen_or_404(Document.objects.visible_to(post), pk, post, kind="document")
