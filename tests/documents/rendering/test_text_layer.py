"""Hard Thai comes back out of the PDF exactly as it was written, whatever reads it."""

from __future__ import annotations

import re
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from documents.rendering.bodies import Paragraph
from documents.rendering.cleaning import MISSING, Cleaner
from documents.rendering.fonts.kept import fonts
from documents.rendering.papers import OtherPaper
from documents.rendering.rendering import render
from documents.rendering.words import LONGEST, pieces
from tests.documents.rendering.reading import READERS, squeezed
from tests.documents.rendering.samples import MADE

pytestmark = pytest.mark.once

HARD = (
    "น้ำ ค้ำ ซ้ำ ย้ำ ต่ำ ก่ำ ล้ำ ป้ำ ฝ้ำ ฟ้ำ ดำเนินการ ทำนุบำรุง สำนักงาน อำเภอ คำสั่ง ประจำปี กำหนดการ",
    "ปั๊ม ปี่ ป่า ป้า ฝั่ง ฝี่ ฟื้น ฟ้อง ปั้นปี่ ปู่ ฝุ่น ฟุ่มเฟือย ปลื้ม เปี่ยม ฝึก ปึ๋ง เฟี้ยม",
    "ที่ นี้ ซึ่ง ผู้ รู้ ครู เรื่อง เมื่อ เพื่อ ทั้งนี้ ตั้งแต่ ขั้น ก๊วยเตี๋ยว จ๋า โจ๊ก เจ๊ง ก๋วยเตี๋ยว",
    "ญี่ปุ่น กตัญญู ฐิติ ฐานะ วัฏฏะ กฎหมาย กฎุมพี ปฏิบัติ ปฎิมา ฤดู ฤๅษี ฦๅชา จุฬาฯ นาฬิกา ฬ่อ",
    "สิทธิ์ พันธุ์ ศาสตร์ จันทร์ ศุกร์ อาทิตย์ องค์การ วันเสาร์ พระราชบัญญัติ เพ็ชร์ ธรรมนูญ สรรพสิ่ง",
    "ทุก ๆ วัน ต่าง ๆ นานา เด็กๆ ฯลฯ กรุงเทพฯ ฯพณฯ ๏ เริ่ม ๛ ๚ ฿100",
    "เลข 0123456789 กับ ๐๑๒๓๔๕๖๗๘๙ และ 1,234,567.89 ร้อยละ 12.5% (ห้า) [หก] “เจ็ด” ‘แปด’ – เก้า — สิบ",
    "ระหว่างวันที่ ๑๒ - ๑๔ พฤศจิกายน พ.ศ. ๒๕๖๙ เวลา ๐๙.๓๐ น. ถึง ๑๖.๓๐ น. ที่ ศธ ๐๔๓๔๖.๒๖/ว ๑๒๓ ข้อ ๑๑.๑๐",
    "https://example.go.th/path/to/a/very/long/address/that/never/ends?id=1234567890&n=a saraban@opm.go.th",
    "กกกกกกกกกกกกกกกกกกกกกกกกกกกกกกกกกกกกกกกกกกกกกกกกกกกกกกกกกกกกกกกกกกกกกกกกกกกกกกกกกกกก",
    "โรงเรียนบ้านหนองน้ำใสขอเรียนเชิญผู้ปกครองนักเรียนทุกท่านเข้าร่วมประชุมใหญ่สามัญประจำปีการศึกษาที่อาคารอเนกประสงค์",
    "fi fl ffi office café naïve Ångström x² H₂O ½ © ® ™ € ± × ÷ → ■",
)
#: What people paste: text, and what is left of it.
ODD = {
    "\u0e19\u0e4d\u0e49\u0e32": "น้ำ",  # ํ ้ า
    "\u0e19\u0e49\u0e4d\u0e32": "น้ำ",  # ้ ํ า
    "\u0e17\u0e4d\u0e32": "ทำ",
    "เเก้ไข": "แก้ไข",
    "\u0e01\u0e49\u0e35": "กี้",  # the tone before the vowel
    "กั\u0e49\u0e49น": "กั้น",
    "สาย\u200bการ\u200c\u2060บิน\ufeff": "สายการบิน",
    "บัน\u00adทึก": "บันทึก",
    "เสียง\u0007ดัง": "เสียงดัง",
    "ท\ufb01": "ท\ufb01",  # a ligature that the font draws
    "ป\uf70aา ป\uf710น \uf700าน": "ป่า ปัน ฐาน",
    "e\u0301": "é",
    "ก\u0301า": "กา",
    "ขอบคุณ🙏": "ขอบคุณ" + MISSING,
    "👩🏽‍🏫ครู": MISSING * 2 + "ครู",
    "漢字": MISSING * 2,
    "ย่อหน้า\u2028ใหม่": "ย่อหน้า\nใหม่",
    "เว้น\u00a0วรรค\u3000กว้าง": "เว้น วรรค กว้าง",
    "\ud800หัก": "หัก",
}


