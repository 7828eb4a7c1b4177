"""The clerk puts stamp and minutes on their place; they are laid over a copy, and the original stays."""

from __future__ import annotations

import io
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from django.core.files.base import ContentFile
from django.test import Client
from PIL import Image, ImageChops

from documents.files import blobs
from documents.files.receive import receive
from documents.rendering.stamps import Place
from eoffice.common.errors import InvalidInputs, NotAllowed, TransitionRefused
from eoffice.people.models import AuditEvent, Post
from tests.documents.paper import locked_pdf, picture
from tests.documents.rendering.reading import by_pdfium, squeezed
from tests.factories import browser_of
from tests.letters.telling import arrive, take
from workflows.letters.actions.stamping import place_marks, places_of, sheet_of
from workflows.letters.models import IncomingLetter
from workflows.letters.printing import print_incoming


def blank(pages: int = 1, *, size: tuple[float, float] = (595, 842), turned: int = 0) -> bytes:
    out = io.BytesIO()
    with pikepdf.new() as pdf:
        for _ in range(pages):
            pdf.add_blank_page(page_size=size)
        for page in pdf.pages:
            page.obj.Rotate = turned
        pdf.save(out)
    return out.getvalue()


def registered(malee: Post, data: bytes, name: str = "หนังสือ.pdf") -> IncomingLetter:
    file = receive(ContentFile(data), name=name, post=malee)
    return take(arrive(malee, files=[file.pk]), malee, "check", "register")


def inked(data: bytes, number: int) -> tuple[float, float, float, float] | None:
    """Left, top, right, bottom of what is drawn on a page as it is shown, in shares of it."""
    document = pypdfium2.PdfDocument(data)
    shown = document[number - 1].render(scale=1).to_pil().convert("RGB")
    document.close()
    box = ImageChops.difference(shown, Image.new("RGB", shown.size, "white")).getbbox()
    if box is None:
        return None
    return (box[0] / shown.width, box[1] / shown.height, box[2] / shown.width, box[3] / shown.height)


@pytest.mark.parametrize("turned", [0, 90, 180, 270])
@pytest.mark.parametrize("size", [(595, 842), (420, 1400)])
def test_the_stamp_stands_where_it_was_put_on_whatever_page(
    malee: Post, turned: int, size: tuple[float, float]
) -> None:
    letter = registered(malee, blank(2, size=size, turned=turned))
    link = letter.document.file_links.get()
    before = b"".join(blobs.read(link.file.blob))
    place_marks(letter, malee, {"received": Place(2, 0.2, 0.5)})
    copy = print_incoming(letter, malee, "pdf")
    assert inked(copy, 1) is None
    box = inked(copy, 2)
    assert box is not None
    assert box[0] == pytest.approx(0.2, abs=0.01)
    assert box[1] == pytest.approx(0.5, abs=0.01)
    sheet = sheet_of(letter, 2)
    assert sheet is not None
    assert (box[2] - box[0]) * sheet[0] == pytest.approx(5, abs=0.15)  # form 12 in its true size
    assert b"".join(blobs.read(link.file.blob)) == before


def test_minutes_are_laid_over_too_and_then_stand_on_no_sheet_behind(malee: Post) -> None:
    letter = take(registered(malee, blank()), malee, "submit", text="เห็นควรแจ้งกลุ่มบริหารวิชาการ")
    with pikepdf.open(io.BytesIO(print_incoming(letter, malee, "pdf"))) as copy:
        assert len(copy.pages) == 2
    place_marks(letter, malee, {"received": Place(1, 0.7, 0.02), "minutes": Place(1, 0.1, 0.6)})
    over = print_incoming(letter, malee, "pdf")
    with pikepdf.open(io.BytesIO(over)) as copy:
        assert len(copy.pages) == 1
    assert "เห็นควรแจ้งกลุ่มบริหารวิชาการ" in squeezed(by_pdfium(over))
    place_marks(letter, malee, {"received": Place(1, 0.7, 0.02)})  # taken off again
    with pikepdf.open(io.BytesIO(print_incoming(letter, malee, "pdf"))) as copy:
        assert len(copy.pages) == 2


def test_the_office_remembers_the_place_for_letters_to_come(malee: Post) -> None:
    letter = registered(malee, blank())
    place_marks(letter, malee, {"received": Place(1, 0.05, 0.9)}, as_usual=True)
    malee.organisation.refresh_from_db()
    other = registered(malee, blank(2))
    place = places_of(other)["received"]
    assert (place.page, place.x, place.y) == (1, 0.05, 0.9)
    assert AuditEvent.objects.filter(action="stamp_placed").count() == 1


