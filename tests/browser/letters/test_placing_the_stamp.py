"""The stamp is dragged by mouse and moved by keys; it is printed where it was left."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from eoffice.people.models import Post
from tests.browser.axe import assert_accessible
from tests.browser.letters.conftest import Enter
from tests.letters.test_placing_the_stamp import blank, registered
from workflows.letters.actions.stamping import places_of
from workflows.letters.models import IncomingLetter

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def letter(malee: Post) -> IncomingLetter:
    return registered(malee, blank(2))


def _opened(letter: IncomingLetter, page: Page, server: LiveServer) -> Page:
    page.goto(f"{server.url}/letters/incoming/{letter.pk}/stamp/place/")
    expect(page.locator(".stamp-mark.is-placed")).to_be_visible()
    page.wait_for_function("document.querySelector('.stamp-sheet img').complete")
    return page


def _drag(page: Page, across: float, down: float) -> None:
    sheet, mark = page.locator(".stamp-sheet").bounding_box(), page.locator(".stamp-mark").bounding_box()
    assert sheet is not None
    assert mark is not None
    page.mouse.move(mark["x"] + 10, mark["y"] + 10)
    page.mouse.down()
    page.mouse.move(sheet["x"] + sheet["width"] * 0.5, sheet["y"] + sheet["height"] * 0.1, steps=4)
    page.mouse.move(
        sheet["x"] + sheet["width"] * across + 10, sheet["y"] + sheet["height"] * down + 10, steps=4
    )
    page.mouse.up()


@pytest.mark.parametrize("width", [1440, 390])
def test_the_stamp_is_dragged_and_nudged(
    letter: IncomingLetter, malee: Post, enter: Enter, live_server: LiveServer, width: int
) -> None:
    page = enter(malee)
    page.set_viewport_size({"width": width, "height": 2000})
    _opened(letter, page, live_server)
    assert_accessible(page)
    _drag(page, 0.25, 0.3)
    expect(page.locator("[name=received-corner]")).to_have_value("own")
    page.locator(".stamp-mark").press("ArrowRight")
    page.locator(".stamp-mark").press("ArrowDown")
    page.locator(".stamp-place .btn-primary").click()
    page.wait_for_url(f"**{letter.get_absolute_url()}*")
    place = places_of(letter)["received"]
    assert place.x == pytest.approx(0.26, abs=0.01)
    assert place.y == pytest.approx(0.31, abs=0.01)
    stamp, paper = (
        page.locator(".overlay .stamp").bounding_box(),
        page.locator(".paper-page").first.bounding_box(),
    )
    assert stamp is not None
    assert paper is not None
    assert (stamp["x"] - paper["x"]) / paper["width"] == pytest.approx(0.26, abs=0.02)


def test_a_corner_moves_it_and_the_edge_holds_it(
    letter: IncomingLetter, malee: Post, enter: Enter, live_server: LiveServer
) -> None:
    page = enter(malee)
    page.set_viewport_size({"width": 1280, "height": 2000})
    _opened(letter, page, live_server)
    page.locator("[name=received-corner]").select_option("left-bottom")
    assert float(page.locator("[name=received-x]").input_value()) == pytest.approx(0.5 / 21, abs=0.005)
    _drag(page, -2, 3)
    assert float(page.locator("[name=received-x]").input_value()) == 0
    assert float(page.locator("[name=received-y]").input_value()) == pytest.approx(1 - 2.5 / 29.7, abs=0.02)
