"""The page of one letter."""

from __future__ import annotations

import pytest

from documents.models import RetentionClass
from eoffice.people.models import Post
from tests.factories import browser_of
from tests.letters.telling import arrive, ordered, take
from workflows.engine.models import Link, Transition
from workflows.letters.models import IncomingLetter


@pytest.fixture(autouse=True)
def retention_classes(db: None) -> None:
    RetentionClass.objects.get_or_create(code="normal_10y", defaults={"clause": "ข้อ 57", "order": 1})


def _given(malee: Post, somchai: Post, *people: Post) -> IncomingLetter:
    return take(ordered(arrive(malee), malee, somchai, *people), malee, "distribute")


def test_the_page_tells_the_whole_life(malee: Post, somchai: Post, wipha: Post) -> None:
    letter = _given(malee, somchai, wipha)
    html = browser_of(malee).get(letter.get_absolute_url()).content.decode()
    for words in ("ขอเชิญประชุมผู้บริหารสถานศึกษา", "มอบดำเนินการ", "นางวิภา แสงทอง", "ยังไม่รับทราบ 1 ราย"):
        assert words in html
    assert html.count('id="t') == Transition.objects.count()  # every transition, the assignment's too


def test_an_assignee_who_opens_it_has_read_it_once(malee: Post, somchai: Post, wipha: Post) -> None:
    letter = _given(malee, somchai, wipha)
    browser = browser_of(wipha)
    address = f"/letters/incoming/{letter.pk}/read/"
    assert address in browser.get(letter.get_absolute_url()).content.decode()
    assert browser.post(address).status_code == 302
    assert browser.post(address, headers={"HX-Request": "true"}).content == b""
    assert Transition.objects.filter(step="read").count() == 1
    assert letter.reads.get().person == wipha.person
    assert address not in browser.get(letter.get_absolute_url()).content.decode()


def test_nobody_else_reads_in_an_assignees_place(malee: Post, somchai: Post, wipha: Post) -> None:
    letter = _given(malee, somchai, wipha)
    browser_of(malee).post(f"/letters/incoming/{letter.pk}/read/")
    assert not Transition.objects.filter(step="read").exists()


def test_reading_makes_no_other_form_stale(malee: Post, somchai: Post, wipha: Post) -> None:
    letter = _given(malee, somchai, wipha)
    browser_of(wipha).post(f"/letters/incoming/{letter.pk}/read/")
    answer = browser_of(malee).post(
        f"/items/incoming-letters/{letter.pk}/steps/remind/", {"key": "k", "version": letter.version}
    )
    assert answer.status_code == 302


def test_letters_are_linked_by_their_numbers(malee: Post) -> None:
    first = take(arrive(malee, subject="ฉบับแรก"), malee, "check", "register")
    second = arrive(malee, subject="ฉบับหลัง", reference="ศธ 9/1")
    browser = browser_of(malee)
    told = {"kind": "follows", "other": f"{first.receive_number}/{first.receive_year}"}
    assert browser.post(f"/letters/incoming/{second.pk}/link/", told).status_code == 302
    browser.post(f"/letters/incoming/{second.pk}/link/", told)
    assert Link.objects.count() == 1
    assert "ฉบับหลัง" in browser.get(first.get_absolute_url()).content.decode()


def test_no_letter_of_another_agency_is_linked(malee: Post, pricha: Post) -> None:
    theirs = take(arrive(pricha), pricha, "check", "register")
    ours = arrive(malee)
    told = {"kind": "related", "other": f"{theirs.receive_number}/{theirs.receive_year}"}
    assert browser_of(malee).post(f"/letters/incoming/{ours.pk}/link/", told).status_code == 422
    assert not Link.objects.exists()


def test_a_copy_is_told_on_the_page(malee: Post) -> None:
    first = take(arrive(malee), malee, "check", "register")
    again = arrive(malee, channel="email")
    html = browser_of(malee).get(again.get_absolute_url()).content.decode()
    assert first.get_absolute_url() in html


def test_a_secret_letter_opens_to_those_let_in_and_is_noted(malee: Post, secret_registrar: Post) -> None:
    letter = take(arrive(malee, secrecy="confidential", subject="เรื่องลับ"), malee, "check")
    letter = take(letter, secret_registrar, "register")
    assert browser_of(malee).get(letter.get_absolute_url()).status_code == 404
    html = browser_of(secret_registrar).get(letter.get_absolute_url()).content.decode()
    assert "เรื่องลับ" in html
    from eoffice.people.models import AuditEvent

    assert AuditEvent.objects.filter(action="secret_letter_open").count() == 1


def test_the_print_has_the_history_where_asked(malee: Post, somchai: Post, wipha: Post) -> None:
    letter = _given(malee, somchai, wipha)
    browser = browser_of(malee)
    plain = browser.get(f"/letters/incoming/{letter.pk}/print/").content.decode()
    full = browser.get(f"/letters/incoming/{letter.pk}/print/?history=1").content.decode()
    assert 'class="history"' not in plain
    assert 'class="history"' in full
    assert "เลขรับ" in plain


def test_the_stamp_is_there_once_there_is_a_number(malee: Post) -> None:
    letter = arrive(malee)
    browser = browser_of(malee)
    assert browser.get(f"/letters/incoming/{letter.pk}/stamp/").status_code == 404
    take(letter, malee, "check", "register")
    assert "๑" in browser.get(f"/letters/incoming/{letter.pk}/stamp/").content.decode()
