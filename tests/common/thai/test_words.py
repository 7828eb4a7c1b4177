"""Numbers and money in words, names, and the number of a letter."""

from __future__ import annotations

from decimal import Decimal

import pytest

from eoffice.common.thai.names import split_name
from eoffice.common.thai.numbers import baht_text, number_words
from eoffice.common.thai.references import parse_reference, reference_key, same_reference


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "ศูนย์"),
        (1, "หนึ่ง"),
        (10, "สิบ"),
        (11, "สิบเอ็ด"),
        (20, "ยี่สิบ"),
        (21, "ยี่สิบเอ็ด"),
        (101, "หนึ่งร้อยเอ็ด"),
        (110, "หนึ่งร้อยสิบ"),
        (111, "หนึ่งร้อยสิบเอ็ด"),
        (200_000, "สองแสน"),
        (1_000_000, "หนึ่งล้าน"),
        (1_000_001, "หนึ่งล้านเอ็ด"),
        (21_000_011, "ยี่สิบเอ็ดล้านสิบเอ็ด"),
        (10**12, "หนึ่งล้านล้าน"),
        (10**12 + 5, "หนึ่งล้านล้านห้า"),
        (-21, "ลบยี่สิบเอ็ด"),
    ],
)
def test_numbers_in_words(number: int, words: str) -> None:
    assert number_words(number) == words


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        ("100", "หนึ่งร้อยบาทถ้วน"),
        ("21.21", "ยี่สิบเอ็ดบาทยี่สิบเอ็ดสตางค์"),
        ("0.25", "ยี่สิบห้าสตางค์"),
        ("0", "ศูนย์บาทถ้วน"),
        ("1.01", "หนึ่งบาทหนึ่งสตางค์"),
        ("499999.50", "สี่แสนเก้าหมื่นเก้าพันเก้าร้อยเก้าสิบเก้าบาทห้าสิบสตางค์"),
        ("-5", "ลบห้าบาทถ้วน"),
    ],
)
def test_money_in_words(amount: str, words: str) -> None:
    assert baht_text(Decimal(amount)) == words


def test_money_is_never_rounded_behind_ones_back() -> None:
    with pytest.raises(TypeError):
        baht_text(0.1)  # type: ignore[arg-type] # what a caller must not do
    with pytest.raises(ValueError, match="two decimals"):
        baht_text(Decimal("1.005"))


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("นายสมชาย ใจดี", ("นาย", "สมชาย", "ใจดี")),
        ("นางสาว วิภา  รักเรียน", ("นางสาว", "วิภา", "รักเรียน")),
        ("น.ส.วิภา รักเรียน", ("น.ส.", "วิภา", "รักเรียน")),
        ("ผศ. ดร.มาลี ศรีสุข", ("ผศ.ดร.", "มาลี", "ศรีสุข")),
        ("ว่าที่ร้อยตรีหญิง มานี มีนา", ("ว่าที่ร้อยตรีหญิง", "มานี", "มีนา")),
        ("ว่าที่ ร.ต. ปรีชา กล้าหาญ", ("ว่าที่ร.ต.", "ปรีชา", "กล้าหาญ")),
        ("ศรีสุดา ณ อยุธยา", ("", "ศรีสุดา", "ณ อยุธยา")),
        ("พระครูใบฎีกา", ("", "พระครูใบฎีกา", "")),
        ("นาง", ("", "นาง", "")),
        ("", ("", "", "")),
    ],
)
def test_names_in_parts(text: str, parts: tuple[str, str, str]) -> None:
    assert tuple(split_name(text)) == parts


def test_a_name_is_put_together_with_its_title_glued() -> None:
    assert str(split_name("นาย สมชาย ใจดี")) == "นายสมชาย ใจดี"


def test_the_parts_of_a_letters_number() -> None:
    reference = parse_reference("ที่ ศธ ๐๔๓๔๖.๒๖/ว ๑๒๓")
    assert reference is not None
    assert (reference.code, reference.circular, reference.number) == ("ศธ 04346.26", True, 123)
    assert str(reference) == "ศธ 04346.26/ว 123"
    assert parse_reference("บันทึกไม่มีเลข") is None


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ศธ 04346.26/ว 123", "ศธ04346.26/ว.123"),
        ("ศธ 04346.26/ว 123", "ที่ ศธ ๐๔๓๔๖.๒๖ / ว๐๑๒๓"),
        ("ด่วนที่สุด ที่ นม 0032/45", "นม 0032/45"),
        ("กค (กวจ) 0405.2/ว 89", "กค(กวจ)0405.2/ว89"),
        ("ศธ 04346.26/123.1", "ศธ 04346.26/123/1"),
        ("ไม่มีเลข 5", "ไม่มีเลข ๕"),
    ],
)
def test_two_spellings_of_one_number(one: str, other: str) -> None:
    assert same_reference(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ศธ 04346.26/ว 123", "ศธ 04346.26/123"),  # a circular has a run of its own
        ("ศธ 04346.2/6123", "ศธ 04346.26/123"),
        ("ศธ 04346.26/123", "ศธ 04346.26/123.1"),
        ("ศธ 04346.26/123", "ศธ 04346.26/124"),
        ("", ""),
    ],
)
def test_two_numbers_stay_two(one: str, other: str) -> None:
    assert not same_reference(one, other)


def test_the_key_of_a_number_can_be_stored() -> None:
    assert reference_key("ที่ ศธ ๐๔๓๔๖.๒๖/ว ๑๒๓") == "ศธ04346.26/ว123"
