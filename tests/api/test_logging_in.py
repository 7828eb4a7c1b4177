"""Logging in by the API: tokens, sessions, lock-out, and who one is."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.test import Client

from eoffice.common import clock
from eoffice.organisations.models import Organisation
from eoffice.people.actions.hiring import give_post
from eoffice.people.models import AccessToken, AuditEvent, LoginTries, Post
from tests.api.caller import Caller
from tests.factories import PASSWORD, browser_of

TOKEN = "auth/token/"


def test_a_password_buys_a_token_and_the_token_opens_the_door(malee: Post) -> None:
    told = Caller().post(TOKEN, {"username": "malee", "password": PASSWORD})

    assert set(told) == {"token", "expires_at"}
    assert dt.datetime.fromisoformat(told["expires_at"]) > clock.now()
    me = Client().get("/api/v1/me/", headers={"Authorization": f"Bearer {told['token']}"}).json()
    assert me["username"] == "malee"
    assert me["posts"][0]["organisation"] == {"id": malee.organisation_id, "name": malee.organisation.name}
    assert me["posts"][0]["roles"] == ["central_registrar", "officer"]
    assert me["posts"][0]["from"] == "2015-10-01"
    assert me["posts"][0]["to"] is None


def test_the_token_itself_is_not_kept(malee: Post) -> None:
    told = Caller().post(TOKEN, {"username": "malee", "password": PASSWORD})

    assert AccessToken.objects.get().digest == AccessToken.digest_of(told["token"])


def test_several_tokens_live_side_by_side_and_one_is_given_back(malee: Post) -> None:
    first, second = Caller(malee), Caller(malee)

    first.send("DELETE", "auth/token/current/", status=204)

    first.get("me/", status=401)
    second.get("me/")


@pytest.mark.parametrize(
    "credentials", [("malee", "wrong"), ("nobody", PASSWORD), ("malee\x00", PASSWORD), ("", "")]
)
def test_wrong_credentials_are_refused_alike(malee: Post, credentials: tuple[str, str]) -> None:
    body = dict(zip(("username", "password"), credentials, strict=True))
    status = 401 if "\x00" not in body["username"] and body["username"] else 422

    problem = Caller().post(TOKEN, body, status=status)

    assert problem["status"] == status
    if status == 401:
        assert problem["code"] == "wrong_credentials"
        assert AuditEvent.objects.get().action == "log_in_failed"


def test_too_many_failed_tries_close_the_door_for_a_while(malee: Post) -> None:
    wrong = {"username": "malee", "password": "guess"}
    for _ in range(5):
        Caller().post(TOKEN, wrong, status=401)

    response = Caller().raw_post(TOKEN, {"username": "malee", "password": PASSWORD})

    assert response.status_code == 429
    assert response.json()["code"] == "too_many_tries"
    assert 0 < int(response["Retry-After"]) <= 900
    with clock.at(clock.now() + dt.timedelta(minutes=16)):
        Caller().post(TOKEN, {"username": "malee", "password": PASSWORD})
    assert not LoginTries.objects.exists()


def test_another_machine_is_not_locked_out_by_a_guesser(malee: Post) -> None:
    for _ in range(6):
        Client().post(TOKEN_PATH, {"username": "malee", "password": "guess"}, "application/json")

    response = Client(REMOTE_ADDR="10.9.8.7").post(
        TOKEN_PATH, {"username": "malee", "password": PASSWORD}, "application/json"
    )

    assert response.status_code == 200


def test_many_machines_together_do_not_get_more_tries(malee: Post, settings: Any) -> None:
    settings.LOGIN_TRIES = 2  # of one name: 20 from everywhere
    for number in range(20):
        Client(REMOTE_ADDR=f"10.0.0.{number}").post(
            TOKEN_PATH, {"username": "malee", "password": "guess"}, "application/json"
        )

    response = Client(REMOTE_ADDR="10.9.8.7").post(
        TOKEN_PATH, {"username": "malee", "password": PASSWORD}, "application/json"
    )

    assert response.status_code == 429


def test_whoever_set_up_a_second_factor_gives_its_code_too(malee: Post) -> None:
    secret = generate_totp_secret()
    TOTP.activate(malee.person, secret)
    body = {"username": "malee", "password": PASSWORD}

    assert Caller().post(TOKEN, body, status=401)["code"] == "second_factor_needed"
    assert Caller().post(TOKEN, {**body, "code": "000000x"}, status=401)["code"] == "second_factor_needed"
    assert LoginTries.objects.get().failures == 2
    code = format_hotp_value(hotp_value(secret, next(yield_hotp_counters_from_time())))
    Caller().post(TOKEN, {**body, "code": code})
    Caller().post(TOKEN, {**body, "code": code}, status=401)


def test_an_old_or_made_up_token_is_refused_with_how_to_log_in(malee: Post) -> None:
    caller = Caller(malee)
    response = Client().get("/api/v1/me/", headers={"Authorization": "Bearer made-up"})

    assert response.status_code == 401
    assert response["WWW-Authenticate"].startswith("Bearer")
    assert response["Content-Type"] == "application/problem+json"
    with clock.at(clock.now() + dt.timedelta(hours=2)):
        caller.get("me/", status=401)


def test_a_browser_session_serves_too_but_changes_need_its_csrf_token(malee: Post) -> None:
    browser = browser_of(malee)
    assert browser.get("/api/v1/me/").json()["acting_post"] == malee.pk

    strict = Client(enforce_csrf_checks=True)
    strict.force_login(malee.person)
    refused = strict.delete("/api/v1/auth/token/current/")
    assert refused.status_code == 403
    assert refused.json()["code"] == "csrf_failed"


def test_one_acts_from_the_post_that_is_named(malee: Post, other_school: Organisation) -> None:
    second = give_post(malee.person, other_school, starts_on=dt.date(2020, 1, 1))
    caller = Caller(second)

    assert caller.get("me/")["acting_post"] == second.pk
    del caller.headers["X-Post"]
    assert caller.get("me/")["acting_post"] == malee.pk


@pytest.mark.parametrize("wanted", ["0", "999999", "abc", "9" * 40, "1; drop table"])
def test_a_post_of_somebody_else_is_refused(malee: Post, wanted: str) -> None:
    caller = Caller(malee)
    caller.headers["X-Post"] = wanted

    assert caller.get("me/", status=403)["code"] == "post_not_held"


def test_refusals_speak_thai_unless_english_is_asked_for(malee: Post) -> None:
    wrong = {"username": "malee", "password": "guess"}

    assert "รหัสผ่าน" in Caller().post(TOKEN, wrong, status=401)["detail"]
    english = Caller(language="en").post(TOKEN, wrong, status=401)
    assert english["detail"] == "The user name or the password is wrong."


TOKEN_PATH = "/api/v1/auth/token/"
