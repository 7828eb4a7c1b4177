"""The agency's own emblem, seal and signature pictures; and what is no picture."""

from __future__ import annotations

import dataclasses
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import page
import pypdfium2
import pytest
from PIL import Image, ImageDraw

from documents.rendering.papers import Signature
from documents.rendering.rendering import render
from eoffice.common.errors import InvalidInputs
from tests.documents.rendering.samples import ASK, CONTACT, END, LETTER, MADE, SCHOOL, STAMPED, WATER

pytestmark = pytest.mark.once


def drawn(path: Path, colour: str = "#0a0a0acc") -> Path:
    """A disc on a transparent ground."""
    picture = Image.new("RGBA", (300, 300), (0, 0, 0, 0))
    ImageDraw.Draw(picture).ellipse((10, 10, 290, 290), fill=colour)
    if path.suffix == ".jpg":
        picture = picture.convert("RGB")
    picture.save(path)
    return path


@pytest.mark.parametrize("ending", ["png", "jpg"])
def test_the_emblem_of_the_agency_stands_on_paper_that_can_be_kept(ending: str, tmp_path: Path) -> None:
    emblem = drawn(tmp_path / f"emblem.{ending}")
    signature = Signature(name="นายสมชาย ใจดี", picture=drawn(tmp_path / "hand.png", "#1020a0"))
    letters = (
        dataclasses.replace(LETTER, emblem=emblem, signature=signature),
        dataclasses.replace(STAMPED, seal=drawn(tmp_path / "seal.png", "#c00000")),
    )
    for letter in letters:
        pdf = render(letter, made_at=MADE).pdf
        for profile in (page.ValidationProfile.PDF_A_2A, page.ValidationProfile.PDF_UA_1):
            assert page.validate_pdf_bytes(pdf, profile=profile).failures == []


def test_what_is_no_picture_is_refused_with_its_name(tmp_path: Path) -> None:
    whole = drawn(tmp_path / "whole.png").read_bytes()
    bad = {
        "cut.png": whole[: len(whole) // 2],
        "text.png": b"not a picture",
        "entities.svg": b'<!DOCTYPE svg [<!ENTITY a "aa">]><svg xmlns="http://www.w3.org/2000/svg">&a;</svg>',
        "page.svg": b"<html/>",
        "empty.svg": b"",
    }
    for name, data in bad.items():
        (tmp_path / name).write_bytes(data)
        with pytest.raises(InvalidInputs, match=name):
            render(dataclasses.replace(LETTER, emblem=tmp_path / name), made_at=MADE)
    with pytest.raises(InvalidInputs, match=r"gone\.png"):
        render(dataclasses.replace(LETTER, emblem=tmp_path / "gone.png"), made_at=MADE)


@pytest.mark.parametrize("paragraphs", range(3, 6))
def test_a_signature_never_stands_alone_on_its_page(paragraphs: int) -> None:
    letter = dataclasses.replace(LETTER, body=(*(WATER, ASK) * paragraphs, END))
    document = pypdfium2.PdfDocument(render(letter, made_at=MADE).pdf)
    last = document[len(document) - 1].get_textpage().get_text_bounded()
    document.close()
    assert "จึงเรียนมา" in last
    assert "สมชาย" in last
    assert CONTACT.unit in last


def test_threads_render_side_by_side() -> None:
    letters = [dataclasses.replace(LETTER, agency=f"{SCHOOL} {n}") for n in range(8)]
    alone = [render(letter, made_at=MADE).pdf for letter in letters]
    with ThreadPoolExecutor(4) as threads:
        together = list(threads.map(lambda letter: render(letter, made_at=MADE).pdf, letters))
    assert together == alone
