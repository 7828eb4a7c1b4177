"""A browser with a school in it, and what its console complained about."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import ConsoleMessage, Page
from pytest_django.live_server_helper import LiveServer

from documents.models import RetentionClass
from eoffice.people.models import Post
from tests.browser.entering import log_in

Enter = Callable[[Post], Page]


@pytest.fixture
def retention_classes(transactional_db: None) -> None:
    RetentionClass.objects.get_or_create(code="normal_10y", defaults={"clause": "ข้อ 57", "order": 1})


@pytest.fixture
def complaints(page: Page) -> Iterator[list[str]]:
    """Nothing was blocked by the policy and no script failed; asked at the end of the test."""
    said: list[str] = []

    def listen(message: ConsoleMessage) -> None:
        refused = "status of 4" in message.text or "Status Error Code 4" in message.text
        if message.type == "error" and not refused:
            said.append(message.text)

    page.on("console", listen)
    page.on("pageerror", lambda error: said.append(str(error)))
    yield said
    assert said == []


@pytest.fixture
def enter(page: Page, live_server: LiveServer, complaints: list[str]) -> Enter:
    """Log somebody in; answers the page, whose addresses are those of the server."""

    def as_somebody(post: Post) -> Page:
        page.context.clear_cookies()
        log_in(page, live_server, post)
        return page

    return as_somebody
