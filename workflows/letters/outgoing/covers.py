"""What goes around and beside a letter on paper: envelopes, labels, slips, the delivery book, reminders."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from documents.classes import Kind
from documents.models import DocumentText
from documents.rules.envelopes import SIZES, lines_of, without_class
from eoffice.common.errors import InvalidInputs
from eoffice.common.thai.dates import full_date, short_datetime
from eoffice.organisations.settings_of import settings_of
from workflows.letters.rules.salutations import envelope_word

if TYPE_CHECKING:
    from documents.models import Document
    from documents.rendering.books import Row
    from documents.rendering.envelopes import Cover, Slip
    from eoffice.organisations.models import Organisation
    from workflows.letters.models import OutgoingLetter, Recipient
    from workflows.letters.rules.salutations import Address

#: What can be printed for recipients, as pages offer it.
COVERS = (
    ("c5", _lazy("Envelopes C5 (162 x 229)")),
    ("c4", _lazy("Envelopes C4 (229 x 324)")),
    ("c6", _lazy("Envelopes C6 (114 x 162)")),
    ("dl", _lazy("Envelopes DL (110 x 220)")),
    ("2x7", _lazy("Labels, 2 x 7 on A4")),
    ("3x8", _lazy("Labels, 3 x 8 on A4")),
    ("slips", _lazy("Receipt slips (form 17), A8")),
    ("slips-a4", _lazy("Receipt slips (form 17), 16 on A4")),
)
#: Form 16: the names of its columns and their shares of the line.
FORM_16 = (
    ("เลขทะเบียน", 11.0),
    ("จาก", 17.0),
    ("ถึง", 22.0),
    ("หน่วยรับ", 18.0),
    ("ผู้รับ", 15.0),
    ("วันและเวลา", 14.0),
    ("หมายเหตุ", 13.0),
)
REMINDERS = (
    ("ลำดับที่", 8.0),
    ("ผู้รับ", 34.0),
    ("ส่งทาง", 14.0),
    ("ส่งเมื่อ", 16.0),
    ("เตือนครั้งล่าสุด", 16.0),
    ("หมายเหตุ", 20.0),
)


def envelopes_of(rows: Sequence[Recipient], office: Organisation, *, size: str) -> bytes:
    """Form 15, an envelope for each; of secret letters an inner and an outer one."""
    from documents.rendering.envelopes import envelopes

    if size not in SIZES:
        raise InvalidInputs(errors={"size": [_("Take c4, c5, c6 or dl.")]}, source="ข้อ 74, 77")
    return envelopes(covers_of(rows), size=size, thai_digits=_thai(office)).pdf


def labels_of(rows: Sequence[Recipient], office: Organisation, *, sheet: str, start: int) -> bytes:
    """Labels with the recipients, from the label `start` of the first sheet on."""
    from documents.rendering.envelopes import SHEETS, labels

    if sheet not in SHEETS:
        raise InvalidInputs(errors={"sheet": [_("Take 2x7 or 3x8.")]})
    return labels(covers_of(rows), sheet=sheet, start=start, thai_digits=_thai(office)).pdf


def slips_of(rows: Sequence[Recipient], office: Organisation, *, together: bool) -> bytes:
    """Form 17. It goes outside the envelope: a secret letter's names no subject and tells no class."""
    from documents.rendering.envelopes import Slip, slips

    wanted: list[Slip] = [
        Slip(
            number=_outside(row.letter.document),
            to=row.party.name,
            subject="" if row.letter.document.is_secret else row.letter.document.subject,
        )
        for row in rows
    ]
    return slips(wanted, together=together, thai_digits=_thai(office)).pdf


