"""Registers and histories on paper: every row there, heads on every page, pages counted."""

from __future__ import annotations

from collections.abc import Iterator

import page
import pytest

from documents.actions import numbers
from documents.rendering import books
from documents.rendering.books import Book, BookTooLong, Column, Line, Row, render_book
from documents.rendering.history import Moment, render_history
from eoffice.people.models import AuditEvent, Post
from tests.api.caller import Caller
from tests.documents.rendering.reading import READERS, squeezed
from tests.documents.rendering.samples import MADE, SCHOOL
from tests.documents.telling import at, book, letter

NAMES = ("เลขทะเบียนรับ", "ที่", "ลงวันที่", "จาก", "ถึง", "เรื่อง", "การปฏิบัติ", "หมายเหตุ")
SHARES = (15, 22, 15, 26, 26, 50, 24, 24)
REGISTER = Book(
    title="ทะเบียนหนังสือรับ ปี 2569",
    heads=("ทะเบียนหนังสือรับ", SCHOOL),
    agency=SCHOOL,
    columns=tuple(Column(name, share, name != "หมายเหตุ") for name, share in zip(NAMES, SHARES, strict=True)),
    thai_digits=True,
)


def rows(many: int) -> Iterator[Row | Line]:
    for number in range(1, many + 1):
        if number % 10 == 1:
            yield Line(f"วันที่ {number // 10 + 1} พ.ย. 69")
        subject = f"ขอเชิญประชุมผู้ปกครองเรื่องน้ำดื่มที่ {number:03}"
        cells = (
            str(number),
            f"ศธ 04346/ว {number}",
            "20 พ.ย. 69",
            "สพป.นครราชสีมา เขต 4",
            SCHOOL,
            subject,
            "วิชาการ",
            "",
        )
        yield Row(cells, cancelled=number == 7)


@pytest.mark.once
def test_a_book_set_in_pieces_is_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(books, "AT_ONCE", 25)
    done = render_book(REGISTER, rows(60), made_at=MADE)

    text = squeezed(READERS["pdfium"](done.pdf))
    assert [n for n in range(1, 61) if thai(f"น้ำดื่มที่{n:03}") not in text] == []
    pages = text.count("หน้า")
    assert text.count("การปฏิบัติ") == pages  # the head stands on every page
    assert [n for n in range(1, pages + 1) if thai(f"หน้า{n}") not in text] == []
    assert text.count(thai(f"/{pages}")) >= pages
    for profile in (page.ValidationProfile.PDF_A_2A, page.ValidationProfile.PDF_UA_1):
        assert page.validate_pdf_bytes(done.pdf, profile=profile).failures == []


def thai(text: str) -> str:
    return text.translate(str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙"))


@pytest.mark.once
@pytest.mark.parametrize("reader", READERS)
def test_a_short_book_counts_its_page(reader: str) -> None:
    text = squeezed(READERS[reader](render_book(REGISTER, rows(3), made_at=MADE).pdf))
    assert "หน้า๑/๑" in text
    assert "ขอเชิญประชุมผู้ปกครองเรื่องน้ำดื่มที่๐๐๒" in text


def test_too_long_a_book_is_refused_with_what_to_do_instead(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(books, "MOST_ROWS", 10)
    with pytest.raises(BookTooLong, match="XLSX"):
        render_book(REGISTER, rows(11), made_at=MADE)


@pytest.mark.once
def test_an_empty_book_is_a_page_with_a_head() -> None:
    assert "เลขทะเบียน" in squeezed(READERS["pypdf"](render_book(REGISTER, iter(()), made_at=MADE).pdf))


@pytest.mark.once
def test_the_life_of_a_letter_is_printed_in_its_order() -> None:
    moments = [
        Moment(MADE, "ลงทะเบียนรับ", "นางมาลี ศรีสุข", "เลขรับ 1024"),
        Moment(MADE, "สั่งการ", "นางสาววิภา รุ่งเรือง รักษาราชการแทนผู้อำนวยการ", "มอบกลุ่มบริหารวิชาการ"),
    ]
    done = render_history("ประวัติหนังสือ", moments, agency=SCHOOL, made_at=MADE)

    text = squeezed(READERS["pdfium"](done.pdf))
    assert text.index("ลงทะเบียนรับ") < text.index("เลขรับ1024") < text.index("สั่งการ")
    assert "24พ.ย.6909.30น." in text
    assert page.is_pdf_compliant_bytes(done.pdf, profile=page.ValidationProfile.PDF_UA_1)


@pytest.mark.django_db
def test_the_clerk_prints_the_receive_register_as_pdf(malee: Post) -> None:
    register = book(malee)
    numbers.enter(letter(malee, "น้ำท่วมที่ทำการ"), register=register, post=malee, at=at("2026-11-23"))
    numbers.void(
        numbers.enter(None, register=register, post=malee, at=at("2026-11-24")), reason="ลงซ้ำ", post=malee
    )
    caller = Caller(malee)
    answer = caller.client.get(
        f"/api/v1/registers/{register.pk}/print/?format=pdf&year=2569", headers=caller.headers
    )

    assert answer.headers["Content-Type"] == "application/pdf"
    text = squeezed(READERS["pdfium"](answer.content))
    for told in ("น้ำท่วมที่ทำการ", "ยกเลิกลงซ้ำ", "วันที่23พ.ย.69", "ปี2569"):
        assert told in text
    assert AuditEvent.objects.filter(action="register_print").count() == 1
