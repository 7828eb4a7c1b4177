"""Fields of pages and of the API that read what Thai offices type."""

from __future__ import annotations

import datetime as dt

import pytest
from django import forms
from django.template import Context, Template
from django.utils import translation
from rest_framework import serializers

from eoffice.common import clock
from eoffice.common.forms import InstantField
from eoffice.common.serializers import ThaiTextField

NOON = dt.datetime(2026, 11, 24, 12, tzinfo=clock.BANGKOK)


def cleaned(field: forms.Field, typed: str) -> object:
    with clock.at(NOON), translation.override("th"):
        return field.clean(typed)


def test_an_instant_is_a_day_with_its_time() -> None:
    assert cleaned(InstantField(), "พรุ่งนี้ 9.30 น.") == dt.datetime(2026, 11, 25, 9, 30, tzinfo=clock.BANGKOK)
    assert cleaned(InstantField(time=dt.time(16, 30)), "25 พ.ย. 69") == dt.datetime(
        2026, 11, 25, 16, 30, tzinfo=clock.BANGKOK
    )
    assert cleaned(InstantField(required=False), "") is None


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("25/11/2026 9.30", "2026 เป็นปี ค.ศ. โปรดเขียนปี พ.ศ.: 2569"),
        ("31/2/69 9.30", "กุมภาพันธ์ 2569 ไม่มีวันที่ 31"),
        ("25/11/69 25.00", "เขียนเวลาแบบ 09.30"),
        ("25/11/69", "เขียนเวลาแบบ 09.30"),
    ],
)
def test_a_wrong_instant_is_told_what_is_wrong(typed: str, sentence: str) -> None:
    with pytest.raises(forms.ValidationError, match=sentence):
        cleaned(InstantField(), typed)


def test_what_an_instant_field_shows_can_be_sent_again() -> None:
    shown = InstantField().prepare_value(NOON)
    assert shown == "24 พ.ย. 69 12.00 น."
    assert cleaned(InstantField(), shown) == NOON


def test_text_of_the_api_is_normalised_before_it_is_measured() -> None:
    field = ThaiTextField(max_length=4)
    assert field.run_validation("\u200bท\u0e4d\u0e32\x00\u200b  ") == "ทำ"
    assert ThaiTextField(max_length=9, lines=True).run_validation("ก\r\nข\x07") == "ก\nข"
    with pytest.raises(serializers.ValidationError):
        field.run_validation("ทำงาน")


def test_invisible_text_of_the_api_is_blank() -> None:
    with pytest.raises(serializers.ValidationError) as refusal:
        ThaiTextField(max_length=10).run_validation("\u200b\ufeff")
    assert refusal.value.get_codes() == ["blank"]


def test_papers_carry_thai_dates_in_any_language() -> None:
    page = Template(
        "{% load thai %}{{ at|be_date }}|{{ at|be_formal }}|{{ at|be_short|thai_digits }}|"
        "{{ at|be_datetime }}|{{ at|be_time }}|{{ at|due_words }}|{{ none|be_date }}{{ none|be_time }}"
    )
    with clock.at(NOON), translation.override("en"):
        assert page.render(Context({"at": NOON, "none": None})) == (
            "24 พฤศจิกายน 2569|24 พฤศจิกายน พ.ศ. 2569|๒๔ พ.ย. ๖๙|24 พ.ย. 69 12.00 น.|12.00 น.|วันนี้ 12.00 น.|"
        )
