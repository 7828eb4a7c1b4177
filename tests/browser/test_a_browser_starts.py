"""The browser of the tests shows a page and tells what is in it."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

pytestmark = pytest.mark.browser


def test_thai_words_on_a_page_can_be_read_back(page: Page) -> None:
    page.set_content("<h1 lang=th>ทะเบียนหนังสือรับ</h1>")
    assert page.locator("h1").inner_text() == "ทะเบียนหนังสือรับ"
