"""Papers to PDF."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from documents.rendering.cleaning import Cleaner
from documents.rendering.fonts.kept import fonts
from documents.rendering.layout import Layout
from documents.rendering.papers import Paper
from documents.rendering.typesetting import ask, typeset
from eoffice.common import clock

_CM = 72 / 2.54
_SLOT_WIDTH = 6 * _CM
#: Height of the paper, and the width of the axis on which the signature stands.
_SIZES = {"a4": (29.7 * _CM, 13.5 * _CM), "a5": (21.0 * _CM, 7.3 * _CM)}


@dataclass(frozen=True)
class Rendered:
    """A PDF, and the characters that the font lacks, for which □ stands in it: tell whoever wrote them."""

    pdf: bytes
    replaced: tuple[str, ...] = ()


@dataclass(frozen=True)
class Slot:
    """Room for a signature: page from 1, and a rectangle in points from the lower left corner."""

    page: int
    left: float
    bottom: float
    right: float
    top: float


def render(paper: Paper, *, made_at: dt.datetime | None = None) -> Rendered:
    """PDF/A-2a and PDF/UA-1 of a paper. The same paper and `made_at` (now) give the same bytes.

    Raises NeverElectronic for a top secret one, InvalidInputs for a picture that can't be read.
    """
    layout = _layout(paper, made_at)
    pdf = typeset("paper.typ", layout.data())
    return Rendered(pdf, tuple(layout.clean.replaced))


def signature_slot(paper: Paper, *, made_at: dt.datetime | None = None) -> Slot | None:
    """Where the signature of a rendered paper goes; None for one that is not signed by hand."""
    found = ask("paper.typ", _layout(paper, made_at).data(), "signature")
    if not found:
        return None
    room = found[0]
    height, axis = _SIZES[paper.paper_size]
    top = height - room["y"]
    left = room["x"] + (axis - _SLOT_WIDTH) / 2
    return Slot(room["page"], left, top - room["height"], left + _SLOT_WIDTH, top)


def _layout(paper: Paper, made_at: dt.datetime | None) -> Layout:
    moment = (made_at or clock.now()).astimezone(clock.BANGKOK)
    return Layout(paper, Cleaner(fonts().drawable, thai_digits=paper.thai_digits), moment)
