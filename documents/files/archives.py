"""Looking into archives, which Word and Excel files are too, without being blown up by them."""

from __future__ import annotations

import zipfile
import zlib
from pathlib import Path
from typing import BinaryIO

from django.utils.translation import gettext as _

from documents.files.names import extension
from eoffice.common.errors import InvalidInputs, UnsupportedType

MOST_ENTRIES = 10_000
MOST_UNPACKED = 500 * 1024 * 1024
#: A real spreadsheet packs 50 to 1 at most; what is small unpacked may pack as well as it likes.
MOST_RATIO, RATIO_FROM = 100, 20 * 1024 * 1024
_PIECE = 256 * 1024
_PROGRAMS = frozenset(
    {"exe", "com", "scr", "pif", "bat", "cmd", "ps1", "psm1", "vbs", "vbe", "js", "jse", "wsf", "wsh", "msi"}
    | {"msp", "dll", "cpl", "hta", "jar", "lnk", "reg", "apk", "iso", "img"}
)
_NESTED = frozenset(("zip", "rar", "7z", "gz", "tgz", "bz2", "xz", "cab"))
_MACROS = ("vbaproject.bin", "basic/script-lc.xml")


def check_archive(path: Path, *, office: bool) -> dict[str, int]:
    """Refuse bombs, damage, locked parts, programs, archives inside archives, and macros.

    Answers {"entries", "unpacked"}. `office`: a Word, Excel or OpenDocument file.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            entries = archive.infolist()
            _check_sizes(entries, packed=path.stat().st_size)
            _check_names(entries, office=office)
            unpacked = sum(_unpack(archive, entry) for entry in entries)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, OSError) as error:
        raise InvalidInputs(_("The file is damaged and can't be opened."), code="file_damaged") from error
    return {"entries": len(entries), "unpacked": unpacked}


def _check_sizes(entries: list[zipfile.ZipInfo], *, packed: int) -> None:
    unpacked = sum(entry.file_size for entry in entries)
    swollen = unpacked > RATIO_FROM and unpacked > packed * MOST_RATIO
    if len(entries) > MOST_ENTRIES or unpacked > MOST_UNPACKED or swollen:
        raise InvalidInputs(
            _("The file would unpack to far more than an office file holds."), code="file_bomb"
        )


def _check_names(entries: list[zipfile.ZipInfo], *, office: bool) -> None:
    for entry in entries:
        name = entry.filename.lower()
        if entry.flag_bits & 0x1:
            raise UnsupportedType(
                _("The archive is locked with a password and can't be checked. Send its files without one."),
                code="file_locked",
            )
        if name.endswith(_MACROS):
            raise UnsupportedType(_("The file carries macros. Save it without them."), code="file_active")
        if not office and extension(name) in _PROGRAMS:
            raise UnsupportedType(_("The archive holds a program."), code="file_active")
        if not office and extension(name) in _NESTED:
            raise UnsupportedType(
                _("The archive holds another archive. Send the files themselves."), code="file_nested"
            )


def _unpack(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> int:
    """Read an entry to its end: a stated size may be a lie, a checksum can't be."""
    size = 0
    with archive.open(entry) as file:
        while piece := file.read(_PIECE):
            size += len(piece)
    return size


def has_old_macros(file: BinaryIO) -> bool:
    """Whether a Word or Excel file of before 2007 carries macros."""
    content = file.read()
    return any(name.encode("utf-16-le") in content for name in ("_VBA_PROJECT", "Macros\x00"))
