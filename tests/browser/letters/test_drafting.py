"""A memo from a template, its look beside it, a route chosen, an opinion asked: in a real browser."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, ViewportSize, expect
from pytest_django.live_server_helper import LiveServer

from eoffice.people.models import Post
from tests.browser.axe import assert_accessible
from tests.browser.letters.conftest import Enter
from tests.letters.test_memos import go, memo_of
from workflows.letters.actions.routes import RouteFacts, keep_route
from workflows.letters.actions.templates import TemplateFacts, keep_template
from workflows.letters.models import Consultation, Memo

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PHONE: ViewportSize = {"width": 390, "height": 844}


def _fits(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth <= innerWidth"))


def test_a_memo_begins_from_a_template_and_goes_by_the_usual_route(
    malee: Post,
    wipha: Post,
    section_head: Post,
    deputy: Post,
    somchai: Post,
    enter: Enter,
    live_server: LiveServer,
) -> None:
    words = {"to": "ผู้อำนวยการ", "subject": "ขออนุมัติ{?โครงการ}", "body": "ด้วย{กลุ่มงาน}จะจัด{?โครงการ}"}
    keep_template(TemplateFacts("memo", "ขออนุมัติโครงการ", None, words), by=malee)
    keep_route(RouteFacts("memo", "ปกติ", None, [{"role": "section_head"}], is_default=True), by=malee)
    page = enter(wipha)
    page.goto(f"{live_server.url}/letters/memos/memos/write/")
    page.get_by_role("link", name="ขออนุมัติโครงการ").click()
    page.get_by_label("โครงการ").fill("ค่ายวิทยาศาสตร์")
    assert_accessible(page)
    page.get_by_role("button", name="เริ่มร่าง").click()
    expect(page.locator("[name=subject]")).to_have_value("ขออนุมัติค่ายวิทยาศาสตร์")
    expect(page.locator("#preview img").first).to_be_visible()
    assert_accessible(page)
    page.set_viewport_size(PHONE)
    assert _fits(page)
    page.get_by_role("button", name="บันทึกร่าง").click()
    expect(page.locator("h1", has_text="ขออนุมัติค่ายวิทยาศาสตร์")).to_be_visible()
    assert_accessible(page)
    page.get_by_role("button", name="เสนอ", exact=True).first.click()
    expect(page.get_by_role("button", name="เสนอ", exact=True)).to_have_count(0)
    expect(page.locator("#about")).to_contain_text("เสนอแล้ว")
    assert Memo.objects.get().holder_role == "section_head"


def test_an_opinion_is_asked_and_given_on_the_page(
    wipha: Post, section_head: Post, deputy: Post, somchai: Post, enter: Enter, live_server: LiveServer
) -> None:
    memo = go(memo_of(wipha), wipha, "submit", route=[section_head.person_id])
    page = enter(section_head)
    page.goto(f"{live_server.url}/items/memos/{memo.pk}/steps/consult/?next={memo.get_absolute_url()}")
    assert_accessible(page)
    page.locator("#q-people summary").click()
    page.locator("#q-people .chip", has_text=deputy.person.last_name).click()
    page.locator("[name=question]").fill("ห้องว่างหรือไม่")
    page.get_by_role("button", name="ขอความเห็น").click()
    expect(page.locator("#opinions")).to_contain_text("ห้องว่างหรือไม่")

    page = enter(deputy)
    page.set_viewport_size(PHONE)
    page.goto(f"{live_server.url}/")
    page.get_by_role("link", name=memo.document.subject).first.click()
    assert_accessible(page)
    assert _fits(page)
    page.locator("#opinions").get_by_role("link", name="ให้ความเห็น").click()
    page.locator("[name=text]").fill("ว่าง ใช้ได้")
    page.get_by_role("button", name="ให้ความเห็น").click()
    expect(page.locator("#opinions")).to_contain_text("ว่าง ใช้ได้")
    assert Consultation.objects.get().state == "given"


def test_salutation_and_closing_follow_the_recipient(
    wipha: Post, enter: Enter, live_server: LiveServer
) -> None:
    page = enter(wipha)
    page.goto(f"{live_server.url}/letters/outgoing/write/")
    page.locator("[name='recipients[0]name']").fill("นายกรัฐมนตรี")
    page.locator("[name=subject]").click()
    expect(page.locator("[name=salutation]")).to_have_value("กราบเรียน")
    expect(page.locator("[name=closing]")).to_have_value("ขอแสดงความนับถืออย่างยิ่ง")
    page.locator("[name=closing]").fill("ขอแสดงความนับถือ")
    expect(page.locator("#preview .alert-warning")).to_contain_text("ขอแสดงความนับถืออย่างยิ่ง")
    page.locator("#address-form").select_option("monk")
    expect(page.locator("[name=closing]")).to_have_value("ขอนมัสการด้วยความเคารพ")
    assert_accessible(page)
