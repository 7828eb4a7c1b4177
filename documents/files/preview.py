"""Pictures of files for the page: PDF pages and images, drawn anew in a process with limits."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from documents.files import blobs
from documents.files.checks import MOST_PIXELS
from documents.files.child import ProbeFailed, probe
from documents.files.store import inbox, previews
from documents.files.types import BY_MEDIA_TYPE, IMAGES, PDF
from documents.models import StoredFile

#: Widths that a page asks for; others would only fill the folder. Pixels.
WIDTHS = (400, 900, 1600)
MOST_PAGES = 500


def pages_of(blob: StoredFile) -> int:
    """How many pages can be shown; 0 where there is no preview (locked PDF, Word, archives)."""
    kind = BY_MEDIA_TYPE.get(blob.media_type)
    if kind == PDF and not blob.checks.get("locked"):
        return min(int(blob.checks.get("pages", 0)), MOST_PAGES)
    return 1 if kind in IMAGES else 0


def page_picture(blob: StoredFile, page: int, width: int) -> bytes | None:
    """PNG of page `page` (from 1) about `width` pixels wide; None where there is none to show.

    Kept on disk for the next reader, except those of sealed files, which are drawn each time.
    """
    if not 1 <= page <= pages_of(blob):
        return None
    wide = min(WIDTHS, key=lambda known: abs(known - width))
    kept = _place(blob, page, wide)
    if not blob.is_encrypted and kept.exists():
        return kept.read_bytes()
    drawn = _draw(blob, page, wide)
    if drawn is not None and not blob.is_encrypted:
        _keep(drawn, kept)
    return drawn


def sheet_size(blob: StoredFile, page: int) -> tuple[float, float] | None:
    """Width and height in cm of page `page` (from 1) of a PDF as it is shown; None where it can't be read."""
    if blob.media_type != PDF.media_type or blob.checks.get("locked"):
        return None
    try:
        with blobs.local_copy(blob) as source:
            found = probe("sheet", source, page=page - 1)
    except ProbeFailed:
        return None
    width, height = float(found.get("width", 0)), float(found.get("height", 0))
    return (width / 72 * 2.54, height / 72 * 2.54) if width > 0 and height > 0 else None


def _place(blob: StoredFile, page: int, width: int) -> Path:
    return previews() / blob.sha256[:2] / f"{blob.sha256}-{page}-{width}.png"


def _draw(blob: StoredFile, page: int, width: int) -> bytes | None:
    descriptor, name = tempfile.mkstemp(dir=inbox(), prefix="page-", suffix=".png")
    os.close(descriptor)
    target = Path(name)
    try:
        with blobs.local_copy(blob) as source:
            if blob.media_type == PDF.media_type:
                probe("page", source, page=page - 1, width=width, to=name)
            else:
                probe("picture", source, width=width, to=name, pixels=MOST_PIXELS)
        return target.read_bytes() or None
    except ProbeFailed:
        return None
    finally:
        target.unlink(missing_ok=True)


def _keep(drawn: bytes, place: Path) -> None:
    place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    beside = place.with_suffix(f".{os.getpid()}.part")
    beside.write_bytes(drawn)
    beside.replace(place)
