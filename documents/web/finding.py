"""What a page is about, found through the one gate; what one may not see is not there (404)."""

from __future__ import annotations

from django.shortcuts import get_object_or_404

from documents.models import Document, FileRecord, Register, RegisterEntry
from eoffice.people.models import Post


def register_at(pk: int, post: Post) -> Register:
    """A book."""
    books = Register.objects.visible_to(post).select_related("organisation", "unit")
    return get_object_or_404(books, pk=pk)


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
    return get_object_or_404(known, pk=pk)


def file_at(pk: int, post: Post) -> FileRecord:
    """A file."""
    return get_object_or_404(FileRecord.objects.visible_to(post).select_related("blob"), pk=pk)


def document_at(pk: int, post: Post) -> Document:
    """A document."""
    return get_object_or_404(Document.objects.visible_to(post), pk=pk)
