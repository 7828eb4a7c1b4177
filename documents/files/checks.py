"""Everything that is asked of a file before anyone can open it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from documents.files import archives, clamav
from documents.files.child import ProbeFailed, probe
from documents.files.names import extension
from documents.files.types import (
    ARCHIVES,
    BY_MEDIA_TYPE,
    IMAGES,
    KNOWN,
    OLD_OFFICE,
    PDF,
    ZIP,
    FileType,
    sniff,
)
from eoffice.common.errors import InvalidInputs, UnsupportedType

MOST_PIXELS = 120_000_000


def check(path: Path, *, name: str) -> tuple[FileType, dict[str, Any]]:
    """The kind of the file and what was found; raises a RuleBroken that says what is wrong with it."""
    if path.stat().st_size == 0:
        text = _("The file is empty.")
        raise InvalidInputs(text, code="file_empty", errors={"file": [text]})
    kind = _kind(path, name)
    found: dict[str, Any] = {}
    if kind == PDF:
        found = check_pdf(path)
    elif kind in ARCHIVES:
        found = dict(archives.check_archive(path, office=kind != ZIP))
    elif kind in IMAGES:
        found = check_picture(path)
    elif kind in OLD_OFFICE:
        _refuse_old_macros(path)
    if settings.CLAMAV:
        clamav.scan(path, settings.CLAMAV)
        found["scanned"] = True
    return kind, found


def _kind(path: Path, name: str) -> FileType:
    ending = extension(name)
    kind = sniff(path, ending=ending)
    if kind is None or kind.media_type not in settings.FILE_TYPES:
        raise UnsupportedType(
            _("This kind of file is not accepted. Accepted are: %(kinds)s.") % {"kinds": accepted_words()}
        )
    claimed = [known for known in KNOWN if ending in known.extensions]
    if claimed and kind not in claimed and not _both_text(kind, claimed[0]):
        raise UnsupportedType(
            _("The name ends in .%(ending)s, but the file is %(kind)s. Name it as what it is.")
            % {"ending": ending, "kind": kind.word},
            code="file_mislabelled",
        )
    return kind


def _both_text(kind: FileType, claimed: FileType) -> bool:
    return kind.media_type.startswith("text/") and claimed.media_type.startswith("text/")


def accepted_words() -> str:
    """The accepted kinds, for people."""
    words = [BY_MEDIA_TYPE[name].word for name in settings.FILE_TYPES if name in BY_MEDIA_TYPE]
    return ", ".join(dict.fromkeys(words))


def check_pdf(path: Path) -> dict[str, Any]:
    """Refuse a damaged PDF and, unless the setting lets them in, scripts, launchers and hidden files.

    It is not cleaned instead: that would break the signature of whoever signed it. One that opens with a
    password alone is kept, without a preview, and marked `locked`.
    """
    try:
        found = probe("inspect", path)
    except ProbeFailed as error:
        raise InvalidInputs(_("The PDF can't be read."), code="file_damaged") from error
    if "damaged" in found:
        raise InvalidInputs(_("The PDF is damaged and can't be opened."), code="file_damaged")
    if found.get("active") and not settings.PDF_ACTIVE_CONTENT:
        raise UnsupportedType(
            _("The PDF holds scripts or other files (%(names)s). Print it to a new PDF and send that.")
            % {"names": ", ".join(found["active"])},
            code="file_active",
        )
    return found


def check_picture(path: Path) -> dict[str, Any]:
    """Refuse a damaged picture, and one with more pixels than any scanner makes."""
    try:
        found = probe("size", path, pixels=MOST_PIXELS)
    except ProbeFailed as error:
        raise InvalidInputs(_("The picture can't be read."), code="file_damaged") from error
    if found.get("bomb"):
        raise InvalidInputs(_("The picture has too many pixels. Scan it at 300 dpi."), code="file_bomb")
    if "damaged" in found:
        raise InvalidInputs(_("The picture is damaged and can't be opened."), code="file_damaged")
    return {"width": found["width"], "height": found["height"]}


def _refuse_old_macros(path: Path) -> None:
    with path.open("rb") as file:
        if archives.has_old_macros(file):
            raise UnsupportedType(_("The file carries macros. Save it without them."), code="file_active")
