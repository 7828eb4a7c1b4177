"""The papers of letters, to print (API.md: `/print/?format=pdf|docx`)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from documents.files import blobs
from documents.files.types import PDF
from documents.models import DocumentFile
from eoffice.common import clock
from eoffice.common.errors import NotAllowed
from eoffice.common.thai.dates import full_date, short_datetime
from eoffice.organisations.settings_of import settings_of

if TYPE_CHECKING:
    from documents.models import Document, StoredFile
    from documents.rendering.papers import Endorsement as Minute
    from documents.rendering.papers import OtherPaper
    from documents.rendering.stamps import Mark, Place, ReceivedStamp
    from eoffice.people.models import Post
    from workflows.letters.models import IncomingLetter
    from workflows.letters.writing.fields import Written


def print_incoming(letter: IncomingLetter, post: Post, form: str) -> bytes:
    """The received PDF with the stamp over it, where the clerk put it; its minutes over it too where they
    were given a place, else on a sheet behind. The file itself stays.

    A signed PDF comes as a copy to look at. A letter that is no PDF has that sheet alone, and so has every
    letter as DOCX. Raises NotAllowed for a secret one that is not open to `post`.
    """
    from documents.rendering.docx import render_docx
    from documents.rendering.rendering import render
    from documents.rendering.stamps import MinutesStamp

    _refuse_unless_open(letter.document, post)
    if form == "docx":
        return render_docx(_sheet(letter)).docx
    received = received_pdf(letter.document)
    if received is None:
        return render(_sheet(letter)).pdf
    marks = marks_of(letter)
    is_over = any(isinstance(mark, MinutesStamp) for mark, _place in marks)
    return _stamped(received, marks, [] if is_over else [render(_sheet(letter)).pdf])


def print_written(letter: Written, post: Post, form: str) -> bytes:
    """The paper as it is kept, or as far as it is written; as DOCX to go on writing.

    Raises NotAllowed as above, and TransitionRefused for a DOCX of what came as a finished file.
    """
    from documents.rendering.docx import render_docx
    from workflows.letters.writing.paper import draw, paper_of

    _refuse_unless_open(letter.document, post)
    if form == "docx":
        return render_docx(paper_of(letter), made_at=letter.signed_at).docx
    kept = received_pdf(letter.document)
    return draw(letter).pdf if kept is None else b"".join(blobs.read(kept))


def _refuse_unless_open(document: Document, post: Post) -> None:
    if document.is_secret and not document.is_open_to(post):
        raise NotAllowed(_("This paper is secret; only those named for it may print it."))


def received_pdf(document: Document) -> StoredFile | None:
    """The paper as it came, if it is a PDF."""
    links = document.file_links.filter(role=DocumentFile.Role.MAIN, file__blob__media_type=PDF.media_type)
    link = links.select_related("file__blob").order_by("order", "pk").first()
    return link.file.blob if link else None


def marks_of(letter: IncomingLetter) -> list[tuple[Mark, Place]]:
    """What is laid over the copy, and where: the stamp once there is a number, minutes that have a place."""
    from documents.rendering.stamps import MinutesStamp, MinuteStamp
    from workflows.letters.actions.stamping import places_of

    places = places_of(letter)
    marks: list[tuple[Mark, Place]] = []
    stamp = _stamp_of(letter)
    if stamp is not None:
        marks.append((stamp, places["received"]))
    written = tuple(
        MinuteStamp(
            one.words, one.signed_name, one.signed_position, one.written_at.astimezone(clock.BANGKOK).date()
        )
        for one in letter.endorsements.all()
    )
    if written and "minutes" in places:
        marks.append((MinutesStamp(written), places["minutes"]))
    return marks


def _stamped(received: StoredFile, marks: list[tuple[Mark, Place]], behind: list[bytes]) -> bytes:
    from documents.rendering.stamps import SignedOriginal, stamp

    with blobs.local_copy(received) as path:
        try:
            return stamp(path, marks, behind=behind)
        except SignedOriginal:
            return stamp(path, marks, behind=behind, view=True)


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
