"""An empty signature field that screen readers find: PDF/UA asks that it stands among the tags."""

from __future__ import annotations

import io

import pikepdf
from pikepdf import Array, Dictionary, Name, String

#: Printed, and not to be moved.
_FLAGS = 4 | 128
_SIGNATURES_AND_APPENDED = 3


def with_field(data: bytes, name: str, page: int, box: tuple[float, float, float, float], told: str) -> bytes:
    """The PDF with an empty field `name` on `page` (from 1) at `box`; `told` is what a reader hears."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        sheet = pdf.pages[page - 1].obj
        widget = pdf.make_indirect(
            Dictionary(
                Type=Name.Annot,
                Subtype=Name.Widget,
                FT=Name.Sig,
                T=String(name),
                TU=String(told),
                F=_FLAGS,
                Rect=Array([round(value, 2) for value in box]),
                P=sheet,
            )
        )
        sheet.Annots = Array([*sheet.get("/Annots", []), widget])
        form = pdf.Root.get("/AcroForm", Dictionary())
        form.Fields = Array([*form.get("/Fields", []), widget])
        form.SigFlags = _SIGNATURES_AND_APPENDED
        pdf.Root.AcroForm = pdf.make_indirect(form)
        if "/StructTreeRoot" in pdf.Root:
            _tag(pdf, sheet, widget, told)
        out = io.BytesIO()
        pdf.save(out, deterministic_id=True)
    return out.getvalue()


def _tag(pdf: pikepdf.Pdf, sheet: pikepdf.Object, widget: pikepdf.Object, told: str) -> None:
    """Put the field among the tags, behind everything else."""
    tree = pdf.Root.StructTreeRoot
    top = tree.K[0] if isinstance(tree.K, Array) else tree.K
    element = pdf.make_indirect(
        Dictionary(
            Type=Name.StructElem,
            S=Name.Form,
            P=top,
            Alt=String(told),
            Pg=sheet,
            K=Dictionary(Type=Name.OBJR, Obj=widget, Pg=sheet),
        )
    )
    kept = top.get("/K", Array())
    top.K = Array([*(kept if isinstance(kept, Array) else [kept]), element])
    numbers = pikepdf.NumberTree(tree.ParentTree)
    key = max((int(number) for number in numbers), default=-1) + 1
    numbers[key] = element
    tree.ParentTreeNextKey = key + 1
    widget.StructParent = key
    sheet.Tabs = Name.S
