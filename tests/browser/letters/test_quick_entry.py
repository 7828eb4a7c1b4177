"""A letter by keyboard alone, and how many keys it takes."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from eoffice.people.models import Post
from tests.browser.axe import assert_accessible
from tests.browser.letters.conftest import Enter
from tests.documents.paper import pdf
from tests.letters.telling import arrive, take
from workflows.letters.models import IncomingLetter

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

#: A practised clerk types 40 words a minute in Thai, that is 200 keys (5 to a word).
KEYS_A_SECOND = 200 / 60
SUBJECT = "ขอเชิญประชุมผู้บริหารสถานศึกษา"


@dataclass
class Keyboard:
    """Counts what it types."""

    page: Page
    keys: int = 0

    def type(self, text: str) -> None:
        self.page.keyboard.type(text)
        self.keys += len(text)

    def press(self, *names: str) -> None:
        for name in names:
            self.page.keyboard.press(name)
            self.keys += 1


@pytest.fixture
def clerk(malee: Post, somchai: Post, enter: Enter, live_server: LiveServer) -> Page:
    take(arrive(malee, sender="สพม.ตัวอย่าง", reference="ศธ 04346/ว 800"), malee, "check", "register")
    take(arrive(malee, sender="เทศบาลเมืองตัวอย่าง", reference="ตย 52001/77"), malee, "check", "register")
    page = enter(malee)
    page.goto(f"{live_server.url}/letters/incoming/")
    return page


def test_a_plain_letter_takes_few_keys_and_the_next_can_begin_at_once(clerk: Page) -> None:
    expect(clerk.locator("#q-reference")).to_be_focused()
    keys = Keyboard(clerk)
    keys.type("ศธ 04346/ว 812")
    keys.press("Tab")
    keys.type("201169")
    expect(clerk.locator("#q-dated-on-said")).to_have_text("ศุกร์ 20 พ.ย. 2569")
    keys.press("Tab")  # the sender of this number is known, and stands there already
    expect(clerk.locator("#q-sender")).to_have_value("สพม.ตัวอย่าง")
    keys.press("Tab", "Tab")
    keys.type(SUBJECT)
    keys.press("Enter")

    expect(clerk.locator(".entered-number strong")).to_have_text("3")
    expect(clerk.locator(".stamp")).to_contain_text("๓")
    expect(clerk.locator("#q-reference")).to_be_focused()
    expect(clerk.locator("#q-subject")).to_have_value("")
    expect(clerk.locator("#book")).to_contain_text(SUBJECT)
    assert keys.keys - len(SUBJECT) == 25  # ที่ 14, day 6, four Tabs, Enter
    assert keys.keys / KEYS_A_SECOND < 20, "a letter in under 20 seconds"
    letter = IncomingLetter.objects.get(receive_number=3)
    assert letter.document.sender_text == "สพม.ตัวอย่าง"
    assert letter.document.addressee == "ผู้อำนวยการโรงเรียน"
    assert letter.is_circular  # told by ว in its number


def test_tab_takes_the_first_known_sender_and_one_key_the_speed(clerk: Page) -> None:
    keys = Keyboard(clerk)
    keys.type("กค 1/5")
    keys.press("Tab")
    keys.type("-1")
    keys.press("Tab")
    keys.type("เทศ")
    expect(clerk.locator("#sender-list [aria-selected=true]")).to_have_text("เทศบาลเมืองตัวอย่าง")
    keys.press("Tab", "Tab")
    keys.type("แจ้งตัดน้ำ")
    keys.press("Tab", "4", "Enter")
    expect(clerk.locator(".entered-number strong")).to_have_text("3")
    letter = IncomingLetter.objects.get(receive_number=3)
    assert (letter.document.sender_text, letter.document.speed) == ("เทศบาลเมืองตัวอย่าง", "most_urgent")


def test_a_copy_is_shown_before_enter_and_takes_no_number(clerk: Page) -> None:
    keys = Keyboard(clerk)
    keys.type("ศธ04346/ว800")
    keys.press("Tab")
    expect(clerk.locator("#before")).to_contain_text("อาจเคยรับแล้ว")
    keys.type("201169")
    keys.press("Tab", "Tab", "Tab")
    keys.type(SUBJECT)
    clerk.locator("#before [name=copy_of]").click()
    expect(clerk.locator(".entered")).to_be_visible()
    assert IncomingLetter.objects.filter(receive_number=3).count() == 0
    assert IncomingLetter.objects.filter(state="closed").count() == 1


def test_a_copy_that_enter_was_quicker_than_is_asked_about(clerk: Page) -> None:
    clerk.route("**/before/**", lambda route: route.fulfill(body=""))  # still on its way
    keys = Keyboard(clerk)
    keys.type("ศธ04346/ว800")
    keys.press("Tab")
    keys.type("201169")
    keys.press("Tab")
    keys.type("สพม.ตัวอย่าง")
    keys.press("Tab", "Tab")
    keys.type(SUBJECT)
    keys.press("Enter")

    expect(clerk.locator(".entry .alert-refused")).to_be_focused()
    expect(clerk.locator("#before")).to_contain_text("อาจเคยรับแล้ว")
    expect(clerk.locator("#q-subject")).to_have_value(SUBJECT)
    assert IncomingLetter.objects.count() == 2
    assert_accessible(clerk)
    clerk.locator("#q-subject").press("Enter")
    expect(clerk.locator(".entered-number strong")).to_have_text("3")


def test_a_file_that_came_before_is_told_by_its_bytes(
    clerk: Page, malee: Post, tmp_path: Path, live_server: LiveServer
) -> None:
    paper = tmp_path / "หนังสือ.pdf"
    paper.write_bytes(pdf(2))
    for reference in ("นร 1/1", "นร 2/2"):
        clerk.goto(f"{live_server.url}/letters/incoming/")
        keys = Keyboard(clerk)
        keys.type(reference)
        keys.press("Tab")
        keys.type("วันนี้")
        keys.press("Tab")
        keys.type("สำนักงานใหม่")
        keys.press("Tab", "Tab")
        keys.type(SUBJECT)
        clerk.set_input_files("#q-files", str(paper))
        if reference == "นร 2/2":
            expect(clerk.locator("#before")).to_contain_text("อาจเคยรับแล้ว")
            clerk.get_by_role("button", name="คนละฉบับ ลงรับ").click()
        else:
            clerk.locator("#q-subject").press("Enter")
        expect(clerk.locator(".entered-number strong")).to_be_visible()
    assert IncomingLetter.objects.get(receive_number=4).document.file_links.count() == 1


def test_what_is_wrong_is_said_and_nothing_typed_is_lost(clerk: Page) -> None:
    keys = Keyboard(clerk)
    keys.type("กค 1/6")
    keys.press("Tab")
    keys.type("310269")
    keys.press("Tab")
    keys.type("ผู้ส่งใหม่")
    keys.press("Tab", "Tab")
    keys.type(SUBJECT)
    keys.press("Enter")
    expect(clerk.locator(".entry .alert-refused")).to_be_visible()
    expect(clerk.locator("#q-subject")).to_have_value(SUBJECT)
    assert_accessible(clerk)
    clerk.locator("#q-dated-on").fill("280269")
    clerk.locator("#q-dated-on").press("Enter")
    expect(clerk.locator(".entered-number strong")).to_have_text("3")
    assert_accessible(clerk)


def test_without_script_the_line_is_a_plain_form(
    malee: Post, browser: object, live_server: LiveServer, page: Page
) -> None:
    from tests.factories import browser_of

    cookie = browser_of(malee).cookies["sessionid"].value
    context = page.context.browser.new_context(java_script_enabled=False)  # type: ignore[union-attr] # it has one
    context.add_cookies([{"name": "sessionid", "value": cookie, "url": live_server.url}])
    plain = context.new_page()
    plain.goto(f"{live_server.url}/letters/incoming/")
    plain.fill("#q-reference", "กค 9/9")
    plain.fill("#q-dated-on", "๒๐ พ.ย. ๖๙")
    plain.fill("#q-sender", "กรมตัวอย่าง")
    plain.fill("#q-subject", SUBJECT)
    plain.press("#q-subject", "Enter")
    expect(plain.locator(".entered-number strong")).to_have_text("1")
    context.close()


def test_a_log_in_that_ends_meanwhile_takes_no_word_away(clerk: Page) -> None:
    clerk.fill("#q-subject", SUBJECT)
    clerk.fill("#q-reference", "ศธ 1/1")
    clerk.fill("#q-dated-on", "201169")
    clerk.fill("#q-sender", "สพม.ตัวอย่าง")
    clerk.context.clear_cookies(name="sessionid")
    clerk.locator("#q-subject").press("Enter")
    said = clerk.locator("#refusal [role=alert]")
    expect(said).to_be_in_viewport()
    expect(clerk.locator("#q-subject")).to_have_value(SUBJECT)
