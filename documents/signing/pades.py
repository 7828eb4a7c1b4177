"""Signing a PDF: room in it, the signature, trusted time where there is a server, a check of the whole."""

from __future__ import annotations

import asyncio
import datetime as dt
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from documents.files.child import run_apart
from documents.files.store import inbox
from documents.signing.errors import NoTimestamp, SignatureBroken, Unsignable

if TYPE_CHECKING:
    from documents.signing.keys import Unlocked
    from documents.signing.preparing import Place, Prepared

#: Registers wait while a paper is signed (decision 0012), so all of it together has an end.
SECONDS = 12
#: Of these at most so many for the server of trusted time.
TIMESTAMP_SECONDS = 6
_REFUSED = {
    "locked": _("The PDF is encrypted, so it can't be signed. Bring an open one."),
    "damaged": _("The PDF is damaged and can't be signed. Print it to a new PDF."),
    "blank": _("The PDF has no page to sign."),
    "too_big": _("The PDF is too large to be signed here, or the machine is busy. Try again in a while."),
}


class _TimeLeft:
    """What is left of SECONDS."""

    def __init__(self) -> None:
        self._ends = time.monotonic() + SECONDS

    def __call__(self) -> float:
        """In seconds, more than none."""
        return max(self._ends - time.monotonic(), 0.01)


@dataclass(frozen=True)
class Signed:
    """The signed PDF and its level: B-B, or B-T with trusted time."""

    pdf: bytes
    level: str


def sign_pdf(
    data: bytes,
    held: Unlocked,
    *,
    name: str,
    told: str,
    appearance: bytes,
    place: Place | None,
    at: dt.datetime,
    reason: str = "",
    timestamps: str = "",
) -> Signed:
    """Add a PAdES signature to the PDF, whose bytes stay as they are in front of it.

    With `place` the PDF is one of ours; without, it came from outside and is opened in a process of its own.
    `timestamps` is the address of a server (RFC 3161). Servers and processes have SECONDS altogether.
    Raises Unsignable, NoTimestamp, SignatureBroken.
    """
    left = _TimeLeft()
    with tempfile.TemporaryDirectory(dir=inbox(), prefix="sign-") as folder:
        work = Path(folder)
        (work / "look.pdf").write_bytes(appearance)
        made = _prepared(data, held, name, told, place, reason, work, left)
    signature = asyncio.run(_signature(made.digest, held, timestamps, left))
    signed = _filled(made, signature)
    _refuse_broken(signed, name, ours=place is not None, at=at, left=left)
    return Signed(signed, "B-T" if timestamps else "B-B")


def _prepared(
    data: bytes,
    held: Unlocked,
    name: str,
    told: str,
    place: Place | None,
    reason: str,
    work: Path,
    left: _TimeLeft,
) -> Prepared:
    from documents.signing.preparing import CannotPrepare, prepare

    if place is None:
        return _prepared_apart(data, held, name, told, reason, work, left)
    try:
        return prepare(
            data,
            certificate=held.certificate,
            told=told,
            name=name,
            place=place,
            appearance=str(work / "look.pdf"),
            reason=reason,
        )
    except CannotPrepare as refused:
        raise Unsignable(_REFUSED[refused.why], code=f"pdf_{refused.why}") from refused


def _prepared_apart(
    data: bytes, held: Unlocked, name: str, told: str, reason: str, work: Path, left: _TimeLeft
) -> Prepared:
    """What came from outside may loop or eat memory: it is opened in a child with bounds."""
    from documents.signing.preparing import Prepared

    (work / "source.pdf").write_bytes(data)
    job = {
        "source": str(work / "source.pdf"),
        "to": str(work / "room.pdf"),
        "certificate": held.certificate.hex(),
        "told": told,
        "name": name,
        "appearance": str(work / "look.pdf"),
        "reason": reason,
    }
    answer = run_apart("documents.signing.preparing", job, seconds=left())
    if why := answer.get("refused"):
        raise Unsignable(_REFUSED[str(why)], code=f"pdf_{why}")
    return Prepared(
        (work / "room.pdf").read_bytes(), bytes.fromhex(answer["digest"]), answer["start"], answer["end"]
    )


async def _signature(digest: bytes, held: Unlocked, timestamps: str, left: _TimeLeft) -> bytes:
    """The CMS container over the digest of the document."""
    from asn1crypto import keys, x509
    from pyhanko.sign import signers
    from pyhanko.sign.timestamps import TimestampRequestError
    from pyhanko_certvalidator.registry import SimpleCertificateStore

    from documents.signing.trusted_time import Stamper

    others = [x509.Certificate.load(other) for other in held.others]
    known = SimpleCertificateStore.from_certs(others)  # type: ignore[no-untyped-call]
    signer = signers.SimpleSigner(
        signing_cert=x509.Certificate.load(held.certificate),
        signing_key=keys.PrivateKeyInfo.load(held.key),
        cert_registry=known,
    )
    stamper = None
    if timestamps:
        stamper = Stamper(timestamps, seconds=min(left(), TIMESTAMP_SECONDS))
    try:
        made = await signer.async_sign(digest, "sha256", use_pades=True, timestamper=stamper)
    except (TimestampRequestError, OSError, ValueError) as error:
        if stamper is None:
            raise
        raise NoTimestamp from error
    return bytes(made.dump())


def _filled(made: Prepared, signature: bytes) -> bytes:
    try:
        return made.filled(signature)
    except ValueError as error:
        raise SignatureBroken from error


def _refuse_broken(signed: bytes, name: str, *, ours: bool, at: dt.datetime, left: _TimeLeft) -> None:
    """Read what was made as somebody else would. Raises SignatureBroken."""
    from documents.signing.reading import Found, looked_at

    found: Sequence[Found]
    if ours:
        found = looked_at(signed, roots=[], lists=[], at=at)
    else:
        with tempfile.TemporaryDirectory(dir=inbox(), prefix="check-") as folder:
            path = Path(folder) / "signed.pdf"
            path.write_bytes(signed)
            answer = run_apart("documents.signing.reading", reading_job(path, [], [], at), seconds=left())
            if answer.get("refused") == "too_big":
                raise Unsignable(_REFUSED["too_big"], code="pdf_too_big")
            found = [Found(**one) for one in answer.get("found", [])]
    mine = [one for one in found if one.field == name]
    if not mine or not mine[0].intact or mine[0].changed_after:
        raise SignatureBroken


def reading_job(
    path: Path, roots: Sequence[bytes], lists: Sequence[bytes], at: dt.datetime
) -> dict[str, Any]:
    """What the process that reads signatures is told."""
    return {
        "source": str(path),
        "roots": [root.hex() for root in roots],
        "lists": [one.hex() for one in lists],
        "at": at.isoformat(),
    }