def clean(text: str) -> str:
    return Cleaner(fonts().drawable)(text)


@cache
def written(texts: tuple[str, ...]) -> bytes:
    body = tuple(Paragraph(text) for text in texts)
    return render(OtherPaper(body=body, thai_digits=False), made_at=MADE).pdf


@pytest.mark.parametrize("reader", READERS)
def test_hard_thai_comes_back_exactly(reader: str) -> None:
    assert squeezed(READERS[reader](written(HARD))) == squeezed("".join(HARD))


@pytest.mark.parametrize("reader", READERS)
def test_odd_input_comes_back_cleaned(reader: str) -> None:
    wanted = [text for text in ODD.values() if "\ufb01" not in text]
    odd = tuple(text for text, left in ODD.items() if left in wanted)
    assert squeezed(READERS[reader](written(odd))) == squeezed("".join(wanted))


@pytest.mark.parametrize(("odd", "left"), ODD.items())
def test_odd_input_is_cleaned(odd: str, left: str) -> None:
    assert clean(odd) == left


CONSONANTS, UPPER, TONES = "กขคฆงจฉชซญฎฏฐฑฒณดตถทธนบปผฝพฟภมยรลวศษสหฬอฮ", ["", *"ัิีึืุู็"], ["", *"่้๊๋์"]


def test_every_cluster_of_the_language_comes_back() -> None:
    clusters = [a + b + c for a in CONSONANTS for b in UPPER for c in TONES]
    clusters += [a + c + "ำ" for a in CONSONANTS for c in TONES[:5]]
    text = " ".join(clusters)
    for name in ("pdfium", "pdfminer"):
        read = re.sub(r"/[^/]+…-\d+-", "", squeezed(READERS[name](written((text,)))))  # where pages end
        assert read == squeezed(text)


@given(st.text())
@settings(max_examples=300, deadline=None)
def test_cleaning_twice_is_cleaning_once_and_leaves_what_can_be_drawn(text: str) -> None:
    cleaner = Cleaner(fonts().drawable, thai_digits=True)
    once = cleaner(text)
    assert cleaner(once) == once
    assert set(once) <= fonts().drawable | {"\n"}


@given(st.text(st.sampled_from(CONSONANTS + "ัิีึืุู็่้๊๋์ำาเแโใไๆฯ ะ.,/-()1๑aB\n"), max_size=200), st.integers(3, 24))
@settings(max_examples=300, deadline=None)
def test_pieces_lose_nothing_and_fit(text: str, longest: int) -> None:
    found = pieces(clean(text), longest)
    assert "".join(found) == clean(text)
    wide = [one for one in found if sum(char not in "ัิีึืฺุู็่้๊๋์ํ๎" for char in one) > max(longest, 5)]
    assert [one for one in wide if not one.isspace()] == []


def test_everything_that_can_be_drawn_can_be_kept() -> None:
    written((" ".join(sorted(fonts().drawable)),))


@given(st.text(min_size=1, max_size=120))
@settings(max_examples=25, deadline=None)
def test_any_text_at_all_becomes_a_letter(text: str) -> None:
    render(OtherPaper(subject=text, body=(Paragraph(text),)), made_at=MADE)


def test_lines_end_between_words_and_dates_stay_whole() -> None:
    text = HARD[10] * 6 + " ในวันที่ ๑๒ - ๑๔ พฤศจิกายน ๒๕๖๙ ณ ห้องประชุม" * 6
    lines = READERS["pdfium"](written((text,))).split("\r\n")
    ends, borders, length = [], set(), 0
    for line in lines[:-1]:
        length += len(squeezed(line))
        ends.append(length)
    length = 0
    for piece in pieces(clean(text)):
        length += len(squeezed(piece))
        borders.add(length)
    assert len(ends) > 8
    assert set(ends) <= borders
    assert LONGEST == 24
