"""The paper of a demo letter: one page that looks like a scan, drawn from what the letter says."""

from __future__ import annotations

import io
from functools import cache
from pathlib import Path

import fontpkg_sarabun
from PIL import Image, ImageDraw, ImageFont

from documents.models import Document
from eoffice.common.thai.dates import full_date

SIZE = (1240, 1754)  # A4 at 150 dots per inch
INK, PAPER = (30, 30, 40), (253, 252, 248)
LEFT, RIGHT = 180, 1120
BODY = (
    "ด้วยหน่วยงานได้กำหนดการดำเนินงานตามแผนปฏิบัติราชการ จึงขอแจ้งรายละเอียดให้ท่านทราบ "
    "เพื่อพิจารณาและดำเนินการในส่วนที่เกี่ยวข้อง",
    "ทั้งนี้ ขอความร่วมมือแจ้งผลการดำเนินการให้ทราบภายในกำหนด หากมีข้อสงสัยโปรดติดต่อเจ้าของเรื่องตามหมายเลขโทรศัพท์ด้านล่าง",
    "จึงเรียนมาเพื่อโปรดทราบและพิจารณาดำเนินการ",
)


@cache
def _font(size: int) -> ImageFont.FreeTypeFont:
    path = Path(fontpkg_sarabun.__file__).parent / "files" / "Sarabun-Regular.ttf"
    return ImageFont.truetype(str(path), size, layout_engine=ImageFont.Layout.RAQM)


def page_of(document: Document) -> bytes:
    """A PDF of one page."""
    image = Image.new("RGB", SIZE, PAPER)
    draw = ImageDraw.Draw(image)
    _seal(draw)
    draw.text((LEFT, 330), f"ที่ {document.reference}", INK, _font(30))
    for place, line in enumerate(_wrapped(draw, document.sender_text, 380)):
        draw.text((760, 330 + 44 * place), line, INK, _font(30))
    if document.dated_on:
        draw.text((560, 440), full_date(document.dated_on), INK, _font(30))
    y = _lines(draw, 520, f"เรื่อง  {document.subject}")
    y = _lines(draw, y + 14, f"เรียน  {document.addressee}")
    for paragraph in BODY:
        y = _lines(draw, y + 20, "          " + paragraph)
    draw.text((700, y + 60), "ขอแสดงความนับถือ", INK, _font(30))
    draw.line([(700, y + 190), (800, y + 150), (860, y + 200), (980, y + 160)], (40, 60, 140), 4)
    draw.text((680, y + 220), "ผู้มีอำนาจลงนาม (ตัวอย่าง)", INK, _font(28))
    draw.text((LEFT, 1600), "เอกสารตัวอย่างสำหรับสาธิตระบบ ไม่ใช่หนังสือราชการจริง", (150, 150, 150), _font(22))
    out = io.BytesIO()
    image.convert("L").save(out, "PDF", resolution=150)
    return out.getvalue()


def _seal(draw: ImageDraw.ImageDraw) -> None:
    """A plain circle where the emblem of an office would stand."""
    draw.ellipse((560, 120, 680, 240), outline=INK, width=4)
    draw.text((590, 160), "ตรา", INK, _font(30))


def _lines(draw: ImageDraw.ImageDraw, y: int, text: str) -> int:
    for line in _wrapped(draw, text, RIGHT - LEFT):
        draw.text((LEFT, y), line, INK, _font(30))
        y += 46
    return y


def _wrapped(draw: ImageDraw.ImageDraw, text: str, width: int) -> list[str]:
    """Lines no wider than `width`, broken at spaces, else before a letter that begins a cluster."""
    lines, line = [], ""
    for letter in text:
        if draw.textlength(line + letter, _font(30)) > width and letter not in "ัิีึืฺุู็่้๊๋์ํะาำๆฯ":
            cut = line.rfind(" ") if " " in line.strip() else len(line)
            lines.append(line[:cut])
            line = line[cut:].lstrip()
        line += letter
    return [*lines, line]
