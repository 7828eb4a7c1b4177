"""Envelopes, labels and receipt slips: their sizes, their words, and what an outer envelope does not tell."""

from __future__ import annotations

import io

import pikepdf
import pytest

from documents.rendering.envelopes import SHEETS, Cover, Slip, envelopes, labels, slips
from documents.rendering.layout import NeverElectronic
from documents.rules.envelopes import SIZES, lines_of
from documents.rules.tracking import is_wrong
from tests.documents.rendering.reading import READERS, by_pdfium, squeezed

HARD = "ผู้อำนวยการวิทยาลัยน้ำปั้ว ตำบลกุฎี"
PLAIN = Cover(
    agency="โรงเรียนตัวอย่างวิทยา",
    number="ศธ 04346.26/123",
    to=HARD,
    address=("เลขที่ 9 ถนนน้ำท่วม", "55000"),
    speed="most_urgent",
)
SECRET = Cover(agency=PLAIN.agency, number="ลับ ศธ 04346.26/3", to=HARD, secrecy="confidential")


def sizes_of(pdf: bytes) -> list[tuple[float, float]]:
    with pikepdf.open(io.BytesIO(pdf)) as made:
        boxes = [[float(edge) for edge in page.mediabox] for page in made.pages]
    return [(round((box[2] - box[0]) / 72 * 25.4), round((box[3] - box[1]) / 72 * 25.4)) for box in boxes]


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("reader", READERS)
def test_an_envelope_has_its_size_and_every_reader_finds_its_words(size: str, reader: str) -> None:
    pdf = envelopes([PLAIN], size=size, thai_digits=False).pdf
    assert sizes_of(pdf) == [SIZES[size]]
    text = squeezed(READERS[reader](pdf))
    for told in ("ด่วนที่สุด", PLAIN.agency, "ที่ ศธ 04346.26/123", f"เรียน {HARD}", *PLAIN.address):
        assert squeezed(told) in text


def test_a_secret_letter_has_two_envelopes_and_the_outer_one_tells_no_class() -> None:
    pdf = envelopes([SECRET], size="c5", thai_digits=False).pdf
    assert sizes_of(pdf) == [SIZES["c5"], SIZES["c4"]]
    with pikepdf.open(io.BytesIO(pdf)) as made:
        pages = []
        for page in made.pages:
            one = pikepdf.new()
            one.pages.append(page)
            out = io.BytesIO()
            one.save(out)
            pages.append(squeezed(by_pdfium(out.getvalue())))
    assert pages[0].count("ลับ") == 3  # above, below, and in the number
    assert pages[1].count("ลับ") == 0
    assert "ลับ" not in by_pdfium(labels([SECRET]).pdf)
    with pytest.raises(NeverElectronic):
        envelopes([Cover(agency="ก", to="ข", secrecy="top_secret")])


@pytest.mark.parametrize("sheet", SHEETS)
def test_labels_begin_where_the_sheet_was_left(sheet: str) -> None:
    on_sheet = SHEETS[sheet][0] * SHEETS[sheet][1]
    assert len(sizes_of(labels([PLAIN] * on_sheet, sheet=sheet).pdf)) == 1
    begun = labels([PLAIN] * on_sheet, sheet=sheet, start=2).pdf
    assert sizes_of(begun) == [(210, 297)] * 2
    assert squeezed(by_pdfium(begun)).count(squeezed(HARD)) == on_sheet


def test_a_long_address_stays_on_its_label() -> None:
    long = Cover(agency="ก", to=HARD * 4, address=tuple(f"{HARD} บรรทัดที่ {place}" for place in range(5)))
    assert "บรรทัดที่๔" in squeezed(by_pdfium(labels([long], sheet="3x8").pdf))


def test_slips_are_of_a8_and_have_the_fields_of_form_17() -> None:
    wanted = [Slip(number="ศธ 04346.26/123", to=HARD, subject="ขอเชิญประชุมเรื่องน้ำดื่ม")] * 17
    alone = slips(wanted, thai_digits=False).pdf
    assert sizes_of(alone) == [(74, 52)] * 17
    text = squeezed(by_pdfium(alone))
    for told in ("ใบรับหนังสือ", "ที่", "ถึง", "เรื่อง", "รับวันที่", "เวลา", "น.", "ผู้รับ", HARD):
        assert squeezed(told) in text
    assert sizes_of(slips(wanted, together=True).pdf) == [(297, 210)] * 2


def test_the_postcode_stands_alone_at_the_end() -> None:
    assert lines_of("9 ถนนมหาวงศ์ จ.น่าน 55000") == ("9 ถนนมหาวงศ์ จ.น่าน", "55000")
    assert lines_of("") == ()


def test_check_digits_of_the_post() -> None:
    assert not is_wrong("EB123456785TH")
    assert is_wrong("EB123456784TH")
    assert not is_wrong("KERRY-99")
