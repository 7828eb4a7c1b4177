"""Opening an office: once, with the key that the terminal printed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from eoffice.common import setup_key
from eoffice.organisations.models import Organisation
from eoffice.people.models import Post, User
from eoffice.people.roles import Role

FIRST = {
    "organisation": "โรงเรียนตัวอย่างวิทยา",
    "kind": "school",
    "code": "ศธ 04346.26",
    "title": "นาย",
    "first_name": "เอกชัย",
    "last_name": "ดูแลดี",
    "username": "admin",
    "password": "poet-samnakngan-2569",
}


@pytest.fixture
def key(db: None, tmp_path: Path, settings: Any) -> str:
    settings.DATA_DIR = tmp_path
    return setup_key.make()


def test_the_key_opens_the_office_once(client: Client, key: str) -> None:
    answer = client.post("/setup/", {**FIRST, "setup_key": key})

    assert answer.headers["Location"] == "/"
    post = Post.objects.get()
    assert post.has(Role.SYSADMIN)
    assert post.organisation == Organisation.objects.get()
    assert client.get("/").status_code == 200
    assert not setup_key.matches(key)
    assert Client().get("/setup/").status_code == 404


def test_a_wrong_key_opens_nothing_and_is_not_guessed_for_long(client: Client, key: str) -> None:
    for _ in range(5):
        page = client.post("/setup/", {**FIRST, "setup_key": "0000-0000"})
        assert page.status_code == 422
        assert "ไม่ใช่รหัสที่แสดง" in page.content.decode()

    assert client.post("/setup/", {**FIRST, "setup_key": key}).status_code == 429
    assert not User.objects.exists()


@pytest.mark.parametrize(
    ("field", "value"), [("password", "short"), ("username", "ไทย"), ("organisation", "")]
)
def test_what_is_wrong_is_said_at_its_field(client: Client, key: str, field: str, value: str) -> None:
    page = client.post("/setup/", {**FIRST, "setup_key": key, field: value})

    assert page.status_code == 422
    assert f'id="id_{field}_error"' in page.content.decode()
    assert not Organisation.objects.exists()


def test_before_anybody_can_log_in_the_log_in_page_leads_there(client: Client, key: str) -> None:
    assert client.get("/login/").headers["Location"] == "/setup/"


def test_in_an_open_office_there_is_no_such_page(client: Client, malee: Post) -> None:
    assert client.get("/setup/").status_code == 404
