"""An editable copy of a paper as DOCX: the same words as the PDF, for whoever goes on writing in Word.

The PDF is the official output: word processors break Thai lines by rules of their own.
"""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from docx import Document
from docx.document import Document as Docx
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from documents.rendering.cleaning import Cleaner
from documents.rendering.fonts.kept import fonts
from documents.rendering.layout import BETWEEN, Layout
from documents.rendering.papers import Paper
from eoffice.common import clock

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
#: What Thai offices have installed; Word takes another Thai font where it is missing.
FONT = "TH SarabunPSK"
_SIZES = {"a4": (Cm(21), Cm(29.7)), "a5": (Cm(14.8), Cm(21))}
_AXIS = Cm(2.5)
_INDENT = Cm(2.5)
_RED = RGBColor(0xC0, 0, 0)
_CENTRE = WD_ALIGN_PARAGRAPH.CENTER


@dataclass(frozen=True)
class EditableCopy:
    """A DOCX, and the characters that were replaced in it, as in the PDF."""

    docx: bytes
    replaced: tuple[str, ...] = ()


def render_docx(paper: Paper, *, made_at: dt.datetime | None = None) -> EditableCopy:
    """The editable copy of a paper. Refuses what `render` refuses."""
    cleaner = Cleaner(fonts().drawable, thai_digits=paper.thai_digits)
    moment = (made_at or clock.now()).astimezone(clock.BANGKOK)
    writer = _Writer(Layout(paper, cleaner, moment).data())
    writer.write()
    properties = writer.document.core_properties
    properties.title, properties.author = writer.data["title"], writer.data["author"]
    properties.created = properties.modified = moment.astimezone(dt.UTC).replace(tzinfo=None)
    out = io.BytesIO()
    writer.document.save(out)
    return EditableCopy(out.getvalue(), tuple(cleaner.replaced))