def covers_of(rows: Sequence[Recipient]) -> list[Cover]:
    """The outside of letters of one office. The words of all papers are read at once."""
    from documents.rendering.envelopes import Cover
    from workflows.letters.models.salutation import addresses_of

    papers = {row.letter.document_id for row in rows}
    texts = DocumentText.objects.filter(document__in=papers).order_by("number")
    table = addresses_of(rows[0].letter.organisation_id) if rows else ()
    words = {text.document_id: text.wording.salutation for text in texts}
    return [
        Cover(
            agency=row.letter.organisation.name,
            number=row.letter.document.reference,
            to=row.party.name,
            word=_word(row, words.get(row.letter.document_id, ""), table),
            address=_address(row),
            speed=row.letter.document.speed,
            secrecy=row.letter.document.secrecy,
        )
        for row in rows
    ]


def delivery_book(rows: Iterable[Recipient], office: Organisation, *, day: dt.date) -> bytes:
    """สมุดส่งหนังสือ, form 16, of one day; who received it and when as far as it is known, else room.

    Whoever carries it shows it at every door: nothing in it tells that a letter is secret (sheet 4.2).
    """
    from documents.rendering.books import Book, Column, render_book

    book = Book(
        title="สมุดส่งหนังสือ",
        heads=("สมุดส่งหนังสือ", office.name, f"วันที่ {full_date(day)}"),
        columns=tuple(Column(name, width) for name, width in FORM_16),
        agency=office.name,
        thai_digits=settings_of(office).thai_digits,
        paper="a5",
        size=13,
    )
    return render_book(book, _form_16(rows)).pdf


def reminder_list(letter: OutgoingLetter, rows: Sequence[Recipient]) -> bytes:
    """Who has not registered the letter, to ring up or to write to. `rows` carry `reminded_at`."""
    from documents.rendering.books import Book, Column, render_book

    document, office = letter.document, letter.organisation
    subject = "" if document.is_secret else f"เรื่อง {document.subject}"
    book = Book(
        title="บัญชีผู้ที่ยังไม่ลงรับหนังสือ",
        heads=("บัญชีผู้ที่ยังไม่ลงรับหนังสือ", f"{office.name} ที่ {document.reference}", subject),
        columns=tuple(Column(name, width) for name, width in REMINDERS),
        agency=office.name,
        secrecy=document.secrecy,
        thai_digits=settings_of(office).thai_digits,
        lying=False,
    )
    return render_book(book, _to_remind(rows)).pdf


def _form_16(rows: Iterable[Recipient]) -> Iterator[Row]:
    from documents.rendering.books import Row

    for row in rows:
        letter, theirs = row.letter, row.party.organisation
        received = short_datetime(row.acknowledged_at) if row.acknowledged_at else ""
        yield Row(
            (
                letter.entry.digits if letter.entry else _outside(letter.document),
                letter.unit.name if letter.unit else letter.organisation.name,
                row.party.name,
                theirs.name if theirs else row.party.name,
                row.received_by,
                received,
                row.proof,
            )
        )


def _to_remind(rows: Sequence[Recipient]) -> Iterator[Row]:
    from documents.rendering.books import Row

    for place, row in enumerate(rows, 1):
        last: dt.datetime | None = getattr(row, "reminded_at", None)
        yield Row(
            (
                str(place),
                row.party.name,
                str(row.get_channel_display()),
                short_datetime(row.sent_at) if row.sent_at else "",
                short_datetime(last) if last else "",
                "",
            )
        )


def _outside(document: Document) -> str:
    """Its ที่ as whoever carries it may read it."""
    return without_class(document.reference) if document.is_secret else document.reference


def _word(row: Recipient, salutation: str, table: Sequence[Address]) -> str:
    if row.letter.document.kind == Kind.STAMPED_LETTER:
        return "ถึง"
    return envelope_word(salutation or "เรียน", table)


def _address(row: Recipient) -> tuple[str, ...]:
    """As it was written for this letter; where none or an e-mail address was, the seat of the agency."""
    told = row.party.address
    if (not told or "@" in told) and row.party.organisation is not None:
        theirs = row.party.organisation
        return (*((theirs.name,) if theirs.name != row.party.name else ()), *lines_of(theirs.address))
    return () if "@" in told else lines_of(told)


def _thai(office: Organisation) -> bool:
    return settings_of(office).letters_in_thai_digits
