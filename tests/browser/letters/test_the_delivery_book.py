"""The delivery book on a desk and on a phone: who signed is noted, labels are opened for the marked ones."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect
from pytest_django.live_server_helper import LiveServer

from eoffice.people.models import Post
from tests.browser.axe import assert_accessible
from tests.browser.letters.conftest import Enter
from tests.letters.test_outgoing import draft, sent, signed
from tests.letters.test_sending_desk import BY_HAND, BY_POST
from workflows.letters.models import OutgoingLetter

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def letter(malee: Post, somchai: Post, wipha: Post, deputy: Post) -> OutgoingLetter:
    return sent(signed(draft(wipha, recipients=[BY_HAND, BY_POST]), wipha, deputy, somchai), malee)


@pytest.mark.parametrize("width", [1440, 390])
def test_the_clerk_notes_who_signed(
    letter: OutgoingLetter, malee: Post, enter: Enter, live_server: LiveServer, width: int
) -> None:
    page = enter(malee)
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(f"{live_server.url}/letters/outgoing/delivery-book/")
    assert_accessible(page)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    hand = letter.recipients.get(channel="hand")
    page.locator(f"[name=received_by-{hand.pk}]").fill("น.ส.อรุณ รักงาน")
    page.locator(f"[name=when-{hand.pk}]").fill("00.01")
    page.locator(".delivery-foot .btn-primary").click()
    expect(page.locator(f"#r{hand.pk}")).to_contain_text("น.ส.อรุณ รักงาน")
    page.goto(f"{live_server.url}{letter.get_absolute_url()}")
    assert_accessible(page)
    page.locator("#remind .btn-primary").click()
    expect(page.locator("#recipients")).to_contain_text("เตือนแล้ว")
    expect(page.locator("#recipients")).to_contain_text("น.ส.อรุณ รักงาน")


def test_labels_open_for_the_marked_recipients(
    letter: OutgoingLetter, malee: Post, enter: Enter, live_server: LiveServer
) -> None:
    page = enter(malee)
    page.goto(f"{live_server.url}/letters/outgoing/delivery-book/")
    page.locator(f"[name=recipient][value='{letter.recipients.get(channel='hand').pk}']").check()
    page.locator("#covers-what").select_option("2x7")
    with page.context.expect_page() as opened:
        page.locator("#covers .btn").click()
    assert "what=2x7" in opened.value.url
    assert "recipient=" in opened.value.url