class _Writer:
    def __init__(self, data: dict[str, Any]) -> None:
        self.data = data
        self.document: Docx = Document()
        self._set_up()

    def _set_up(self) -> None:
        section = self.document.sections[0]
        section.page_width, section.page_height = _SIZES[self.data["paper"]]
        section.left_margin, section.right_margin = Cm(3), Cm(2)
        section.top_margin, section.bottom_margin = Cm(1.5), Cm(2)
        style = self.document.styles["Normal"]
        _thai(style.element.get_or_add_rPr(), size=16)
        style.paragraph_format.space_after = Pt(0)
        style.paragraph_format.line_spacing = 1.0

    def write(self) -> None:
        """Head, body and end, in the order of the form."""
        data = self.data
        for mark, size in ((data["secrecy"], 24), (data["speed"], 32)):
            if mark:
                paragraph = self._line(mark, bold=True, size=size, red=True)
                if mark == data["secrecy"]:
                    paragraph.alignment = _CENTRE
        self._head()
        for block in data["body"]:
            self._block(block)
        self._end()

    def _head(self) -> None:
        data = self.data
        if "titles" in data:
            for line in data["titles"]:
                self._line(line).alignment = _CENTRE
        elif data["kind"] == "internal_letter":
            self._memo_head()
        else:
            self._letter_head()

    def _memo_head(self) -> None:
        data = self.data
        self._line("บันทึกข้อความ", bold=True, size=29).alignment = _CENTRE
        self._labelled("ส่วนราชการ", data["unit"])
        paragraph = self._labelled("ที่", data["number"])
        paragraph.paragraph_format.tab_stops.add_tab_stop(Cm(8))
        _run(paragraph, "\tวันที่  ", bold=True, size=20)
        _run(paragraph, data["date"])
        self._labelled("เรื่อง", data["subject"])
        self._line(f"{data['salutation']}  {data['to']}", before=6)

    def _labelled(self, label: str, text: str) -> Paragraph:
        paragraph = self._line("")
        _run(paragraph, f"{label}  ", bold=True, size=20)
        _run(paragraph, text)
        return paragraph

    def _letter_head(self) -> None:
        data = self.data
        first, *others = data["address"] or [""]
        label = "เลขที่" if data["kind"] == "certificate" else "ที่"
        self._right_half(f"{label} {data['number']}\t{first}")
        for line in others:
            self._right_half(f"\t{line}")
        if data["kind"] == "external_letter":
            self._line(data["date"], before=6).alignment = _CENTRE
            self._line(f"เรื่อง  {data['subject']}", before=6)
            self._line(f"{data['salutation']}  {data['to']}", before=6)
            self._references()
        elif data["kind"] == "stamped_letter":
            self._line(f"ถึง  {data['to']}", before=6)

    def _right_half(self, text: str) -> None:
        self._line(text).paragraph_format.tab_stops.add_tab_stop(Cm(10))

    def _references(self) -> None:
        for place, reference in enumerate(self.data["references"]):
            self._line(f"{'' if place else 'อ้างถึง  '}{reference}", before=0 if place else 6)
        for place, one in enumerate(self.data["enclosures"]):
            text = f"{'' if place else 'สิ่งที่ส่งมาด้วย'}\t{one['label']} {one['name']}\t{one['quantity']}"
            stops = self._line(text, before=0 if place else 6).paragraph_format.tab_stops
            stops.add_tab_stop(Cm(2.8))
            stops.add_tab_stop(Cm(16), WD_TAB_ALIGNMENT.RIGHT)

    def _block(self, block: dict[str, Any]) -> None:
        if block["is"] == "table":
            self._table(block)
            return
        label = f"{block['label']} " if block["is"] == "item" else ""
        paragraph = self._line(label + block["text"], before=6, bold=block.get("bold", False))
        deeper = Cm(0.75 * block.get("level", 0))
        if block.get("indent", True):
            paragraph.paragraph_format.first_line_indent = _INDENT + deeper

    def _table(self, block: dict[str, Any]) -> None:
        if block["caption"]:
            self._line(block["caption"], before=6)
        table = self.document.add_table(rows=0, cols=len(block["head"]), style="Table Grid")
        for row in [block["head"], *block["rows"]]:
            for cell, text in zip(table.add_row().cells, row, strict=True):
                _run(cell.paragraphs[0], text, bold=row is block["head"])
        _repeat_head(table.rows[0])

    def _end(self) -> None:
        data, signature = self.data, self.data["signature"]
        if data.get("date_label") and data.get("date"):
            self._line(
                f"{data['date_label']} {data['date']}", before=12
            ).paragraph_format.first_line_indent = _INDENT
        if data["kind"] in {"communique", "news", "stamped_letter"}:
            self._axis([data["agency"], data["date"]], before=24)
        if data.get("closing"):
            self._axis([data["closing"]], before=12)
        if signature["name"] or signature["positions"]:
            self._axis(["", "", *([signature["typed"]] if signature["typed"] else [""])])
            self._axis([signature["name"], *signature["positions"]])
        for minute in data.get("endorsements", ()):
            self._line(minute["to"], before=12)
            self._line(minute["text"]).paragraph_format.first_line_indent = _INDENT
            self._axis(minute["lines"])
        for place, line in enumerate(data["contact"]):
            self._line(line, before=0 if place else 36)
        self._recipients()

    def _recipients(self) -> None:
        """The list of recipients, on a page of its own."""
        listed = self.data["listed"]
        if not listed["rows"]:
            return
        for place, line in enumerate(listed["titles"]):
            paragraph = self._line(line, bold=place == 0)
            paragraph.alignment = _CENTRE
            paragraph.paragraph_format.page_break_before = place == 0
        self._table({"caption": "", "head": listed["head"], "rows": listed["rows"]})

    def _axis(self, lines: Sequence[str], *, before: int = 0) -> None:
        for place, line in enumerate(lines):
            paragraph = self._line(line, before=0 if place else before)
            paragraph.alignment = _CENTRE
            paragraph.paragraph_format.left_indent = _AXIS
            paragraph.paragraph_format.keep_with_next = place < len(lines) - 1

    def _line(
        self, text: str, *, before: int = 0, bold: bool = False, size: int = 0, red: bool = False
    ) -> Paragraph:
        paragraph = self.document.add_paragraph()
        paragraph.paragraph_format.space_before = Pt(before)
        if text:
            run = _run(paragraph, text, bold=bold, size=size)
            if red:
                run.font.color.rgb = _RED
        return paragraph


def _run(paragraph: Paragraph, text: str, *, bold: bool = False, size: int = 0) -> Run:
    run = paragraph.add_run(text.replace(BETWEEN, ""))
    properties = run._r.get_or_add_rPr()
    if bold:
        run.bold = True
        properties.append(OxmlElement("w:bCs"))
    _thai(properties, size=size)
    return run


def _thai(properties: Any, *, size: int) -> None:
    """Thai is complex script: Word reads w:cs, w:szCs and w:lang w:bidi, and ignores the plain ones."""
    faces = properties.get_or_add_rFonts()
    for name in ("w:ascii", "w:hAnsi", "w:cs"):
        faces.set(qn(name), FONT)
    if size:
        for name in ("w:sz", "w:szCs"):
            _set(properties, name, "w:val", str(size * 2))
    _set(properties, "w:lang", "w:bidi", "th-TH")


def _set(properties: Any, name: str, attribute: str, value: str) -> None:
    element = properties.find(qn(name))
    if element is None:
        element = OxmlElement(name)
        properties.append(element)
    element.set(qn(attribute), value)


def _repeat_head(row: Any) -> None:
    mark = OxmlElement("w:tblHeader")
    row._tr.get_or_add_trPr().append(mark)
