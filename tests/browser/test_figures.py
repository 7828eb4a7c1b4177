"""The page of figures in a real browser: its pictures are drawn under the policy, and open their lists."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from eoffice.people.models import Post
from tests.browser.axe import assert_accessible
from tests.browser.entering import log_in
from tests.kpi.lives import DAY, MONDAY, read_log, registered, reported

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
BEGIN = MONDAY - 300 * DAY  # long closed whenever this runs
YEAR = "FY2569"


@pytest.fixture
def letters(malee: Post, somchai: Post, wipha: Post) -> None:
    """Two done, one of them late, and one that still waits."""
    reported(malee, somchai, wipha, subject="ทันกำหนด", begin=BEGIN)
    reported(malee, somchai, wipha, subject="ช้าไป", begin=BEGIN, days=20)
    registered(malee, subject="ยังรออยู่", begin=BEGIN)
    read_log(malee)


@pytest.mark.parametrize("width", [1440, 390])
def test_every_picture_is_drawn_and_nothing_is_blocked(
    width: int, page: Page, live_server: LiveServer, letters: None, somchai: Post
) -> None:
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: said.append(str(error)))
    page.set_viewport_size({"width": width, "height": 900})
    log_in(page, live_server, somchai)

    page.goto(f"{live_server.url}/kpi/?period={YEAR}")

    expect(page.locator("[data-picture] canvas")).to_have_count(4)
    expect(page.locator("svg.flow .flow-state")).not_to_have_count(0)
    expect(page.locator(".figure-value").first).to_have_text("33.33 %")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert_accessible(page)
    assert said == []


def test_a_number_leads_to_its_cases_and_a_case_to_its_transitions(
    page: Page, live_server: LiveServer, letters: None, somchai: Post
) -> None:
    log_in(page, live_server, somchai)
    page.goto(f"{live_server.url}/kpi/?period={YEAR}")

    page.get_by_role("link", name="เสร็จทันกำหนด", exact=True).click()
    expect(page.locator("tbody tr")).to_have_count(3)
    assert_accessible(page)
    page.get_by_role("link", name="ช้าไป").click()

    expect(page.locator("caption")).to_contain_text("การเปลี่ยนสถานะทุกครั้ง")
    assert page.locator("tbody tr").count() >= 8
    assert_accessible(page)


def test_choosing_another_period_changes_the_address(
    page: Page, live_server: LiveServer, letters: None, somchai: Post
) -> None:
    log_in(page, live_server, somchai)
    page.goto(f"{live_server.url}/kpi/?period={YEAR}")

    page.select_option("select[name=compare]", "nothing")
    page.select_option("select[name=speed]", "urgent")
    page.get_by_role("button", name="แสดง").click()

    assert "compare=nothing" in page.url
    assert "speed=urgent" in page.url
    expect(page.locator(".figure-value").first).to_have_text("ไม่มีข้อมูล")
