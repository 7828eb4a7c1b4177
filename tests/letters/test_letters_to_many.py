"""A letter to many says that they are listed, and the list follows on a page behind. A5 for short memos."""

from __future__ import annotations

import io

import pikepdf
import pytest
from docx import Document

from documents.files import blobs
from eoffice.common.errors import InvalidInputs
from eoffice.people.models import Post
from tests.documents.rendering.reading import by_pdfium, squeezed
from tests.factories import browser_of
from tests.letters.test_outgoing import draft, go, sent, signed
from tests.letters.web.test_outgoing_pages import FORM
from workflows.engine.perform import start
from workflows.letters.models import OutgoingLetter
from workflows.letters.printing import print_written

SCHOOLS = [{"name": f"ผู้อำนวยการโรงเรียนบ้านน้ำปั้วที่ {place}", "channel": "post"} for place in range(1, 6)]


def pages_of(pdf: bytes) -> list[str]:
    with pikepdf.open(io.BytesIO(pdf)) as made:
        texts = []
        for page in made.pages:
            one, out = pikepdf.new(), io.BytesIO()
            one.pages.append(page)
            one.save(out)
            texts.append(squeezed(by_pdfium(out.getvalue())))
    return texts


def kept_paper(letter: OutgoingLetter) -> bytes:
    link = letter.document.file_links.get(role="main")
    return b"".join(blobs.read(link.file.blob))


def test_the_list_stands_behind_the_letter_that_is_kept(
    malee: Post, somchai: Post, wipha: Post, deputy: Post
) -> None:
    letter = sent(signed(draft(wipha, recipients=SCHOOLS), wipha, deputy, somchai), malee)
    assert letter.document.addressee == "ตามบัญชีรายชื่อผู้รับ"
    first, behind = pages_of(kept_paper(letter))
    assert "เรียนตามบัญชีรายชื่อผู้รับ" in first
    assert "บัญชีรายชื่อผู้รับ" in behind
    assert squeezed("ศธ ๐๔๓๔๖.๒๖/๑") in behind
    for place in "๑๒๓๔๕":
        assert squeezed(f"ผู้อำนวยการโรงเรียนบ้านน้ำปั้วที่ {place}") in behind


def test_three_names_stand_in_the_line_itself(wipha: Post) -> None:
    letter = draft(wipha, recipients=SCHOOLS[:3])
    assert len(pages_of(print_written(letter, wipha, "pdf"))) == 1


def test_the_editable_copy_has_the_list_too(wipha: Post) -> None:
    letter = draft(wipha, recipients=SCHOOLS)
    copy = Document(io.BytesIO(print_written(letter, wipha, "docx")))
    cells = [cell.text for row in copy.tables[-1].rows for cell in row.cells]
    assert cells[:4] == ["ลำดับที่", "ผู้รับ", "๑", "ผู้อำนวยการโรงเรียนบ้านน้ำปั้วที่ ๑"]


def test_the_list_is_drawn_while_one_writes_and_edits(wipha: Post) -> None:
    form = dict(FORM)
    for place, row in enumerate(SCHOOLS):
        form |= {f"recipients[{place}]name": row["name"], f"recipients[{place}]channel": "post"}
    clerk = browser_of(wipha)
    shown = clerk.post("/letters/outgoing/preview/", form).content.decode()
    assert shown.count("data:image/png;base64,") == 2
    letter = draft(wipha, recipients=SCHOOLS)
    asked = {"form": "1", "subject": "เรื่อง", "body": "ข้อความ", "salutation": "เรียน"}
    edited = clerk.post(f"/letters/outgoing/preview/?item={letter.pk}", asked).content.decode()
    assert edited.count("data:image/png;base64,") == 2


def test_a_short_memo_lies_on_half_the_paper(wipha: Post) -> None:
    told = {"subject": "ขออนุญาตไปราชการ", "body": "ขออนุญาตไปราชการหนึ่งวัน", "sheet": "a5"}
    memo = start("memo", "draft", wipha, told)
    with pikepdf.open(io.BytesIO(print_written(memo, wipha, "pdf"))) as made:
        assert [round(float(edge) / 72 * 25.4) for edge in made.pages[0].mediabox][2:] == [148, 210]
    go(memo, wipha, "edit", body="ข้อความใหม่")  # what is not told stays
    assert memo.document.texts.last().wording.sheet == "a5"
    internal = draft(wipha, kind="internal_letter", sheet="a5")
    assert internal.document.texts.get().wording.sheet == "a5"


def test_other_forms_are_of_a4_alone(wipha: Post) -> None:
    with pytest.raises(InvalidInputs) as refused:
        draft(wipha, sheet="a5")
    assert "sheet" in refused.value.errors
