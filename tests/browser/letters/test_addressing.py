"""Salutation and closing follow the recipient while a letter is written: in a real browser."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect
from pytest_django.live_server_helper import LiveServer

from eoffice.people.models import Post
from tests.browser.letters.conftest import Enter

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
ORDINARY = ("เรียน", "ขอแสดงความนับถือ")


@pytest.mark.parametrize(
    ("recipient", "salutation", "closing", "hint"),
    [
        ("นายกรัฐมนตรี", "กราบเรียน", "ขอแสดงความนับถืออย่างยิ่ง", "สรรพนาม"),
        ("พระมหาสมชาย", "นมัสการ", "ขอนมัสการด้วยความเคารพ", "สรรพนาม"),
        ("นายกรัฐมนตรีสมาคมครู", *ORDINARY, "สรรพนาม"),
        ("พระมหากษัตริย์", "", "", "โปรดเลือกคำขึ้นต้นและคำลงท้ายเอง"),
    ],
)
def test_the_form_follows_the_recipient(
    recipient: str,
    salutation: str,
    closing: str,
    hint: str,
    wipha: Post,
    enter: Enter,
    live_server: LiveServer,
) -> None:
    page = enter(wipha)
    page.goto(f"{live_server.url}/letters/outgoing/write/")
    expect(page.locator("[name=salutation]")).to_have_value(ORDINARY[0])
    name = page.locator("[name='recipients[0]name']")
    name.fill(recipient)
    name.blur()
    expect(page.locator("[name=salutation]")).to_have_value(salutation)
    expect(page.locator("[name=closing]")).to_have_value(closing)
    expect(page.locator("[data-pronouns]")).to_contain_text(hint)
