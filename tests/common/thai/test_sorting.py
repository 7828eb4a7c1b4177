"""Thai order, against lists in the order of CLDR's Thai collation (ICU 78)."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eoffice.common.thai.normalise import normalise
from eoffice.common.thai.sorting import sort_key

# Letters first, tone marks only between equal letters, leading vowels after their consonant.
SYLLABLES = """
    กก กรรม ก่อน กะ กัน กา ก่า ก้า กาก กำ กิน เก เก็ง เก่ง เก้ง เกม แก ไก่ ขา เข ไข่
    ปา ป่า ป้า ป๊า ป๋า ปาก ป่าช้า ร รา ฤ ฤๅษี ล
"""
PEOPLE = """
    กานดา เกษม ขวัญ ไข่มุก จันทร์ ใจดี นารี เนตร มานะ มาลี เมตตา ไมตรี ฤดี ลดา วิภา สมชาย เสรี อรุณ เอก
"""
IN_ORDER = [
    SYLLABLES.split(),
    PEOPLE.split(),
    # Digits before Thai before Latin; Thai digits as Arabic ones; spaces and signs do not count.
    ["ห้อง ๑", "ห้อง 2", "หอสมุด", "office"],
    ["กข ค", "กขง", "กขา"],
    ["a", "A", "b"],
]


@pytest.mark.parametrize("words", IN_ORDER)
def test_words_in_dictionary_order(words: list[str]) -> None:
    shuffled = [*words[1::2], *words[0::2]]
    assert sorted(shuffled, key=sort_key) == words


def test_a_space_does_not_separate_words_that_belong_together() -> None:
    assert sorted(["กาข", "กา ก", "กาค"], key=sort_key) == ["กา ก", "กาข", "กาค"]


@given(st.text(), st.text())
def test_equal_keys_only_for_equal_texts(one: str, other: str) -> None:
    assert (sort_key(one) == sort_key(other)) == (normalise(one) == normalise(other))
