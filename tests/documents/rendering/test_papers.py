"""What a paper says comes back out of its PDF, exactly, in every reader; and the PDF is fit to be kept."""

from __future__ import annotations

import dataclasses
from functools import cache
from typing import Any

import page
import pypdfium2
import pytest

from documents.rendering.bodies import Item, Numbered, Paragraph, Table
from documents.rendering.cleaning import Cleaner
from documents.rendering.fonts.kept import fonts
from documents.rendering.layout import NeverElectronic
from documents.rendering.papers import Paper
from documents.rendering.rendering import Rendered, render, signature_slot
from tests.documents.rendering import samples
from tests.documents.rendering.reading import READERS, squeezed

KINDS = sorted(samples.ALL)


@cache
def made(name: str) -> Rendered:
    return render(samples.ALL[name], made_at=samples.MADE)


@cache
def read(name: str, reader: str) -> str:
    return squeezed(READERS[reader](made(name).pdf))


@pytest.mark.once
@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize("name", KINDS)
def test_every_text_of_the_paper_comes_back(name: str, reader: str) -> None:
    clean = Cleaner(fonts().drawable, thai_digits=True)
    got = read(name, reader)
    if name == "long-letter":  # page numbers and catch-words stand between
        got = got.replace("/ในการนี้…-๒-", "")
    missing = [text for text in said(samples.ALL[name]) if squeezed(clean(text)) not in got]
    assert missing == []


def said(paper: Paper) -> list[str]:
    """Every text of a paper that is to stand in it as it is."""
    found: list[str] = []
    for field in dataclasses.fields(paper):
        found += texts(getattr(paper, field.name))
    return [text for text in found if text not in NOT_PRINTED and "://" not in text]


NOT_PRINTED = {"most_urgent", "normal", "confidential", "{number}.", "ข้อ {number}"}


def texts(thing: Any) -> list[str]:
    if isinstance(thing, str):
        return [thing]
    if isinstance(thing, tuple):
        return [text for part in thing for text in texts(part)]
    if dataclasses.is_dataclass(thing):
        return [text for field in dataclasses.fields(thing) for text in texts(getattr(thing, field.name))]
    return []


@pytest.mark.once
@pytest.mark.parametrize("name", KINDS)
@pytest.mark.parametrize("profile", [page.ValidationProfile.PDF_A_2A, page.ValidationProfile.PDF_UA_1])
def test_every_kind_conforms(name: str, profile: page.ValidationProfile) -> None:
    report = page.validate_pdf_bytes(made(name).pdf, profile=profile)
    assert [(fault.rule_id, fault.message) for fault in report.failures] == []


@pytest.mark.once
def test_the_same_paper_gives_the_same_bytes() -> None:
    assert render(samples.LETTER, made_at=samples.MADE).pdf == made("external-letter").pdf


@pytest.mark.once
def test_digits_follow_the_setting_and_addresses_do_not() -> None:
    arabic = render(dataclasses.replace(samples.LETTER, thai_digits=False), made_at=samples.MADE)
    text = squeezed(READERS["pdfium"](arabic.pdf))
    assert "ศธ04346.26/123" in text
    thai = read("external-letter", "pdfium")
    assert "ศธ๐๔๓๔๖.๒๖/๑๒๓" in thai
    assert "saraban@nongnamsai.ac.th" in thai


@pytest.mark.once
def test_a_second_page_has_its_number_and_the_first_its_catch_word() -> None:
    text = read("long-letter", "pdfium")
    assert "-๒-" in text
    assert "/ในการนี้…" in text


@pytest.mark.once
def test_an_acting_signature_shows_its_legal_phrase() -> None:
    assert "รักษาราชการแทนผู้อำนวยการโรงเรียนบ้านหนองน้ำใส" in read("announcement", "pypdf")


def test_top_secret_is_never_rendered() -> None:
    with pytest.raises(NeverElectronic):
        render(dataclasses.replace(samples.LETTER, secrecy="top_secret"))


@pytest.mark.once
def test_what_the_font_lacks_is_replaced_and_told() -> None:
    paper = dataclasses.replace(samples.LETTER, body=(Paragraph("ขอบคุณ 🙏 漢字"),))
    done = render(paper, made_at=samples.MADE)
    assert done.replaced == ("🙏", "漢", "字")
    assert "ขอบคุณ□□□" in squeezed(READERS["pypdf"](done.pdf))


@pytest.mark.once
def test_data_is_never_markup() -> None:
    hostile = '#panic("x") $x$ *y* _z_ <a> @b `c` \\ // = - + 1. ~ [d] {e} "f" \'g\''
    table = Table((hostile,), ((hostile,),))
    body = (Paragraph(hostile), Numbered((Item(hostile),)), table)
    paper = dataclasses.replace(samples.LETTER, body=body, thai_digits=False)
    text = squeezed(READERS["pdfium"](render(paper, made_at=samples.MADE).pdf))
    assert text.count(squeezed(hostile)) == 4


@pytest.mark.once
def test_the_room_for_the_signature_lies_between_closing_and_name() -> None:
    slot = signature_slot(samples.LETTER, made_at=samples.MADE)

    assert slot is not None
    assert slot.page == 1
    page_read = pypdfium2.PdfDocument(made("external-letter").pdf)[0].get_textpage()
    inside = page_read.get_text_bounded(slot.left, slot.bottom, slot.right, slot.top)
    below = page_read.get_text_bounded(slot.left, slot.bottom - 20, slot.right, slot.bottom)
    assert inside.strip() == ""
    assert "สมชาย" in below
    assert signature_slot(samples.MEMO, made_at=samples.MADE) is None  # a typed name needs no room
