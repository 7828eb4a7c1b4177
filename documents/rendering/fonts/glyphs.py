"""Which character each picture of a font stands for, told by the bytes of its outline."""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from fontTools.ttLib import TTFont

_THAI_NAME = re.compile(r"uni(0E[0-7][0-9A-F])(?:\..+)?")
# Drawn without what would meet the vowel below or above: ญู, ฐู, ฎู, ฬี.
_SHORT = {
    "yoYingthai.less": "ญ",
    "thoThanthai.less": "ฐ",
    "doChadathai.short": "ฎ",
    "toPatakthai.short": "ฏ",
    "loChulathai.short": "ฬ",
}
_LIGATURES = range(0xFB00, 0xFB07)


def outlines(font: bytes) -> Iterator[tuple[int, bytes]]:
    """(glyph id, bytes of its outline) of every glyph of a TrueType font that is not empty."""
    tables = dict(_tables(font))
    glyf, loca, head = (tables[tag] for tag in (b"glyf", b"loca", b"head"))
    long = struct.unpack_from(">h", font, head[0] + 50)[0]
    count, kind, scale = (loca[1] // 4, "I", 1) if long else (loca[1] // 2, "H", 2)
    places = struct.unpack_from(f">{count}{kind}", font, loca[0])
    for gid in range(count - 1):
        start, end = places[gid] * scale, places[gid + 1] * scale
        if end > start:
            yield gid, font[glyf[0] + start : glyf[0] + end].rstrip(b"\0")


def _tables(font: bytes) -> Iterator[tuple[bytes, tuple[int, int]]]:
    for place in range(struct.unpack_from(">H", font, 4)[0]):
        tag, _, offset, length = struct.unpack_from(">4sIII", font, 12 + place * 16)
        yield tag, (offset, length)


def characters(path: Path) -> dict[bytes, str]:
    """Outline -> the characters it can stand for (a hyphen has three), the likeliest first."""
    font = TTFont(path)
    order = font.getGlyphOrder()
    named = _named(font)
    found: dict[bytes, set[str]] = {}
    for gid, outline in outlines(path.read_bytes()):
        if order[gid] in named:
            found.setdefault(outline, set()).add(named[order[gid]])
    return {outline: "".join(sorted(chars)) for outline, chars in found.items()}


def _named(font: Any) -> dict[str, str]:
    names = {name: chr(code) for code, name in sorted(font.getBestCmap().items(), reverse=True)}
    for name in font.getGlyphOrder():
        if match := _THAI_NAME.fullmatch(name):
            names[name] = chr(int(match[1], 16))
    names |= _SHORT
    return {name: char for name, char in names.items() if ord(char) not in _LIGATURES}
