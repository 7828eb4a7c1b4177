"""Anybody who holds a paper asks whether it is genuine: under the code on it, without a log-in."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from documents.models import DocumentFile, PublicCode
from eoffice.people.models import Clearance, Post
from tests import factories
from tests.letters.signing.test_certificates import file_of
from tests.letters.test_memos import decided, memo_of
from tests.letters.test_orders import notice_of, order_of
from tests.letters.test_outgoing import PLAIN, draft, go, log_of, signed
from workflows.letters.actions.papers import make_papers
from workflows.letters.models import OutgoingLetter
from workflows.letters.web import genuine
from workflows.letters.writing.paper import paper_of


@pytest.fixture(autouse=True)
def nobody_looked_before(monkeypatch: pytest.MonkeyPatch) -> None:
    """In a minute of its own that does not end meanwhile."""
    cache.clear()
    monkeypatch.setattr(genuine, "time", SimpleNamespace(time=lambda: 60_000.0))


def numbered(wipha: Post, deputy: Post, somchai: Post, malee: Post, **more: Any) -> OutgoingLetter:
    letter = go(signed(draft(wipha, **more), wipha, deputy, somchai), malee, "number")
    make_papers(log_of(letter.organisation_id))
    return letter


def address(item: Any) -> str:
    return f"/verify/{PublicCode.objects.get(document=item.document).code}/"


def looked_up(item: Any) -> str:
    return Client().get(address(item)).content.decode()


def test_the_code_on_the_paper_leads_to_what_it_says(
    wipha: Post, deputy: Post, somchai: Post, malee: Post
) -> None:
    letter = numbered(wipha, deputy, somchai, malee)
    letter = OutgoingLetter.objects.get(pk=letter.pk)
    assert paper_of(letter).qr_url.endswith(address(letter))
    answer = Client().get(address(letter))
    told = answer.content.decode()
    for words in ("เป็นของจริง", letter.document.reference, somchai.organisation.name, somchai.person.name):
        assert words in told
    assert PLAIN["subject"] in told
    assert PLAIN["body"] not in told
    assert answer["Cache-Control"] == "no-store"
    assert "noindex" in answer["X-Robots-Tag"]


def test_a_draft_has_no_code(wipha: Post) -> None:
    assert paper_of(draft(wipha)).qr_url == ""


def test_of_a_secret_paper_neither_subject_nor_text_is_told(
    wipha: Post, deputy: Post, somchai: Post, secret_registrar: Post
) -> None:
    for post in (wipha, deputy, somchai):
        post.person.clearance = Clearance.SECRET
        post.person.save()
    letter = signed(draft(wipha, secrecy="confidential"), wipha, deputy, somchai)
    letter = go(letter, secret_registrar, "number")
    make_papers(log_of(letter.organisation_id))
    told = looked_up(letter)
    assert letter.document.reference in told
    assert somchai.person.name in told
    assert PLAIN["subject"] not in told
    assert PLAIN["body"] not in told


def test_the_file_is_compared_and_kept_nowhere(wipha: Post, deputy: Post, somchai: Post, malee: Post) -> None:
    letter = numbered(wipha, deputy, somchai, malee)
    pdf, kept = file_of(letter), DocumentFile.objects.count()
    same = Client().post(address(letter), {"file": SimpleUploadedFile("a.pdf", pdf)}).content.decode()
    assert "ตรงกับต้นฉบับทุกไบต์" in same.split('data-verdict="same"')[0]
    other = Client().post(address(letter), {"file": SimpleUploadedFile("a.pdf", pdf + b" ")})
    assert "ไม่ตรงกับต้นฉบับ" in other.content.decode().split('data-verdict="same"')[0]
    assert DocumentFile.objects.count() == kept


def test_a_cancelled_paper_is_said_to_be(wipha: Post, deputy: Post, somchai: Post, malee: Post) -> None:
    letter = numbered(wipha, deputy, somchai, malee)
    go(letter, malee, "void", note="ออกซ้ำ", approved_by=somchai.person_id)
    assert "ถูกยกเลิกแล้ว" in looked_up(letter)


def test_an_order_that_was_replaced_names_the_later_one(
    wipha: Post, deputy: Post, somchai: Post, malee: Post
) -> None:
    orders: list[Any] = []
    for _place in range(2):
        order: Any = order_of(wipha)
        go(order, wipha, "offer")
        go(order, deputy, "review")
        go(order, somchai, "sign", password=factories.PASSWORD)
        orders.append(go(order, malee, "number"))
    go(orders[0], somchai, "amend", order=orders[1].pk, note="แก้ไขรายชื่อ")
    told = looked_up(orders[0])
    assert "ถูกแทนที่" in told
    assert orders[1].document.reference in told
    assert "เป็นของจริง" in looked_up(orders[1])


def test_signed_without_a_number_is_not_genuine_yet(wipha: Post, deputy: Post, somchai: Post) -> None:
    assert "ยังไม่ออกเลข" in looked_up(signed(draft(wipha), wipha, deputy, somchai))


def test_codes_are_not_guessed(db: None) -> None:
    client = Client()
    answers = [client.get(f"/verify/guess-{place}/").status_code for place in range(12)]
    assert answers[0] == 404
    assert answers[-1] == 429


def test_nobody_asks_more_often_than_people_do(wipha: Post, deputy: Post, somchai: Post, malee: Post) -> None:
    letter, client = numbered(wipha, deputy, somchai, malee), Client()
    answers = [client.get(address(letter)).status_code for _place in range(61)]
    assert answers[59] == 200
    assert answers[60] == 429


def test_a_memo_is_genuine_once_it_is_decided(wipha: Post, somchai: Post, deputy: Post) -> None:
    assert "เป็นของจริงและยังใช้อยู่" in looked_up(decided(memo_of(wipha), wipha, somchai))
    told = looked_up(decided(memo_of(wipha), wipha, somchai, word="not_permitted"))
    assert "ไม่ได้รับอนุมัติหรืออนุญาต" in told
    assert "is-good" not in told.split("<dl")[0]


def test_an_announcement_is_in_force_while_it_is_posted(
    wipha: Post, deputy: Post, somchai: Post, malee: Post
) -> None:
    notice: Any = notice_of(wipha)
    go(notice, wipha, "offer")
    go(notice, deputy, "review")
    notice = go(notice, somchai, "sign", password=factories.PASSWORD)
    assert "ยังไม่ได้ประกาศ" in looked_up(notice)
    notice = go(notice, malee, "publish", places=["เว็บไซต์"], posted_until="2099-12-31")
    assert "เป็นของจริงและยังใช้อยู่" in looked_up(notice)
    go(notice, malee, "take_down", note="พ้นกำหนดปิดประกาศ")
    assert "ถูกปลดลงแล้ว" in looked_up(notice)
