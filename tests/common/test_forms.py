from __future__ import annotations

import datetime as dt

import pytest
from django.core.exceptions import ValidationError

from eoffice.common import clock
from eoffice.common.forms import ClockField, DayField, WholeNumberField, WordsField


@pytest.mark.parametrize("typed", ["22/11/2569", "๒๒ พ.ย. ๖๙", "221169", "22 พฤศจิกายน 2569", "วันนี้"])
def test_a_day_is_read_as_offices_write_it_and_shown_as_they_do(typed: str) -> None:
    with clock.at(dt.datetime(2026, 11, 22, 5, tzinfo=dt.UTC)):
        assert DayField().clean(typed) == dt.date(2026, 11, 22)
    assert DayField().prepare_value(dt.date(2026, 11, 22)) == "22 พฤศจิกายน 2569"


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("31/2/2569", "date_no_such_day"),
        ("22/11/2026", "date_christian_year"),
        ("x", "date_unreadable"),
        ("9" * 10_000, "date_unreadable"),
    ],
)
def test_a_wrong_day_is_told_why(typed: str, code: str) -> None:
    with pytest.raises(ValidationError) as refused:
        DayField().clean(typed)

    assert refused.value.code == code


def test_times_and_numbers_take_thai_digits() -> None:
    assert ClockField().clean("๙.๓๐ น.") == dt.time(9, 30)
    assert WholeNumberField().clean("๑๕") == 15
    with pytest.raises(ValidationError):
        ClockField().clean("25.00")
    with pytest.raises(ValidationError):
        WholeNumberField().clean("1.5")


def test_words_have_one_spelling_and_nothing_invisible() -> None:
    assert WordsField().clean(" มาลี\u200b\x00 ") == "มาลี"
    assert WordsField(lines=True).clean("ก\r\nข") == "ก\nข"
