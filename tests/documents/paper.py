"""Files as offices send them, and as nobody should: made here, never kept in the repository."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from typing import Any

import pikepdf
from PIL import Image


def pdf(pages: int = 1, **root: Any) -> bytes:
    """A plain PDF; `root` adds entries to its catalogue."""
    made = pikepdf.new()
    for _page in range(pages):
        made.add_blank_page(page_size=(595, 842))
    for name, value in root.items():
        made.Root[f"/{name}"] = value
    return _saved(made)


def pdf_with_script() -> bytes:
    action = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=pikepdf.String("app.alert(1)"))
    return pdf(OpenAction=action)


def pdf_with_launch() -> bytes:
    """An action on a page, not in the catalogue."""
    made = pikepdf.new()
    page = made.add_blank_page()
    page.obj["/AA"] = pikepdf.Dictionary(
        O=pikepdf.Dictionary(S=pikepdf.Name.Launch, F=pikepdf.String("cmd.exe"))
    )
    return _saved(made)


def pdf_with_attachment(name: str) -> bytes:
    made = pikepdf.new()
    made.add_blank_page()
    made.attachments[name] = pikepdf.AttachedFileSpec(made, b"<x/>", filename=name)
    return _saved(made)


def locked_pdf() -> bytes:
    made = pikepdf.new()
    made.add_blank_page()
    return _saved(made, encryption=pikepdf.Encryption(owner="o", user="u"))


def protected_pdf() -> bytes:
    """Opens for everybody; only printing is forbidden."""
    made = pikepdf.new()
    made.add_blank_page()
    return _saved(made, encryption=pikepdf.Encryption(owner="o", user=""))


def _saved(made: pikepdf.Pdf, **options: Any) -> bytes:
    out = io.BytesIO()
    made.save(out, **options)
    return out.getvalue()


def picture(form: str = "PNG", size: tuple[int, int] = (30, 20)) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, "white").save(out, form)
    return out.getvalue()


def png_bomb(width: int = 60_000, height: int = 60_000) -> bytes:
    """A few bytes that state 3.6 thousand million pixels."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    lines = zlib.compress(b"\0" * 1000)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", lines) + chunk(b"IEND", b"")


def archive(entries: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in entries.items():
            made.writestr(name, content)
    return out.getvalue()


def docx(**more: bytes) -> bytes:
    return archive({"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<w/>", **more})


def zip_bomb(megabytes: int = 60) -> bytes:
    return archive({"letter.txt": b"\0" * megabytes * 1024 * 1024})


def lying_zip() -> bytes:
    """States that its entry is small; what it unpacks to is not."""
    honest = bytearray(archive({"letter.txt": b"\0" * 200_000}))
    for mark, offset in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        at = honest.index(mark) + offset
        honest[at : at + 4] = (10).to_bytes(4, "little")
    return bytes(honest)


def old_word(macros: bool = False) -> bytes:
    """As much of a Word 97 file as its kind is told by."""
    directory = "WordDocument".encode("utf-16-le") + b"\0\0"
    more = "_VBA_PROJECT".encode("utf-16-le") if macros else b""
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504 + directory + more + b"\0" * 64
