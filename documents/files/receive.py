"""Taking in a file: streamed to disk, hashed, checked, kept. All of it, or nothing."""

from __future__ import annotations

import errno
import hashlib
import os
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from django.conf import settings
from django.core.files.base import File
from django.db import transaction
from django.utils.translation import gettext as _

from documents.files import blobs, crypt
from documents.files.checks import check
from documents.files.errors import StorageFull
from documents.files.names import clean_name
from documents.files.store import inbox
from documents.files.types import PDF
from documents.models import FileRecord, StoredFile
from eoffice.common import clock
from eoffice.common.errors import TooLarge
from eoffice.common.once import once
from eoffice.people.models import Post

PIECE = 256 * 1024
_NO_ROOM = {errno.ENOSPC, errno.EDQUOT}


def receive(
    upload: File[bytes] | BinaryIO | Iterable[bytes],
    *,
    name: str,
    post: Post,
    secret: bool = False,
    key: str = "",
) -> FileRecord:
    """Keep what `upload` gives (a file or pieces of bytes) for `post`, sealed when `secret`.

    Reading and checking take as long as they take, outside any transaction; writing the rows is short. The
    same file sent again under a `key` is the record of the first time; another one is IdempotencyMismatch.

    Raises TooLarge (413), UnsupportedType (415), InvalidInputs (422: empty, damaged, a bomb), FileInfected,
    ScannerAway (503), StorageFull (507). Of a refused file nothing stays.
    """
    called = clean_name(name)
    with _arriving() as path:
        sha256, size = _write(_pieces(upload), path)
        kind, found = check(path, name=called)
        kept = _sealed(path) if secret else path
        arrived = Arrived(kept, called, sha256, size, kind.media_type, found, secret)
        try:
            with transaction.atomic():
                if not key:
                    return arrived.keep(post)
                pk = once(post.person_id, key, arrived.told, lambda: arrived.keep(post).pk)
            return FileRecord.objects.select_related("blob").get(pk=pk)
        finally:
            kept.unlink(missing_ok=True)


def keep_made(
    pdf: bytes, *, pages: int, name: str, post: Post, secret: bool = False, signed: bool = False
) -> FileRecord:
    """Keep a PDF that the system itself has just made, in the transaction of the caller: nothing is to be
    found in it that a check looks for.

    Raises StorageFull (507).
    """
    with _arriving() as path:
        path.write_bytes(pdf)
        kept = _sealed(path) if secret else path
        digest = hashlib.sha256(pdf).hexdigest()
        found = {"pages": pages, "signed": signed}
        try:
            return Arrived(kept, clean_name(name), digest, len(pdf), PDF.media_type, found, secret).keep(post)
        finally:
            kept.unlink(missing_ok=True)


def keep_sealed(raw: bytes, *, media_type: str) -> StoredFile:
    """Keep bytes that nobody opens but the system, sealed, in the transaction of the caller; no record makes
    a file of them. Raises StorageFull (507).
    """
    with _arriving() as path:
        path.write_bytes(raw)
        kept = _sealed(path)
        digest = hashlib.sha256(raw).hexdigest()
        try:
            return blobs.keep(
                kept, sha256=digest, encrypted=True, size=len(raw), media_type=media_type, checks={}
            )
        finally:
            kept.unlink(missing_ok=True)


@dataclass(frozen=True)
class Arrived:
    """A file that was read and found good, waiting in the inbox."""

    path: Path
    name: str
    sha256: str
    size: int
    media_type: str
    checks: dict[str, Any]
    secret: bool

    @property
    def told(self) -> list[object]:
        """By which the same file is known when it is sent again."""
        return ["file", self.name, self.sha256, self.secret]

    def keep(self, post: Post) -> FileRecord:
        """Move it into the store and write its rows."""
        blob = blobs.keep(
            self.path,
            sha256=self.sha256,
            encrypted=self.secret,
            size=self.size,
            media_type=self.media_type,
            checks=self.checks,
        )
        return FileRecord.objects.create(
            blob=blob,
            name=self.name,
            uploaded_by_id=post.person_id,
            organisation_id=post.organisation_id,
            created_at=clock.now(),
        )


@contextmanager
def _arriving() -> Iterator[Path]:
    """A private file in the inbox, gone afterwards; a full disk becomes a sentence."""
    with no_room_is_said():
        descriptor, name = tempfile.mkstemp(dir=inbox(), prefix="in-")
        os.close(descriptor)
        path = Path(name)
        try:
            yield path
        finally:
            path.unlink(missing_ok=True)


@contextmanager
def no_room_is_said() -> Iterator[None]:
    """Turn "no space left on device" into a refusal with a sentence."""
    try:
        yield
    except OSError as error:
        if error.errno in _NO_ROOM:
            raise StorageFull from error
        raise


def _pieces(upload: File[bytes] | BinaryIO | Iterable[bytes]) -> Iterator[bytes]:
    if isinstance(upload, File):
        yield from upload.chunks(PIECE)
    elif hasattr(upload, "read"):
        yield from iter(lambda: upload.read(PIECE), b"")
    else:
        yield from upload


def _write(pieces: Iterator[bytes], path: Path) -> tuple[str, int]:
    """Write the pieces; answers their SHA-256 and size. Stops at the limit, not after it."""
    digest, size = hashlib.sha256(), 0
    with path.open("wb") as target:
        for piece in pieces:
            size += len(piece)
            if size > settings.FILE_BYTES:
                raise TooLarge(too_large_sentence())
            digest.update(piece)
            target.write(piece)
    return digest.hexdigest(), size


def too_large_sentence() -> str:
    """What is said about a file over the limit."""
    return _("The file is larger than %(size)s MB.") % {"size": settings.FILE_BYTES // 1024**2}


def _sealed(path: Path) -> Path:
    descriptor, name = tempfile.mkstemp(dir=inbox(), prefix="seal-")
    with os.fdopen(descriptor, "wb") as target, path.open("rb") as source:
        crypt.seal_pieces(iter(lambda: source.read(PIECE), b""), target)
    return Path(name)
