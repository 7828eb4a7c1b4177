"""The second factor: switched on, asked for, its spare codes, not to be guessed."""

from __future__ import annotations

import re

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.core.cache import cache
from django.test import Client

from eoffice.people.models import Post
from tests.factories import PASSWORD


@pytest.fixture(autouse=True)
def fresh_counts() -> None:
    cache.clear()


def code_of(secret: str) -> str:
    """What the app on the phone shows now."""
    return str(format_hotp_value(hotp_value(secret, next(yield_hotp_counters_from_time()))))


def with_second_factor(post: Post) -> tuple[Client, str]:
    """A client that just switched it on, and the secret in the phone."""
    client = Client()
    client.post("/login/", {"login": post.person.username, "password": PASSWORD})
    asked = client.get("/account/second-factor/on/")
    assert asked.headers["Location"].startswith("/account/confirm/")  # the password once more
    assert client.post(asked.headers["Location"], {"password": PASSWORD}).status_code == 302
    page = client.get("/account/second-factor/on/").content.decode()
    found = re.search(r'class="secret">([A-Z2-7]+)<', page)
    assert found
    answer = client.post("/account/second-factor/on/", {"code": code_of(found[1])})
    assert answer.status_code == 302
    cache.clear()  # each code counts once; the phone would show the next one in half a minute
    return client, found[1]


def test_with_it_on_the_password_alone_opens_nothing(malee: Post) -> None:
    _client, secret = with_second_factor(malee)
    other = Client()

    half = other.post("/login/", {"login": "malee", "password": PASSWORD})
    assert half.headers["Location"].startswith("/login/code/")
    assert other.get("/").status_code == 302
    assert "ยืนยันตัวตนขั้นที่สอง" in other.get("/login/code/").content.decode()

    wrong = other.post("/login/code/", {"code": "000000"})
    assert wrong.status_code == 200
    assert other.get("/").status_code == 302

    assert other.post("/login/code/", {"code": code_of(secret)}).status_code == 302
    assert other.get("/").status_code == 200


def test_a_spare_code_opens_once(malee: Post) -> None:
    client, _secret = with_second_factor(malee)
    page = client.get("/account/second-factor/codes/").content.decode()
    spare = re.findall(r'class="secret">(\d+)<', page)
    assert len(spare) == 10

    for expected in (302, 200):
        other = Client()
        other.post("/login/", {"login": "malee", "password": PASSWORD})
        assert other.post("/login/code/", {"code": spare[0]}).status_code == expected


def test_codes_cannot_be_guessed_for_long(malee: Post) -> None:
    _client, secret = with_second_factor(malee)
    other = Client()
    other.post("/login/", {"login": "malee", "password": PASSWORD})
    for guess in range(6):
        other.post("/login/code/", {"code": f"{guess:06}"})

    late = other.post("/login/code/", {"code": code_of(secret)})

    assert "ห้านาที" in late.content.decode()
    assert other.get("/").status_code == 302


def test_the_secret_lies_encrypted_in_the_database(malee: Post) -> None:
    _client, secret = with_second_factor(malee)

    kept = Authenticator.objects.get(type=Authenticator.Type.TOTP).data["secret"]

    assert secret not in kept


def test_it_is_switched_off_again(malee: Post) -> None:
    client, _secret = with_second_factor(malee)

    client.post("/account/second-factor/off/")

    assert Client().post("/login/", {"login": "malee", "password": PASSWORD}).headers["Location"] == "/"
