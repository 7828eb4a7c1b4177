"""Days as clerks type them and as letters carry them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eoffice.common.thai import dates
from eoffice.common.thai.dates import (
    BuddhistYearFirst,
    ChristianYear,
    DateRefused,
    DateUnreadable,
    NoSuchDay,
    NoSuchMonth,
    NoSuchTime,
    YearOutOfRange,
    parse_day,
    parse_instant,
    parse_time,
)
from eoffice.common.thai.digits import to_arabic, to_thai

BANGKOK = ZoneInfo("Asia/Bangkok")
TODAY = dt.date(2026, 11, 24)  # a Tuesday
THE_DAY = dt.date(2026, 11, 22)


@pytest.mark.parametrize(
    "text",
    [
        "22/11/2569",
        "22/11/69",
        "22-11-2569",
        "22.11.69",
        "22 11 69",
        " 22 / 11 / 2569 ",
        "221169",
        "22112569",
        "๒๒๑๑๖๙",
        "๒๒/๑๑/๒๕๖๙",
        "22 พ.ย. 69",
        "22 พย 69",
        "22พ.ย.69",
        "๒๒ พ.ย. ๖๙",
        "22 พฤศจิกายน 2569",
        "22 พฤศจิกายน พ.ศ. 2569",
        "22 พฤศจิกายน พ.ศ.2569",
        "22 เดือนพฤศจิกายน พศ 2569",
        "วันที่ ๒๒ พฤศจิกายน พ.ศ. ๒๕๖๙",
        "วันอาทิตย์ที่ 22 พฤศจิกายน 2569",
        "22 พฤศจิกายน ค.ศ. 2026",
        "2026-11-22",
        "-2",
        "เมื่อวานซืน",
    ],
)
def test_every_way_of_writing_a_day(text: str) -> None:
    assert parse_day(text, today=TODAY) == THE_DAY


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("วันนี้", 0),
        ("เมื่อวาน", -1),
        ("เมื่อวานนี้", -1),
        ("พรุ่งนี้", 1),
        ("มะรืนนี้", 2),
        ("-1", -1),
        ("+3", 3),
        ("today", 0),
        ("+๓", 3),
    ],
)
def test_days_counted_from_today(text: str, days: int) -> None:
    assert parse_day(text, today=TODAY) == TODAY + dt.timedelta(days=days)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("22/11/2026", ChristianYear),
        ("22 พฤศจิกายน พ.ศ. 2026", ChristianYear),
        ("22112026", ChristianYear),
        ("2569-11-22", BuddhistYearFirst),
        ("31/2/2569", NoSuchDay),
        ("29 ก.พ. 69", NoSuchDay),
        ("0/11/69", NoSuchDay),
        ("31 เม.ย. 69", NoSuchDay),
        ("11/22/2569", NoSuchMonth),
        ("22/11/9999", YearOutOfRange),
        ("22/11/256", YearOutOfRange),
        ("22/11/25690", YearOutOfRange),
        ("0001-01-01", YearOutOfRange),
        ("22/11", DateUnreadable),
        ("22 พฤศจิกา 2569", DateUnreadable),
        ("อาทิตย์หน้า", DateUnreadable),
        ("", DateUnreadable),
        ("1" * 5000, DateUnreadable),
        ("😀", DateUnreadable),
    ],
)
def test_each_mistake_has_a_reason_of_its_own(text: str, reason: type[DateRefused]) -> None:
    with pytest.raises(reason) as refusal:
        parse_day(text, today=TODAY)
    assert type(refusal.value) is reason
    assert str(refusal.value)


def test_the_reason_carries_what_a_sentence_needs() -> None:
    with pytest.raises(ChristianYear) as refusal:
        parse_day("22/11/2026", today=TODAY)
    assert refusal.value.code == "date_christian_year"
    assert refusal.value.params == {"year": 2026, "buddhist": 2569}
    with pytest.raises(NoSuchDay, match="no day 31 in กุมภาพันธ์ 2569"):
        parse_day("31/2/69", today=TODAY)


def test_29_february_of_a_leap_year() -> None:
    assert parse_day("29 ก.พ. 71", today=TODAY) == dt.date(2028, 2, 29)


@given(st.dates(dt.date(1957, 1, 1), dt.date(2056, 12, 31)))
def test_what_is_shown_can_be_typed(day: dt.date) -> None:
    for write in (dates.full_date, dates.formal_date, dates.short_date, dt.date.isoformat):
        for digits in (to_arabic, to_thai):
            assert parse_day(digits(write(day)), today=TODAY) == day


@given(st.text(st.sampled_from("0123456789/-. พ.ย.ศวันที่+๑๒T:")) | st.text())
def test_it_answers_or_refuses_and_never_breaks(text: str) -> None:
    readers: list[Callable[..., dt.date]] = [parse_day, parse_instant]
    for read in readers:
        try:
            assert read(text, today=TODAY).year >= 1800
        except DateRefused:
            continue


@pytest.mark.parametrize(
    "text", ["9.30", "09.30 น.", "09:30", "๙.๓๐ น.", "เวลา 09.30 น.", "9.30น", "09:30:00"]
)
def test_every_way_of_writing_a_time(text: str) -> None:
    assert parse_time(text) == dt.time(9, 30)


@pytest.mark.parametrize("text", ["24.00", "9.60", "9", "", "เช้า"])
def test_a_time_that_is_none(text: str) -> None:
    with pytest.raises(NoSuchTime):
        parse_time(text)


@pytest.mark.parametrize(
    "text",
    [
        "22 พ.ย. 69 16.30 น.",
        "22/11/69 16:30",
        "2026-11-22T16:30",
        "221169 16.30",
        "22 พฤศจิกายน 2569 เวลา 16.30 น.",
    ],
)
def test_a_day_with_its_time(text: str) -> None:
    assert parse_instant(text, today=TODAY) == dt.datetime(2026, 11, 22, 16, 30, tzinfo=BANGKOK)


def test_a_day_alone_takes_the_time_it_is_given_or_is_refused() -> None:
    evening = parse_instant("พรุ่งนี้", today=TODAY, time=dt.time(16, 30))
    assert evening == dt.datetime(2026, 11, 25, 16, 30, tzinfo=BANGKOK)
    with pytest.raises(NoSuchTime):
        parse_instant("พรุ่งนี้", today=TODAY)


def test_how_dates_are_written() -> None:
    instant = dt.datetime(2026, 11, 22, 2, 30, tzinfo=dt.UTC)
    assert dates.full_date(instant) == "22 พฤศจิกายน 2569"
    assert dates.formal_date(instant) == "22 พฤศจิกายน พ.ศ. 2569"
    assert dates.short_date(instant) == "22 พ.ย. 69"
    assert dates.time_text(instant) == "09.30 น."
    assert dates.full_datetime(instant) == "22 พฤศจิกายน 2569 เวลา 09.30 น."
    assert dates.short_datetime(instant) == "22 พ.ย. 69 09.30 น."
    assert dates.short_date(dt.date(1956, 6, 1)) == "1 มิ.ย. 2499"


def test_a_day_is_cut_in_bangkok() -> None:
    assert dates.full_date(dt.datetime(2025, 12, 31, 17, tzinfo=dt.UTC)) == "1 มกราคม 2569"
    with pytest.raises(ValueError, match="offset"):
        dates.full_date(dt.datetime(2026, 1, 1))


@pytest.mark.parametrize(
    ("due", "words"),
    [
        (dt.date(2026, 11, 24), "วันนี้"),
        (dt.datetime(2026, 11, 25, 16, 30, tzinfo=BANGKOK), "พรุ่งนี้ 16.30 น."),
        (dt.date(2026, 11, 23), "เมื่อวาน"),
        (dt.datetime(2026, 11, 27, 16, 30, tzinfo=BANGKOK), "วันศุกร์ 16.30 น."),
        (dt.date(2026, 11, 30), "วันจันทร์"),
        (dt.date(2026, 12, 1), "1 ธ.ค. 69"),
        (dt.datetime(2026, 11, 20, 16, 30, tzinfo=BANGKOK), "20 พ.ย. 69 16.30 น."),
    ],
)
def test_due_times_are_said_as_people_say_them(due: dt.date, words: str) -> None:
    assert dates.due_words(due, dt.datetime(2026, 11, 24, 3, tzinfo=dt.UTC)) == words
