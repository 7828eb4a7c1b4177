"""Stamps and minutes over copies of what was received; never over what somebody signed."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import page as checker
import pikepdf
import pypdfium2
import pytest
from PIL import Image, ImageChops

from documents.rendering.rendering import render
from documents.rendering.stamps import (
    MinuteStamp,
    Place,
    ReceivedStamp,
    SignedOriginal,
    UnreadablePdf,
    stamp,
)
from eoffice.common.errors import InvalidInputs
from tests.documents.rendering.reading import READERS, squeezed
from tests.documents.rendering.samples import LETTER, MADE, SCHOOL

pytestmark = pytest.mark.once
RECEIVED = ReceivedStamp(SCHOOL, "1024", MADE)
MINUTE = MinuteStamp("เห็นควรแจ้งกลุ่มบริหารวิชาการ", "นางมาลี ศรีสุข", "หัวหน้างานธุรการ", dt.date(2026, 11, 24))
A4 = (595.0, 842.0)


@pytest.fixture
def received(tmp_path: Path) -> Path:
    path = tmp_path / "received.pdf"
    path.write_bytes(render(LETTER, made_at=MADE).pdf)
    return path


def blank(path: Path, pages: int = 1, turned: int = 0, keys: pikepdf.Encryption | None = None) -> Path:
    with pikepdf.new() as pdf:
        for _ in range(pages):
            pdf.add_blank_page(page_size=A4)
        for one in pdf.pages:
            one.obj.Rotate = turned
        pdf.save(path, encryption=keys)
    return path


def inked(data: bytes, number: int = 1) -> tuple[float, float, float, float]:
    """Left, top, right, bottom of everything drawn on a page as it is shown, as shares of it."""
    document = pypdfium2.PdfDocument(data)
    picture = document[number - 1].render(scale=1).to_pil().convert("RGB")
    document.close()
    box = ImageChops.difference(picture, Image.new("RGB", picture.size, "white")).getbbox()
    assert box is not None
    return (box[0] / picture.width, box[1] / picture.height, box[2] / picture.width, box[3] / picture.height)


def test_the_copy_says_what_letter_and_stamp_say_and_the_original_stays(received: Path) -> None:
    before = received.read_bytes()
    copy = stamp(received, [(RECEIVED, Place()), (MINUTE, Place(y=0.6, x=0.1))], made_at=MADE)

    assert received.read_bytes() == before
    for reader in READERS.values():
        text = squeezed(reader(copy))
        for told in ("เลขรับ๑๐๒๔", "เวลา๐๙.๓๐น.", "เห็นควรแจ้งกลุ่มบริหารวิชาการ(นางมาลีศรีสุข)", "ขอแสดงความนับถือ"):
            assert told in text
    for profile in (checker.ValidationProfile.PDF_A_2A, checker.ValidationProfile.PDF_UA_1):
        assert checker.validate_pdf_bytes(copy, profile=profile).failures == []


@pytest.mark.parametrize("turned", [0, 90, 180, 270])
def test_the_stamp_stands_upright_where_the_clerk_put_it(turned: int, tmp_path: Path) -> None:
    copy = stamp(blank(tmp_path / "scan.pdf", turned=turned), [(RECEIVED, Place(x=0.25, y=0.5))])

    width, height = A4 if turned in {0, 180} else (A4[1], A4[0])
    across, down = 5 / 2.54 * 72 / width, 2.5 / 2.54 * 72 / height
    assert inked(copy) == pytest.approx((0.25, 0.5, 0.25 + across, 0.5 + down), abs=0.006)


def test_a_stamp_at_the_edge_is_moved_inside(tmp_path: Path) -> None:
    _, _, right, bottom = inked(stamp(blank(tmp_path / "scan.pdf"), [(RECEIVED, Place(x=1, y=1))]))
    assert right <= 1
    assert bottom <= 1


def test_a_signed_original_is_refused_and_a_copy_to_look_at_offered(received: Path, tmp_path: Path) -> None:
    signed = tmp_path / "signed.pdf"
    with pikepdf.open(received) as pdf:
        value = pikepdf.Dictionary(Type=pikepdf.Name.Sig, ByteRange=[0, 1, 2, 3], Contents=b"0" * 16)
        field = pdf.make_indirect(
            pikepdf.Dictionary(
                Type=pikepdf.Name.Annot,
                Subtype=pikepdf.Name.Widget,
                FT=pikepdf.Name.Sig,
                T="Sig1",
                V=value,
                Rect=[0, 0, 0, 0],
                F=132,
            )
        )
        pdf.Root.AcroForm = pikepdf.Dictionary(Fields=[field], SigFlags=3)
        pdf.pages[0].obj.Annots = pikepdf.Array([field])
        pdf.save(signed)
    before = signed.read_bytes()

    with pytest.raises(SignedOriginal) as refused:
        stamp(signed, [(RECEIVED, Place())])
    assert refused.value.code == "signed_original"
    view = stamp(signed, [(RECEIVED, Place())], view=True)

    assert signed.read_bytes() == before
    assert "สำเนาเพื่อดู" in squeezed(READERS["pdfium"](view))
    with pikepdf.open(signed) as pdf:
        assert "/AcroForm" in pdf.Root


def test_what_cannot_be_stamped_is_refused_in_sentences(tmp_path: Path) -> None:
    locked = blank(tmp_path / "locked.pdf", keys=pikepdf.Encryption(owner="o", user="u"))
    broken = tmp_path / "broken.pdf"
    broken.write_bytes(b"%PDF-1.7\nnot a pdf at all")
    good = blank(tmp_path / "good.pdf")

    for path, code in ((locked, "pdf_locked"), (broken, "pdf_damaged")):
        with pytest.raises(UnreadablePdf) as refused:
            stamp(path, [(RECEIVED, Place())])
        assert refused.value.code == code
    for place, code in ((Place(page=2), "no_such_page"), (Place(x=1.5), "stamp_off_page")):
        with pytest.raises(InvalidInputs) as wrong:
            stamp(good, [(RECEIVED, place)])
        assert wrong.value.code == code


@pytest.mark.parametrize(
    ("key", "value"),
    [("/MediaBox", [0, 0, 0, 0]), ("/CropBox", [1, 2]), ("/UserUnit", 0)],
)
def test_a_page_that_is_none_is_called_damaged(key: str, value: object, tmp_path: Path) -> None:
    path = blank(tmp_path / "odd.pdf")
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        pdf.pages[0].obj[key] = pikepdf.Array(value) if isinstance(value, list) else value
        pdf.save(path)
    with pytest.raises(UnreadablePdf) as refused:
        stamp(path, [(RECEIVED, Place())])
    assert refused.value.code == "pdf_damaged"


def test_a_pdf_that_merely_forbids_changes_is_an_ordinary_one(tmp_path: Path) -> None:
    path = blank(tmp_path / "bank.pdf", keys=pikepdf.Encryption(owner="o", user=""))
    assert "๑๐๒๔" in squeezed(READERS["pypdf"](stamp(path, [(RECEIVED, Place())])))


def test_three_thousand_pages_are_stamped_on_the_last(tmp_path: Path) -> None:
    copy = stamp(blank(tmp_path / "long.pdf", pages=3000), [(RECEIVED, Place(page=3000))])
    document = pypdfium2.PdfDocument(copy)
    assert "๑๐๒๔" in document[2999].get_textpage().get_text_bounded()
    document.close()
