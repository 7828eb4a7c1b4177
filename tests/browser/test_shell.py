"""The frame in a real browser: keys, dialogs, no fault that axe can find, nothing the policy had to block."""

from __future__ import annotations

import pytest
from playwright.sync_api import ConsoleMessage, Page, expect
from pytest_django.live_server_helper import LiveServer

from eoffice.people.models import Post
from tests.browser.axe import assert_accessible
from tests.browser.entering import log_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PAGES = [
    "/",
    "/more/",
    "/account/",
    "/account/sessions/",
    "/account/password/",
    "/account/second-factor/",
    "/styleguide/",
    "/no-such-page/",
]


@pytest.fixture
def complaints(page: Page) -> list[str]:
    """What the browser's console complained about."""
    said: list[str] = []

    def listen(message: ConsoleMessage) -> None:
        if message.type == "error" and "404" not in message.text:
            said.append(message.text)

    page.on("console", listen)
    page.on("pageerror", lambda error: said.append(str(error)))
    return said


@pytest.mark.parametrize("width", [1440, 390])
def test_pages_have_no_grave_fault_and_fit_the_screen(
    page: Page, live_server: LiveServer, malee: Post, complaints: list[str], width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 860})
    page.goto(f"{live_server.url}/login/")
    assert_accessible(page)
    log_in(page, live_server, malee)
    for address in PAGES:
        page.goto(live_server.url + address)
        assert_accessible(page)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), f"{address} is too wide"
    assert complaints == []


def test_keys_work_on_a_thai_keyboard_too(page: Page, live_server: LiveServer, malee: Post) -> None:
    log_in(page, live_server, malee)
    page.goto(f"{live_server.url}/styleguide/")

    page.keyboard.press("Shift+?")
    expect(page.locator("#keys-help")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#keys-help")).to_be_hidden()

    # Of a Thai layout: the key of J gives a tone mark, but its place stays KeyJ.
    page.evaluate("document.activeElement.blur()")
    for key, code in (("่", "KeyJ"), ("เ", "KeyG"), ("ไ", "KeyW")):
        page.dispatch_event("body", "keydown", {"key": key, "code": code, "bubbles": True})
    page.wait_for_url(f"{live_server.url}/")


def test_a_dialog_returns_the_focus(page: Page, live_server: LiveServer, malee: Post) -> None:
    log_in(page, live_server, malee)
    page.goto(f"{live_server.url}/styleguide/")
    opener = page.locator("[data-dialog=sample-dialog]")

    opener.click()
    expect(page.locator("#sample-dialog")).to_be_visible()
    page.keyboard.press("Escape")

    expect(opener).to_be_focused()


def test_what_was_typed_survives_a_reload(page: Page, live_server: LiveServer, malee: Post) -> None:
    log_in(page, live_server, malee)
    page.goto(f"{live_server.url}/styleguide/")

    page.locator("form[data-keep] [name=subject]").fill("ขอเชิญประชุม")
    page.reload()

    expect(page.locator("form[data-keep] [name=subject]")).to_have_value("ขอเชิญประชุม")
