"""Memos, orders and announcements are written beside their look, or brought in as finished files."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from documents.models import DocumentFile
from eoffice.common.errors import InvalidInputs
from eoffice.people.models import Post
from tests import factories
from tests.documents import paper
from tests.letters.test_memos import memo_of
from tests.letters.test_orders import NOTICE, go, notice_of, order_of
from workflows.letters.actions.papers import make_papers
from workflows.letters.models import Announcement, Memo, Order

MEMO = {"form": "1", "template": "general", "to": "ผู้อำนวยการ", "subject": "ขอใช้รถ", "body": "ด้วยจะไปราชการ"}
MEMO |= {"speed": "normal", "secrecy": "normal"}
ORDER = {"form": "1", "subject": "แต่งตั้ง", "reason": "ด้วย", "power": "อาศัยอำนาจ", "order": "จึงแต่งตั้ง"}
ORDER |= {"speed": "normal", "secrecy": "normal"}


def logged_in(post: Post) -> Client:
    client = Client()
    client.force_login(post.person)
    return client


def test_each_kind_is_written_on_its_page(wipha: Post) -> None:
    client = logged_in(wipha)
    for path, form in (("memos", MEMO), ("orders", ORDER), ("announcements", {"form": "1", **NOTICE})):
        assert 'id="preview"' in client.get(f"/letters/memos/{path}/write/").content.decode()
        answer = client.post(f"/letters/memos/{path}/write/", form)
        assert answer.status_code == 302, answer.content.decode()[:300]
    assert Memo.objects.get().document.subject == "ขอใช้รถ"
    assert client.get("/letters/memos/letters/write/").status_code == 404


@pytest.mark.parametrize(
    ("path", "more"),
    [
        ("memos", {"amount": "๕๐๐", "starts_on": "1 ธ.ค. 69", "ends_on": "ไม่ใช่วัน", "place": "เชียงใหม่"}),
        ("orders", {"effective_on": "1/12/69", "names[0]person": "1", "names[0]duty": "ประธาน"}),
        ("announcements", {}),
    ],
)
def test_the_paper_is_drawn_while_one_writes_and_nothing_is_kept(
    path: str, more: dict[str, str], wipha: Post
) -> None:
    answer = logged_in(wipha).post(f"/letters/memos/{path}/preview/", MEMO | ORDER | more)
    assert "data:image/png;base64," in answer.content.decode()
    assert not Memo.objects.exists()
    assert not Order.objects.exists()


def test_what_is_edited_is_drawn_with_what_the_form_leaves_out(
    wipha: Post, deputy: Post, pricha: Post
) -> None:
    order = order_of(wipha, deputy)
    address = f"/letters/memos/orders/preview/?item={order.pk}"
    assert logged_in(wipha).post(address, ORDER).status_code == 200
    assert logged_in(pricha).post(address, ORDER).status_code == 404
    page = logged_in(wipha).get(f"/items/orders/{order.pk}/steps/edit/")
    assert page["Location"] == f"/letters/memos/orders/{order.pk}/edit/"
    done = logged_in(wipha).post(page["Location"], ORDER | {"subject": "แต่งตั้งใหม่"})
    assert done.status_code == 302
    assert order.document.texts.last().wording.names == (f"{deputy.person.name} กรรมการ",)  # type: ignore[union-attr]


def test_an_order_is_brought_in_as_a_finished_file(
    wipha: Post, deputy: Post, somchai: Post, malee: Post
) -> None:
    sent = SimpleUploadedFile("คำสั่ง.pdf", paper.pdf(pages=2))
    form = {
        "form": "1",
        "subject": "แต่งตั้งกรรมการ",
        "speed": "normal",
        "secrecy": "normal",
        "files-sent": sent,
    }
    answer = logged_in(wipha).post("/letters/memos/orders/write/", form)
    order = Order.objects.get()
    assert answer["Location"] == order.get_absolute_url()
    assert order.document.file_links.get().role == DocumentFile.Role.MAIN
    page = logged_in(wipha).get(order.get_absolute_url()).content.decode()
    assert "จำนวน 2 หน้า" in page
    assert "Version" not in page
    for post, step, told in (
        (wipha, "offer", {}),
        (deputy, "review", {}),
        (somchai, "sign", {"password": factories.PASSWORD}),
        (malee, "number", {}),
    ):
        order = go(order, post, step, **told)
    make_papers([])
    assert order.document.file_links.get().file.blob.checks["pages"] == 2


def test_a_word_file_is_kept_and_told_of(wipha: Post) -> None:
    sent = SimpleUploadedFile("ประกาศ.docx", paper.docx())
    form = {"form": "1", "subject": "หยุดเรียน", "files-sent": sent}
    logged_in(wipha).post("/letters/memos/announcements/write/", form)
    item = Announcement.objects.get()
    page = logged_in(wipha).get(item.get_absolute_url()).content.decode()
    assert "ลายมือชื่อผูกกับไฟล์นี้ทุกไบต์" in page


def test_neither_text_nor_file_is_no_order(wipha: Post) -> None:
    with pytest.raises(InvalidInputs) as refused:
        order_of(wipha, reason="", power="", order="")
    assert set(refused.value.errors) == {"reason", "power", "order"}
    with pytest.raises(InvalidInputs):
        notice_of(wipha, body="")


def test_names_in_braces_stand_on_the_paper(wipha: Post) -> None:
    memo = memo_of(wipha, body="ตามที่เสนอเรื่อง {เรื่อง} นั้น")
    words = "".join(str(line) for line in memo.laid_out(memo.document.texts.get().wording).body)
    assert memo.document.subject in words
