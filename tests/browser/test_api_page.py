"""The page of the API in a real browser: readable, nothing that the policy had to block."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from tests.browser.axe import assert_accessible

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize("width", [1440, 390])
def test_the_api_can_be_read_on_its_page(page: Page, live_server: LiveServer, width: int) -> None:
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.set_viewport_size({"width": width, "height": 860})

    page.goto(f"{live_server.url}/api/docs/")

    expect(page.get_by_text("/api/v1/incoming-letters/{id}/steps/register/")).to_be_visible()
    page.get_by_text("/api/v1/incoming-letters/{id}/steps/order/").click()
    expect(page.get_by_text("assignees").first).to_be_visible()
    assert_accessible(page)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert complaints == []
