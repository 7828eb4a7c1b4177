"""The director's phone, a teacher's report, several letters at once: in a real browser."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, Route, ViewportSize, expect
from pytest_django.live_server_helper import LiveServer

from eoffice.people.models import Post
from tests.browser.axe import assert_accessible
from tests.browser.letters.conftest import Enter
from tests.letters.telling import arrive, ordered, take
from workflows.engine.models import Transition
from workflows.letters.models import IncomingLetter

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PHONE: ViewportSize = {"width": 390, "height": 844}


def _fits(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth <= innerWidth"))


def test_the_director_orders_on_a_phone_and_mends_a_slip(
    malee: Post, somchai: Post, wipha: Post, section_head: Post, enter: Enter, live_server: LiveServer
) -> None:
    for number in range(2):
        take(arrive(malee, reference=f"ศธ 1/{number}"), malee, "check", "register", "submit")
    page = enter(somchai)
    page.set_viewport_size(PHONE)
    page.goto(f"{live_server.url}/letters/desk/")
    assert_accessible(page)
    assert _fits(page)
    expect(page.locator(".desk-place")).to_have_text("1 จาก 2")

    page.get_by_text("มอบดำเนินการ", exact=True).click()
    page.locator(".who .chip", has_text="วิภา").click()
    page.locator(".who .chip", has_text="ประเสริฐ").click()
    expect(page.locator(".who", has_text="ประเสริฐ").locator("select")).to_have_value("co")
    page.locator(".chip", has_text=re.compile("3 วันทำการ")).click()
    assert_accessible(page)
    page.get_by_role("button", name="สั่งการและต่อไป").click()

    expect(page.locator(".done")).to_contain_text("สั่งการแล้ว")
    expect(page.locator(".desk-place")).to_have_text("1 จาก 1")
    assert_accessible(page)
    first = IncomingLetter.objects.order_by("pk")[0]
    assert {row.part for row in first.assignments.all()} == {"lead", "co"}

    page.get_by_role("button", name="แก้คำสั่ง").click()
    expect(page.locator(".desk-place")).to_have_text("แก้คำสั่งการ")
    page.locator(".who .chip", has_text="ประเสริฐ").click()  # let off again
    page.get_by_role("button", name="แก้คำสั่งการ").click()
    expect(page.locator(".done")).to_contain_text("แก้คำสั่ง")
    assert [row.person for row in first.assignments.live()] == [wipha.person]

    expect(page.locator("#telling")).to_contain_text("แจ้งผู้รับมอบหมายแล้ว", timeout=20_000)
    first.refresh_from_db()
    assert first.state == "distributed"


def test_one_order_for_several(malee: Post, somchai: Post, enter: Enter, live_server: LiveServer) -> None:
    for number in range(3):
        take(arrive(malee, reference=f"ศธ 1/{number}"), malee, "check", "register", "submit")
    page = enter(somchai)
    page.set_viewport_size(PHONE)
    page.goto(f"{live_server.url}/letters/desk/?list")
    assert_accessible(page)
    assert _fits(page)
    for box in page.locator("[data-selectable]").all()[:2]:
        box.check()
    expect(page.locator("[data-selected-count]")).to_have_text("2")
    page.get_by_text("ทราบ", exact=True).click()
    page.get_by_role("button", name="สั่งการทุกฉบับที่เลือก").click()
    expect(page.locator("main")).to_contain_text("ทำแล้ว 2 ฉบับ")
    assert_accessible(page)


def test_a_teacher_opens_acknowledges_and_reports(
    malee: Post, somchai: Post, wipha: Post, enter: Enter, live_server: LiveServer
) -> None:
    letter = take(ordered(arrive(malee), malee, somchai, wipha), malee, "distribute")
    page = enter(wipha)
    page.set_viewport_size(PHONE)
    page.goto(f"{live_server.url}/letters/assignments/")
    assert_accessible(page)
    assert _fits(page)
    page.locator(".row-link").first.click()
    expect(page.locator(".fresh")).to_have_count(0)  # noted by itself that she has read it
    assert Transition.objects.filter(step="read").count() == 1
    assert_accessible(page)
    assert _fits(page)

    mine = page.locator(".about-mine")
    mine.get_by_role("button", name="รับทราบ").click()
    expect(mine).to_contain_text("กำลังดำเนินการ")
    mine.locator("textarea").first.fill("เข้าร่วมประชุมแล้ว")
    mine.get_by_role("button", name="รายงานผล").click()
    expect(page.locator(".about-badges")).to_contain_text("เสร็จแล้ว")
    expect(page.locator(".minutes")).to_contain_text("เข้าร่วมประชุมแล้ว")
    assert_accessible(page)
    letter.refresh_from_db()
    assert letter.state == "done"


def test_what_is_typed_while_the_page_fetches_itself_anew_stays(
    malee: Post, somchai: Post, wipha: Post, enter: Enter, live_server: LiveServer
) -> None:
    letter = take(ordered(arrive(malee), malee, somchai, wipha), malee, "distribute")
    page = enter(wipha)
    page.goto(live_server.url + letter.get_absolute_url())
    expect(page.locator(".fresh")).to_have_count(0)
    waiting: list[Route] = []
    page.route("**/about/", lambda route: waiting.append(route))  # noqa: PLW0108 -- it asks for a function
    mine = page.locator(".about-mine")
    with page.expect_request("**/about/"):
        mine.get_by_role("button", name="รับทราบ").click()
    mine.locator("textarea").first.press_sequentially("เข้าร่วม")
    waiting[0].continue_()
    expect(mine).to_contain_text("กำลังดำเนินการ")
    page.keyboard.type("แล้ว")  # the focus stays, too

    page.unroute("**/about/")
    expect(mine.locator("textarea").first).to_have_value("เข้าร่วมแล้ว")
    mine.get_by_role("button", name="รายงานผล").click()
    expect(page.locator(".minutes")).to_contain_text("เข้าร่วมแล้ว")
    expect(mine.locator("textarea")).to_have_count(0)  # sent, it goes


def test_a_form_opened_beside_the_step_taken_stays(
    malee: Post, enter: Enter, live_server: LiveServer
) -> None:
    letter = take(arrive(malee, channel="email"), malee, "check", "register")
    page = enter(malee)
    page.goto(live_server.url + letter.get_absolute_url())
    page.get_by_role("link", name="แก้รายการ").click()
    reason = page.locator("form[id$=-fix_row] textarea")
    reason.fill("พิมพ์ผิด")
    page.get_by_role("button", name="ตอบรับ").or_(page.get_by_role("button", name="ติดตาม")).first.click()

    expect(page.locator("#about .alert-success")).to_be_visible()
    expect(reason).to_have_value("พิมพ์ผิด")
    page.locator("form[id$=-fix_row] [name=field]").select_option("subject")
    page.locator("form[id$=-fix_row] [name=value]").fill("ขอเชิญประชุม")
    page.locator("form[id$=-fix_row] button.btn-primary").click()
    expect(page.locator(".about-head h1")).to_have_text("ขอเชิญประชุม")


def test_several_letters_are_registered_at_once(malee: Post, enter: Enter, live_server: LiveServer) -> None:
    for number in range(3):
        arrive(malee, reference=f"ศธ 2/{number}")
    page = enter(malee)
    page.goto(f"{live_server.url}/letters/incoming/?state=unnumbered")
    expect(page.locator("#bulk")).to_be_hidden()
    page.locator("[data-select-all]").check()
    expect(page.locator("#bulk")).to_be_visible()
    page.get_by_role("button", name="ตรวจและลงรับ").click()
    expect(page.locator("main")).to_contain_text("ทำแล้ว 3 ฉบับ")
    assert_accessible(page)
    numbers = IncomingLetter.objects.order_by("pk").values_list("receive_number", flat=True)
    assert list(numbers) == [1, 2, 3]


@pytest.mark.parametrize("width", [1440, 390])
def test_every_page_fits_and_has_no_grave_fault(
    malee: Post, somchai: Post, wipha: Post, enter: Enter, live_server: LiveServer, width: int
) -> None:
    letter = take(ordered(arrive(malee), malee, somchai, wipha), malee, "distribute")
    arrive(malee, reference="ศธ 3/1", channel="email")
    page = enter(malee)
    page.set_viewport_size({"width": width, "height": 860})
    for address in (
        "/letters/incoming/",
        "/letters/incoming/enter/",
        "/letters/incoming/?state=unnumbered",
        letter.get_absolute_url(),
        f"/letters/incoming/{letter.pk}/print/?history=1",
        f"/letters/incoming/{letter.pk}/stamp/",
        "/letters/assignments/",
        "/letters/mailbox/",
        f"/items/incoming-letters/{letter.pk}/steps/remind/",
        "/items/incoming-letters/new/arrive/",
        "/machines/",
        f"/machines/incoming-letters/?item={letter.pk}",
    ):
        page.goto(live_server.url + address)
        assert_accessible(page)
        assert _fits(page), f"{address} is too wide"
        assert len(page.content().encode()) < 60_000, address
