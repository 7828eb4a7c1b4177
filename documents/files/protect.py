"""Sealing a file that was received in clear, when its document turns out to be secret."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from django.db import transaction

from documents.files import blobs, crypt
from documents.files.store import inbox
from documents.models import FileRecord, StoredFile


def protect(record: FileRecord) -> None:
    """Keep the bytes of `record` sealed from now on; those in clear go when no other record needs them."""
    plain = record.blob
    if plain.is_encrypted:
        return
    with transaction.atomic():
        record.blob = sealed_copy(plain)
        record.save(update_fields=["blob"])
        blobs.drop_unused(plain)


def sealed_copy(plain: StoredFile) -> StoredFile:
    """The sealed twin of bytes kept in clear; made unless it is there."""
    descriptor, name = tempfile.mkstemp(dir=inbox(), prefix="seal-")
    path = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as target:
            crypt.seal_pieces(blobs.read(plain), target)
        return blobs.keep(
            path,
            sha256=plain.sha256,
            encrypted=True,
            size=plain.size,
            media_type=plain.media_type,
            checks=plain.checks,
        )
    finally:
        path.unlink(missing_ok=True)
