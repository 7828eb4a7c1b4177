"""The paper of a letter: its files page by page, as far as they can be shown."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse

from documents.files.preview import pages_of
from documents.files.types import PDF
from documents.models import DocumentFile, StoredFile
from eoffice.people.models import Post
from workflows.letters.models import IncomingLetter
from workflows.letters.writing.fields import Written
from workflows.letters.writing.paper import finished_file

WIDE, NARROW = 900, 400


@dataclass(frozen=True)
class Page:
    """One page as a picture, for a desk and for a phone."""

    number: int
    wide: str
    narrow: str


@dataclass(frozen=True)
class Sheet:
    """One file of a letter: its name and size, where the original lies, and the pictures of its pages."""

    name: str
    size: int
    original: str
    is_main: bool
    signatures: str  # where they are looked at; empty where none can be
    pages: list[Page]


@dataclass(frozen=True)
class Finished:
    """The file that is the paper itself, where it was not written here."""

    name: str
    pages: int
    is_pdf: bool
    sha256: str


def finished_of(item: Written, post: Post) -> Finished | None:
    """The file that was brought in finished, as far as the paper is open to `post`."""
    link = finished_file(item) if item.document.is_open_to(post) else None
    if link is None:
        return None
    blob = link.file.blob
    return Finished(link.file.name, pages_of(blob), blob.media_type == PDF.media_type, blob.sha256)


def sheets_of(letter: IncomingLetter | Written, post: Post) -> list[Sheet]:
    """The files in the order of the paper; none of a secret letter whose paper is not open to `post`."""
    if letter.document.is_secret and not letter.document.is_open_to(post):
        return []
    links = DocumentFile.objects.filter(document=letter.document_id).select_related("file__blob")
    return [_sheet(link) for link in links.exclude(role=DocumentFile.Role.VERSION).order_by("order", "pk")]


def _sheet(link: DocumentFile) -> Sheet:
    record = link.file
    return Sheet(
        name=record.name,
        size=record.blob.size,
        original=reverse("documents:file", args=[record.pk]),
        is_main=link.role == DocumentFile.Role.MAIN,
        signatures=reverse("documents:signatures", args=[record.pk]) if _may_be_signed(record.blob) else "",
        pages=[_page(record.pk, number) for number in range(1, pages_of(record.blob) + 1)],
    )


def _may_be_signed(blob: StoredFile) -> bool:
    """Files that came before this was noted are looked at when somebody opens their page."""
    return blob.media_type == PDF.media_type and bool(blob.checks.get("signed", True))


def _page(pk: int, number: int) -> Page:
    address = reverse("documents:page", args=[pk, number])
    return Page(number, f"{address}?width={WIDE}", f"{address}?width={NARROW}")
