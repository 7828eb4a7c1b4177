"""Due times as people say them."""

from __future__ import annotations

import datetime as dt

import pytest
from django.utils import translation

from eoffice.common import spoken_dates
from eoffice.common.clock import BANGKOK
from eoffice.web import words

NOW = dt.datetime(2026, 11, 20, 10, 0, tzinfo=BANGKOK)  # a Friday


@pytest.mark.parametrize(
    ("due", "urgency", "said"),
    [
        (dt.datetime(2026, 11, 16, 16, 30, tzinfo=BANGKOK), "late", "เกินกำหนด 4 วัน"),
        (dt.datetime(2026, 11, 20, 8, 0, tzinfo=BANGKOK), "late", "เกินกำหนด 2 ชั่วโมง"),
        (dt.datetime(2026, 11, 20, 9, 45, tzinfo=BANGKOK), "late", "เพิ่งเกินกำหนด"),
        (dt.datetime(2026, 11, 20, 16, 30, tzinfo=BANGKOK), "soon", "วันนี้ 16.30 น."),
        (dt.datetime(2026, 11, 21, 16, 30, tzinfo=BANGKOK), "soon", "พรุ่งนี้ 16.30 น."),
        (dt.datetime(2026, 11, 24, 16, 30, tzinfo=BANGKOK), "later", "วันอังคาร 16.30 น."),
        (dt.date(2026, 11, 20), "soon", "วันนี้"),
        (dt.date(2026, 11, 19), "late", "เกินกำหนด 1 วัน"),
        (dt.date(2026, 12, 30), "later", "30 ธ.ค. 69"),
    ],
)
def test_how_a_due_time_is_said(due: dt.date | dt.datetime, urgency: str, said: str) -> None:
    told = words.due(due, NOW)

    assert (told.urgency, told.words) == (urgency, said)


def test_pointing_tells_the_whole_date() -> None:
    assert words.full(NOW) == "วันศุกร์ที่ 20 พฤศจิกายน 2569 เวลา 10.00 น."


def test_in_english_the_era_stays_buddhist() -> None:
    with translation.override("en"):
        assert spoken_dates.short(NOW) == "20 Nov 2569 10:00"
        assert words.due(NOW + dt.timedelta(days=1), NOW).words == "tomorrow 10:00"
