"""The administrator's pages in a real browser: nothing too wide, no grave fault, nothing typed is lost."""

from __future__ import annotations

import datetime as dt

import pytest
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from eoffice.common import clock
from eoffice.people.actions.delegating import Kind, Wanted, delegate
from eoffice.people.models import Post, User
from tests.browser.axe import assert_accessible
from tests.browser.entering import log_in
from tests.factories import browser_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

TABLE = "ชื่อผู้ใช้,ชื่อ-นามสกุล,ตำแหน่ง,กลุ่มงาน\nnari,นางสาวนารี มีสุข,ครู,กลุ่มสาระคณิตศาสตร์\n"


@pytest.fixture
def filled(sysadmin: Post, somchai: Post, deputy: Post, wipha: Post) -> list[str]:
    """Addresses of every page that is only opened, with something on each."""
    starts_at = clock.now() - dt.timedelta(days=1)
    ends_at = starts_at + dt.timedelta(days=5)
    delegate(Wanted(Kind.ACTING, somchai, starts_at, ends_at, deputy, "คำสั่งที่ 17/2569"), by=somchai)
    person, post, unit = wipha.person_id, wipha.pk, wipha.unit_id
    return [
        "/people/",
        "/people/new/",
        "/people/known/",
        "/people/import/",
        "/people/renew/",
        f"/people/{person}/",
        f"/people/{person}/correct/",
        f"/people/{person}/clearance/",
        f"/people/{person}/close/",
        f"/people/{person}/password/",
        f"/people/{person}/posts/new/",
        f"/posts/{post}/change/",
        f"/posts/{post}/end/",
        "/units/",
        "/units/new/",
        f"/units/{unit}/",
        "/agency/",
        "/agency/letters/",
        "/agency/standards/",
        "/agency/standards/incoming_letter..normal/",
        "/delegations/",
        "/delegations/past/",
        "/delegations/absence/",
        "/delegations/order/",
        "/audit/",
    ]


@pytest.mark.parametrize("width", [1440, 390])
def test_pages_have_no_grave_fault_and_fit_the_screen(
    page: Page, live_server: LiveServer, sysadmin: Post, filled: list[str], width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 860})
    log_in(page, live_server, sysadmin)
    for address in filled:
        page.goto(live_server.url + address)
        assert_accessible(page)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), f"{address} is too wide"


def test_the_list_is_searched_while_one_types(
    page: Page, live_server: LiveServer, sysadmin: Post, wipha: Post, somchai: Post
) -> None:
    log_in(page, live_server, sysadmin)
    page.goto(f"{live_server.url}/people/")

    page.locator("main [name=q]").press_sequentially("วิภา")

    expect(page.locator("#people")).not_to_contain_text(somchai.person.name)
    expect(page.locator("#people")).to_contain_text(wipha.person.name)
    assert "q=" in page.url


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
def test_a_table_becomes_people_with_slips(
    live_server: LiveServer, browser: Browser, sysadmin: Post, script: bool
) -> None:
    context = browser.new_context(java_script_enabled=script)
    session = browser_of(sysadmin).cookies["sessionid"].value
    context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
    page = context.new_page()
    page.goto(f"{live_server.url}/people/import/")
    page.set_input_files("[name=file]", {"name": "p.csv", "mimeType": "text/csv", "buffer": TABLE.encode()})
    page.get_by_role("button", name="ตรวจตาราง").click()
    expect(page.locator("main")).to_contain_text("นำเข้าได้ทุกแถว")
    if script:
        assert_accessible(page)

    page.get_by_role("button", name="บันทึกทั้งหมด").click()
    expect(page.locator(".slip")).to_have_count(1)
    if script:
        assert_accessible(page)
    with page.expect_download() as download:
        page.get_by_role("button", name="ดาวน์โหลดเป็นตาราง").click()

    assert "nari" in download.value.path().read_text(encoding="utf-8-sig")
    assert User.objects.filter(username="nari").exists()
    context.close()


def test_a_wrong_date_is_told_and_the_rest_stays(page: Page, live_server: LiveServer, wipha: Post) -> None:
    log_in(page, live_server, wipha)
    page.goto(f"{live_server.url}/delegations/absence/")
    page.fill("[name=starts_on]", "31/2/69")
    page.fill("[name=ends_on]", "1/3/69")
    page.fill("[name=reason]", "ไปราชการ")
    page.get_by_role("button", name="แจ้งว่าไม่อยู่").click()

    expect(page.locator(".has-errors")).to_contain_text("ไม่มีวันที่ 31")
    expect(page.locator("[name=reason]")).to_have_value("ไปราชการ")
