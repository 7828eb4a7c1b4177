"""What kind of file it is, told from its bytes and never from its name."""

from __future__ import annotations

import re
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import Path

HEAD = 4096


@dataclass(frozen=True)
class FileType:
    """A kind of file: its media type, the endings its names have, and a word for it in messages."""

    media_type: str
    extensions: tuple[str, ...]
    word: str


PDF = FileType("application/pdf", ("pdf",), "PDF")
PNG = FileType("image/png", ("png",), "PNG")
JPEG = FileType("image/jpeg", ("jpg", "jpeg", "jfif"), "JPEG")
WEBP = FileType("image/webp", ("webp",), "WebP")
TIFF = FileType("image/tiff", ("tif", "tiff"), "TIFF")
_OPEN_XML = "application/vnd.openxmlformats-officedocument."
DOCX = FileType(_OPEN_XML + "wordprocessingml.document", ("docx",), "Word")
XLSX = FileType(_OPEN_XML + "spreadsheetml.sheet", ("xlsx",), "Excel")
PPTX = FileType(_OPEN_XML + "presentationml.presentation", ("pptx",), "PowerPoint")
ODT = FileType("application/vnd.oasis.opendocument.text", ("odt",), "OpenDocument")
ODS = FileType("application/vnd.oasis.opendocument.spreadsheet", ("ods",), "OpenDocument")
ODP = FileType("application/vnd.oasis.opendocument.presentation", ("odp",), "OpenDocument")
ZIP = FileType("application/zip", ("zip",), "ZIP")
DOC = FileType("application/msword", ("doc",), "Word 97-2003")
XLS = FileType("application/vnd.ms-excel", ("xls",), "Excel 97-2003")
PPT = FileType("application/vnd.ms-powerpoint", ("ppt",), "PowerPoint 97-2003")
TEXT = FileType("text/plain", ("txt",), "text")
CSV = FileType("text/csv", ("csv",), "CSV")

KNOWN = (PDF, PNG, JPEG, WEBP, TIFF, DOCX, XLSX, PPTX, ODT, ODS, ODP, ZIP, DOC, XLS, PPT, TEXT, CSV)
BY_MEDIA_TYPE = {kind.media_type: kind for kind in KNOWN}
ARCHIVES = frozenset({DOCX, XLSX, PPTX, ODT, ODS, ODP, ZIP})
IMAGES = frozenset({PNG, JPEG, WEBP, TIFF})
OLD_OFFICE = frozenset({DOC, XLS, PPT})

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PARTS = {"word/document.xml": DOCX, "xl/workbook.xml": XLSX, "ppt/presentation.xml": PPTX}
_STREAMS = {"WordDocument": DOC, "Workbook": XLS, "Book": XLS, "PowerPoint Document": PPT}
_MARKUP = re.compile(rb"<(!doctype|html|head|body|script|svg|iframe|\?xml|\?php)", re.IGNORECASE)
_CONTROLS = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")


def sniff(path: Path, *, ending: str) -> FileType | None:
    """The kind of the file at `path`; None where it is none that we know.

    `ending` only tells CSV from other text, which no byte does.
    """
    with path.open("rb") as file:
        head = file.read(HEAD)
    if kind := _by_signature(head):
        return kind
    if head.startswith(b"PK\x03\x04"):
        return _kind_of_zip(path)
    if head.startswith(_OLE):
        return _kind_of_ole(path)
    return _kind_of_text(path, head, ending)


def _by_signature(head: bytes) -> FileType | None:
    if head.removeprefix(b"\xef\xbb\xbf").lstrip(b"\r\n\t ").startswith(b"%PDF-"):
        return PDF
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return PNG
    if head.startswith(b"\xff\xd8\xff"):
        return JPEG
    if head.startswith(b"RIFF") and head[8:12] == b"WEBP":
        return WEBP
    if head.startswith((b"II*\x00", b"MM\x00*")):
        return TIFF
    return None


def _kind_of_zip(path: Path) -> FileType | None:
    try:
        with zipfile.ZipFile(path) as archive:
            names = set(archive.namelist())
            declared = _declared(archive) if "mimetype" in names else ""
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, OSError, EOFError):
        return None
    if declared in BY_MEDIA_TYPE:
        return BY_MEDIA_TYPE[declared]
    for part, kind in _PARTS.items():
        if part in names and "[Content_Types].xml" in names:
            return kind
    return ZIP


def _declared(archive: zipfile.ZipFile) -> str:
    """What an OpenDocument says it is; nothing has told yet how large the entry unpacks."""
    with archive.open("mimetype") as entry:
        return entry.read(100).decode("ascii", "replace")


def _kind_of_ole(path: Path) -> FileType | None:
    """By the names of its streams, which stand in UTF-16 in its directory."""
    content = path.read_bytes()
    for stream, kind in _STREAMS.items():
        if stream.encode("utf-16-le") + b"\x00\x00" in content:
            return kind
    return None


def _kind_of_text(path: Path, head: bytes, ending: str) -> FileType | None:
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        readable = _decodes(path, "utf-16")
    else:
        readable = not _CONTROLS.search(head) and (_decodes(path, "utf-8") or _decodes(path, "cp874"))
    if not readable or _MARKUP.search(head):
        return None
    return CSV if ending == "csv" else TEXT


def _decodes(path: Path, encoding: str) -> bool:
    try:
        with path.open(encoding=encoding) as file:
            while piece := file.read(65536):
                if "\x00" in piece:
                    return False
    except UnicodeError:
        return False
    return True
