"""The editable copy says the same words, and Word takes them as Thai."""

from __future__ import annotations

import io
import zipfile

import pytest
from docx import Document
from docx.oxml.ns import qn

from documents.rendering.docx import render_docx
from documents.rendering.rendering import render
from tests.documents.rendering import samples
from tests.documents.rendering.reading import READERS, squeezed

pytestmark = pytest.mark.once


def words(data: bytes) -> str:
    document = Document(io.BytesIO(data))
    texts = [node.text or "" for node in document.element.body.iter(qn("w:t"))]
    return squeezed("".join(texts))


@pytest.mark.parametrize("name", ["external-letter", "memo", "order", "regulation", "announcement", "news"])
def test_the_copy_says_what_the_pdf_says(name: str) -> None:
    paper = samples.ALL[name]
    copy = words(render_docx(paper, made_at=samples.MADE).docx)
    pdf = squeezed(READERS["pdfium"](render(paper, made_at=samples.MADE).pdf))
    assert sorted(copy) == sorted(pdf)


def test_word_takes_the_text_as_thai() -> None:
    with zipfile.ZipFile(io.BytesIO(render_docx(samples.LETTER, made_at=samples.MADE).docx)) as archive:
        xml = archive.read("word/document.xml").decode() + archive.read("word/styles.xml").decode()
    for told in ('w:cs="TH SarabunPSK"', '<w:szCs w:val="32"/>', 'w:bidi="th-TH"'):
        assert told in xml


@pytest.mark.parametrize("name", sorted(samples.ALL))
def test_every_kind_has_an_editable_copy(name: str) -> None:
    assert len(words(render_docx(samples.ALL[name], made_at=samples.MADE).docx)) > 100
