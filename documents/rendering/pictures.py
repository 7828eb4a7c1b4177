"""Pictures for a paper: emblem, seal, signature, QR code; all handed over as SVG text."""

from __future__ import annotations

import base64
import functools
import io
from pathlib import Path

from django.utils.translation import gettext as _

from documents.rendering.typesetting import can_draw
from eoffice.common.errors import InvalidInputs

#: Ours, for an agency that has installed none yet: a plain ring, no sign of state.
PLACEHOLDER = Path(__file__).parent / "typst" / "emblem.svg"
MOST_BYTES = 2_000_000
_MOST_PIXELS = 25_000_000
_KINDS = {"PNG": "png", "JPEG": "jpeg"}


def picture(path: Path) -> str:
    """The picture as SVG. Refuses what is no PNG, JPEG or SVG, and what is too large."""
    try:
        return _read(path, path.stat().st_mtime_ns)
    except OSError as error:
        raise _refused(path) from error


def placeholder() -> str:
    """The neutral emblem."""
    return picture(PLACEHOLDER)


@functools.lru_cache(maxsize=64)
def _read(path: Path, _changed: int) -> str:
    data = path.read_bytes()
    if len(data) > MOST_BYTES:
        raise InvalidInputs(
            _("The picture %(name)s is too large for a letter; at most 2 MB.") % {"name": path.name},
            code="picture_too_large",
        )
    svg = _svg(path, data) if path.suffix.lower() == ".svg" else _wrapped(path, data)
    if not can_draw(svg):
        raise _refused(path)
    return svg


def _svg(path: Path, data: bytes) -> str:
    from xml.etree.ElementTree import ParseError

    from defusedxml import DefusedXmlException
    from defusedxml.ElementTree import fromstring

    try:
        root = fromstring(data)
    except (ParseError, DefusedXmlException, ValueError) as error:
        raise _refused(path) from error
    if not str(root.tag).endswith("svg"):
        raise _refused(path)
    return data.decode("utf-8-sig")


def _wrapped(path: Path, data: bytes) -> str:
    from PIL import Image, UnidentifiedImageError

    try:
        with Image.open(io.BytesIO(data)) as found:
            width, height, kind = found.width, found.height, _KINDS.get(found.format or "")
            if width * height <= _MOST_PIXELS:
                found.load()  # a picture cut off in the middle shows here
            else:
                kind = None
    except (UnidentifiedImageError, OSError, ValueError, Image.DecompressionBombError) as error:
        raise _refused(path) from error
    if kind is None:
        raise _refused(path)
    size = f'width="{width}" height="{height}"'
    held = f"data:image/{kind};base64,{base64.b64encode(data).decode()}"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" {size}>'
        f'<image {size} href="{held}"/></svg>'
    )


def _refused(path: Path) -> InvalidInputs:
    return InvalidInputs(
        _("The picture %(name)s can't be read. Take PNG, JPEG or SVG.") % {"name": path.name},
        code="picture_damaged",
    )


def qr(url: str) -> str:
    """A QR code, error correction M."""
    import segno

    out = io.BytesIO()
    segno.make(url, error="m").save(out, kind="svg", border=0)
    return out.getvalue().decode()
