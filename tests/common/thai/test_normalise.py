"""One spelling for one word, and one key for what people search."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eoffice.common.thai.normalise import normalise, searchable


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("ท\u0e4d\u0e32", "ทำ"),  # ํ + า
        ("น\u0e4d\u0e49\u0e32", "น้ำ"),  # with the tone mark between
        ("น\u0e49\u0e4d\u0e32", "น้ำ"),
        ("น\u0e33\u0e49", "น้ำ"),  # tone mark typed last
        ("เเผนงาน", "แผนงาน"),
        ("ท\u0e48\u0e35", "ที่"),  # tone mark before the vowel
        ("ผ\u0e49\u0e39", "ผู้"),
        ("สิทธ\u0e4c\u0e34", "สิทธิ์"),
        ("ที\u0e48\u0e48", "ที่"),  # a mark typed twice is seen once
        ("หนัง\u200bสือ\ufeff", "หนังสือ"),
        ("ก\u200dข", "กข"),
        ("เรื่อง\x00\x07", "เรื่อง"),
        ("  เรื่อง\tขอ\r\nเชิญ  ", "เรื่อง ขอ เชิญ"),
        ("e\u0301", "é"),
        ("ป\u202eกติ", "ปกติ"),
        ("ขอ\ud800เชิญ", "ขอเชิญ"),  # half a character, which no database stores
        ("ก\u0301\u0e48า", "ก่า"),  # an accent of another script
        ("ขอบคุณ 👩\u200d💻", "ขอบคุณ 👩\u200d💻"),
        ("ต่างๆ ฯลฯ", "ต่างๆ ฯลฯ"),
    ],
)
def test_what_looks_alike_is_stored_alike(typed: str, stored: str) -> None:
    assert normalise(typed) == stored


def test_lines_and_tabs_stay_where_asked() -> None:
    assert normalise("หนึ่ง\r\nสอง\u2028\tสาม\x0b", keep_lines=True) == "หนึ่ง\nสอง\n\tสาม"


thai = st.text(st.sampled_from([*map(chr, range(0x0E01, 0x0E3B)), *map(chr, range(0x0E3F, 0x0E5C))]))
anything = (
    thai
    | st.text(st.sampled_from("กนเเแาำ\u0e33\u0e4dํ่้์ุู\u0e3aิ็๎ a\u0301\u0323\u200b\u200d\n\t\r\x00😀"))
    | st.text()
)


@given(anything, st.booleans())
def test_twice_is_once(text: str, keep_lines: bool) -> None:
    once = normalise(text, keep_lines=keep_lines)
    assert normalise(once, keep_lines=keep_lines) == once
    assert unicodedata.is_normalized("NFC", once)
    once.encode("utf-8")


@given(anything)
def test_a_search_key_is_the_key_of_its_own_spelling(text: str) -> None:
    assert searchable(text) == searchable(normalise(text)) == searchable(searchable(text))


def test_a_long_run_of_marks_costs_no_time() -> None:
    assert normalise("ก" + "\u0e33\u0e49" * 200_000) == "ก้ำ"
    assert normalise("ก" + "\u0e49" * 200_000 + "ข") == "ก้ข"
    assert normalise("\u200d" * 200_000 + "ก") == "ก"
    assert len(normalise("\u0e48\u0301\u0e4d\u0e32" * 50_000)) == 2


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ศธ ๐๔๓๔๖.๒๖/ว ๑๒๓", "ศธ04346.26/ว123"),
        ("โรงเรียน ตัวอย่าง", "โรงเรียนตัวอย่าง"),
        ("E-Office", "e office"),
        ("ทํางาน", "ทำงาน"),
    ],
)
def test_people_find_it_however_they_type_it(one: str, other: str) -> None:
    assert searchable(one) == searchable(other)


def test_letters_are_not_lost_from_a_search_key() -> None:
    assert searchable("ต่างๆ ฯลฯ (๑)") == "ต่างๆฯลฯ1"
