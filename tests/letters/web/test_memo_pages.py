"""The pages of memos and orders: the list, the paper beside its life, and what is not shown."""

from __future__ import annotations

from eoffice.people.models import Post
from tests.factories import browser_of
from tests.letters.test_memos import PLAIN, decided, go, memo_of
from tests.letters.test_orders import order_of


def test_what_waits_stands_first(somchai: Post, wipha: Post) -> None:
    memo = go(memo_of(wipha), wipha, "submit")
    page = browser_of(somchai).get("/letters/memos/").content.decode()
    assert memo.get_absolute_url() in page
    assert PLAIN["subject"] in page
    order = order_of(wipha)
    assert order.get_absolute_url() in browser_of(wipha).get("/letters/memos/?list=orders").content.decode()


def test_a_memo_is_read_beside_its_paper(somchai: Post, wipha: Post, pricha: Post) -> None:
    memo = memo_of(wipha)
    client = browser_of(wipha)
    page = client.get(memo.get_absolute_url()).content.decode()
    assert f"{memo.get_absolute_url()}pages/1.png" in page
    assert client.get(f"{memo.get_absolute_url()}pages/1.png")["Content-Type"] == "image/png"
    assert client.get(f"{memo.get_absolute_url()}paper.pdf").content.startswith(b"%PDF")
    go(memo, wipha, "edit", body="อย่างอื่น")
    assert client.get(f"{memo.get_absolute_url()}versions/").status_code == 200
    decided(memo, wipha, somchai)
    assert "อนุญาต" in client.get(f"{memo.get_absolute_url()}about/").content.decode()
    assert browser_of(pricha).get(memo.get_absolute_url()).status_code == 404


def test_an_order_is_written_on_a_page(wipha: Post) -> None:
    client = browser_of(wipha)
    assert client.get("/items/orders/new/draft/").status_code == 200
    order = order_of(wipha, wipha)
    page = client.get(order.get_absolute_url()).content.decode()
    assert "กรรมการ" in page
    assert client.get(f"/items/orders/{order.pk}/steps/edit/", follow=True).status_code == 200
