"""The office calendar in a browser, with script and without."""

from __future__ import annotations

import datetime as dt

import pytest
from playwright.sync_api import Browser, expect
from pytest_django.live_server_helper import LiveServer

from eoffice.common import clock
from eoffice.common.thai.months import be_year
from eoffice.organisations.models import CalendarDay
from eoffice.people.models import Post
from tests.browser.axe import assert_accessible
from tests.factories import browser_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
def test_malee_makes_the_calendar_of_next_year(
    live_server: LiveServer, browser: Browser, malee: Post, script: bool
) -> None:
    year = clock.today().year + 1
    session = browser_of(malee).cookies["sessionid"].value
    context = browser.new_context(java_script_enabled=script)
    context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
    page = context.new_page()

    page.goto(f"{live_server.url}/calendar/?year={be_year(year)}")
    page.get_by_role("button", name="ใส่รายการตั้งต้น").click()
    expect(page.get_by_role("link", name="วันรัฐธรรมนูญ")).to_be_visible()
    page.get_by_role("link", name="เพิ่มวันในปฏิทิน").click()
    page.get_by_label("วันที่").fill(f"16/11/{be_year(year)}")
    page.get_by_label("วันปิดทำการของหน่วยงาน").check()
    page.get_by_label("ชื่อ").fill("วันสถาปนาโรงเรียน")
    page.get_by_role("button", name="บันทึก").click()
    expect(page.get_by_role("link", name="วันสถาปนาโรงเรียน")).to_be_visible()
    page.get_by_role("button", name="ยืนยันวันหยุดของปีนี้").click()
    expect(page.get_by_text(f"ยืนยันวันหยุดปี {be_year(year)} ตามประกาศแล้ว")).to_be_visible()
    if script:  # axe is a script
        assert_accessible(page)
        for address in ("/calendar/days/new/", "/calendar/hours/", "/calendar/hours/new/"):
            page.goto(live_server.url + address)
            assert_accessible(page)

    assert CalendarDay.objects.get(day=dt.date(year, 11, 16)).kind == CalendarDay.Kind.CLOSURE
    context.close()
