"""The papers of letters, to print (API.md: `/print/?format=pdf|docx`)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from documents.files import blobs
from documents.files.types import PDF
from documents.models import DocumentFile
from eoffice.common.errors import NotAllowed
from eoffice.common.thai.dates import full_date, short_datetime
from eoffice.organisations.settings_of import settings_of

if TYPE_CHECKING:
    from documents.models import Document, StoredFile
    from documents.rendering.papers import Endorsement as Minute
    from documents.rendering.papers import OtherPaper
    from documents.rendering.stamps import ReceivedStamp
    from eoffice.people.models import Post
    from workflows.letters.models import IncomingLetter
    from workflows.letters.writing.fields import Written


def print_incoming(letter: IncomingLetter, post: Post, form: str) -> bytes:
    """The received PDF with the stamp over it and a sheet with its minutes behind; the file itself stays.

    A signed PDF comes as a copy to look at. A letter that is no PDF has that sheet alone, and so has every
    letter as DOCX. Raises NotAllowed for a secret one that is not open to `post`.
    """
    from documents.rendering.docx import render_docx
    from documents.rendering.rendering import render

    _refuse_unless_open(letter.document, post)
    sheet = _sheet(letter)
    if form == "docx":
        return render_docx(sheet).docx
    received = _received_pdf(letter.document)
    drawn = render(sheet).pdf
    return drawn if received is None else _stamped(letter, received, drawn)


def print_written(letter: Written, post: Post, form: str) -> bytes:
    """The paper as it is kept, or as far as it is written; as DOCX to go on writing.

    Raises NotAllowed as above, and TransitionRefused for a DOCX of what came as a finished file.
    """
    from documents.rendering.docx import render_docx
    from workflows.letters.writing.paper import draw, paper_of

    _refuse_unless_open(letter.document, post)
    if form == "docx":
        return render_docx(paper_of(letter), made_at=letter.signed_at).docx
    kept = _received_pdf(letter.document)
    return draw(letter).pdf if kept is None else b"".join(blobs.read(kept))


def _refuse_unless_open(document: Document, post: Post) -> None:
    if document.is_secret and not document.is_open_to(post):
        raise NotAllowed(_("This paper is secret; only those named for it may print it."))


def _received_pdf(document: Document) -> StoredFile | None:
    links = document.file_links.filter(role=DocumentFile.Role.MAIN, file__blob__media_type=PDF.media_type)
    link = links.select_related("file__blob").order_by("order", "pk").first()
    return link.file.blob if link else None


def _stamped(letter: IncomingLetter, received: StoredFile, sheet: bytes) -> bytes:
    from documents.rendering.stamps import Place, SignedOriginal, stamp

    mark = _stamp_of(letter)
    marks = [(mark, Place())] if mark else []
    with blobs.local_copy(received) as path:
        try:
            return stamp(path, marks, behind=[sheet])
        except SignedOriginal:
            return stamp(path, marks, behind=[sheet], view=True)


def _stamp_of(letter: IncomingLetter) -> ReceivedStamp | None:
    """Form 12; none before the letter has its number."""
    from documents.rendering.stamps import ReceivedStamp

    entry = letter.entry
    if entry is None or letter.receive_number is None:
        return None
    return ReceivedStamp(
        agency=letter.organisation.name,
        number=str(letter.receive_number),
        received_at=entry.entered_at,
        received_on=entry.shown_on,
    )


def _sheet(letter: IncomingLetter) -> OtherPaper:
    """What the register says of the letter, and its minutes in the order of writing."""
    from documents.rendering import papers
    from documents.rendering.bodies import Table

    document, office = letter.document, letter.organisation
    number = f"{letter.receive_number}/{letter.receive_year}" if letter.receive_number else ""
    told = (
        ("เลขทะเบียนรับ", number),
        ("ที่", document.reference),
        ("ลงวันที่", full_date(document.dated_on) if document.dated_on else ""),
        ("จาก", document.sender_text),
        ("ถึง", document.addressee),
        ("เรื่อง", document.opened_subject() if document.is_secret else document.subject),
        ("รับเมื่อ", short_datetime(letter.received_at)),
    )
    return papers.OtherPaper(
        agency=office.name,
        subject=f"หนังสือรับ {office.name}",
        body=(Table(("รายการ", "ข้อความ"), tuple(row for row in told if row[1]), (1, 4)),),
        endorsements=tuple(_minutes(letter)),
        speed=document.speed,
        secrecy=document.secrecy,
        thai_digits=settings_of(office).letters_in_thai_digits,
    )


def _minutes(letter: IncomingLetter) -> list[Minute]:
    from documents.rendering.papers import Endorsement as Minute

    return [
        Minute(one.words, one.signed_name, one.signed_position, short_datetime(one.written_at))
        for one in letter.endorsements.all()
    ]
