"""Running Typst: template and data in, PDF/A-2a and PDF/UA-1 out; no system fonts, no network."""

from __future__ import annotations

import json
import threading
from collections.abc import Mapping
from pathlib import Path
from typing import Any, cast

import typst

from documents.rendering.fonts.kept import fonts
from documents.rendering.textlayer import repair

TEMPLATES = Path(__file__).parent / "typst"
STANDARDS: list[Any] = ["a-2a", "ua-1"]
_REMEMBERED = 10
_of_thread = threading.local()


def compile_pdf(template: str, data: Mapping[str, Any]) -> bytes:
    """The PDF as Typst makes it: right to look at, its text layer not repaired yet."""
    made = _compiler().compile(
        str(TEMPLATES / template), sys_inputs=_inputs(data), pdf_standards=STANDARDS, format="pdf"
    )
    return cast(bytes, made)  # a list is made of pictures alone


def typeset(template: str, data: Mapping[str, Any]) -> bytes:
    """The finished PDF of `template` (a name in `typst/`) filled with `data`."""
    return repair(compile_pdf(template, data), fonts().characters)


def typeset_bare(template: str, data: Mapping[str, Any]) -> bytes:
    """A piece to lay over another PDF: PDF/A-2u, without tags, since nothing there would point to them."""
    made = _compiler().compile(
        str(TEMPLATES / template),
        sys_inputs=_inputs(data),
        pdf_standards=["a-2u"],
        pdf_tags=False,
        format="pdf",
    )
    return repair(cast(bytes, made), fonts().characters)


def ask(template: str, data: Mapping[str, Any], label: str) -> list[Any]:
    """What the template noted under `label`, such as where something came to stand."""
    told = typst.query(
        str(TEMPLATES / template),
        f"<{label}>",
        field="value",
        root=str(TEMPLATES),
        font_paths=[str(fonts().folder)],
        ignore_system_fonts=True,
        sys_inputs=_inputs(data),
    )
    found: list[Any] = json.loads(told)
    return found


def can_draw(svg: str) -> bool:
    """Whether a picture can stand in a PDF that is to be kept."""
    source = (
        b'#set document(title: "x", date: datetime(year: 2026, month: 1, day: 1))\n#set text(lang: "th")\n'
    )
    source += b'#image(bytes(sys.inputs.svg), format: "svg", height: 1cm, alt: "x")'
    try:
        _compiler().compile(source, sys_inputs={"svg": svg}, pdf_standards=STANDARDS, format="pdf")
    except typst.TypstError:
        return False
    return True


def forget() -> None:
    """Give back what the compiler remembers of earlier papers: it keeps the last ten in memory."""
    for _ in range(_REMEMBERED + 1):
        _compiler().compile(b"", format="pdf")


def _inputs(data: Mapping[str, Any]) -> dict[str, str]:
    return {"d": json.dumps(data, ensure_ascii=False)}


def _compiler() -> typst.Compiler:
    """One for each thread: it can't be lent out twice."""
    if not hasattr(_of_thread, "compiler"):
        _of_thread.compiler = typst.Compiler(
            root=str(TEMPLATES), font_paths=[str(fonts().folder)], ignore_system_fonts=True
        )
    compiler: typst.Compiler = _of_thread.compiler
    return compiler
