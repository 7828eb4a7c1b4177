"""Letters as papers (API.md: `/print/?format=pdf|docx`)."""

from __future__ import annotations

import io
from typing import Any

import pypdfium2
import pytest
from docx import Document as Docx

from documents.actions.papers import attach
from documents.files.receive import receive
from documents.models import DocumentFile
from eoffice.people.models import AuditEvent, Post
from tests.api.caller import Caller
from tests.documents import paper
from tests.letters.telling import arrive, ordered, take
from tests.letters.test_outgoing import draft
from workflows.letters.models import IncomingLetter

pytestmark = pytest.mark.django_db


def printed(post: Post, path: str, form: str = "pdf") -> Any:
    caller = Caller(post)
    return caller.client.get(f"/api/v1/{path}/print/?format={form}", headers=caller.headers)


def words(data: bytes) -> str:
    document = pypdfium2.PdfDocument(data)
    return "\n".join(page.get_textpage().get_text_range() for page in document)


def with_pdf(letter: IncomingLetter, post: Post, pages: int = 2) -> None:
    record = receive([paper.pdf(pages)], name="หนังสือ.pdf", post=post, secret=letter.document.is_secret)
    attach(letter.document, [record], post=post, role=DocumentFile.Role.MAIN)


def test_the_received_pdf_comes_with_its_stamp_and_minutes(malee: Post, somchai: Post, wipha: Post) -> None:
    letter = arrive(malee)
    with_pdf(letter, malee)
    letter = ordered(letter, malee, somchai, wipha)

    answer = printed(malee, f"incoming-letters/{letter.pk}")

    assert answer["Content-Type"] == "application/pdf"
    document = pypdfium2.PdfDocument(answer.content)
    first, last = (document[n].get_textpage().get_text_range() for n in (0, len(document) - 1))
    assert len(document) == 3
    assert "เลขรับ" in first
    assert letter.document.subject in last.replace("\r\n", "")
    assert letter.endorsements.first() is not None
    assert somchai.person.last_name in last
    assert AuditEvent.objects.filter(action="paper_print").count() == 1


def test_a_letter_on_paper_has_the_sheet_alone_and_an_editable_copy(malee: Post) -> None:
    letter = take(arrive(malee), malee, "check", "register")
    assert letter.document.subject in words(printed(malee, f"incoming-letters/{letter.pk}").content)
    copy = Docx(io.BytesIO(printed(malee, f"incoming-letters/{letter.pk}", "docx").content))
    cells = [cell.text for row in copy.tables[0].rows for cell in row.cells]
    assert letter.document.subject in cells


def test_an_outgoing_letter_is_printed_as_it_is_written(wipha: Post) -> None:
    letter = draft(wipha)
    assert letter.document.subject in words(printed(wipha, f"outgoing-letters/{letter.pk}").content)
    copy = Docx(io.BytesIO(printed(wipha, f"outgoing-letters/{letter.pk}", "docx").content))
    assert any(letter.document.subject in line.text for line in copy.paragraphs)


def test_no_other_form_and_nobody_who_may_not_see_it(
    malee: Post, pricha: Post, secret_registrar: Post
) -> None:
    letter = arrive(malee)
    assert printed(malee, f"incoming-letters/{letter.pk}", "xlsx").json()["errors"].keys() == {"format"}
    assert printed(pricha, f"incoming-letters/{letter.pk}").status_code == 404
    secret = take(arrive(malee, secrecy="confidential", subject="สอบวินัย"), secret_registrar, "check")
    assert printed(malee, f"incoming-letters/{secret.pk}").status_code in {403, 404}
    open_to_her = printed(secret_registrar, f"incoming-letters/{secret.pk}")
    assert "สอบวินัย" in words(open_to_her.content)
    assert "ลับ" in words(open_to_her.content)
