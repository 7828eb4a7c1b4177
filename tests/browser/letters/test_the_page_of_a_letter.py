"""How the page of a letter lies, on a desk and on a phone."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from playwright.sync_api import Locator, Page, expect
from pytest_django.live_server_helper import LiveServer

from eoffice.people.models import Post
from tests.browser.axe import assert_accessible
from tests.browser.letters.conftest import Enter
from tests.letters.telling import arrive, ordered, take
from workflows.letters.models import IncomingLetter

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def letter(malee: Post, somchai: Post, wipha: Post) -> IncomingLetter:
    return take(ordered(arrive(malee), malee, somchai, wipha), malee, "distribute")


def _top(found: Locator) -> float:
    box = found.first.bounding_box()
    assert box is not None
    return box["y"]


@pytest.mark.parametrize("width", [1440, 1280, 390])
def test_the_labels_of_the_life_line_stand_apart(
    letter: IncomingLetter, somchai: Post, enter: Enter, live_server: LiveServer, width: int
) -> None:
    page = enter(somchai)
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(live_server.url + letter.get_absolute_url())
    boxes = [label.bounding_box() for label in page.locator(".life-label").all()]
    assert len(boxes) == 9
    for one, other in pairwise(boxes):
        assert one is not None
        assert other is not None
        beside = other["y"] < one["y"] + one["height"] and other["x"] > one["x"]
        assert not beside or other["x"] - (one["x"] + one["width"]) >= 6


def test_on_a_phone_one_reads_the_paper_first(
    malee: Post, somchai: Post, enter: Enter, live_server: LiveServer
) -> None:
    letter = take(arrive(malee), malee, "check", "register", "submit")
    page = enter(somchai)
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(live_server.url + letter.get_absolute_url())
    paper = _top(page.locator(".letter-paper"))
    assert _top(page.locator(".about-head")) < paper
    for later in (".about-steps", ".about-life", ".about-history"):
        assert paper < _top(page.locator(later)), later
    assert_accessible(page)
    page.locator(".about-to-act a").click()
    _is_the_desk(page)


@pytest.mark.parametrize("width", [1440, 390])
def test_my_work_leads_the_director_to_the_desk_with_its_chips(
    malee: Post, somchai: Post, wipha: Post, enter: Enter, live_server: LiveServer, width: int
) -> None:
    letter = take(arrive(malee), malee, "check", "register", "submit")
    page = enter(somchai)
    page.set_viewport_size({"width": width, "height": 844})
    page.goto(live_server.url)
    page.get_by_role("link", name="สั่งการ", exact=True).click()
    _is_the_desk(page)
    page.goto(live_server.url + letter.get_absolute_url())
    page.locator(".about-steps").get_by_role("link", name="สั่งการ", exact=True).click()
    _is_the_desk(page)


def _is_the_desk(page: Page) -> None:
    expect(page).to_have_url(re.compile(r"/letters/desk/\?at="))
    expect(page.locator(".chip", has_text="มอบดำเนินการ")).to_be_visible()
    expect(page.locator(".chip", has_text=re.compile("3 วันทำการ"))).to_be_visible()
