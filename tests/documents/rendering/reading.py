"""Reading a PDF back with several independent readers."""

from __future__ import annotations

import io
import shutil
import subprocess
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import pypdf
import pypdfium2
from pdfminer.converter import PDFPageAggregator
from pdfminer.layout import LTChar, LTFigure
from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager
from pdfminer.pdfpage import PDFPage


def squeezed(text: str) -> str:
    """Without white space, where alone the readers differ."""
    return "".join(text.replace("\u00a0", " ").split())


def by_pypdf(data: bytes) -> str:
    """All pages, as pypdf reads them."""
    return "\n".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(data)).pages)


def by_pdfium(data: bytes) -> str:
    """As Chrome reads them."""
    document = pypdfium2.PdfDocument(data)
    texts = [page.get_textpage().get_text_bounded() for page in document]
    document.close()
    return "\n".join(texts)


def by_pdfminer(data: bytes) -> str:
    """Glyph by glyph, in the order in which they are drawn: as a reader without an eye for clusters."""
    resources = PDFResourceManager()
    device = PDFPageAggregator(resources, laparams=None)
    found: list[str] = []
    for page in PDFPage.get_pages(io.BytesIO(data)):
        PDFPageInterpreter(resources, device).process_page(page)
        found += _drawn(device.get_result())
    return "".join(found)


def _drawn(container: Iterable[Any]) -> Iterator[str]:
    for part in container:
        if isinstance(part, LTChar):
            yield part.get_text()
        elif isinstance(part, LTFigure):
            yield from _drawn(part)


def by_pdftotext(data: bytes) -> str:
    """As poppler reads them, where it is installed."""
    done = subprocess.run(["pdftotext", "-raw", "-", "-"], input=data, capture_output=True, check=True)
    return done.stdout.decode()


READERS: dict[str, Callable[[bytes], str]] = {"pypdf": by_pypdf, "pdfium": by_pdfium, "pdfminer": by_pdfminer}
if shutil.which("pdftotext"):
    READERS["pdftotext"] = by_pdftotext
