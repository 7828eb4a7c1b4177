"""Log-in by OpenID Connect, against a log-in server of our own on this machine."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any, ClassVar
from urllib.parse import parse_qs, urlsplit

import pytest
from allauth.socialaccount.providers import registry
from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider
from django.test import Client
from django.urls import include, path

from eoffice.people.actions.accounts import Particulars, correct_particulars, reset_password
from eoffice.people.models import AuditEvent, Post
from eoffice.urls import urlpatterns as real_urls
from eoffice.web.middleware import content_security_policy
from tests import factories

urlpatterns = [
    path("login/", include("allauth.socialaccount.providers.openid_connect.urls")),
    path("login/other/", include("allauth.socialaccount.urls")),
    *real_urls,
]
handler404 = "eoffice.web.views.errors.not_found"
pytestmark = [pytest.mark.urls("tests.web.test_oidc"), pytest.mark.django_db]
ADDRESS = "malee@school.example"


class LogInServer(BaseHTTPRequestHandler):
    """Vouches for whomever `claims` say."""

    claims: ClassVar[dict[str, object]] = {}

    def do_GET(self) -> None:
        host = f"http://{self.headers['Host']}"
        if self.path.startswith("/.well-known/"):
            self.answer(
                {
                    "issuer": host,
                    "authorization_endpoint": f"{host}/authorize",
                    "token_endpoint": f"{host}/token",
                    "userinfo_endpoint": f"{host}/userinfo",
                    "jwks_uri": f"{host}/keys",
                }
            )
        else:
            self.answer(self.claims)

    def do_POST(self) -> None:
        self.answer({"access_token": "t", "token_type": "Bearer"})

    def answer(self, body: dict[str, object]) -> None:
        data = json.dumps(body).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *args: object) -> None:
        """Quiet."""


@pytest.fixture
def log_in_server(settings: Any) -> Iterator[str]:
    server = HTTPServer(("127.0.0.1", 0), LogInServer)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    address = f"http://127.0.0.1:{server.server_port}"
    app = {"provider_id": "oidc", "name": "โรงเรียน", "client_id": "eoffice", "secret": "s"}
    settings.OIDC_SERVER = address
    settings.SOCIALACCOUNT_PROVIDERS = {
        "openid_connect": {"APPS": [{**app, "settings": {"server_url": address}}]}
    }
    registry.register(OpenIDConnectProvider)
    yield address
    registry.provider_map.pop(OpenIDConnectProvider.id)
    server.shutdown()
    server.server_close()


def come_in(client: Client, **claims: object) -> Any:
    """Go to the log-in server and come back with what it vouches for."""
    LogInServer.claims = {"sub": "1", "email": ADDRESS, "email_verified": True, **claims}
    there = client.post("/login/oidc/login/?next=/more/")
    state = parse_qs(urlsplit(there.headers["Location"]).query)["state"][0]
    return client.get("/login/oidc/login/callback/", {"code": "c", "state": state})


@pytest.fixture
def known(malee: Post) -> Post:
    malee.person.email = ADDRESS
    malee.person.save()
    return malee


def test_whoever_the_agency_knows_comes_in_and_keeps_the_password(
    client: Client, known: Post, log_in_server: str
) -> None:
    assert come_in(client).headers["Location"] == "/more/"

    assert client.get("/more/").status_code == 200
    known.person.refresh_from_db()
    assert known.person.check_password(factories.PASSWORD)
    assert AuditEvent.objects.filter(action="log_in", actor=known.person, detail__way="oidc").exists()


def test_the_join_holds_when_the_address_changes_later(
    client: Client, known: Post, log_in_server: str
) -> None:
    come_in(client)
    client.post("/logout/")

    assert come_in(client, email="another@school.example").headers["Location"] == "/more/"


def test_capitals_make_no_other_mailbox(client: Client, known: Post, log_in_server: str) -> None:
    assert come_in(client, email="Malee@School.example").headers["Location"] == "/more/"


@pytest.mark.parametrize("what", ["password", "address"])
def test_a_join_ends_with_what_it_was_made_by(
    what: str, client: Client, known: Post, sysadmin: Post, log_in_server: str
) -> None:
    """The administrator takes an account out of the hands that hold it: no log-in elsewhere keeps it open."""
    come_in(client)
    client.post("/logout/")
    person = known.person
    if what == "password":
        reset_password(person, by=sysadmin)
        person.email = ""
        person.save()
    else:
        new = Particulars(
            person.title, person.first_name, person.last_name, "new@school.example", person.phone
        )
        correct_particulars(person, new, by=sysadmin)

    come_in(client)
    assert client.get("/").status_code == 302


@pytest.mark.parametrize(
    "claims", [{"email": "nobody@school.example"}, {"email_verified": False}, {"email": None}, {"email": ""}]
)
def test_whoever_it_does_not_know_stays_outside(
    client: Client, known: Post, log_in_server: str, claims: dict[str, object]
) -> None:
    page = come_in(client, **claims)

    assert client.get("/").status_code == 302
    if page.status_code == 302:
        page = client.get(page.headers["Location"])
    assert "ไม่มีบัญชีที่ใช้อีเมลนี้" in page.content.decode()


def test_a_mailbox_that_two_share_names_nobody(
    client: Client, known: Post, wipha: Post, log_in_server: str
) -> None:
    wipha.person.email = ADDRESS
    wipha.person.save()

    come_in(client)

    assert client.get("/").status_code == 302


def test_a_closed_account_stays_closed(client: Client, known: Post, log_in_server: str) -> None:
    known.person.is_active = False
    known.person.save()

    come_in(client)

    assert client.get("/").status_code == 302


def test_the_log_in_page_offers_it_and_the_policy_lets_the_form_lead_there(
    client: Client, known: Post, log_in_server: str
) -> None:
    assert "เข้าสู่ระบบด้วย โรงเรียน" in client.get("/login/").content.decode()
    assert f"form-action 'self' {log_in_server}" in content_security_policy()
