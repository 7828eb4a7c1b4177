"""Envelopes (form 15), labels, and receipt slips (form 17) as PDF."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from documents.rendering import pictures
from documents.rendering.cleaning import Cleaner
from documents.rendering.fonts.kept import fonts
from documents.rendering.layout import BETWEEN, SECRECY, SPEEDS, NeverElectronic
from documents.rendering.rendering import Rendered
from documents.rendering.typesetting import typeset
from documents.rendering.words import pieces
from documents.rules.envelopes import AROUND, SIZES, without_class
from eoffice.common import clock

#: Sheets of labels on A4: columns, rows, then in mm: width, height, left and top edge, step across and down.
SHEETS: dict[str, tuple[int, int, float, float, float, float, float, float]] = {
    "2x7": (2, 7, 99.1, 38.1, 4.65, 15.15, 101.6, 38.1),
    "3x8": (3, 8, 63.5, 33.9, 7.2, 12.9, 66.04, 33.9),
}


@dataclass(frozen=True, kw_only=True)
class Cover:
    """What stands outside on a letter to one recipient."""

    agency: str
    number: str = ""  # ที่
    to: str = ""
    word: str = "เรียน"  # of the salutation (ภาคผนวก 2)
    address: tuple[str, ...] = ()
    speed: str = "normal"
    within: str = ""
    secrecy: str = "normal"


@dataclass(frozen=True, kw_only=True)
class Slip:
    """ใบรับหนังสือ. A secret letter's names no subject."""

    number: str = ""
    to: str = ""
    subject: str = ""


def envelopes(
    covers: Sequence[Cover],
    *,
    size: str = "c5",
    emblem: Path | None = None,
    thai_digits: bool = True,
    made_at: dt.datetime | None = None,
) -> Rendered:
    """A page for each envelope. A secret letter has two: the inner one with its class and, for the next
    larger envelope around it, an outer one that does not tell it (sheet 4.2).

    Raises NeverElectronic for a top secret one, KeyError for a size that ข้อ 74 does not know.
    """
    setter = _Setter("จ่าหน้าซอง", thai_digits, made_at)
    pages = [page for cover in covers for page in setter.pages(cover, size)]
    picture = pictures.picture(emblem) if emblem else pictures.placeholder()
    return setter.pdf("envelope.typ", {"pages": pages, "emblem": picture, "emblem_height": 1.5})


def labels(
    covers: Sequence[Cover],
    *,
    sheet: str = "2x7",
    start: int = 1,
    thai_digits: bool = True,
    made_at: dt.datetime | None = None,
) -> Rendered:
    """Labels on A4; `start`: the first label that is still there on a sheet used before, from 1."""
    columns, rows, *lengths = SHEETS[sheet]
    setter = _Setter("ป้ายชื่อผู้รับ", thai_digits, made_at)
    blank = (max(1, start) - 1) % (columns * rows)
    return setter.pdf(
        "labels.typ",
        {
            "columns": columns,
            "rows": rows,
            "blank": blank,
            "lengths": lengths,
            "labels": [setter.label(cover) for cover in covers],
        },
    )


def slips(
    wanted: Sequence[Slip],
    *,
    together: bool = False,
    thai_digits: bool = True,
    made_at: dt.datetime | None = None,
) -> Rendered:
    """Receipt slips of form 17, each a page of A8; `together`: sixteen on a sheet of A4, to be cut."""
    setter = _Setter("ใบรับหนังสือ", thai_digits, made_at)
    rows = [
        {name: setter.words(getattr(slip, name)) for name in ("number", "to", "subject")} for slip in wanted
    ]
    return setter.pdf("slips.typ", {"slips": rows, "together": together})


class _Setter:
    def __init__(self, title: str, thai_digits: bool, made_at: dt.datetime | None) -> None:
        self.title, self.thai = title, thai_digits
        self.moment = (made_at or clock.now()).astimezone(clock.BANGKOK)
        self.clean = Cleaner(fonts().drawable, thai_digits=thai_digits)

    def words(self, text: str) -> str:
        return BETWEEN.join(pieces(self.clean(text)))

    def pages(self, cover: Cover, size: str) -> list[dict[str, Any]]:
        inner = self._page(cover, size, SECRECY)
        return [inner] if not inner["secrecy"] else [inner, self._page(cover, AROUND[size], {})]

    def label(self, cover: Cover, *, inside: bool = False) -> dict[str, Any]:
        """A label goes outside: it tells no class of secrecy, not even in the number."""
        number = cover.number if inside else without_class(cover.number)
        return {
            "to": self.words(f"{cover.word} {cover.to}"),
            "address": [self.words(line) for line in cover.address],
            "number": self.words(f"ที่ {number}" if number else ""),
        }

    def _page(self, cover: Cover, size: str, classes: dict[str, str]) -> dict[str, Any]:
        if cover.secrecy not in SECRECY:
            raise NeverElectronic(source="ข้อ 29")
        width, height = SIZES[size]
        speed = f"ด่วนภายใน {cover.within}" if cover.within else SPEEDS[cover.speed]
        return self.label(cover, inside=bool(classes)) | {
            "width": width,
            "height": height,
            "agency": self.words(cover.agency),
            "speed": self.words(speed),
            "secrecy": classes.get(cover.secrecy, ""),
        }

    def pdf(self, template: str, data: dict[str, Any]) -> Rendered:
        common = {"title": self.title, "made": list(self.moment.timetuple()[:6]), "thai": self.thai}
        return Rendered(typeset(template, common | data), tuple(self.clean.replaced))
