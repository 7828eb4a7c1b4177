"""Measure C: every picture in the PDF says which character it is.

Typst gives the whole text of a cluster to its first picture and none to the others; readers that take a PDF
glyph by glyph (Firefox, Preview, most indexers) then get letters twice or not at all.
"""

from __future__ import annotations

import io
import re
from collections.abc import Mapping

import pikepdf

from documents.rendering.fonts.glyphs import outlines

_BLOCK = re.compile(rb"beginbf(char|range)(.*?)endbf", re.DOTALL)
_CHAR = re.compile(rb"<([0-9A-Fa-f]{4})>\s*<([0-9A-Fa-f]+)>")
_RANGE = re.compile(rb"<([0-9A-Fa-f]{4})>\s*<([0-9A-Fa-f]{4})>\s*<([0-9A-Fa-f]+)>")
_AT_ONCE = 100  # entries in one block of a CMap (PDF 32000-1, 9.10.3)
_HEAD = b"""/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<0000> <FFFF>
endcodespacerange
"""
_TAIL = b"endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n"


def repair(data: bytes, characters: Mapping[bytes, str]) -> bytes:
    """The PDF with a text for every glyph of its fonts. `characters`: outline -> what it can mean."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        for thing in pdf.objects:
            if isinstance(thing, pikepdf.Dictionary) and thing.get("/Subtype") == "/Type0":
                _repair_font(pdf, thing, characters)
        out = io.BytesIO()
        pdf.save(out, deterministic_id=True)
    return out.getvalue()


def _repair_font(pdf: pikepdf.Pdf, font: pikepdf.Dictionary, characters: Mapping[bytes, str]) -> None:
    described = font.DescendantFonts[0].FontDescriptor
    if "/FontFile2" not in described:
        return
    told = _entries(font.ToUnicode.read_bytes())
    for gid, outline in outlines(described.FontFile2.read_bytes()):
        meant = characters.get(outline)
        if meant and told.get(gid, "") not in tuple(meant):
            told[gid] = meant[0]
    font.ToUnicode = pdf.make_stream(_cmap(told))


def _entries(cmap: bytes) -> dict[int, str]:
    """What the compiler said: one text for a glyph, or a first text for a range of them."""
    found: dict[int, str] = {}
    for block in _BLOCK.finditer(cmap):
        if block[1] == b"char":
            found |= {int(line[1], 16): _text(line[2]) for line in _CHAR.finditer(block[2])}
            continue
        for line in _RANGE.finditer(block[2]):
            first, start = int(line[1], 16), _text(line[3])
            for step in range(int(line[2], 16) - first + 1):
                found[first + step] = start[:-1] + chr(ord(start[-1]) + step)
    return found


def _text(digits: bytes) -> str:
    return bytes.fromhex(digits.decode()).decode("utf-16-be")


def _cmap(told: Mapping[int, str]) -> bytes:
    lines = [
        b"<%04X> <%s>\n" % (gid, text.encode("utf-16-be").hex().upper().encode())
        for gid, text in sorted(told.items())
    ]
    blocks = []
    for start in range(0, len(lines), _AT_ONCE):
        piece = lines[start : start + _AT_ONCE]
        blocks.append(b"%d beginbfchar\n%sendbfchar\n" % (len(piece), b"".join(piece)))
    return _HEAD + b"".join(blocks) + _TAIL
