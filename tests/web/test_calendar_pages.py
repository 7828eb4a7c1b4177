"""The office calendar as pages: without script, in Thai, for those who keep it and those who look."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.html import escape

from eoffice.common import clock
from eoffice.organisations.calendar import forget, office_clock
from eoffice.organisations.models import CalendarDay, CalendarYear, Organisation
from eoffice.people.actions import calendar
from eoffice.people.actions.calendar import DayFacts
from eoffice.people.models import AuditEvent, Post
from tests.factories import browser_of

Kind = CalendarDay.Kind
MOTHERS_DAY = dt.date(2026, 8, 12)


@pytest.fixture(autouse=True)
def in_november() -> Iterator[None]:
    forget()
    with clock.at(dt.datetime(2026, 11, 24, 9, tzinfo=clock.BANGKOK)):
        yield
    forget()


@pytest.fixture
def mothers_day(malee: Post) -> CalendarDay:
    return calendar.add_day(DayFacts(MOTHERS_DAY, Kind.PUBLIC, "วันแม่แห่งชาติ"), by=malee)


def html(client: Client, address: str) -> str:
    page = client.get(address)
    assert page.status_code == 200
    return page.content.decode()


def test_malee_makes_the_calendar_of_next_year(school: Organisation, malee: Post) -> None:
    browser = browser_of(malee)
    page = html(browser, "/calendar/")
    assert "ปฏิทินสำนักงาน ปี 2569" in page
    assert "ยังไม่ได้ยืนยันวันหยุดของปี 2570" in page  # asked for from September on

    page = browser.post("/calendar/2570/seed/", follow=True).content.decode()
    assert "วันสงกรานต์" in page
    assert "แรงงาน" not in page
    assert "ในรายการตั้งต้นยังไม่มีวันพืชมงคล" in page

    browser.post("/calendar/days/new/", {"day": "๑๓ พ.ค. ๗๐", "kind": "public", "name": "วันพืชมงคล"})
    assert CalendarDay.objects.get(day=dt.date(2027, 5, 13)).name == "วันพืชมงคล"
    page = browser.post("/calendar/2570/settle/", {"settled": "1"}, follow=True).content.decode()
    assert "ยืนยันวันหยุดปี 2570 ตามประกาศแล้ว" in page
    assert "ยังไม่ได้ยืนยันวันหยุดของปี 2570" not in html(browser, "/calendar/")
    assert office_clock(school.pk).covers(dt.date(2027, 1, 1))


@pytest.mark.parametrize(
    ("day", "sentence"),
    [
        ("12/8/2026", "2026 เป็นปี ค.ศ. โปรดเขียนปี พ.ศ.: 2569"),
        ("31/2/69", "กุมภาพันธ์ 2569 ไม่มีวันที่ 31"),
        ("", "กรุณากรอกช่องนี้"),
        ("12 ส.ค. 69", "มีวันนี้ในปฏิทินแล้ว: วันแม่แห่งชาติ"),
    ],
)
def test_a_wrong_day_is_told_and_what_was_typed_stays(
    malee: Post, mothers_day: CalendarDay, day: str, sentence: str
) -> None:
    typed = {"day": day, "kind": "public", "name": "วันหยุดพิเศษ"}
    page = browser_of(malee).post("/calendar/days/new/", typed)
    assert page.status_code == 422
    assert escape(sentence) in page.content.decode()
    assert 'value="วันหยุดพิเศษ"' in page.content.decode()
    assert CalendarDay.objects.count() == 1


def test_a_day_is_corrected_and_taken_out(
    school: Organisation, malee: Post, mothers_day: CalendarDay
) -> None:
    browser = browser_of(malee)
    page = html(browser, f"/calendar/days/{mothers_day.pk}/")
    assert "12 สิงหาคม 2569" in page
    typed = {"day": "13/8/69", "kind": "closure", "name": "ปิดทำการ"}
    assert browser.post(f"/calendar/days/{mothers_day.pk}/", typed).url == "/calendar/?year=2569"  # type: ignore[attr-defined] # a redirect
    assert not office_clock(school.pk).is_working_day(dt.date(2026, 8, 13))
    browser.post(f"/calendar/days/{mothers_day.pk}/remove/")
    assert not CalendarDay.objects.exists()


def test_everybody_looks_and_only_keepers_change(
    school: Organisation, wipha: Post, somchai: Post, mothers_day: CalendarDay
) -> None:
    changes = [
        ("/calendar/days/new/", {"day": "13/8/69", "kind": "public", "name": "ก"}),
        (f"/calendar/days/{mothers_day.pk}/", {"day": "13/8/69", "kind": "public", "name": "ก"}),
        (f"/calendar/days/{mothers_day.pk}/remove/", {}),
        ("/calendar/2570/seed/", {}),
        ("/calendar/2570/settle/", {"settled": "1"}),
        ("/calendar/hours/new/", {"valid_from": "1/9/69", "opens_0": "8.00", "closes_0": "16.00"}),
        ("/calendar/hours/2000-01-01/", {"valid_from": "1/9/69", "opens_0": "8.00", "closes_0": "16.00"}),
        ("/calendar/hours/2000-01-01/remove/", {}),
    ]
    changed = AuditEvent.objects.filter(action__regex="^(calendar|office_hours)")
    events = changed.count()
    for post in (wipha, somchai):
        browser = browser_of(post)
        page = html(browser, "/calendar/?year=2569")
        assert "วันแม่แห่งชาติ" in page
        assert "/calendar/days/" not in page
        assert "<dt>จันทร์</dt><dd>08.30–16.30</dd>" in html(browser, "/calendar/hours/")
        for address, typed in changes:
            assert browser.post(address, typed).status_code == 403, address
    assert CalendarDay.objects.get() == mothers_day
    assert not CalendarYear.objects.exists()
    assert changed.count() == events


def test_another_agency_sees_and_finds_nothing_of_it(pricha: Post, mothers_day: CalendarDay) -> None:
    browser = browser_of(pricha)
    assert "วันแม่แห่งชาติ" not in html(browser, "/calendar/?year=2569")
    assert browser.get(f"/calendar/days/{mothers_day.pk}/").status_code == 404
    assert browser.post(f"/calendar/days/{mothers_day.pk}/remove/").status_code == 404


@pytest.mark.parametrize(
    "address", ["/calendar/", "/calendar/days/new/", "/calendar/hours/", "/calendar/hours/new/"]
)
def test_logged_out_one_logs_in_first(db: None, client: Client, address: str) -> None:
    assert client.get(address).headers["Location"].startswith("/login/")


def test_hours_with_a_break_from_a_day_on(school: Organisation, sysadmin: Post) -> None:
    browser = browser_of(sysadmin)
    assert 'value="08.30 น."' in html(browser, "/calendar/hours/new/")
    typed = {"valid_from": "1 ธ.ค. 69", "break_starts": "12.00", "break_ends": "๑๓.๐๐"}
    typed |= {f"opens_{day}": "08.30" for day in range(5)} | {f"closes_{day}": "16.30 น." for day in range(5)}
    assert browser.post("/calendar/hours/new/", typed).status_code == 302
    december = dt.datetime(2026, 12, 1, tzinfo=clock.BANGKOK)
    day = dt.timedelta(days=1)
    office = office_clock(school.pk)
    assert office.minutes_between(december - day, december) == 480
    assert office.minutes_between(december, december + day) == 420
    assert "08.30–12.00, 13.00–16.30" in html(browser, "/calendar/hours/")
    assert 'value="12.00 น."' in html(browser, "/calendar/hours/2026-12-01/")
    browser.post("/calendar/hours/2026-12-01/remove/")
    assert office_clock(school.pk).minutes_between(december, december + day) == 480


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"opens_0": "16.30", "closes_0": "08.30"}, "ต้องหลังเวลาแรก"),
        ({"opens_0": "08.30"}, "โปรดระบุทั้งเวลาเริ่มและเวลาสิ้นสุด"),
        ({"opens_0": "25.00", "closes_0": "16.30"}, "เขียนเวลาแบบ 09.30"),
        ({}, "โปรดระบุเวลาทำการอย่างน้อยหนึ่งวัน"),
    ],
)
def test_hours_that_make_no_sense_are_told(malee: Post, typed: dict[str, str], sentence: str) -> None:
    page = browser_of(malee).post("/calendar/hours/new/", {"valid_from": "1 ธ.ค. 69", **typed})
    assert page.status_code == 422
    assert sentence in page.content.decode()


@pytest.mark.parametrize("asked", ["abcd", "0000", "99999", "๒๕๖๙", "2026", "-1"])
def test_a_year_that_is_none_shows_this_year(malee: Post, asked: str) -> None:
    assert "ปฏิทินสำนักงาน ปี 2569" in html(browser_of(malee), f"/calendar/?year={asked}")
    assert browser_of(malee).post("/calendar/1/seed/").status_code == 404


def test_the_auditor_reads_in_words_what_was_changed(
    malee: Post, auditor: Post, mothers_day: CalendarDay
) -> None:
    browser = browser_of(malee)
    typed = {"day": "13/8/69", "kind": "closure", "name": "ปิดทำการ"}
    browser.post(f"/calendar/days/{mothers_day.pk}/", typed)
    hours = {"valid_from": "1 ธ.ค. 69", "opens_0": "08.30", "closes_0": "16.30"}
    browser.post("/calendar/hours/new/", hours)
    page = html(browser_of(auditor), "/audit/")
    assert "เพิ่มวันในปฏิทิน" in page
    assert "วันหยุดราชการ → วันปิดทำการของหน่วยงาน" in page
    assert "12 ส.ค. 69 → 13 ส.ค. 69" in page
    assert "จันทร์: 08.30-16.30" in page


def test_whoever_keeps_it_is_warned_where_the_day_begins(malee: Post, wipha: Post) -> None:
    calendar.settle_year(2026, by=malee)
    warning = "ยังไม่ได้ยืนยันวันหยุดของปี 2570"
    assert warning in html(browser_of(malee), "/")
    assert warning not in html(browser_of(wipha), "/")
    calendar.settle_year(2027, by=malee)
    assert "ยังไม่ได้ยืนยันวันหยุด" not in html(browser_of(malee), "/")


def test_in_english_too(malee: Post, mothers_day: CalendarDay) -> None:
    browser = browser_of(malee)
    browser.cookies["django_language"] = "en"
    page = html(browser, "/calendar/?year=2569")
    assert "Office calendar 2569" in page
    assert "Public holiday" in page


def test_looking_at_a_year_costs_the_same_with_many_days(malee: Post) -> None:
    browser = browser_of(malee)
    browser.get("/calendar/?year=2569")  # what a process keeps is read now
    with CaptureQueriesContext(connection) as few:
        browser.get("/calendar/?year=2569")
    calendar.seed_holidays(2026, by=malee)
    browser.get("/calendar/?year=2569")
    with CaptureQueriesContext(connection) as many:
        browser.get("/calendar/?year=2569")
    assert len(many) <= len(few)
