"""Words changed behind the application's back are found; a correction on record is no fault."""

from __future__ import annotations

import io

import pytest
from django.core.management import call_command
from django.db.models import QuerySet

from documents.actions.numbers import fix_row
from documents.models import Document, RegisterEntry
from eoffice.people.models import Post
from tests.letters.telling import arrive, ordered, take
from workflows.engine.models import Transition
from workflows.engine.perform import perform
from workflows.engine.verify import verify_log
from workflows.letters.models import Endorsement, IncomingLetter


@pytest.fixture
def letter(malee: Post, somchai: Post, wipha: Post) -> IncomingLetter:
    found = take(ordered(arrive(malee), malee, somchai, wipha), malee, "distribute")
    perform(found.assignments.get(), "report", wipha, {"text": "เข้าประชุมแล้ว"})
    found.refresh_from_db()
    return found


def sentences() -> list[str]:
    return [finding.sentence for finding in verify_log()]


def test_nothing_is_found_where_nothing_was_changed(
    letter: IncomingLetter, malee: Post, somchai: Post, secret_registrar: Post
) -> None:
    fresh = take(arrive(malee), malee, "check", "register")
    take(fresh, malee, "fix_row", field="subject", value="เรื่องที่ถูก", note="พิมพ์ผิด")
    take(fresh, malee, "fix_row", field="subject", value="เรื่องที่ถูกกว่า", note="พิมพ์ผิดอีก")
    take(fresh, malee, "fix_row", field="dated_on", value="2026-11-19", note="พิมพ์ผิด")
    take(fresh, malee, "void", note="ลงซ้ำ", approved_by=somchai.person_id)
    assert letter.entry is not None
    fix_row(letter.entry, reason="ที่โต๊ะทะเบียน", post=malee, from_text="สพม.อื่น")
    secret = take(arrive(malee, secrecy="confidential"), secret_registrar, "check", "register")
    take(secret, secret_registrar, "fix_row", field="subject", value="ลับกว่า", note="พิมพ์ผิด")
    assert sentences() == []


@pytest.mark.parametrize("column", ["reference", "from_text", "to_text", "subject", "remarks"])
def test_a_changed_column_of_the_book(letter: IncomingLetter, column: str) -> None:
    RegisterEntry.objects.filter(incoming_letters=letter).update(**{column: "แก้ทีหลัง"})
    found = sentences()
    assert found
    assert "โดยไม่มีบันทึกการแก้รายการ" in found[0]


def test_a_correction_that_does_not_lead_to_what_stands_there(letter: IncomingLetter, malee: Post) -> None:
    assert letter.entry is not None
    fix_row(letter.entry, reason="พิมพ์ผิด", post=malee, remarks="ก")
    RegisterEntry.objects.filter(incoming_letters=letter).update(remarks="ข")
    assert len(sentences()) == 1


@pytest.mark.parametrize("column", ["reference", "sender_text", "addressee", "subject"])
def test_a_changed_paper(letter: IncomingLetter, column: str) -> None:
    Document.objects.filter(pk=letter.document_id).update(**{column: "แก้ทีหลัง"})
    assert ["ไม่ตรงกับแถวทะเบียน" in sentence for sentence in sentences()] == [True]


def test_a_letter_whose_row_is_gone(letter: IncomingLetter) -> None:
    IncomingLetter._base_manager.filter(pk=letter.pk).update(entry=None)
    assert sentences() == ["แถวทะเบียนของหนังสือหายไป"]


def test_a_number_cancelled_by_nobody(letter: IncomingLetter) -> None:
    assert letter.entry is not None
    letter.entry.state, letter.entry.voided_at = RegisterEntry.State.VOID, letter.created_at
    letter.entry.save()
    assert len(sentences()) == 1


@pytest.mark.parametrize("kind", ["submission", "order", "report"])
def test_a_changed_minute(letter: IncomingLetter, kind: str) -> None:
    minutes: QuerySet[Endorsement] = letter.endorsements.filter(kind=kind)
    assert minutes.update(text="ไม่เคยสั่งไว้อย่างนี้") == 1
    assert sentences() == ["เกษียนถูกแก้ไขหรือถูกลบ"]


def test_a_minute_taken_out_and_one_put_in(letter: IncomingLetter) -> None:
    order = letter.endorsements.get(kind="order")
    order.delete()
    assert sentences() == ["เกษียนถูกแก้ไขหรือถูกลบ"]
    order.pk = None
    order.save()  # as it was
    assert sentences() == []
    order.pk, order.text = None, "เพิ่มเอง"
    order.save()
    assert sentences() == ["มีเกษียนที่ไม่ได้มาจากขั้นใดเพิ่มเข้ามา"]


def test_no_word_of_it_stands_in_the_log(letter: IncomingLetter) -> None:
    told = str(list(Transition.objects.values_list("evidence", flat=True)))
    assert letter.document.subject not in told
    assert "เข้าประชุมแล้ว" not in told


@pytest.mark.parametrize(
    ("locale", "said"), [("th_TH.UTF-8", "ครบถ้วน"), ("en_GB.UTF-8", "Everything is whole."), ("C", "ครบถ้วน")]
)
def test_the_command_speaks_the_language_of_the_terminal(
    letter: IncomingLetter, locale: str, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LC_ALL", locale)
    out = io.StringIO()
    call_command("verify", stdout=out)
    assert said in out.getvalue()
