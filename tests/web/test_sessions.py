"""The list of one's own log-ins."""

from __future__ import annotations

import datetime as dt

from allauth.usersessions.models import UserSession
from django.test import Client

from eoffice.common import clock
from eoffice.people.models import AccessToken, Post
from eoffice.web.agents import device_of
from tests.factories import PASSWORD

PHONE = "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/130.0.0.0 Mobile Safari/537.36"


def logged_in(username: str, agent: str = "") -> Client:
    client = Client(headers={"user-agent": agent})
    client.post("/login/", {"login": username, "password": PASSWORD})
    return client


def test_one_sees_every_log_in_and_which_is_this_one(malee: Post) -> None:
    here, _phone = logged_in("malee"), logged_in("malee", PHONE)

    page = here.get("/account/sessions/").content.decode()

    assert "Chrome · Android" in page
    assert "เครื่องนี้" in page


def test_one_ends_a_lost_phone_and_it_is_out_at_once(malee: Post) -> None:
    here, phone = logged_in("malee"), logged_in("malee", PHONE)
    lost = UserSession.objects.get(user_agent=PHONE)

    here.post(f"/account/sessions/{lost.pk}/end/")

    assert phone.get("/").status_code == 302
    assert here.get("/").status_code == 200


def test_nobody_ends_the_log_in_of_somebody_else(malee: Post, wipha: Post) -> None:
    logged_in("malee")
    other = logged_in("wipha")
    foreign = UserSession.objects.get(user=malee.person)

    assert other.post(f"/account/sessions/{foreign.pk}/end/").status_code == 404
    assert UserSession.objects.filter(pk=foreign.pk).exists()


def test_ending_all_others_ends_programs_too(malee: Post) -> None:
    here, phone = logged_in("malee"), logged_in("malee", PHONE)
    AccessToken.objects.create(
        user=malee.person, digest="d" * 64, expires_at=clock.now() + dt.timedelta(days=1)
    )

    here.post("/account/sessions/end-others/")

    assert here.get("/").status_code == 200
    assert phone.get("/").status_code == 302
    assert not AccessToken.objects.exists()


def test_a_new_password_ends_the_other_log_ins(malee: Post) -> None:
    here, phone = logged_in("malee"), logged_in("malee", PHONE)
    new = "kham-lap-mai-2570"

    here.post("/account/password/", {"oldpassword": PASSWORD, "password1": new, "password2": new})

    assert here.get("/").status_code == 200
    assert phone.get("/").status_code == 302


def test_what_a_user_agent_tells() -> None:
    assert (device_of(PHONE).browser, device_of(PHONE).system) == ("Chrome", "Android")
    assert device_of("Mozilla/5.0 (Windows NT 10.0) Chrome/130 Safari/537.36 Edg/130").browser == "Edge"
    assert device_of("").browser == ""
