"""What every answer says to the browser about itself."""

from __future__ import annotations

import pytest
from django.test import Client

from eoffice.people.models import Post


@pytest.mark.parametrize("address", ["/login/", "/no-such-page/"])
def test_nothing_inline_and_nothing_from_outside_may_run(db: None, client: Client, address: str) -> None:
    policy = client.get(address).headers["Content-Security-Policy"]

    assert "default-src 'none'" in policy
    assert "script-src 'self'" in policy
    assert "unsafe" not in policy
    assert "http" not in policy


def test_the_usual_headers_are_there(db: None, client: Client) -> None:
    headers = client.get("/login/").headers

    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "SAMEORIGIN"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "camera=()" in headers["Permissions-Policy"]


def test_a_page_of_somebody_is_not_kept_by_the_browser_of_a_shared_pc(client: Client, malee: Post) -> None:
    client.force_login(malee.person)

    assert client.get("/").headers["Cache-Control"] == "private, no-cache"


def test_no_page_carries_style_or_script_inline(client: Client, malee: Post) -> None:
    client.force_login(malee.person)

    for address in ("/", "/more/", "/account/", "/styleguide/"):
        html = client.get(address).content.decode()
        assert " style=" not in html
        assert "<style" not in html
        assert "javascript:" not in html
        assert " onclick=" not in html
