"""Where the bytes lie: a folder, or a bucket of an S3-compatible store (EOFFICE_STORAGE_URL)."""

from __future__ import annotations

import datetime as dt
import os
import shutil
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Protocol
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from eoffice.common.health import folder_fault


class Store(Protocol):
    """What the rest asks of a store. A place is relative: `ab/cd/<sha256>`."""

    def put(self, source: Path, place: str) -> None:
        """Keep a local file at the place, durably, before returning; if it is there already, keep that."""

    def read(self, place: str, start: int, length: int) -> bytes:
        """Bytes from `start`, at most `length`. Raises FileNotFoundError."""

    def size(self, place: str) -> int | None:
        """How many bytes lie there; None where nothing does."""

    def remove(self, place: str) -> None:
        """Take it away; nothing there is no fault."""

    def places(self) -> Iterator[tuple[str, dt.datetime]]:
        """Everything kept, with the instant of its last writing."""

    def fault(self) -> str:
        """What keeps it from taking a file just now, in words for the operator; empty where nothing does."""


class FolderStore:
    """A folder on a local or mounted disk."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def put(self, source: Path, place: str) -> None:
        """Move the file in: written out first, then renamed, then the folder written out."""
        target = self.root / place
        if self.size(place) == source.stat().st_size:
            os.utime(target)  # a sweep of orphans must not take it just now
            source.unlink()
            return
        self._make_folder(target.parent)
        _flush(source)
        try:
            source.replace(target)
        except OSError as error:
            if error.errno != 18:  # EXDEV: the inbox lies on another disk
                raise
            self._copy(source, target)
        _flush(target.parent)

    def read(self, place: str, start: int, length: int) -> bytes:
        """Bytes of a file."""
        with (self.root / place).open("rb") as file:
            file.seek(start)
            return file.read(length)

    def size(self, place: str) -> int | None:
        """Bytes of a file, or None."""
        try:
            return (self.root / place).stat().st_size
        except FileNotFoundError:
            return None

    def remove(self, place: str) -> None:
        """Unlink."""
        (self.root / place).unlink(missing_ok=True)

    def places(self) -> Iterator[tuple[str, dt.datetime]]:
        """Every file under the folder, in order."""
        for path in sorted(self.root.rglob("*")):
            if path.is_file():
                changed = dt.datetime.fromtimestamp(path.stat().st_mtime, dt.UTC)
                yield path.relative_to(self.root).as_posix(), changed

    def fault(self) -> str:
        """A folder must be writable and have room (it is made with the first file)."""
        present = next(path for path in (self.root, *self.root.parents) if path.exists())
        return folder_fault(present)

    def _make_folder(self, folder: Path) -> None:
        missing = [path for path in (folder, *folder.parents) if not path.exists()]
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        for path in missing:
            _flush(path.parent)

    def _copy(self, source: Path, target: Path) -> None:
        beside = target.with_suffix(".part")
        shutil.copyfile(source, beside)
        _flush(beside)
        beside.replace(target)
        source.unlink()


def inbox() -> Path:
    """The folder of files that are arriving, on the disk of the data folder."""
    folder = Path(settings.DATA_DIR) / "incoming"
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return folder


def previews() -> Path:
    """The folder of drawn pages; it may be emptied at any time."""
    return Path(settings.DATA_DIR) / "previews"


def store() -> Store:
    """The store that the settings name."""
    return _store(str(settings.STORAGE_URL), str(settings.DATA_DIR))


@lru_cache(maxsize=4)
def _store(url: str, data_dir: str) -> Store:
    if not url:
        return FolderStore(Path(data_dir) / "files")
    parts = urlsplit(url)
    if parts.scheme == "file":
        return FolderStore(Path(unquote(parts.path)))
    if parts.scheme == "s3":
        from documents.files.s3 import BucketStore  # boto3 takes a second to load, on a server only

        return BucketStore.from_url(url)
    raise ImproperlyConfigured("EOFFICE_STORAGE_URL must begin with file:/// or s3://.")


def _flush(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
