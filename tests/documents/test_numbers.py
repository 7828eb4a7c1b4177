"""Register numbers: issued once, in order, for ever (sheet 3.2, 3.3, 12.5)."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from documents.actions import numbers
from documents.models import RegisterChange, RegisterEntry
from eoffice.common import clock
from eoffice.common.errors import InvalidInputs, NotAllowed, NumberConflict, TransitionRefused
from eoffice.people.models import AuditEvent, Post
from tests.documents.telling import at, book, letter

pytestmark = pytest.mark.django_db


def test_letters_get_consecutive_numbers_and_the_columns_of_the_form(malee: Post) -> None:
    register = book(malee)

    first = numbers.enter(letter(malee), register=register, post=malee, at=at("2026-11-23"))
    second = numbers.enter(
        letter(malee, "แจ้งกำหนดการ"), register=register, post=malee, at=at("2026-11-23"), remarks="ด่วน"
    )

    assert (first.year, first.number, first.label) == (2569, 1, "1")
    assert (second.number, second.subject, second.from_text, second.remarks) == (
        2,
        "แจ้งกำหนดการ",
        "สพม.ตัวอย่าง",
        "ด่วน",
    )


def test_the_book_changes_at_midnight_in_bangkok(malee: Post) -> None:
    register = book(malee)

    old = numbers.enter(letter(malee), register=register, post=malee, at=at("2026-12-31", "23:59"))
    new = numbers.enter(letter(malee), register=register, post=malee, at=at("2027-01-01", "00:00"))

    # 17:00 UTC on 31 December is the new year in Bangkok.
    assert new.entered_at.astimezone(dt.UTC).date() == dt.date(2026, 12, 31)
    assert [(old.year, old.number), (new.year, new.number)] == [(2569, 1), (2570, 1)]


def test_numbers_are_written_as_their_run_asks(malee: Post) -> None:
    on = at("2026-11-23")
    written = {
        run: numbers.enter(None, register=book(malee, run), post=malee, at=on).label
        for run in ("receive", "send", "circular", "order", "secret_send")
    }
    assert written == {
        "receive": "1",
        "send": "ศธ 04346.26/1",
        "circular": "ศธ 04346.26/ว 1",
        "order": "1/2569",
        "secret_send": "ลับ ศธ 04346.26/1",
    }


def test_circulars_share_the_general_run_where_the_agency_decided_so(malee: Post) -> None:
    agency = malee.organisation
    agency.settings = {"circular_run": "general"}
    agency.save()

    numbers.enter(None, register=book(malee, "send"), post=malee, at=at("2026-11-23"))
    register, pattern = numbers.circular_register(agency)
    circular = numbers.enter(None, register=register, post=malee, at=at("2026-11-23"), pattern=pattern)

    assert circular.label == "ศธ 04346.26/ว 2"


def test_entering_costs_two_statements(malee: Post, django_assert_num_queries: Any) -> None:
    register, document = book(malee), letter(malee)
    numbers.enter(document, register=register, post=malee)

    with django_assert_num_queries(2):
        numbers.enter(document, register=register, post=malee)


def test_a_rollback_leaves_no_hole(malee: Post) -> None:
    register = book(malee)
    numbers.enter(None, register=register, post=malee)

    with transaction.atomic():
        numbers.enter(None, register=register, post=malee)
        transaction.set_rollback(True)

    assert numbers.enter(None, register=register, post=malee).number == 2


def test_a_paper_book_is_continued_and_never_turned_back(malee: Post) -> None:
    register = book(malee)
    numbers.set_floor(register, 2569, 1283, post=malee)

    assert numbers.enter(None, register=register, post=malee, at=at("2026-11-23")).number == 1284
    with pytest.raises(NumberConflict, match="1284"):
        numbers.set_floor(register, 2569, 1000, post=malee)
    assert AuditEvent.objects.get(action="register_floor").detail["floor"] == 1283


def test_a_reserved_number_takes_its_row_and_is_filled_in_later(malee: Post) -> None:
    register = book(malee, "send")
    kept = numbers.reserve(register, purpose="หนังสือเชิญประชุมผู้ปกครอง", post=malee, at=at("2026-11-02"))
    numbers.enter(None, register=register, post=malee, at=at("2026-11-03"))

    used = numbers.use_reservation(kept, letter(malee), post=malee, at=at("2026-11-10"))

    assert (kept.number, used.state, used.subject) == (1, "issued", "ขอเชิญประชุม")
    assert used.entered_at == at("2026-11-02")
    with pytest.raises(NumberConflict):
        numbers.use_reservation(kept, letter(malee), post=malee, at=at("2026-11-10"))


def test_a_reservation_runs_out_after_fifteen_days_and_its_number_does_not_return(malee: Post) -> None:
    register = book(malee, "send")
    kept = numbers.reserve(register, purpose="เผื่อไว้", post=malee, at=at("2026-11-02"))

    with pytest.raises(TransitionRefused):
        numbers.use_reservation(kept, letter(malee), post=malee, at=at("2026-11-17"))
    assert numbers.expire_reservations(at("2026-11-16")) == 0
    assert numbers.expire_reservations(at("2026-11-17")) == 1
    assert numbers.expire_reservations(at("2026-11-17")) == 0

    kept.refresh_from_db()
    assert kept.state == "void"
    assert numbers.enter(None, register=register, post=malee, at=at("2026-11-18")).number == 2


def test_a_cancelled_number_keeps_its_row_frozen(malee: Post) -> None:
    entry = numbers.enter(letter(malee), register=book(malee), post=malee)

    numbers.void(entry, reason="พิมพ์ผิดเรื่อง", post=malee)

    entry.refresh_from_db()
    assert (entry.state, entry.void_reason) == ("void", "พิมพ์ผิดเรื่อง")
    with pytest.raises(TransitionRefused):
        numbers.void(entry, reason="อีกครั้ง", post=malee)
    with pytest.raises(TransitionRefused):
        numbers.fix_row(entry, reason="แก้", post=malee, subject="อื่น")
    with pytest.raises(InvalidInputs):
        numbers.void(numbers.enter(None, register=book(malee), post=malee), reason=" ", post=malee)


def test_a_number_is_put_between_by_the_registrar_with_a_reason(malee: Post) -> None:
    register = book(malee)
    for _row in range(3):
        numbers.enter(None, register=register, post=malee, at=at("2026-11-20"))
    where: dict[str, Any] = {"year": 2569, "number": 2, "post": malee, "at": at("2026-11-23")}

    put = numbers.insert_after(register, reason="มาถึงก่อน", stated_on=dt.date(2026, 11, 20), **where)
    again = numbers.insert_after(register, reason="อีกฉบับ", stated_on=dt.date(2026, 11, 20), **where)

    assert (put.label, again.label, put.shown_on) == ("2.1", "2.2", dt.date(2026, 11, 20))
    assert [row.digits for row in RegisterEntry.objects.filter(register=register).in_order()] == [
        "1",
        "2",
        "2.1",
        "2.2",
        "3",
    ]
    with pytest.raises(InvalidInputs) as refused:
        numbers.insert_after(register, reason="", stated_on=dt.date(2026, 11, 24), **where)
    assert set(refused.value.errors) == {"reason", "stated_on"}
    with pytest.raises(InvalidInputs):
        numbers.insert_after(
            register, reason="ล่วงหน้า", stated_on=dt.date(2026, 11, 20), **{**where, "number": 4}
        )


def test_a_correction_keeps_what_stood_there(malee: Post) -> None:
    entry = numbers.enter(letter(malee), register=book(malee), post=malee)

    numbers.fix_row(entry, reason="พิมพ์ตก", post=malee, subject="ขอเชิญประชุมผู้บริหาร", remarks="")

    change = RegisterChange.objects.get()
    assert (change.field, change.old, change.new) == ("subject", "ขอเชิญประชุม", "ขอเชิญประชุมผู้บริหาร")


@pytest.mark.parametrize("who", ["wipha", "somchai", "pricha"])
def test_nobody_but_the_registrar_touches_the_book(
    who: str, malee: Post, request: pytest.FixtureRequest
) -> None:
    other: Post = request.getfixturevalue(who)
    register = book(malee)
    entry = numbers.enter(None, register=register, post=malee)
    day = clock.today()

    for attempt in (
        lambda: numbers.reserve(register, purpose="x", post=other),
        lambda: numbers.void(entry, reason="x", post=other),
        lambda: numbers.set_floor(register, 2569, 99, post=other),
        lambda: numbers.fix_row(entry, reason="x", post=other, remarks="x"),
        lambda: numbers.insert_after(
            register, year=2569, number=1, reason="x", stated_on=day, post=other, at=clock.now()
        ),
    ):
        with pytest.raises(NotAllowed):
            attempt()


def test_the_clerk_does_not_touch_the_secret_books(malee: Post) -> None:
    with pytest.raises(NotAllowed):
        numbers.reserve(book(malee, "secret_receive"), purpose="x", post=malee)


STATEMENTS = [
    "DELETE FROM documents_registerentry WHERE id = {id}",
    "UPDATE documents_registerentry SET number = 99 WHERE id = {id}",
    "UPDATE documents_registerentry SET year = 2570 WHERE id = {id}",
    "UPDATE documents_registerentry SET state = 'issued' WHERE id = {void}",
    "DELETE FROM documents_registerchange",
    "UPDATE documents_registerchange SET old = ''",
]


@pytest.mark.parametrize("statement", STATEMENTS)
def test_the_database_itself_refuses(malee: Post, statement: str) -> None:
    register = book(malee)
    entry = numbers.enter(letter(malee), register=register, post=malee)
    gone = numbers.void(numbers.enter(None, register=register, post=malee), reason="ผิด", post=malee)
    numbers.fix_row(entry, reason="พิมพ์ตก", post=malee, subject="ใหม่")

    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement.format(id=entry.pk, void=gone.pk))

    assert RegisterEntry.objects.count() == 2


def test_no_code_deletes_a_row() -> None:
    with pytest.raises(TypeError):
        RegisterEntry.objects.all().delete()
    with pytest.raises(TypeError):
        RegisterEntry().delete()
