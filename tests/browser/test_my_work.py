"""My work in a real browser: by mouse, by keyboard, on a phone, and without script."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from eoffice.people.models import Post
from tests.browser.axe import assert_accessible
from tests.browser.entering import log_in
from tests.letters.telling import arrive, take
from workflows.letters.models import IncomingLetter

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def states() -> list[str]:
    return list(IncomingLetter.objects.order_by("pk").values_list("state", flat=True))


@pytest.fixture
def three_letters(malee: Post) -> list[IncomingLetter]:
    return [arrive(malee, reference=f"ศธ 04346/{number}") for number in (1, 2, 3)]


def test_one_press_does_the_next_step_in_place(
    page: Page, live_server: LiveServer, malee: Post, three_letters: list[IncomingLetter]
) -> None:
    log_in(page, live_server, malee)

    page.locator("[data-next-step]").first.click()

    expect(page.locator(".alert-success")).to_contain_text("1 เรื่อง")
    assert sorted(states()) == ["arrived", "arrived", "checked"]
    assert_accessible(page)


def test_several_are_selected_and_done_by_keyboard_alone(
    page: Page, live_server: LiveServer, malee: Post, three_letters: list[IncomingLetter]
) -> None:
    log_in(page, live_server, malee)
    expect(page.locator(".bulk")).to_be_hidden()

    for key in ("j", "x", "j", "x"):
        page.keyboard.press(key)
    expect(page.locator("[data-selected-count]")).to_have_text("2")
    page.locator(".bulk button").focus()
    page.keyboard.press("Enter")

    expect(page.locator(".alert-success")).to_contain_text("2 เรื่อง")
    assert sorted(states()) == ["arrived", "checked", "checked"]


def test_the_full_stop_takes_the_next_step_of_the_row(
    page: Page, live_server: LiveServer, malee: Post, three_letters: list[IncomingLetter]
) -> None:
    log_in(page, live_server, malee)

    page.keyboard.press("j")
    page.keyboard.press(".")

    expect(page.locator(".alert-success")).to_be_visible()
    assert sorted(states()) == ["arrived", "arrived", "checked"]


def test_what_changed_meanwhile_is_refused_with_its_reason(
    page: Page, live_server: LiveServer, malee: Post, three_letters: list[IncomingLetter]
) -> None:
    log_in(page, live_server, malee)
    take(three_letters[0], malee, "check")  # in another tab

    for box in page.locator("[data-selectable]").all():
        box.check()
    page.locator(".bulk button").click()

    expect(page.locator(".alert-refused")).to_contain_text("1 เรื่อง")
    expect(page.locator(".alert-refused")).to_be_focused()
    assert states() == ["checked", "checked", "checked"]


def test_everything_works_without_script(
    browser: Browser, live_server: LiveServer, malee: Post, three_letters: list[IncomingLetter]
) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    log_in(page, live_server, malee)

    page.locator("[data-selectable]").first.check()
    page.locator(".bulk button").click()
    expect(page.locator(".alert-success")).to_contain_text("1 เรื่อง")
    page.locator(".whoami summary").click()
    page.get_by_role("button", name="English").click()
    expect(page.locator("h1")).to_have_text("My work")
    page.locator(".whoami summary").click()
    page.get_by_role("button", name="Log out").click()
    expect(page.locator("h1")).to_have_text("Log in")
    context.close()


@pytest.mark.parametrize("width", [1440, 390])
def test_the_page_is_fit_for_everyone(
    page: Page, live_server: LiveServer, malee: Post, three_letters: list[IncomingLetter], width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 860})
    log_in(page, live_server, malee)

    for address in ("/", "/search/?q=ประชุม", "/notices/"):
        page.goto(live_server.url + address)
        assert_accessible(page)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_on_a_phone_what_is_pressed_is_large_enough(
    page: Page, live_server: LiveServer, malee: Post, three_letters: list[IncomingLetter]
) -> None:
    page.set_viewport_size({"width": 390, "height": 860})
    log_in(page, live_server, malee)

    for button in page.locator("main .btn:visible, .bar a:visible").all():
        box = button.bounding_box()
        assert box is not None
        assert box["height"] >= 44


def test_at_twice_the_size_nothing_is_lost(
    page: Page, live_server: LiveServer, malee: Post, three_letters: list[IncomingLetter]
) -> None:
    page.set_viewport_size({"width": 720, "height": 450})  # 1440 by 900 at 200 %
    log_in(page, live_server, malee)

    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    expect(page.locator("[data-next-step]").first).to_be_visible()
    expect(page.locator(".bar")).to_be_visible()
