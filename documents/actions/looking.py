"""Looking at the signatures of a received PDF, once for each agency and whom it trusts."""

from __future__ import annotations

import threading

from documents.actions.certificates import trusted_by
from documents.files import blobs
from documents.files.child import run_apart
from documents.files.types import PDF
from documents.models import SignatureCheck, StoredFile
from documents.signing.pades import reading_job
from eoffice.common import clock

#: No more readers at once than the machine bears.
_places = threading.BoundedSemaphore(2)
#: So long a file may take.
SECONDS = 30
#: No signature stands in a file without these bytes.
_MARK = b"/ByteRange"


def signatures_in(blob: StoredFile, organisation_id: int, *, anew: bool = False) -> SignatureCheck:
    """What is known of the signatures in the file, by what the agency trusts now.

    The file is looked at in a process of its own, within bounds; what was found is kept until the agency
    trusts others, or somebody asks `anew`. `fault` says why it can't be told: "locked", "too_big" or so.
    """
    roots, lists, digest = trusted_by(organisation_id)
    kept = SignatureCheck.objects.filter(blob=blob, organisation=organisation_id).first()
    if kept is not None and kept.trusted == digest and not anew:
        return kept
    found, fault = _look(blob, roots, lists)
    check, _made = SignatureCheck.objects.update_or_create(
        blob=blob,
        organisation_id=organisation_id,
        defaults={"trusted": digest, "found": found, "fault": fault, "checked_at": clock.now()},
    )
    return check


def may_be_signed(blob: StoredFile) -> bool:
    """Whether the file is a PDF in which a signature may stand; reads it once, opens nothing."""
    if blob.media_type != PDF.media_type:
        return False
    before = b""
    for piece in blobs.read(blob):
        if _MARK in before + piece:
            return True
        before = piece[-len(_MARK) :]
    return False


def _look(blob: StoredFile, roots: list[bytes], lists: list[bytes]) -> tuple[list[dict[str, object]], str]:
    if not may_be_signed(blob):
        return [], ""
    with _places, blobs.local_copy(blob) as path:
        job = reading_job(path, roots, lists, clock.now())
        answer = run_apart("documents.signing.reading", job, seconds=SECONDS)
    return answer.get("found", []), str(answer.get("refused", ""))[:200]
