"""The bell: what I was told, and that I have read it."""

from __future__ import annotations

import datetime as dt

import pytest
from django.test import Client

from eoffice.common import clock
from eoffice.people.models import Post
from tests.factories import browser_of
from tests.letters.telling import arrive, take
from workflows.engine.models import Holder, Notice
from workflows.engine.notices import tell
from workflows.letters.models import IncomingLetter


@pytest.fixture
def letter(malee: Post, somchai: Post) -> IncomingLetter:
    """A letter that the director was told of."""
    submitted = take(arrive(malee), malee, "check", "register", "submit")
    tell(
        submitted,
        [Holder(person_id=somchai.person_id)],
        Notice.Kind.WAITING,
        about="log:1",
        at=clock.now(),
    )
    return submitted


def test_the_bell_counts_and_the_page_tells(letter: IncomingLetter, somchai: Post) -> None:
    client = browser_of(somchai)

    assert "แจ้งเตือนใหม่ 1 เรื่อง" in client.get("/").content.decode()
    assert letter.document.subject in client.get("/notices/").content.decode()


def test_opening_one_leads_to_the_letter_and_counts_as_read(letter: IncomingLetter, somchai: Post) -> None:
    client = browser_of(somchai)
    notice = Notice.objects.get()

    assert client.get(f"/notices/{notice.pk}/").headers["Location"] == letter.get_absolute_url()

    assert Notice.objects.unread().count() == 0


def test_all_at_once(letter: IncomingLetter, somchai: Post) -> None:
    client = browser_of(somchai)

    assert client.post("/notices/read/").status_code == 302

    assert Notice.objects.unread().count() == 0
    assert client.get("/notices/read/").status_code == 405


def test_nobody_opens_what_somebody_else_was_told(letter: IncomingLetter, somchai: Post, wipha: Post) -> None:
    notice = Notice.objects.get()
    client = browser_of(wipha)

    assert client.get(f"/notices/{notice.pk}/").status_code == 404
    assert letter.document.subject not in client.get("/notices/").content.decode()
    client.post("/notices/read/")
    assert Notice.objects.unread().count() == 1


def test_of_a_letter_out_of_sight_no_word_is_told(letter: IncomingLetter, somchai: Post, wipha: Post) -> None:
    notice = Notice.objects.get()
    notice.person = wipha.person  # she was named once, and is no more
    notice.save()

    page = browser_of(wipha).get("/notices/").content.decode()

    assert letter.document.subject not in page
    assert "ไม่มีสิทธิ์เห็นแล้ว" in page
    assert browser_of(wipha).get(f"/notices/{notice.pk}/").headers["Location"] == "/notices/"


def test_without_notices_the_page_says_so(db: None, malee: Post) -> None:
    assert "ยังไม่มีแจ้งเตือน" in browser_of(malee).get("/notices/").content.decode()


def test_logged_out_nobody_reads_notices(db: None) -> None:
    assert Client().get("/notices/").status_code == 302


def test_whoever_holds_no_post_any_more_is_led_back_to_the_list(
    letter: IncomingLetter, somchai: Post
) -> None:
    Post.objects.filter(pk=somchai.pk).update(ends_on=clock.today() - dt.timedelta(days=1))
    answer = browser_of(somchai).get(f"/notices/{Notice.objects.get().pk}/")
    assert answer.headers["Location"] == "/notices/"
