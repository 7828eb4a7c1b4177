"""Getting in, as a person does: the log-in page, a name, a password."""

from __future__ import annotations

from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from eoffice.people.models import Post
from tests.factories import PASSWORD


def log_in(page: Page, live_server: LiveServer, post: Post) -> None:
    """Log in at the page; afterwards "my work" is open."""
    page.goto(f"{live_server.url}/login/")
    page.fill("[name=login]", post.person.username)
    page.fill("[name=password]", PASSWORD)
    page.click("main form button.btn-primary")
    expect(page.locator("body[data-member]")).to_be_visible()
