"""Reading every file again, and cleaning up what a killed process left (ARCHITECTURE 5)."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from documents.files import blobs, crypt
from documents.files.store import inbox, previews, store
from documents.models import FileRecord, StoredFile
from documents.sealing import Unsealable
from eoffice.common import clock

FRESH = dt.timedelta(days=1)
#: An upload that no document took up in this time is nobody's any more.
UNUSED = dt.timedelta(days=30)
FAULTS = {
    "missing": _lazy("is missing"),
    "changed": _lazy("was changed"),
    "size": _lazy("has another size"),
    "type": _lazy("is of another type"),
}


@dataclass(frozen=True)
class Fault:
    """A file that is not as it was received."""

    what: Literal["missing", "changed", "size", "type"]
    sha256: str
    place: str
    records: tuple[int, ...]

    def __str__(self) -> str:
        names = ", ".join(str(record) for record in self.records)
        told = {"place": self.place, "records": names or "–", "what": FAULTS[self.what]}
        return _("file %(place)s (records %(records)s): %(what)s") % told


def verify_files() -> Iterator[Fault]:
    """Read all stored bytes again and compare them with their rows; one Fault for each that differs."""
    for blob in StoredFile.objects.order_by("pk").iterator(chunk_size=500):
        what = _fault_of(blob)
        if what:
            records = FileRecord.objects.filter(blob=blob).order_by("pk").values_list("pk", flat=True)
            yield Fault(what, blob.sha256, blob.place, tuple(records))


def _fault_of(blob: StoredFile) -> Literal["missing", "changed", "size"] | None:
    digest, size = hashlib.sha256(), 0
    kept = store().size(blob.place)
    if kept is None:
        return "missing"
    if kept != (crypt.sealed_size(blob.size) if blob.is_encrypted else blob.size):
        return "size"
    try:
        for piece in blobs.read(blob):
            digest.update(piece)
            size += len(piece)
    except FileNotFoundError:
        return "missing"
    except Unsealable:
        return "changed"
    return None if digest.hexdigest() == blob.sha256 and size == blob.size else "changed"


def sweep(now: dt.datetime | None = None) -> dict[str, int]:
    """Remove what nobody will ask for: leftovers of killed uploads, uploads that no document took up,
    bytes without a row. Answers the counts. Safe to run beside uploads, twice, or never.
    """
    moment = now or clock.now()
    return {
        "leftovers": _sweep_inbox(moment),
        "unused": _sweep_unused(moment),
        "orphans": _sweep_orphans(moment) + _sweep_previews(),
    }


def _sweep_inbox(now: dt.datetime) -> int:
    old = [path for path in inbox().iterdir() if _changed(path) < now - FRESH]
    for path in old:
        path.unlink(missing_ok=True)
    return len(old)


def _sweep_unused(now: dt.datetime) -> int:
    unused = FileRecord.objects.filter(document_links__isnull=True, created_at__lt=now - UNUSED)
    dropped = 0
    for record in unused.select_related("blob").order_by("pk"):
        # A document may have taken it up since: its link protects it, and the next sweep sees that.
        gone, _by_model = FileRecord.objects.filter(pk=record.pk, document_links__isnull=True).delete()
        dropped += gone
        blobs.drop_unused(record.blob)
    return dropped


def _sweep_orphans(now: dt.datetime) -> int:
    orphans = 0
    for place, changed in store().places():
        sha256 = Path(place).name
        sealed = place.startswith("sealed/")
        if (
            changed < now - FRESH
            and not StoredFile.objects.filter(sha256=sha256, is_encrypted=sealed).exists()
        ):
            store().remove(place)
            orphans += 1
    return orphans


def _sweep_previews() -> int:
    """Pictures of bytes that are not kept in clear any more."""
    drawn = [path for path in previews().glob("*/*.png") if not _in_clear(path.name.split("-")[0])]
    for path in drawn:
        path.unlink(missing_ok=True)
    return len(drawn)


def _in_clear(sha256: str) -> bool:
    return StoredFile.objects.filter(sha256=sha256, is_encrypted=False).exists()


def _changed(path: Path) -> dt.datetime:
    try:
        return dt.datetime.fromtimestamp(path.stat().st_mtime, dt.UTC)
    except FileNotFoundError:
        return dt.datetime.max.replace(tzinfo=dt.UTC)
