"""The numbers desk, files and the import as people use them: by form, without script."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from documents.actions import numbers, papers
from documents.files.receive import receive
from documents.models import RegisterEntry
from eoffice.common import clock
from eoffice.people.models import AuditEvent, Post
from tests.documents import paper
from tests.documents.telling import at, book, letter
from tests.documents.test_importing import DAY, FORM_13, ROWS, xlsx
from tests.factories import browser_of

pytestmark = pytest.mark.django_db

NOW = at("2026-11-23", "10:00")


@pytest.fixture(autouse=True)
def _today() -> Any:
    with clock.at(NOW):
        yield


def fill(browser: Client, path: str, told: dict[str, Any], **options: Any) -> Any:
    """Open the form, fill it in, send it with its key."""
    page = browser.get(path)
    assert page.status_code == 200, page.content.decode()[:500]
    key = re.search(r'name="key" value="(\w+)"', page.content.decode())
    return browser.post(path, {**told, "key": key[1] if key else ""}, **options)


def test_the_clerk_reserves_uses_corrects_and_cancels(malee: Post, wipha: Post) -> None:
    register, browser = book(malee, "send"), browser_of(malee)
    fill(browser, f"/registers/{register.pk}/floor/", {"last_used": "๔๑"})

    fill(
        browser,
        f"/registers/{register.pk}/reserve/",
        {"purpose": "เชิญประชุม", "reserved_for": wipha.pk, "expires_at": "30 พ.ย. 69"},
    )
    kept = RegisterEntry.objects.get()
    ends = kept.expires_at
    desk = browser.get(f"/registers/{register.pk}/").content.decode()
    used = fill(
        browser_of(wipha), f"/numbers/{kept.pk}/use/", {"subject": "ขอเชิญประชุม", "dated_on": "23/11/69"}
    )
    fill(browser, f"/numbers/{kept.pk}/correct/", {"subject": "ขอเชิญประชุมผู้ปกครอง", "reason": "พิมพ์ตก"})
    row = browser.get(f"/numbers/{kept.pk}/").content.decode()
    fill(browser, f"/numbers/{kept.pk}/void/", {"reason": "งดประชุม"})

    kept.refresh_from_db()
    assert "ศธ 04346.26/42" in desk
    assert "เชิญประชุม" in desk
    assert ends == at("2026-11-30", "23:59")
    assert used.status_code == 302
    assert "ขอเชิญประชุมผู้ปกครอง" in row
    assert "พิมพ์ตก" in row
    assert (kept.state, kept.void_reason, kept.subject) == ("void", "งดประชุม", "ขอเชิญประชุมผู้ปกครอง")
    assert numbers.enter(None, register=register, post=malee, at=NOW).number == 43


def test_a_double_click_takes_one_number(malee: Post) -> None:
    register, browser = book(malee), browser_of(malee)
    told = {"purpose": "x", "expires_at": "30/11/2569", "key": "the-same"}
    first, second = (browser.post(f"/registers/{register.pk}/reserve/", told) for _click in range(2))

    assert first["Location"] == second["Location"]
    assert RegisterEntry.objects.count() == 1


def test_a_number_is_inserted_by_form(malee: Post) -> None:
    register = book(malee)
    numbers.enter(letter(malee), register=register, post=malee, at=at("2026-11-20"))
    fill(
        browser_of(malee),
        f"/registers/{register.pk}/insert/",
        {"number": "1", "stated_on": "20/11/69", "reason": "ลืมลง", "subject": "เรื่องแทรก"},
    )
    assert RegisterEntry.objects.get(sub_number=1).subject == "เรื่องแทรก"


@pytest.mark.parametrize(
    ("path", "told", "said"),
    [
        ("reserve", {"purpose": "", "expires_at": "30/11/69"}, "กรุณากรอก"),
        ("reserve", {"purpose": "x", "expires_at": "30/11/2026"}, "พ.ศ."),
        ("reserve", {"purpose": "x", "expires_at": "31/2/70"}, "31"),
        ("reserve", {"purpose": "x", "expires_at": "1/11/69"}, "ข้างหน้า"),
        ("insert", {"number": "9", "stated_on": "20/11/69", "reason": "x", "subject": "y"}, "ยังไม่มีเลขนี้"),
        ("floor", {"last_used": "0"}, "ย้อนกลับไม่ได้"),
        ("floor", {"last_used": "x"}, "last_used"),
    ],
)
def test_a_wrong_form_says_what_is_wrong_and_changes_nothing(
    path: str, told: dict[str, str], said: str, malee: Post
) -> None:
    register = book(malee)
    numbers.enter(None, register=register, post=malee, at=NOW)

    answer = fill(browser_of(malee), f"/registers/{register.pk}/{path}/", told)

    assert answer.status_code in {409, 422}
    assert said in answer.content.decode()
    assert RegisterEntry.objects.count() == 1


PATHS = [
    "/registers/{book}/",
    "/registers/{book}/reserve/",
    "/registers/{book}/insert/",
    "/registers/{book}/floor/",
]
PATHS += ["/registers/{book}/import/", "/registers/{book}/print/", "/numbers/{row}/", "/numbers/{row}/void/"]
PATHS += [
    "/numbers/{row}/correct/",
    "/files/{file}/",
    "/files/{file}/page/1/",
    "/documents/{document}/papers/",
]


@pytest.mark.parametrize("path", PATHS)
def test_pages_are_closed_to_strangers(path: str, malee: Post, pricha: Post, wipha: Post) -> None:
    document = letter(malee)
    entry = numbers.enter(document, register=book(malee), post=malee, at=NOW)
    record = receive([paper.pdf()], name="a.pdf", post=malee)
    papers.attach(document, [record], post=malee)
    address = path.format(book=entry.register_id, row=entry.pk, file=record.pk, document=document.pk)

    assert browser_of(malee).get(address).status_code == 200
    assert browser_of(pricha).get(address).status_code == 404
    assert browser_of(wipha).get(address).status_code == 404
    assert Client().get(address).status_code == 302


@pytest.mark.parametrize("path", ["reserve", "insert", "floor", "import"])
def test_the_director_reads_the_book_and_keeps_his_hands_off(path: str, malee: Post, somchai: Post) -> None:
    register = book(malee)
    browser = browser_of(somchai)
    assert browser.get(f"/registers/{register.pk}/").status_code == 200
    assert browser.get(f"/registers/{register.pk}/{path}/").status_code == 403


def test_a_secret_row_is_a_number_and_a_class(malee: Post, secret_registrar: Post) -> None:
    document = letter(secret_registrar, "สอบสวนวินัย", secrecy="confidential")
    register = book(malee, "secret_receive")
    entry = numbers.enter(document, register=register, post=secret_registrar, at=NOW)
    numbers.fix_row(entry, reason="พิมพ์ผิด", post=secret_registrar, subject="สอบสวนวินัยครู")

    for address in (f"/registers/{register.pk}/", f"/numbers/{entry.pk}/"):
        assert "สอบสวน" not in browser_of(malee).get(address).content.decode()
        assert "ลับ" in browser_of(malee).get(address).content.decode()
    seen = browser_of(secret_registrar).get(f"/numbers/{entry.pk}/").content.decode()
    assert "สอบสวนวินัยครู" in seen
    assert browser_of(malee).get(f"/numbers/{entry.pk}/correct/").status_code == 403


def test_papers_show_pages_and_the_original(malee: Post) -> None:
    document = letter(malee)
    record = receive([paper.pdf(2)], name="หนังสือ.pdf", post=malee)
    other = receive([paper.docx()], name="แนบ.docx", post=malee)
    papers.attach(document, [record, other], post=malee)
    browser = browser_of(malee)

    page = browser.get(f"/documents/{document.pk}/papers/", headers={"HX-Request": "true"})
    text = page.content.decode()

    assert "<html" not in text
    assert f"/files/{record.pk}/page/2/" in text
    assert "แนบ.docx" in text
    assert browser.get(f"/files/{record.pk}/page/2/?width=400").content.startswith(b"\x89PNG")
    assert browser.get(f"/files/{record.pk}/page/3/").status_code == 404
    assert browser.get(f"/files/{record.pk}/")["Content-Disposition"].startswith("inline")
    assert browser.get(f"/files/{record.pk}/?download=1")["Content-Disposition"].startswith("attachment")


def test_an_old_register_comes_in_by_page_after_a_report(malee: Post) -> None:
    register, browser = book(malee), browser_of(malee)
    path = f"/registers/{register.pk}/import/"

    def send(rows: list[list[Any]]) -> Any:
        return browser.post(path, {"file": SimpleUploadedFile("old.xlsx", xlsx(rows)), "year": ""})

    bad = send([[DAY], FORM_13, *ROWS, ["9", "", "31/2/69", "", "", "x"]])
    good = send([[DAY], FORM_13, *ROWS]).content.decode()
    assert RegisterEntry.objects.count() == 0
    sealed = re.search(r'name="table" value="([^"]+)"', good)
    assert sealed is not None
    done = browser.post(f"{path}enter/", {"table": sealed[1]})
    again = browser.post(f"{path}enter/", {"table": sealed[1]})

    assert (bad.status_code, "7" in bad.content.decode()) == (422, True)
    assert "นำเข้าแล้ว 4 แถว" in done.content.decode()
    assert "นำเข้าแล้ว 0 แถว มีอยู่ก่อนแล้ว 4 แถว" in again.content.decode()
    assert RegisterEntry.objects.count() == 4
    assert AuditEvent.objects.filter(action="register_import").count() == 2
    assert browser.post(f"{path}enter/", {"table": sealed[1][:-3]}).status_code == 409
    assert send([]).status_code == 415


def test_the_list_of_books_costs_the_same_for_many(malee: Post, django_assert_max_num_queries: Any) -> None:
    for run in ("receive", "send", "order", "memo", "announcement"):
        numbers.enter(None, register=book(malee, run), post=malee, at=NOW)
    browser = browser_of(malee)
    with django_assert_max_num_queries(16):
        assert browser.get("/registers/").status_code == 200
