"""Thousands of digits, where a number belongs, are no fault of the system's wherever somebody puts them."""

from __future__ import annotations

import pytest

from eoffice.people.models import Post
from tests.factories import browser_of
from tests.letters.telling import arrive, take

pytestmark = pytest.mark.django_db

ENDLESS = "9" * 5000
READ = [
    "/letters/desk/?done=",
    "/letters/incoming/?entered=",
    "/letters/incoming/?year=",
    "/letters/incoming/?after=",
    "/letters/assignments/?before=",
    "/registers/?year=",
    "/calendar/?year=",
    "/machines/incoming-letters/?item=",
    "/notices/?before=",
    "/search/?q=x&before=",
    "/kpi/?year=",
    "/api/v1/registers/?year=",
    "/api/v1/registers/?unit=",
    "/api/v1/incoming-letters/?page_size=",
    "/kpi/results/general_admin.1.k1~FY2570~",
]


@pytest.mark.parametrize("address", READ)
def test_an_endless_number_in_an_address(address: str, malee: Post) -> None:
    more = "~0/" if address.startswith("/kpi/results/") else ""
    browser = browser_of(malee)
    browser.raise_request_exception = False
    assert browser.get(address + ENDLESS + more).status_code < 500


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("/account/post/", {"post": ENDLESS}),
        ("/letters/desk/{letter}/", {"step": "order", "text": "x", "group": f"unit-{ENDLESS}"}),
        ("/letters/desk/{letter}/", {"step": "order", "text": "x", f"assignees[{ENDLESS}]person": "1"}),
        ("/letters/incoming/enter/", {"copy_of": ENDLESS}),
        ("/letters/mailbox/", {"found": ENDLESS}),
    ],
)
def test_an_endless_number_in_a_form(address: str, told: dict[str, str], malee: Post, somchai: Post) -> None:
    letter = take(arrive(malee), malee, "check", "register", "submit")
    browser = browser_of(somchai if "desk" in address else malee)
    browser.raise_request_exception = False
    answer = browser.post(address.format(letter=letter.pk), told)
    assert answer.status_code < 500
