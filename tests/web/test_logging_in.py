"""Logging in at the page: the way in, the lock, one-time passwords, the language one speaks."""

from __future__ import annotations

import datetime as dt

import pytest
from django.test import Client

from eoffice.common import clock
from eoffice.people.models import AuditEvent, Post
from tests.factories import PASSWORD


def test_name_and_password_lead_to_my_work(client: Client, malee: Post) -> None:
    answer = client.post("/login/", {"login": "malee", "password": PASSWORD})

    assert answer.status_code == 302
    assert answer.headers["Location"] == "/"
    assert client.get("/").status_code == 200
    assert AuditEvent.objects.filter(action="log_in", actor=malee.person).count() == 1


def test_a_phone_that_writes_the_first_letter_large_gets_in_too(client: Client, malee: Post) -> None:
    assert client.post("/login/", {"login": " Malee ", "password": PASSWORD}).status_code == 302


def test_one_comes_back_to_where_one_wanted_to_go_but_never_outside(client: Client, malee: Post) -> None:
    within = client.post("/login/?next=/more/", {"login": "malee", "password": PASSWORD, "next": "/more/"})
    assert within.headers["Location"] == "/more/"

    outside = Client().post(
        "/login/", {"login": "malee", "password": PASSWORD, "next": "https://example.org/"}
    )
    assert outside.headers["Location"] == "/"


@pytest.mark.parametrize(
    ("name", "password"), [("malee", "wrong"), ("nobody", PASSWORD), ("malee\x00", PASSWORD)]
)
def test_a_wrong_name_and_a_wrong_password_get_the_same_sentence(
    client: Client, malee: Post, name: str, password: str
) -> None:
    page = client.post("/login/", {"login": name, "password": password})

    assert page.status_code == 200
    assert client.get("/").status_code == 302
    if "\x00" not in name:
        assert "ชื่อผู้ใช้หรือรหัสผ่านไม่ถูกต้อง" in page.content.decode()


def test_after_five_wrong_passwords_one_waits_and_is_told_how_long(client: Client, malee: Post) -> None:
    for _ in range(5):
        client.post("/login/", {"login": "malee", "password": "guess"})

    page = client.post("/login/", {"login": "malee", "password": PASSWORD})

    assert page.status_code == 429
    assert "15" in page.content.decode()
    assert client.get("/").status_code == 302
    with clock.at(clock.now() + dt.timedelta(minutes=16)):
        assert client.post("/login/", {"login": "malee", "password": PASSWORD}).status_code == 302


def test_the_wait_of_one_person_is_nobody_elses(client: Client, malee: Post, somchai: Post) -> None:
    for _ in range(6):
        client.post("/login/", {"login": "malee", "password": "guess"})

    assert client.post("/login/", {"login": "somchai", "password": PASSWORD}).status_code == 302


def test_a_closed_account_stays_outside(client: Client, malee: Post) -> None:
    malee.person.is_active = False
    malee.person.save()

    assert client.post("/login/", {"login": "malee", "password": PASSWORD}).status_code == 200


def test_a_one_time_password_must_be_changed_before_anything_else(client: Client, malee: Post) -> None:
    malee.person.must_change_password = True
    malee.person.save()
    client.post("/login/", {"login": "malee", "password": PASSWORD})

    assert client.get("/").headers["Location"] == "/account/password/"
    page = client.get("/account/password/").content.decode()
    assert "รหัสผ่านชั่วคราว" in page

    new = "kham-lap-mai-2570"
    done = client.post("/account/password/", {"oldpassword": PASSWORD, "password1": new, "password2": new})
    assert done.status_code == 302
    assert client.get("/").status_code == 200
    malee.person.refresh_from_db()
    assert not malee.person.must_change_password
    assert AuditEvent.objects.filter(action="password_changed").exists()


@pytest.mark.parametrize("weak", ["short", "1234567890", "password1234"])
def test_a_weak_password_is_refused(client: Client, malee: Post, weak: str) -> None:
    client.force_login(malee.person)

    page = client.post("/account/password/", {"oldpassword": PASSWORD, "password1": weak, "password2": weak})

    assert page.status_code == 200
    malee.person.refresh_from_db()
    assert malee.person.check_password(PASSWORD)


def test_the_browser_speaks_the_language_that_the_person_chose(client: Client, malee: Post) -> None:
    malee.person.language = "en"
    malee.person.save()

    client.post("/login/", {"login": "malee", "password": PASSWORD})

    assert 'lang="en"' in client.get("/more/").content.decode()


def test_logging_out_ends_the_session_and_empties_the_back_button(client: Client, malee: Post) -> None:
    client.force_login(malee.person)

    answer = client.post("/logout/")

    assert answer.headers["Location"] == "/login/"
    assert answer.headers["Clear-Site-Data"] == '"cache"'
    assert client.get("/").status_code == 302
    assert client.get("/logout/").status_code == 405
    assert AuditEvent.objects.filter(action="log_out", actor=malee.person).exists()


def test_passwords_are_kept_as_argon2() -> None:
    from eoffice.settings import base

    assert base.PASSWORD_HASHERS == ["django.contrib.auth.hashers.Argon2PasswordHasher"]
