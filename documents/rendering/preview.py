"""Pictures of the pages of a PDF that we made ourselves, for the screen."""

from __future__ import annotations

import io
import threading

import pypdfium2

#: PDFium keeps state of its own for the whole process.
_one_at_a_time = threading.Lock()


def page_pictures(pdf: bytes, *, width: int = 900, most: int = 20) -> list[bytes]:
    """PNG of each page, `width` pixels wide. Only for PDFs of ours: others go through `documents.files`."""
    with _one_at_a_time:
        document = pypdfium2.PdfDocument(pdf)
        try:
            return [_png(document[number], width) for number in range(min(len(document), most))]
        finally:
            document.close()


def count_pages(pdf: bytes) -> int:
    """How many pages it has."""
    with _one_at_a_time:
        document = pypdfium2.PdfDocument(pdf)
        try:
            return len(document)
        finally:
            document.close()


def _png(page: pypdfium2.PdfPage, width: int) -> bytes:
    out = io.BytesIO()
    page.render(scale=width / page.get_width()).to_pil().save(out, "PNG", optimize=False)
    return out.getvalue()
