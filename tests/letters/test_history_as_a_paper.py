"""The history of a letter as PDF (API.md: `/history/?format=pdf`)."""

from __future__ import annotations

import io

import pikepdf
import pypdfium2
import pytest

from eoffice.people.models import AuditEvent, Post
from tests.api.caller import Caller
from tests.letters.telling import arrive, ordered, take
from workflows.engine.perform import perform

pytestmark = pytest.mark.django_db


def text_of(data: bytes) -> str:
    return "\n".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(data))


def test_everything_that_happened_stands_in_it(malee: Post, somchai: Post, wipha: Post) -> None:
    letter = take(ordered(arrive(malee), malee, somchai, wipha), malee, "distribute")
    perform(letter.assignments.get(), "report", wipha, {"text": "เข้าประชุมแล้ว"})

    caller = Caller(malee)
    answer = caller.client.get(
        f"/api/v1/incoming-letters/{letter.pk}/history/?format=pdf", headers=caller.headers
    )

    assert answer.status_code == 200
    assert answer["Content-Type"] == "application/pdf"
    assert pikepdf.open(io.BytesIO(answer.content)).pages
    said = text_of(answer.content)
    for word in (letter.document.subject, "ลงรับ", "สั่งการ", "รายงานผล", wipha.person.first_name):
        assert word in said
    assert AuditEvent.objects.filter(action="history_print").count() == 1


def test_no_other_form_and_nobody_who_may_not_see_it(malee: Post, pricha: Post) -> None:
    letter = arrive(malee)
    told = Caller(malee).get(f"incoming-letters/{letter.pk}/history/", format="docx", status=422)
    assert list(told["errors"]) == ["format"]
    Caller(pricha).get(f"incoming-letters/{letter.pk}/history/", format="pdf", status=404)


def test_it_bears_the_class_of_the_paper_and_no_word_of_it(secret_registrar: Post, malee: Post) -> None:
    letter = take(
        arrive(malee, secrecy="confidential", subject="สอบวินัย"), secret_registrar, "check", "register"
    )
    caller = Caller(secret_registrar)
    answer = caller.client.get(f"/api/v1/incoming-letters/{letter.pk}/history/", headers=caller.headers)
    said = text_of(answer.content)
    assert "ลับ" in said
    assert "สอบวินัย" not in said
