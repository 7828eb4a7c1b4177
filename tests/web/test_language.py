"""Thai first, English by switch."""

from __future__ import annotations

from django.test import Client

from eoffice.people.models import Post


def test_an_english_windows_still_greets_in_thai(client: Client, malee: Post) -> None:
    page = client.get("/login/", headers={"accept-language": "en-US,en;q=0.9"})

    assert 'lang="th"' in page.content.decode()
    assert "เข้าสู่ระบบ" in page.content.decode()


def test_the_switch_holds_for_this_browser_and_for_the_person(client: Client, malee: Post) -> None:
    client.force_login(malee.person)

    answer = client.post("/language/", {"language": "en", "next": "/more/"})

    assert answer.headers["Location"] == "/more/"
    assert "More" in client.get("/more/").content.decode()
    malee.person.refresh_from_db()
    assert malee.person.language == "en"


def test_a_language_that_is_not_there_changes_nothing(client: Client, malee: Post) -> None:
    client.post("/language/", {"language": "xx"})

    assert 'lang="th"' in client.get("/login/").content.decode()


def test_the_switch_leads_nowhere_outside(db: None, client: Client) -> None:
    answer = client.post("/language/", {"language": "en", "next": "https://example.org/"})

    assert answer.headers["Location"] == "/"
