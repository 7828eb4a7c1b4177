"""Every address of letters × logged out, wrong role, another agency."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from django.test import Client
from django.urls import URLPattern

from eoffice.people.models import Post
from tests.factories import browser_of
from tests.letters.telling import arrive, ordered, take
from workflows.letters.models import IncomingLetter, SavedView
from workflows.letters.web.urls import urlpatterns


@dataclass(frozen=True)
class Row:
    """What an address answers: to a teacher not named in the letter, and to the registrar of another agency.

    200 to another agency means its own list, in which nothing of ours stands.
    """

    teacher: int
    elsewhere: int
    post: bool = False


ROWS = {
    "assignments": Row(200, 200),
    "mailbox": Row(403, 200),
    "exchange": Row(403, 200),
    "exchange-line": Row(403, 403),
    "exchange-try": Row(403, 403, post=True),
    "exchange-agencies": Row(403, 403, post=True),
    "exchange-again": Row(403, 404, post=True),
    "exchange-settled": Row(403, 404, post=True),
    "mailbox-sweep": Row(403, 409, post=True),
    "mailbox-state": Row(403, 200),
    "mailbox-settings": Row(403, 403),
    "mail-take-in": Row(403, 404, post=True),
    "mail-dismiss": Row(403, 404, post=True),
    "mail-raw": Row(404, 404),
    "desk": Row(200, 200),
    "decide-many": Row(200, 200, post=True),
    "tell": Row(302, 302, post=True),
    "decide": Row(404, 404, post=True),
    "amend": Row(404, 404),
    "incoming": Row(200, 200),
    "entry": Row(403, 200),
    "before": Row(200, 200),
    "senders": Row(200, 200),
    "bulk": Row(200, 200, post=True),
    "save-view": Row(302, 302, post=True),
    "forget-view": Row(404, 404, post=True),
    "letter": Row(404, 404),
    "about": Row(404, 404),
    "read": Row(404, 404, post=True),
    "link": Row(404, 404, post=True),
    "print": Row(404, 404),
    "stamp": Row(404, 404),
    "stamped": Row(404, 404),
    "place-stamp": Row(404, 404),
}
SUBJECT = "เรื่องที่คนอื่นไม่ควรเห็น"


@pytest.fixture
def letter(malee: Post, somchai: Post, section_head: Post) -> IncomingLetter:
    return take(ordered(arrive(malee, subject=SUBJECT), malee, somchai, section_head), malee, "distribute")


def _address(name: str, letter: IncomingLetter, view: SavedView) -> str:
    pattern = next(one for one in urlpatterns if isinstance(one, URLPattern) and one.name == name)
    pk = view.pk if name == "forget-view" else letter.pk
    return "/" + str(pattern.pattern).replace("<int:pk>", str(pk))


def _ask(browser: Client, row: Row, address: str, letter: IncomingLetter) -> tuple[int, str]:
    told = {"step": "order", "action": "check", "name": "มุมมอง", "letter": str(letter.pk), "phrase": "ทราบ"}
    answer = browser.post(address, told) if row.post else browser.get(address)
    return answer.status_code, answer.content.decode()


def test_every_address_is_in_the_table() -> None:
    assert {str(pattern.name) for pattern in urlpatterns} == set(ROWS)


@pytest.mark.parametrize("name", ROWS)
def test_an_address_of_letters(
    name: str, letter: IncomingLetter, malee: Post, wipha: Post, pricha: Post, client: Client
) -> None:
    row = ROWS[name]
    view = SavedView.objects.create(post=malee, name="ของมาลี", query="state=open")
    address = _address(name, letter, view)

    status, _html = _ask(client, row, address, letter)
    assert status == 302, "logged out: to the log-in"
    for post, wanted in ((wipha, row.teacher), (pricha, row.elsewhere)):
        status, html = _ask(browser_of(post), row, address, letter)
        assert status == wanted, f"{post}: {address}"
        assert SUBJECT not in html
    letter.refresh_from_db()
    assert letter.state == "distributed"


ITEMS = ["", "steps/", "steps/remind/", "steps/order_amend/", "steps/close/"]


@pytest.mark.parametrize("tail", ITEMS)
@pytest.mark.parametrize("path", ["incoming-letters", "assignments"])
def test_an_address_of_an_item(
    path: str, tail: str, letter: IncomingLetter, wipha: Post, pricha: Post, client: Client
) -> None:
    pk = letter.pk if path == "incoming-letters" else letter.assignments.get().pk
    address = f"/items/{path}/{pk}/{tail}"
    assert client.get(address).status_code == 302
    for post in (wipha, pricha):
        assert browser_of(post).get(address).status_code == 404
        assert browser_of(post).post(address, {"key": "k"}).status_code in {404, 405}
