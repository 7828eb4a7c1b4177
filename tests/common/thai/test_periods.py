"""Fiscal and academic years, their parts, and where they begin."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eoffice.common.thai import periods
from eoffice.common.thai.periods import PeriodUnreadable, parse_period

BANGKOK = ZoneInfo("Asia/Bangkok")


@pytest.mark.parametrize(
    ("name", "start", "end"),
    [
        ("FY2566", "2022-10-01", "2023-10-01"),
        ("FY2566-Q1", "2022-10-01", "2023-01-01"),
        ("FY2566-Q2", "2023-01-01", "2023-04-01"),
        ("FY2566-Q3", "2023-04-01", "2023-07-01"),
        ("FY2566-Q4", "2023-07-01", "2023-10-01"),
        ("AY2566", "2023-05-16", "2024-05-16"),
        ("AY2566-S1", "2023-05-16", "2023-11-01"),
        ("AY2566-S2", "2023-11-01", "2024-05-16"),
        ("2023-08-01:2023-09-01", "2023-08-01", "2023-09-01"),
    ],
)
def test_periods_by_name(name: str, start: str, end: str) -> None:
    period = parse_period(name)
    assert (period.start.isoformat(), period.end.isoformat(), str(period)) == (start, end, name)


@pytest.mark.parametrize(
    "name",
    [
        "",
        "FY",
        "FY2026",
        "FY2566-Q5",
        "FY2566-S1",
        "AY2566-Q1",
        "fy2566",
        "FY๒๕๖๖",
        "2023-09-01:2023-09-01",
        "2023-09-01:2023-08-01",
        "2023-02-30:2023-03-01",
        "0001-01-01:0002-01-01",
        "2566-01-01:2567-01-01",
        "FY2566\n",
    ],
)
def test_what_is_no_period(name: str) -> None:
    with pytest.raises(PeriodUnreadable, match="FY2569"):
        parse_period(name)


def test_midnight_belongs_to_the_new_year() -> None:
    new_year = dt.datetime(2022, 10, 1, tzinfo=BANGKOK)
    assert parse_period("FY2566").starts_at == new_year
    assert new_year in parse_period("FY2566")
    assert new_year not in parse_period("FY2565")
    assert periods.fiscal_year_of(dt.datetime(2022, 9, 30, 17, tzinfo=dt.UTC)).name == "FY2566"
    assert periods.fiscal_year_of(dt.datetime(2022, 9, 30, 16, 59, tzinfo=dt.UTC)).name == "FY2565"


def test_registers_count_by_calendar_year_in_bangkok() -> None:
    assert periods.buddhist_year(dt.datetime(2026, 12, 31, 17, tzinfo=dt.UTC)) == 2570
    assert periods.calendar_year(2570).start == dt.date(2027, 1, 1)


@given(st.dates(dt.date(1900, 1, 1), dt.date(2100, 1, 1)))
def test_every_day_lies_in_the_periods_named_after_it(day: dt.date) -> None:
    for of in (periods.fiscal_year_of, periods.quarter_of, periods.academic_year_of, periods.semester_of):
        period = of(day)
        assert period.start <= day < period.end
        assert parse_period(period.name) == period
        assert periods.previous(period).end == period.start
        assert parse_period(periods.year_before(period).name).start.year == period.start.year - 1


def test_ranges_are_compared_with_as_many_days_before() -> None:
    period = parse_period("2028-02-29:2028-03-01")
    assert periods.previous(period).name == "2028-02-28:2028-02-29"
    assert periods.year_before(period).name == "2027-02-28:2027-03-01"
    assert periods.year_before(parse_period("2028-02-28:2028-02-29")).name == "2027-02-28:2027-03-01"


@pytest.mark.parametrize(
    ("name", "thai"),
    [
        ("FY2569", "ปีงบประมาณ 2569"),
        ("FY2569-Q1", "ไตรมาสที่ 1 ปีงบประมาณ 2569"),
        ("AY2569", "ปีการศึกษา 2569"),
        ("AY2569-S2", "ภาคเรียนที่ 2/2569"),
        ("2026-08-01:2026-09-01", "1 ส.ค. 69 - 31 ส.ค. 69"),
    ],
)
def test_periods_as_people_name_them(name: str, thai: str) -> None:
    assert periods.thai_name(parse_period(name)) == thai
