"""Bytes and the rows that stand for them, kept in step."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

from django.db import connection, transaction

from documents.files import crypt
from documents.files.store import inbox, previews, store
from documents.models import StoredFile

PIECE = 256 * 1024


def keep(
    path: Path, *, sha256: str, encrypted: bool, size: int, media_type: str, checks: dict[str, Any]
) -> StoredFile:
    """Move a local file (sealed already where `encrypted`) into the store; the same bytes are kept once.

    The row comes first and is locked: whoever removes the last use of the same bytes waits, or has finished,
    and the bytes are safe on disk before the row is committed. `size` and `sha256` are those in clear.
    """
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("bytes and row are kept in one transaction")
    row = StoredFile(sha256=sha256, is_encrypted=encrypted, size=size, media_type=media_type, checks=checks)
    StoredFile.objects.bulk_create([row], ignore_conflicts=True)
    blob = StoredFile.objects.select_for_update().get(sha256=sha256, is_encrypted=encrypted)
    if encrypted and store().size(blob.place) == crypt.sealed_size(size):
        path.unlink()  # sealed twice it has another salt; the first one serves
    else:
        store().put(path, blob.place)
    return blob


def drop_unused(blob: StoredFile) -> bool:
    """Forget bytes that no record speaks of any more; answers whether it did.

    They leave the disk after the commit: what is rolled back has lost nothing. Bytes that a killed process
    left behind are an orphan, and the nightly sweep takes them.
    """
    with transaction.atomic():
        found = StoredFile.objects.select_for_update().filter(pk=blob.pk).first()
        if found is None or found.records.exists():
            return False
        found.delete()
        transaction.on_commit(partial(_remove_bytes, found), robust=True)
    return True


def _remove_bytes(gone: StoredFile) -> None:
    """Unless somebody sent the same bytes again meanwhile: whoever writes their row first, goes first."""
    with transaction.atomic():
        row, is_ours = StoredFile.objects.get_or_create(
            sha256=gone.sha256,
            is_encrypted=gone.is_encrypted,
            defaults={"size": gone.size, "media_type": gone.media_type},
        )
        if not is_ours:
            return
        row.delete()
        store().remove(gone.place)
        for drawn in (previews() / gone.sha256[:2]).glob(f"{gone.sha256}-*.png"):
            drawn.unlink(missing_ok=True)


@contextmanager
def local_copy(blob: StoredFile) -> Iterator[Path]:
    """The bytes in clear as a file for programs that want a path; gone after the block."""
    descriptor, name = tempfile.mkstemp(dir=inbox(), prefix="out-")
    path = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as target:
            for piece in read(blob):
                target.write(piece)
        yield path
    finally:
        path.unlink(missing_ok=True)


def read(blob: StoredFile, start: int = 0, length: int | None = None) -> Iterator[bytes]:
    """The bytes in clear, in pieces, from `start`. Raises FileNotFoundError and Unsealable."""
    wanted = max(0, blob.size - start) if length is None else min(length, max(0, blob.size - start))
    place, keeper = blob.place, store()
    if blob.is_encrypted:
        yield from crypt.unseal_range(
            lambda at, count: keeper.read(place, at, count), size=blob.size, start=start, length=wanted
        )
        return
    for at in range(start, start + wanted, PIECE):
        yield keeper.read(place, at, min(PIECE, start + wanted - at))
