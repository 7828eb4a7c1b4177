"""Papers to PDF."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from documents.rendering.cleaning import Cleaner
from documents.rendering.fonts.kept import fonts
from documents.rendering.layout import Layout
from documents.rendering.papers import Paper
from documents.rendering.typesetting import typeset
from eoffice.common import clock


@dataclass(frozen=True)
class Rendered:
    """A PDF, and the characters that the font lacks, for which □ stands in it: tell whoever wrote them."""

    pdf: bytes
    replaced: tuple[str, ...] = ()


def render(paper: Paper, *, made_at: dt.datetime | None = None) -> Rendered:
    """PDF/A-2a and PDF/UA-1 of a paper. The same paper and `made_at` (now) give the same bytes.

    Raises NeverElectronic for a top secret one, InvalidInputs for a picture that can't be read.
    """
    cleaner = Cleaner(fonts().drawable, thai_digits=paper.thai_digits)
    moment = (made_at or clock.now()).astimezone(clock.BANGKOK)
    pdf = typeset("paper.typ", Layout(paper, cleaner, moment).data())
    return Rendered(pdf, tuple(cleaner.replaced))
