"""Several tagged PDFs as one, with tags, tables and the number of all pages whole (PDF 32000-1, 14.7)."""

from __future__ import annotations

import io
from collections.abc import Sequence

import pikepdf

#: Content that is not part of what is read: page numbers.
_ARTIFACT = b"/Artifact <</Type /Pagination>> BDC q /Total Do Q EMC"


def pages_of(data: bytes) -> int:
    """How many pages a PDF has."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        return len(pdf.pages)


def join(parts: Sequence[bytes], overlay: bytes) -> bytes:
    """The parts one after the other, each page under the one page of `overlay`; still PDF/A-2a and PDF/UA-1.

    All must come from the same template: roles, profile and metadata are taken from the first.
    """
    with pikepdf.open(io.BytesIO(parts[0])) as whole:
        for number, part in enumerate(parts[1:], 1):
            with pikepdf.open(io.BytesIO(part)) as more:
                _rename_heads(more, number)
                _append(whole, more)
        with pikepdf.open(io.BytesIO(overlay)) as pdf:
            _lay_over(whole, pdf)
        out = io.BytesIO()
        whole.save(out, deterministic_id=True)
    return out.getvalue()


def _rename_heads(pdf: pikepdf.Pdf, number: int) -> None:
    """Cells name the heads they stand under; the heads of each part need names of their own."""
    for thing in pdf.objects:
        if not isinstance(thing, pikepdf.Dictionary):
            continue
        if "/ID" in thing:
            thing.ID = pikepdf.String(f"{number}-{thing.ID}")
        for attributes in thing.get("/A", ()) if thing.get("/Type") == "/StructElem" else ():
            if "/Headers" in attributes:
                attributes.Headers = pikepdf.Array(
                    [pikepdf.String(f"{number}-{head}") for head in attributes.Headers]
                )
    names = pdf.Root.StructTreeRoot.IDTree.Names
    for place in range(0, len(names), 2):
        names[place] = pikepdf.String(f"{number}-{names[place]}")


def _append(whole: pikepdf.Pdf, more: pikepdf.Pdf) -> None:
    root = whole.Root.StructTreeRoot
    offset = int(root.ParentTreeNextKey)
    before = len(whole.pages)
    whole.pages.extend(more.pages)  # first, so that the tags find their pages
    for page in list(whole.pages)[before:]:
        page.obj.StructParents = int(page.obj.StructParents) + offset
    added = whole.copy_foreign(more.Root.StructTreeRoot)
    for child in added.K[0].K:
        child.P = root.K[0]
        root.K[0].K.append(child)
    numbers = list(added.ParentTree.Nums)
    for place in range(0, len(numbers), 2):
        root.ParentTree.Nums.append(int(numbers[place]) + offset)
        root.ParentTree.Nums.append(numbers[place + 1])
    root.ParentTreeNextKey = offset + int(added.ParentTreeNextKey)
    root.IDTree.Names = pikepdf.Array(_sorted_names([*root.IDTree.Names, *added.IDTree.Names]))


def _sorted_names(names: list[pikepdf.Object]) -> list[pikepdf.Object]:
    pairs = sorted(zip(names[::2], names[1::2], strict=True), key=lambda pair: bytes(pair[0]))
    return [thing for pair in pairs for thing in pair]


def _lay_over(whole: pikepdf.Pdf, overlay: pikepdf.Pdf) -> None:
    form = whole.copy_foreign(overlay.pages[0].as_form_xobject())
    if "/StructParents" in form:
        del form["/StructParents"]
    for page in whole.pages:
        resources = page.obj.Resources
        if "/XObject" not in resources:
            resources.XObject = pikepdf.Dictionary()
        resources.XObject.Total = form
        page.contents_add(b"q", prepend=True)
        page.contents_add(b"Q " + _ARTIFACT)