def test_who_may_not_place_it_and_where_it_cannot_stand(malee: Post, wipha: Post, pricha: Post) -> None:
    letter = registered(malee, blank())
    for post in (wipha, pricha):
        with pytest.raises(NotAllowed):
            place_marks(letter, post, {"received": Place()})
    with pytest.raises(InvalidInputs, match="2"):
        place_marks(letter, malee, {"received": Place(2, 0.1, 0.1)})
    with pytest.raises(InvalidInputs):
        place_marks(letter, malee, {"received": Place(1, 1.2, 0.1)})
    with pytest.raises(NotAllowed):
        place_marks(arrive(malee), malee, {"received": Place()})  # no number yet


def test_a_picture_and_a_locked_pdf_are_told_by_a_sentence(malee: Post) -> None:
    for data, name, told in ((picture(), "a.png", "PDF"), (locked_pdf(), "b.pdf", "รหัสผ่าน")):
        letter = registered(malee, data, name)
        with pytest.raises(TransitionRefused, match=told):
            place_marks(letter, malee, {"received": Place()})
        page = browser_of(malee).get(f"/letters/incoming/{letter.pk}/stamp/place/")
        assert page.status_code == 200
        assert told in page.content.decode()


def test_three_thousand_pages_do_not_hang(malee: Post, tmp_path: Path) -> None:
    letter = registered(malee, blank(3000))
    clerk = browser_of(malee)
    page = clerk.get(f"/letters/incoming/{letter.pk}/stamp/place/?shown=2999")
    assert page.status_code == 200
    assert len(page.content) < 60_000
    place_marks(letter, malee, {"received": Place(3000, 0.5, 0.5)})
    copy = print_incoming(letter, malee, "pdf")
    assert inked(copy, 3000) is not None


@pytest.fixture
def clerk(malee: Post) -> Client:
    return browser_of(malee)


@pytest.mark.parametrize(
    ("corner", "x", "y"),
    [
        ("right-top", 1 - 5.5 / 21, 0.5 / 29.7),
        ("left-top", 0.5 / 21, 0.5 / 29.7),
        ("right-bottom", 1 - 5.5 / 21, 1 - 3 / 29.7),
        ("left-bottom", 0.5 / 21, 1 - 3 / 29.7),
    ],
)
def test_without_script_a_corner_is_chosen(
    malee: Post, clerk: Client, corner: str, x: float, y: float
) -> None:
    letter = registered(malee, blank(2))
    told = {"received-page": "2", "received-corner": corner, "received-x": "0.3", "received-y": "0.3"}
    answer = clerk.post(f"/letters/incoming/{letter.pk}/stamp/place/", told)
    assert answer.status_code == 302
    place = places_of(letter)["received"]
    assert place.page == 2
    assert place.x == pytest.approx(x, abs=0.002)
    assert place.y == pytest.approx(y, abs=0.002)
    shown = clerk.get(letter.get_absolute_url()).content.decode()
    assert 'data-page="2"' in shown
    printed = clerk.get(f"/letters/incoming/{letter.pk}/stamped.pdf")
    assert inked(printed.content, 2) is not None


def test_turning_to_another_page_keeps_nothing_and_loses_nothing(malee: Post, clerk: Client) -> None:
    letter = registered(malee, blank(3))
    told = {"show": "1", "shown": "3", "received-page": "3", "received-corner": "own"}
    told |= {"received-x": "0.25", "received-y": "0.75"}
    shown = clerk.post(f"/letters/incoming/{letter.pk}/stamp/place/", told).content.decode()
    assert 'value="0.25"' in shown
    assert "/pages/3/" in shown or "page/3" in shown or "/3/?width" in shown
    assert not letter.stamp_places.exists()


def test_nonsense_from_the_form_is_said(malee: Post, clerk: Client) -> None:
    letter = registered(malee, blank())
    for x in ("nan", "inf", "-3", "x", ""):
        told = {"received-page": "1", "received-corner": "own", "received-x": x, "received-y": "0.1"}
        assert clerk.post(f"/letters/incoming/{letter.pk}/stamp/place/", told).status_code == 422
    assert not letter.stamp_places.exists()


def test_programs_place_it_too(malee: Post, clerk: Client, pricha: Post) -> None:
    letter = registered(malee, blank(2))
    address = f"/api/v1/incoming-letters/{letter.pk}/stamp/"
    told = {"marks": [{"mark": "received", "page": 2, "x": 0.5, "y": 0.25}]}
    answer = clerk.put(address, told, content_type="application/json")
    assert answer.status_code == 200
    assert clerk.get(address).json() == told
    wrong = {"marks": [{"mark": "received", "page": 9, "x": 0.5, "y": 0.25}]}
    assert clerk.put(address, wrong, content_type="application/json").status_code == 422
    assert browser_of(pricha).get(address).status_code == 404
