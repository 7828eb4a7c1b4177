"""How a signature looks on the paper: who, as what, when, and by whose certificate."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from documents.rendering.cleaning import Cleaner
from documents.rendering.fonts.kept import fonts
from documents.rendering.layout import BETWEEN
from documents.rendering.typesetting import typeset_bare
from documents.rendering.words import pieces
from eoffice.common import clock
from eoffice.common.thai.dates import short_datetime

_CM = 72 / 2.54


@dataclass(frozen=True)
class Look:
    """What stands in the box. `positions`: the own one, then the legal phrase with the position acted for."""

    name: str
    positions: tuple[str, ...]
    at: dt.datetime
    is_seal: bool = False
    thai_digits: bool = True

    @property
    def told(self) -> str:
        """The same as one sentence, for whoever hears the paper."""
        return " ".join(filter(None, [_head(self), self.name, *self.positions, short_datetime(self.at)]))


def drawn(look: Look, *, width: float, height: float) -> bytes:
    """A PDF of one page of this size in points."""
    clean = Cleaner(fonts().drawable, thai_digits=look.thai_digits)

    def words(text: str) -> str:
        return BETWEEN.join(pieces(clean(text)))

    made = look.at.astimezone(clock.BANGKOK)
    lines = [look.name, *look.positions, short_datetime(look.at)]
    return typeset_bare(
        "stamp.typ",
        {
            "made": list(made.timetuple()[:6]),
            "title": "ลายมือชื่อดิจิทัล",
            "kind": "signature",
            "width": width / _CM,
            "height": height / _CM,
            "head": words(_head(look)),
            "lines": [words(line) for line in lines if line],
        },
    )


def _head(look: Look) -> str:
    return "ประทับตราอิเล็กทรอนิกส์ของหน่วยงาน" if look.is_seal else "ลงลายมือชื่อดิจิทัล"
