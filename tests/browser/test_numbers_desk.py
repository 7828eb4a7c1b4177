"""The numbers desk in a browser, with script and without."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from documents.actions import numbers, papers
from documents.files.receive import receive
from documents.models import RegisterEntry
from eoffice.people.models import Post
from tests.browser.axe import assert_accessible
from tests.documents import paper
from tests.documents.telling import book, letter
from tests.documents.test_importing import DAY, FORM_13, ROWS, xlsx
from tests.factories import browser_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def looked_at(page: Page, name: str) -> None:
    """Keep a picture where somebody asked for pictures."""
    if folder := os.environ.get("EOFFICE_PICTURES"):
        for width in (1440, 390):
            page.set_viewport_size({"width": width, "height": 900})
            page.screenshot(path=f"{folder}/{name}-{width}.png", full_page=True)
        page.set_viewport_size({"width": 1280, "height": 900})


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
def test_malee_keeps_a_number_and_cancels_it(
    live_server: LiveServer, browser: Browser, malee: Post, script: bool
) -> None:
    register = book(malee, "send")
    numbers.enter(letter(malee), register=register, post=malee)
    context = browser.new_context(java_script_enabled=script)
    session = browser_of(malee).cookies["sessionid"].value
    context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
    page = context.new_page()

    page.goto(f"{live_server.url}/registers/")
    if script:
        assert_accessible(page)
        looked_at(page, "registers")
    page.get_by_role("link", name="ทะเบียนหนังสือส่ง").click()
    page.get_by_role("link", name="จองเลข").click()
    page.get_by_label("จองไว้สำหรับเรื่อง").fill("หนังสือเชิญประชุมผู้ปกครอง")
    if script:
        assert_accessible(page)
        looked_at(page, "reserve")
    page.get_by_role("button", name="จองเลข").click()
    expect(page.get_by_role("heading", name="ศธ 04346.26/2")).to_be_visible()
    if script:
        assert_accessible(page)
        looked_at(page, "entry")
    page.goto(f"{live_server.url}/registers/{register.pk}/")
    expect(page.get_by_text("เลขที่จองไว้ รอหนังสือ")).to_be_visible()
    if script:
        assert_accessible(page)
        looked_at(page, "desk")
    page.get_by_role("link", name="ศธ 04346.26/2").first.click()
    page.get_by_role("link", name="ยกเลิกเลข").click()
    page.get_by_label("เหตุผล").fill("งดประชุม")
    page.get_by_role("button", name="ยกเลิกเลข").click()
    expect(page.get_by_text("งดประชุม")).to_be_visible()

    assert RegisterEntry.objects.get(number=2).state == RegisterEntry.State.VOID
    context.close()


def test_malee_brings_in_last_years_book(
    live_server: LiveServer, browser: Browser, malee: Post, tmp_path: Path
) -> None:
    register = book(malee)
    context = browser.new_context()
    session = browser_of(malee).cookies["sessionid"].value
    context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
    page = context.new_page()
    bad, good = tmp_path / "bad.xlsx", tmp_path / "good.xlsx"
    bad.write_bytes(xlsx([[DAY], FORM_13, *ROWS, ["9", "x", "31/2/69", "", "", "เรื่อง"]]))
    good.write_bytes(xlsx([[DAY], FORM_13, *ROWS]))

    page.goto(f"{live_server.url}/registers/{register.pk}/import/")
    assert_accessible(page)
    looked_at(page, "import")
    page.get_by_label("ตารางทะเบียน").set_input_files(bad)
    page.get_by_role("button", name="ตรวจตาราง").click()
    expect(page.get_by_text("แถวที่นำเข้าไม่ได้").first).to_be_visible()
    assert_accessible(page)
    looked_at(page, "import-bad")
    page.get_by_role("link", name="ส่งไฟล์อื่น").click()
    page.get_by_label("ตารางทะเบียน").set_input_files(good)
    page.get_by_role("button", name="ตรวจตาราง").click()
    looked_at(page, "import-good")
    page.get_by_role("button", name="นำเข้าทุกแถว").click()
    expect(page.get_by_text("นำเข้าแล้ว 4 แถว")).to_be_visible()

    assert RegisterEntry.objects.count() == 4
    context.close()


def test_the_papers_of_a_letter_are_seen(live_server: LiveServer, browser: Browser, malee: Post) -> None:
    document = letter(malee)
    papers.attach(document, [receive([paper.pdf(2)], name="หนังสือ.pdf", post=malee)], post=malee)
    context = browser.new_context()
    session = browser_of(malee).cookies["sessionid"].value
    context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
    page = context.new_page()

    page.goto(f"{live_server.url}/documents/{document.pk}/papers/")
    picture = page.locator("figure img").first
    expect(picture).to_be_visible()
    page.wait_for_function("document.querySelector('figure img').naturalWidth > 300")
    assert_accessible(page)
    looked_at(page, "papers")
    context.close()
