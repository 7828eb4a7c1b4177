"""`python -m documents.rendering.overlaying JOB`: lays pages over a PDF that came from outside.

Runs as a process of its own, within bounds of memory and time, without Django.
"""

from __future__ import annotations

import json
import sys
from typing import Any

import pikepdf

from documents.files.probe import limit

_ARTIFACT = b"Q\n/Artifact BMC\n%s\nEMC\n"


def main() -> None:
    """Do the job named on the command line; answers as JSON: {} or {"refused": why, …}."""
    job = json.loads(sys.argv[1])
    limit(job["seconds"])
    sys.stdout.write(json.dumps(lay_over(job)))


def lay_over(job: dict[str, Any]) -> dict[str, Any]:
    """`job`: source, to, marks (file, page, x, y), note (a file for the foot of a view
    copy, or ""), behind (files whose pages follow)."""
    try:
        with pikepdf.open(job["source"]) as pdf:
            return _laid(pdf, job)
    except pikepdf.PasswordError:
        return {"refused": "locked"}
    except (pikepdf.PdfError, ValueError, TypeError, KeyError, ArithmeticError, RecursionError):
        return {"refused": "damaged"}


def _laid(pdf: pikepdf.Pdf, job: dict[str, Any]) -> dict[str, Any]:
    pages = len(pdf.pages)
    if pages == 0:
        return {"refused": "damaged"}
    if is_signed(pdf):
        if not job["note"]:
            return {"refused": "signed"}
        _unsign(pdf)
    for mark in job["marks"]:
        if not 1 <= mark["page"] <= pages:
            return {"refused": "page", "pages": pages, "page": mark["page"]}
        if not (0 <= mark["x"] <= 1 and 0 <= mark["y"] <= 1):
            return {"refused": "place"}
        _place(pdf, pdf.pages[mark["page"] - 1], mark["file"], mark["x"], mark["y"])
    if job["note"]:
        _place(pdf, pdf.pages[0], job["note"], 0.5, 1.0, middle=True)
    for file in job["behind"]:
        _add_pages(pdf, file)
    pdf.save(job["to"])
    return {}


def _add_pages(pdf: pikepdf.Pdf, file: str) -> None:
    """Without their tags, whose numbers would mean other things here."""
    before = len(pdf.pages)
    with pikepdf.open(file) as more:
        pdf.pages.extend(more.pages)
    for page in list(pdf.pages)[before:]:
        if "/StructParents" in page.obj:
            del page.obj["/StructParents"]


def is_signed(pdf: pikepdf.Pdf) -> bool:
    """Whether any signature field is filled, or the document is certified."""
    if "/Perms" in pdf.Root and "/DocMDP" in pdf.Root.Perms:
        return True
    return any(map(_holds_signature, pdf.objects))


def _holds_signature(thing: pikepdf.Object) -> bool:
    """Whether it is a signature, or a field with one written straight into it."""
    if not isinstance(thing, pikepdf.Dictionary):
        return False
    value = thing.get("/V")
    return "/ByteRange" in thing or (isinstance(value, pikepdf.Dictionary) and "/ByteRange" in value)


def _unsign(pdf: pikepdf.Pdf) -> None:
    """Keep how the signature looks, drop what claims that nothing was changed."""
    pdf.flatten_annotations("all")
    for name in ("/AcroForm", "/Perms", "/DSS"):
        if name in pdf.Root:
            del pdf.Root[name]


def _place(
    pdf: pikepdf.Pdf, page: pikepdf.Page, file: str, x: float, y: float, *, middle: bool = False
) -> None:
    """Lay the one page of `file` over `page`, upright as the page is shown, kept inside its edges."""
    with pikepdf.open(file) as mark:
        form = pdf.copy_foreign(mark.pages[0].as_form_xobject())
        left, bottom, right, top = map(float, mark.pages[0].mediabox)
    width, height = right - left, top - bottom
    unit = float(page.obj.get("/UserUnit", 1))
    rect = _rectangle(page, width / unit, height / unit, x, y, middle=middle)
    name = page.add_resource(form, pikepdf.Name.XObject)
    drawn = page.calc_form_xobject_placement(form, name, rect, allow_shrink=True, allow_expand=True)
    # What the page did to the pen before is undone first; readers of the tags skip what is laid over.
    page.contents_add(b"q\n", prepend=True)
    page.contents_add(_ARTIFACT % drawn)


def _rectangle(
    page: pikepdf.Page, width: float, height: float, x: float, y: float, *, middle: bool
) -> pikepdf.Rectangle:
    """Where on the page as it is stored the mark goes, for a place on the page as it is shown."""
    ax, ay, bx, by = map(float, page.cropbox)
    x0, y0, x1, y1 = min(ax, bx), min(ay, by), max(ax, bx), max(ay, by)
    if x0 == x1 or y0 == y1:
        raise ValueError("a page without room")
    turned = page.rotation % 360
    across, down = (y1 - y0, x1 - x0) if turned in (90, 270) else (x1 - x0, y1 - y0)
    shrink = min(1.0, across / width, down / height)
    width, height = width * shrink, height * shrink
    u = x * across - (width / 2 if middle else 0)
    u, v = max(0.0, min(u, across - width)), max(0.0, min(y * down, down - height))
    first = _stored(u, v, turned, (x0, y0, x1, y1))
    last = _stored(u + width, v + height, turned, (x0, y0, x1, y1))
    return pikepdf.Rectangle(*map(min, first, last), *map(max, first, last))


def _stored(u: float, v: float, turned: int, box: tuple[float, float, float, float]) -> tuple[float, float]:
    """A point `u` from the left and `v` from the top of the shown page, in the coordinates of the file."""
    x0, y0, x1, y1 = box
    places = {0: (x0 + u, y1 - v), 90: (x0 + v, y0 + u), 180: (x1 - u, y0 + v), 270: (x1 - v, y1 - u)}
    return places.get(turned, places[0])


if __name__ == "__main__":
    main()
