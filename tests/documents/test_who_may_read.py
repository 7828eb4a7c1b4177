"""Who sees a document, its files and its row in the book (ARCHITECTURE 6, sheet 4.2)."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.db.models import QuerySet

from documents import access
from documents.actions import numbers, papers
from documents.files.receive import receive
from documents.models import Document, FileRecord, Register, RegisterEntry
from eoffice.common.errors import InvalidInputs, TransitionRefused
from eoffice.organisations.models import Organisation, Unit
from eoffice.people.models import Clearance, Post
from eoffice.people.roles import Role
from tests.documents.telling import at, book, letter
from tests.factories import make_person

pytestmark = pytest.mark.django_db


def sees(post: Post, document: Document) -> bool:
    return Document.objects.visible_to(post).filter(pk=document.pk).exists()


def test_an_ordinary_letter_is_for_the_registry_the_heads_and_whoever_is_let_in(
    malee: Post, somchai: Post, wipha: Post, pricha: Post, sysadmin: Post
) -> None:
    document = letter(malee)
    assert [sees(who, document) for who in (malee, somchai, wipha, pricha, sysadmin)] == [
        True,
        True,
        False,
        False,
        False,
    ]

    papers.grant(document, wipha.person, "assigned", by=somchai.person)
    papers.grant(document, wipha.person, "assigned", by=somchai.person)

    assert sees(wipha, document)


def test_a_secret_letter_is_for_the_cleared_who_need_to_know(
    malee: Post, somchai: Post, wipha: Post, secret_registrar: Post, sysadmin: Post, school: Organisation
) -> None:
    document = letter(secret_registrar, "สอบสวนวินัย", secrecy="confidential")
    assert [sees(who, document) for who in (secret_registrar, malee, somchai, sysadmin)] == [
        True,
        False,
        False,
        False,
    ]

    papers.grant(document, somchai.person, "named", by=secret_registrar.person)
    assert not sees(somchai, document)  # named, but not cleared
    somchai.person.clearance = Clearance.CONFIDENTIAL
    somchai.person.save()
    assert sees(somchai, document)

    cleared = make_person(school, "cleared", Role.CENTRAL_REGISTRAR, clearance=Clearance.SECRET)
    assert not sees(cleared, document)  # cleared, but not named
    assert document.subject_for(cleared) == ""
    assert document.subject_for(somchai) == "สอบสวนวินัย"


def test_clearance_for_confidential_opens_no_secret_paper(secret_registrar: Post, somchai: Post) -> None:
    document = letter(secret_registrar, secrecy="secret")
    papers.grant(document, somchai.person, "named", by=None)
    somchai.person.clearance = Clearance.CONFIDENTIAL
    somchai.person.save()
    assert not sees(somchai, document)


def test_the_database_holds_no_secret_subject(secret_registrar: Post) -> None:
    document = letter(secret_registrar, "สอบสวนวินัย", secrecy="confidential")
    entry = numbers.enter(document, register=book(secret_registrar, "secret_receive"), post=secret_registrar)

    for table in ("documents_document", "documents_registerentry"):
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT * FROM {table}")
            assert "สอบสวน" not in repr(
                [[bytes(v) if isinstance(v, memoryview) else v for v in r] for r in cursor]
            )
    assert entry.opened_subject() == document.opened_subject() == "สอบสวนวินัย"

    with pytest.raises(DatabaseError), transaction.atomic():
        Document.objects.filter(pk=document.pk).update(subject="สอบสวนวินัย")


def test_top_secret_keeps_neither_subject_nor_file(secret_registrar: Post) -> None:
    document = letter(secret_registrar, "แผน", secrecy="top_secret")
    record = receive([b"plan"], name="a.txt", post=secret_registrar)

    assert document.opened_subject() == ""
    with pytest.raises(InvalidInputs, match="ลับที่สุด"):
        papers.attach(document, [record], post=secret_registrar)

    other = letter(secret_registrar, secrecy="secret")
    papers.attach(other, [record], post=secret_registrar)
    with pytest.raises(TransitionRefused):
        papers.reclassify(other, "top_secret")


def test_a_process_opens_documents_that_lie_in_its_agency(malee: Post, pricha: Post) -> None:
    document = letter(malee)

    def received(post: Post) -> QuerySet[Any, Any]:
        open_ = (
            Document.objects.filter(sender_text="สพม.ตัวอย่าง") if post == pricha else Document.objects.none()
        )
        return open_.values("pk")

    access.register_viewer(received)
    try:
        assert sees(pricha, document)
        assert not sees(pricha, letter(malee, secrecy="confidential"))
    finally:
        access.unregister_viewer(received)
    assert not sees(pricha, document)


def test_a_file_is_its_uploaders_until_a_document_has_it(malee: Post, wipha: Post, pricha: Post) -> None:
    record = receive([b"abc"], name="a.txt", post=wipha)
    visible = FileRecord.objects.visible_to
    assert [record in visible(who) for who in (wipha, malee, pricha)] == [True, False, False]

    papers.attach(letter(malee), [record], post=malee)

    assert [record in visible(who) for who in (wipha, malee, pricha)] == [False, True, False]


@pytest.mark.parametrize(
    "ids", [["{theirs}"], ["999999"], ["x"], ["-1"], ["9" * 40], [None], ["{mine}", "{theirs}"]]
)
def test_somebody_elses_file_and_no_file_are_refused_alike(ids: list[str], malee: Post, pricha: Post) -> None:
    mine = receive([b"mine"], name="a.txt", post=malee)
    theirs = receive([b"theirs"], name="a.txt", post=pricha)
    named = [str(one).format(mine=mine.pk, theirs=theirs.pk) for one in ids]

    with pytest.raises(InvalidInputs) as refused:
        papers.files_named(named, post=malee)

    assert refused.value.errors == {"files": ["ไม่พบไฟล์ โปรดอัปโหลดใหม่"]}
    assert papers.files_named([mine.pk, str(mine.pk)], post=malee) == [mine]


def test_the_books_are_open_to_those_who_keep_and_direct(
    malee: Post,
    somchai: Post,
    wipha: Post,
    pricha: Post,
    secret_registrar: Post,
    section_head: Post,
    academic_unit: Unit,
) -> None:
    central, secret = book(malee), book(malee, "secret_receive")
    units = numbers.register_of(malee.organisation, "receive", academic_unit)
    seen = {
        who.person.username: {*Register.objects.visible_to(who)}
        for who in (malee, somchai, wipha, pricha, secret_registrar, section_head)
    }
    assert seen == {
        "malee": {central, secret, units},
        "somchai": {central, secret, units},
        "wipha": set(),
        "pricha": set(),
        "kanda": {secret},
        "prasoet": {units},
    }


def test_of_a_secret_row_others_see_number_and_class_alone(
    malee: Post, somchai: Post, secret_registrar: Post, django_assert_num_queries: Any
) -> None:
    document = letter(secret_registrar, "สอบสวนวินัย", secrecy="confidential")
    entry = numbers.enter(
        document,
        register=book(malee, "secret_receive"),
        post=secret_registrar,
        remarks="ใบปก",
        at=at("2026-11-23"),
    )
    reserved = numbers.reserve(entry.register, purpose="ลับ", post=secret_registrar)

    hidden, open_ = entry.masked_for(malee), entry.masked_for(secret_registrar)
    assert hidden.hidden
    assert {hidden.subject, hidden.from_text, hidden.reference, hidden.remarks} == {""}
    assert hidden.entry.digits == "1"
    assert (open_.subject, open_.remarks) == ("สอบสวนวินัย", "ใบปก")
    assert [reserved.masked_for(who).hidden for who in (somchai, secret_registrar)] == [True, False]
    with django_assert_num_queries(1):
        RegisterEntry.objects.visible_to(malee).exists()


def test_possible_duplicates_are_told_across_digits_and_spaces(malee: Post, pricha: Post) -> None:
    first = letter(malee, reference="ศธ ๐๔๓๔๖/ว ๑๒๓")
    scan = receive([b"the same scan"], name="a.txt", post=malee)
    second = letter(malee, reference="อื่น 9")
    papers.attach(second, [scan], post=malee)
    letter(pricha, reference="ศธ 04346/ว123")

    def told(**asked: Any) -> set[Document]:
        usual: dict[str, Any] = {"reference": "", "sender_text": "", **asked}
        return {*Document.objects.possible_duplicates(malee.organisation, **usual)}

    assert told(reference="ศธ04346/ว123", sender_text="สพม. ตัวอย่าง") == {first}
    assert told(reference="ศธ 04346/123", sender_text="สพม.ตัวอย่าง") == set()
    assert told(hashes=[scan.blob.sha256]) == {second}
    assert told() == set()


def test_what_is_signed_no_longer_changes(malee: Post) -> None:
    document = letter(malee)
    assert papers.correct(document, subject="ใหม่", addressee="ผอ.") == {
        "subject": ["ขอเชิญประชุม", "ใหม่"],
        "addressee": ["", "ผอ."],
    }
    papers.seal(document)

    with pytest.raises(TransitionRefused):
        papers.correct(document, subject="อีก")
    assert papers.correct(document, reference="ศธ 04346.26/1") == {
        "reference": ["ศธ 04346/123", "ศธ 04346.26/1"]
    }


def test_a_file_of_a_secret_paper_is_not_passed_on_through_an_ordinary_one(
    malee: Post, secret_registrar: Post
) -> None:
    record = receive([b"abc"], name="a.txt", post=secret_registrar)
    confidential, secret, ordinary = (
        letter(secret_registrar, secrecy=secrecy) for secrecy in ("confidential", "secret", "normal")
    )
    papers.attach(confidential, [record], post=secret_registrar)

    with pytest.raises(InvalidInputs) as refused:
        papers.attach(ordinary, [record], post=secret_registrar)
    assert "files" in refused.value.errors
    assert not FileRecord.objects.visible_to(malee).exists()

    papers.attach(secret, [record], post=secret_registrar)  # upward it may go
    assert papers.attach(confidential, [record], post=secret_registrar) == []  # it is there already
