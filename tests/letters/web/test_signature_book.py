"""The signature book holds letters, orders, announcements and memos, the most urgent first."""

from __future__ import annotations

import pytest
from django.test import Client

from eoffice.people.models import Post
from tests import factories
from tests.letters.test_memos import memo_of
from tests.letters.test_orders import go, notice_of, order_of
from tests.letters.test_outgoing import draft
from workflows.letters.models import Memo
from workflows.letters.web.outgoing.signing import leaves_of


@pytest.fixture
def director(somchai: Post) -> Client:
    client = Client()
    client.force_login(somchai.person)
    return client


def everything(wipha: Post, section_head: Post, deputy: Post) -> list[object]:
    letter = go(go(draft(wipha), wipha, "review"), section_head, "approve_draft")
    order = go(go(order_of(wipha, speed="most_urgent"), wipha, "offer"), section_head, "review")
    notice = go(go(notice_of(wipha), wipha, "offer"), section_head, "review")
    memo = go(go(memo_of(wipha), wipha, "submit"), section_head, "minute", text="เห็นควรอนุญาต")
    return [letter, order, notice, memo]


def test_every_kind_lies_in_one_book(
    director: Client, wipha: Post, section_head: Post, deputy: Post, somchai: Post
) -> None:
    items = everything(wipha, section_head, deputy)
    leaves = leaves_of(somchai)
    assert leaves[0].key == f"order:{items[1].pk}"  # type: ignore[attr-defined] # the most urgent
    assert len(leaves) == 4
    assert leaves_of(wipha) == []
    for leaf in leaves:
        page = director.get(f"/letters/outgoing/to-sign/?at={leaf.key}")
        assert page.status_code == 200
        assert "จาก 4" in page.content.decode() or "of 4" in page.content.decode()
    assert director.get("/letters/outgoing/to-sign/?at=memo:999999").status_code == 200


def test_a_memo_is_decided_and_an_order_signed_from_the_book(
    director: Client, wipha: Post, section_head: Post, deputy: Post, somchai: Post
) -> None:
    _letter, order, _notice, memo = everything(wipha, section_head, deputy)
    page = director.get(f"/letters/outgoing/to-sign/?at=memo:{memo.pk}").content.decode()  # type: ignore[attr-defined]
    assert "เห็นควรอนุญาต" in page
    assert f"/items/memos/{memo.pk}/steps/decide/" in page  # type: ignore[attr-defined]
    told = {"form": "1", "decision": "permitted", "next": "/letters/outgoing/to-sign/"}
    answer = director.post(f"/items/memos/{memo.pk}/steps/decide/", told)  # type: ignore[attr-defined]
    assert answer["Location"] == "/letters/outgoing/to-sign/"
    assert Memo.objects.get().state == "decided"
    told = {"form": "1", "password": factories.PASSWORD, "next": "/letters/outgoing/to-sign/"}
    director.post(f"/items/orders/{order.pk}/steps/sign/", told)  # type: ignore[attr-defined]
    assert len(leaves_of(somchai)) == 2


def test_a_memo_still_asking_opinions_is_not_in_it(
    wipha: Post, section_head: Post, deputy: Post, somchai: Post
) -> None:
    go(memo_of(wipha), wipha, "submit")
    assert leaves_of(somchai) == []
