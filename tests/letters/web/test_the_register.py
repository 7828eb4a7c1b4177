"""The incoming register as people see it."""

from __future__ import annotations

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pytest_django.fixtures import DjangoAssertNumQueries

from documents.models import RetentionClass
from eoffice.people.models import Post
from tests.factories import browser_of
from tests.letters.telling import arrive, take


@pytest.fixture(autouse=True)
def retention_classes(db: None) -> None:
    RetentionClass.objects.get_or_create(code="normal_10y", defaults={"clause": "ข้อ 57", "order": 1})


def test_the_clerk_reads_the_book_in_the_order_of_the_form(malee: Post) -> None:
    take(arrive(malee, reference="ศธ 04346/ว 812"), malee, "check", "register")
    html = browser_of(malee).get("/letters/incoming/").content.decode()
    columns = ["เลขทะเบียนรับ", "ที่", "ลงวันที่", "จาก", "ถึง", "เรื่อง", "การปฏิบัติ", "หมายเหตุ"]
    head = html[html.index("<thead>") : html.index("</thead>")]
    places = [head.index(f">{column}</th>") for column in columns]
    assert places == sorted(places)
    assert "ศธ 04346/ว 812" in html
    assert "20 พ.ย. 69" in html


def test_a_voided_number_stays_in_the_book(malee: Post, somchai: Post) -> None:
    letter = take(arrive(malee), malee, "check", "register")
    take(letter, malee, "void", note="ลงรับซ้ำ", approved_by=somchai.person_id)
    html = browser_of(malee).get("/letters/incoming/").content.decode()
    assert 'class="void"' in html
    assert "ลงรับซ้ำ" in html


def test_a_secret_row_shows_its_number_and_class_alone(malee: Post, secret_registrar: Post) -> None:
    letter = arrive(malee, secrecy="confidential", subject="การสอบสวนวินัย")
    take(take(letter, malee, "check"), secret_registrar, "register")
    book = letter.organisation.registers.get(run="secret_receive")
    html = browser_of(malee).get(f"/letters/incoming/?book={book.pk}").content.decode()
    assert "ลับ" in html
    assert "การสอบสวนวินัย" not in html
    seen = browser_of(secret_registrar).get(f"/letters/incoming/?book={book.pk}").content.decode()
    assert "การสอบสวนวินัย" in seen


def test_a_teacher_sees_the_letters_that_name_her_alone(malee: Post, somchai: Post, wipha: Post) -> None:
    theirs = take(arrive(malee, subject="เรื่องของคนอื่น"), malee, "check", "register", "submit")
    hers = take(arrive(malee, subject="เรื่องของวิภา"), malee, "check", "register", "submit")
    take(theirs, somchai, "order", text="ทราบ")
    take(hers, somchai, "order", text="มอบ", assignees=[{"person": wipha.person_id}])
    html = browser_of(wipha).get("/letters/incoming/").content.decode()
    assert "เรื่องของวิภา" in html
    assert "เรื่องของคนอื่น" not in html


def test_another_agency_sees_an_empty_book(malee: Post, pricha: Post) -> None:
    take(arrive(malee), malee, "check", "register")
    html = browser_of(pricha).get("/letters/incoming/").content.decode()
    assert "ขอเชิญประชุมผู้บริหาร" not in html


def test_the_book_asks_as_many_questions_of_three_rows_as_of_thirty(
    malee: Post, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    browser = browser_of(malee)

    def asked() -> int:
        with CaptureQueriesContext(connection) as questions:
            browser.get("/letters/incoming/")
        return len(questions)

    for number in range(3):
        take(arrive(malee, reference=f"ศธ 1/{number}"), malee, "check", "register")
    few = asked()
    for number in range(3, 30):
        take(arrive(malee, reference=f"ศธ 1/{number}"), malee, "check", "register")
    with django_assert_num_queries(few):
        browser.get("/letters/incoming/")


def test_pages_of_the_book_follow_each_other_both_ways(malee: Post, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("workflows.letters.web.book.ROWS", 3)
    for number in range(8):
        take(arrive(malee, reference=f"ศธ 1/{number}"), malee, "check", "register")
    browser = browser_of(malee)
    seen: list[list[str]] = []
    address = ""
    while True:
        html = browser.get(f"/letters/incoming/{address}").content.decode()
        seen.append(re.findall(r'book-reference">(ศธ 1/\d)<', html))
        older = re.search(r'rel="next" href="([^"]+)"', html)
        if older is None:
            break
        address = older[1].replace("&amp;", "&")
    assert seen == [["ศธ 1/7", "ศธ 1/6", "ศธ 1/5"], ["ศธ 1/4", "ศธ 1/3", "ศธ 1/2"], ["ศธ 1/1", "ศธ 1/0"]]
    newer = re.search(r'rel="prev" href="([^"]+)"', html)
    assert newer is not None
    back = browser.get("/letters/incoming/" + newer[1].replace("&amp;", "&")).content.decode()
    assert re.findall(r'book-reference">(ศธ 1/\d)<', back) == seen[1]
