"""Giving out the bytes of a file: in full or in part, and so that no browser runs what is inside."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, NamedTuple
from urllib.parse import quote

from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse

from documents.files import blobs
from documents.files.errors import ContentMissing
from documents.files.preview import page_picture
from documents.files.types import IMAGES, PDF
from documents.models import FileRecord
from documents.sealing import Unsealable
from eoffice.people import audit
from eoffice.people.models import Post

_RANGE = re.compile(r"bytes=(\d{0,18})-(\d{0,18})")
_INLINE = {kind.media_type for kind in IMAGES} | {PDF.media_type}


class Part(NamedTuple):
    """Bytes `start` up to and with `end`."""

    start: int
    end: int


def content_response(
    request: HttpRequest, record: FileRecord, *, post: Post, inline: bool = False
) -> HttpResponseBase:
    """The bytes of a file that `post` may see (asked before): 200, 206, 304 or 416.

    Opening a sealed file is an audit event, and so is each part of it. Raises ContentMissing when the store
    has lost or changed it.
    """
    blob, etag = record.blob, f'"{record.blob.sha256}"'
    if request.headers.get("If-None-Match") == etag:
        return HttpResponse(status=304, headers={"ETag": etag})
    part = asked_part(request, blob.size, etag)
    if part is None:
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{blob.size}"})
    whole = part == Part(0, blob.size - 1)
    note_opening(record, post, **({} if whole else {"bytes": f"{part.start}-{part.end}"}))
    response = StreamingHttpResponse(_from(record, part), status=200 if whole else 206)
    if not whole:
        response["Content-Range"] = f"bytes {part.start}-{part.end}/{blob.size}"
    response["Content-Length"] = str(part.end - part.start + 1)
    response["Content-Type"] = blob.media_type
    response["Content-Disposition"] = disposition(record, inline=inline)
    response["ETag"] = etag
    response["Accept-Ranges"] = "bytes"
    return guarded(response, sealed=blob.is_encrypted, pdf=blob.media_type == PDF.media_type)


def picture_response(record: FileRecord, page: int, width: int, *, post: Post) -> HttpResponseBase | None:
    """A page as a picture for `post`, who may see the file (asked before); None where it has none."""
    picture = page_picture(record.blob, page, width)
    if picture is None:
        return None
    note_opening(record, post, page=page)
    return guarded(HttpResponse(picture, content_type="image/png"), sealed=record.blob.is_encrypted)


def note_opening(record: FileRecord, post: Post, **detail: Any) -> None:
    """Of a sealed file it is kept who read it, and what of it."""
    if record.blob.is_encrypted:
        audit.note("secret_file_open", post=post, subject=f"file:{record.pk}", **detail)


def asked_part(request: HttpRequest, size: int, etag: str) -> Part | None:
    """The part that the request asks for; None where there is no such part. Several ranges get it all."""
    whole = Part(0, size - 1)
    if request.headers.get("If-Range", etag) != etag:
        return whole
    match = _RANGE.fullmatch(request.headers.get("Range", "").strip())
    if match is None or match[0] == "bytes=-":
        return whole
    if not match[1]:
        last = int(match[2])
        return Part(max(0, size - last), size - 1) if last else None
    start = int(match[1])
    end = min(int(match[2]), size - 1) if match[2] else size - 1
    return Part(start, end) if start <= end else None


def guarded(response: HttpResponseBase, *, sealed: bool, pdf: bool = False) -> HttpResponseBase:
    """Headers that keep a file from acting: its type is final, nothing in it runs, nothing frames it."""
    response["X-Content-Type-Options"] = "nosniff"
    # Browsers refuse to show a PDF in a sandbox; scripts in it were refused when it came in.
    response["Content-Security-Policy"] = (
        "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'" + ("" if pdf else "; sandbox")
    )
    response["Cache-Control"] = "private, no-store" if sealed else "private, max-age=3600"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    return response


def disposition(record: FileRecord, *, inline: bool) -> str:
    """Pictures and PDF may be shown in place; everything else is a download. Thai names as RFC 6266 says."""
    how = "inline" if inline and record.blob.media_type in _INLINE else "attachment"
    plain = re.sub(r'[^\x20-\x7e]|["\\%]', "_", record.name)
    return f"{how}; filename=\"{plain}\"; filename*=UTF-8''{quote(record.name, safe='')}"


def _from(record: FileRecord, part: Part) -> Iterator[bytes]:
    """The first piece is read before the answer begins, so that a lost file is told and not cut off."""
    pieces = blobs.read(record.blob, part.start, part.end - part.start + 1)
    try:
        first = next(pieces, b"")
    except (FileNotFoundError, Unsealable) as error:
        raise ContentMissing from error
    return _chain(first, pieces)


def _chain(first: bytes, rest: Iterator[bytes]) -> Iterator[bytes]:
    yield first
    yield from rest
