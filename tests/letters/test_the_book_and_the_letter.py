"""A row of the book and the letter that has its number tell the same, whoever works at which of them."""

from __future__ import annotations

import pytest
from django.urls import reverse

from documents.actions import numbers
from documents.actions.numbers import note_action, void
from documents.models import Document, RegisterEntry
from eoffice.common.errors import TransitionRefused
from eoffice.organisations.models import Unit
from eoffice.people.models import Post
from tests.api.caller import Caller
from tests.factories import browser_of, make_person
from tests.letters.telling import arrive, ordered, take
from workflows.engine.perform import perform
from workflows.letters.models import IncomingLetter

pytestmark = pytest.mark.django_db


def row_of(letter: IncomingLetter) -> RegisterEntry:
    assert letter.entry is not None
    return RegisterEntry.objects.get(pk=letter.entry.pk)


def test_the_number_of_a_living_letter_is_not_cancelled_at_the_desk(
    malee: Post, somchai: Post, wipha: Post
) -> None:
    letter = ordered(arrive(malee), malee, somchai, wipha)
    address = reverse("documents:void", args=[letter.entry_id])
    browser = browser_of(malee)

    refused = browser.post(address, {"reason": "ลงผิด", "key": "k"})
    Caller(malee).post(f"register-entries/{letter.entry_id}/void/", {"reason": "ลงผิด"}, status=409)

    assert refused.status_code == 409
    assert letter.get_absolute_url() in refused.content.decode()
    assert letter.get_absolute_url() in browser.get(address).content.decode()
    page = browser.get(reverse("documents:entry", args=[letter.entry_id])).content.decode()
    assert letter.get_absolute_url() in page
    assert address not in page
    assert row_of(letter).state == RegisterEntry.State.ISSUED
    assert perform(letter, "distribute", malee).state == "distributed"


def test_the_unit_s_number_of_a_letter_is_the_letter_s_as_well(malee: Post, academic_unit: Unit) -> None:
    letter = take(arrive(malee), malee, "check", "register")
    letter.unit_entry = numbers.enter(
        letter.document,
        register=numbers.register_of(malee.organisation, "receive", academic_unit),
        post=malee,
    )
    letter.save(update_fields=["unit_entry"])
    with pytest.raises(TransitionRefused):
        void(letter.unit_entry, reason="ลงผิด", post=malee)


def test_the_letter_s_own_step_cancels_its_number(malee: Post, somchai: Post) -> None:
    letter = take(arrive(malee), malee, "check", "register")
    letter = perform(letter, "void", malee, {"note": "ลงผิด", "approved_by": somchai.person_id})
    assert (letter.state, row_of(letter).state) == ("voided", "void")


def test_a_row_corrected_at_the_desk_corrects_its_letter(malee: Post, somchai: Post) -> None:
    letter = take(arrive(malee), malee, "check", "register", "submit")  # its own step is closed by now
    numbers.fix_row(
        row_of(letter), reason="พิมพ์ผิด", post=malee, subject="ขอเชิญอบรม", from_text="สพป.ตัวอย่าง", remarks="ด่วน"
    )

    paper = Document.objects.get(pk=letter.document_id)
    assert (paper.subject, paper.sender_text) == ("ขอเชิญอบรม", "สพป.ตัวอย่าง")
    found = browser_of(malee).get(letter.get_absolute_url()).content.decode()
    assert "ขอเชิญอบรม" in found


def test_a_row_corrected_by_the_letter_shows_at_once(malee: Post) -> None:
    letter = take(arrive(malee), malee, "check", "register")
    letter = take(letter, malee, "fix_row", field="subject", value="ขอเชิญอบรม", note="พิมพ์ผิด")
    assert letter.document.subject == row_of(letter).subject == "ขอเชิญอบรม"


def test_a_signed_paper_stays_when_its_row_is_corrected(malee: Post) -> None:
    letter = take(arrive(malee), malee, "check", "register")
    Document.objects.filter(pk=letter.document_id).update(sealed_at=letter.created_at)
    numbers.fix_row(row_of(letter), reason="พิมพ์ผิด", post=malee, subject="ขอเชิญอบรม")
    assert Document.objects.get(pk=letter.document_id).subject != "ขอเชิญอบรม"


def test_a_unit_s_own_book_leaves_the_paper_alone(malee: Post, school_head: Post) -> None:
    letter = take(arrive(malee), malee, "check", "register")
    book = numbers.register_of(malee.organisation, "receive", school_head.unit)
    row = numbers.enter(letter.document, register=book, post=malee)
    numbers.fix_row(row, reason="ย่อ", post=malee, subject="อบรม")
    assert Document.objects.get(pk=letter.document_id).subject == letter.document.subject


@pytest.fixture
def school_head(malee: Post, academic_unit: Unit) -> Post:
    return make_person(malee.organisation, "head", unit=academic_unit)


def test_a_cancelled_row_is_passed_over_where_the_handling_is_noted(malee: Post) -> None:
    row = void(
        numbers.enter(None, register=numbers.register_of(malee.organisation, "receive"), post=malee),
        reason="ผิด",
        post=malee,
    )
    note_action(row, "วิภา")
    row.refresh_from_db()
    assert row.action == ""
