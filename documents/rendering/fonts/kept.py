"""The adapted fonts on disk, under the hash of what they were made from."""

from __future__ import annotations

import functools
import hashlib
import json
import shutil
import tempfile
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

STYLES = ("Regular", "Bold")
_CODE = Path(__file__).parent


@dataclass(frozen=True)
class Fonts:
    """A folder with nothing but the fonts, and what their pictures stand for."""

    folder: Path
    #: Bytes of an outline -> the characters it can stand for, the likeliest first.
    characters: dict[bytes, str]
    #: Every character that all styles can draw.
    drawable: frozenset[str]


@functools.cache
def fonts() -> Fonts:
    """The fonts of this installation; made now (about a second) where they are not there yet."""
    folder = Path(settings.DATA_DIR) / "cache" / f"fonts-{_digest()}"
    if not (folder / "characters.json").is_file():
        _make(folder)
    told = json.loads((folder / "characters.json").read_text(encoding="utf-8"))
    characters = {bytes.fromhex(outline): char for outline, char in told["outlines"].items()}
    return Fonts(folder, characters, frozenset(told["drawable"]))


def _sources() -> dict[str, Path]:
    import fontpkg_sarabun

    files = Path(fontpkg_sarabun.__file__).parent / "files"
    return {style: files / f"Sarabun-{style}.ttf" for style in STYLES}


def _digest() -> str:
    """Of the fonts as they come, and of the code that changes them."""
    digest = hashlib.sha256()
    for path in (*_sources().values(), *sorted(_CODE.glob("*.py"))):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def _make(folder: Path) -> None:
    """Whole or not at all: two processes may begin together, and the first to end stays."""
    from documents.rendering.fonts.adapt import adapt

    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder.parent, prefix="fonts-new-") as workplace:
        new = Path(workplace) / "fonts"
        new.mkdir()
        for style, source in _sources().items():
            adapt(source, new / f"EofficeSarabun-{style}.ttf", style)
            shutil.copy(source.parent.parent / "LICENSE", new / "OFL.txt")
        (new / "characters.json").write_text(json.dumps(_told(new)), encoding="utf-8")
        try:
            new.rename(folder)
        except OSError:
            if not (folder / "characters.json").is_file():
                raise


def _told(folder: Path) -> dict[str, object]:
    outlines = dict(_outlines(folder))
    return {"outlines": outlines, "drawable": "".join(sorted(_drawable(folder)))}


def _outlines(folder: Path) -> Iterator[tuple[str, str]]:
    from documents.rendering.fonts.glyphs import characters

    for path in sorted(folder.glob("*.ttf")):
        yield from ((outline.hex(), char) for outline, char in characters(path).items())


def _drawable(folder: Path) -> set[str]:
    from fontTools.ttLib import TTFont

    found = [set(map(chr, TTFont(path).getBestCmap())) for path in folder.glob("*.ttf")]
    # Private ones mean nothing to who reads the file later, and PDF/A refuses them.
    return {char for char in set.intersection(*found) if unicodedata.category(char) != "Co"}
