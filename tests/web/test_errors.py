"""What somebody reads when something cannot be done."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import Http404, HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.urls import path
from django.utils.translation import gettext_lazy as _
from pytest_django.fixtures import Settings

from eoffice.common.errors import NotAllowed, Stale, TooLarge, TransitionRefused
from eoffice.people.models import Post
from eoffice.urls import urlpatterns as real_urls
from eoffice.web.views import errors
from tests.factories import browser_of

REFUSALS = {"409": TransitionRefused, "403": NotAllowed, "413": TooLarge, "stale": Stale}


def refuse(request: HttpRequest, name: str) -> HttpResponse:
    if name == "500":
        raise ZeroDivisionError
    if name == "404":
        raise Http404
    raise REFUSALS[name](_("A lead officer has not reported yet."), source="ข้อ 35")


urlpatterns = [*real_urls, path("refuse/<name>/", refuse)]
handler400 = errors.bad_request
handler403 = errors.forbidden
handler404 = errors.not_found
handler500 = errors.server_error


@pytest.fixture
def quiet_client() -> Client:
    return Client(raise_request_exception=False)


@pytest.mark.urls("tests.web.test_errors")
@pytest.mark.parametrize(("name", "status"), [("409", 409), ("403", 403), ("413", 413), ("stale", 409)])
def test_a_refusal_is_a_sentence_with_its_rule(
    quiet_client: Client, malee: Post, name: str, status: int
) -> None:
    quiet_client.force_login(malee.person)

    page = quiet_client.get(f"/refuse/{name}/")

    html = page.content.decode()
    assert page.status_code == status
    assert "ผู้รับผิดชอบหลักยังไม่รายงานผล" in html
    assert "(ข้อ 35)" in html
    assert "Traceback" not in html


@pytest.mark.urls("tests.web.test_errors")
def test_inside_a_page_a_refusal_is_a_part_of_it(quiet_client: Client, malee: Post) -> None:
    quiet_client.force_login(malee.person)

    part = quiet_client.get("/refuse/409/", headers={"HX-Request": "true"})

    assert part.status_code == 409
    assert part.headers["HX-Retarget"] == "#refusal"
    assert "<html" not in part.content.decode()


@pytest.mark.urls("tests.web.test_errors")
def test_a_failure_of_the_system_says_so_without_details(quiet_client: Client, malee: Post) -> None:
    quiet_client.force_login(malee.person)

    page = quiet_client.get("/refuse/500/")

    assert page.status_code == 500
    assert "ระบบขัดข้อง" in page.content.decode()
    assert "ZeroDivision" not in page.content.decode()


def test_a_page_that_is_not_there_is_404_for_everyone(quiet_client: Client, malee: Post) -> None:
    assert quiet_client.get("/no-such-page/").status_code == 404
    quiet_client.force_login(malee.person)
    page = quiet_client.get("/no-such-page/")

    assert page.status_code == 404
    assert "ไม่พบหน้านี้" in page.content.decode()
    assert '<p class="code">404</p>' in page.content.decode()  # the number once


def test_whoever_is_not_logged_in_is_refused_outside_the_office(quiet_client: Client, db: None) -> None:
    page = quiet_client.get("/no-such-page/").content.decode()

    assert 'class="rail"' not in page
    assert 'role="search"' not in page


def test_a_request_for_another_host_is_400_and_asks_nothing_of_the_request(quiet_client: Client) -> None:
    page = quiet_client.get("/login/", headers={"host": "example.org"})

    assert page.status_code == 400
    assert "อ่านคำขอนี้ไม่ได้" in page.content.decode()


def test_a_form_left_open_is_403_and_says_what_to_do(db: None) -> None:
    client = Client(enforce_csrf_checks=True)

    page = client.post("/login/", {"username": "malee"})

    assert page.status_code == 403
    assert "แบบฟอร์มนี้หมดอายุ" in page.content.decode()


def test_an_ended_log_in_asks_in_another_tab_so_that_what_was_typed_stays(db: None, client: Client) -> None:
    part = client.get("/", headers={"HX-Request": "true"})

    assert part.status_code == 401
    assert 'target="_blank"' in part.content.decode()


def test_the_way_back_never_leads_outside() -> None:
    request = RequestFactory().get("/", headers={"referer": "https://example.org/"})

    assert errors._page_before(request) == ""


@pytest.mark.parametrize("address", ["/letters/incoming/enter/", "/account/post/"])
def test_a_form_with_too_large_a_file_says_how_large_one_may_be(
    address: str, malee: Post, settings: Settings
) -> None:
    settings.FILE_BYTES = 1024**2
    browser = browser_of(malee)
    browser.raise_request_exception = False
    sent = SimpleUploadedFile("a.pdf", b"x" * 1_200_000)
    answer = browser.post(address, {"subject": "x", "files-new": sent})
    assert answer.status_code == 413
    assert "1 MB" in answer.content.decode()


def test_an_ended_log_in_is_said_beside_what_was_typed_never_in_its_place(db: None) -> None:
    htmx = {"HX-Request": "true"}
    answer = Client(headers=htmx).post("/letters/incoming/enter/", {"subject": "เรื่องยาว"})
    assert answer.status_code == 401
    assert answer.headers["HX-Retarget"] == "#refusal"
    assert answer.headers["HX-Reswap"].startswith("innerHTML")
