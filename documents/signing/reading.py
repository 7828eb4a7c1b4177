"""Whether the signatures in a PDF hold: untouched, whose, since when, and known to those who look.

`python -m documents.signing.reading` looks in a process of its own, within bounds: the PDF came from
outside. Nothing of Django is loaded, and nothing is fetched from the network.
"""

from __future__ import annotations

import datetime as dt
import io
import json
import logging
import sys
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from asn1crypto import crl, x509
from cryptography import x509 as pyca
from pyhanko.pdf_utils.misc import PdfError, PdfReadError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import ModificationLevel
from pyhanko.sign.general import UnacceptableSignerError
from pyhanko.sign.validation import SignatureCoverageLevel, validate_pdf_signature
from pyhanko.sign.validation.errors import SignatureValidationError
from pyhanko_certvalidator import ValidationContext

from documents.files.probe import limit
from documents.signing.names import shown_name

MOST = 20
for _name in ("pyhanko", "pyhanko_certvalidator"):  # they tell at length why a path of issuers ends nowhere
    logging.getLogger(_name).setLevel(logging.CRITICAL)
#: What goes wrong in a library that reads whatever somebody wrote.
_FAULTS = (
    PdfError,
    PdfReadError,
    SignatureValidationError,
    UnacceptableSignerError,
    ValueError,
    TypeError,
    KeyError,
    IndexError,
    AttributeError,
    OverflowError,
    NotImplementedError,
    RecursionError,
    AssertionError,
)


@dataclass(frozen=True)
class Found:
    """One signature as it was found. Instants are ISO 8601; empty where nothing is said."""

    field: str
    subject: str = ""
    issuer: str = ""
    serial: str = ""
    signed_at: str = ""  # as the signer's machine said
    stamped_at: str = ""  # as a server said that leads to one of the roots
    intact: bool = False  # the signed bytes are those, and the signature is that certificate's
    covers_all: bool = False  # up to the last byte of the file
    changed_after: bool = False  # something came after that is more than another signature
    trusted: bool = False  # leads to one of the roots: now, or when a trusted server saw it
    revoked: bool = False
    expired: bool = False  # the certificate did not hold when it was signed
    ended: bool = False  # led there on the day that the signer names; the certificate has ended since
    readable: bool = True


def looked_at(data: bytes, *, roots: Sequence[bytes], lists: Sequence[bytes], at: dt.datetime) -> list[Found]:
    """Every signature of the PDF, the first ones first. `roots` and `lists` (of what was revoked) in DER.

    Raises ValueError for what is no PDF or is locked.
    """
    try:
        reader = PdfFileReader(io.BytesIO(data), strict=False)
        if reader.encrypted:
            raise ValueError("locked")
        found = list(reader.embedded_signatures)[:MOST]
    except _FAULTS as error:
        raise ValueError(str(error)) from error
    anchors = [x509.Certificate.load(root) for root in roots]
    revoked = [crl.CertificateList.load(one) for one in lists]
    return [_one(each, anchors, revoked, at) for each in found if each.sig_object_type != "/DocTimeStamp"]


def _one(signature: Any, anchors: list[Any], lists: list[Any], at: dt.datetime) -> Found:
    name = str(signature.field_name or "")[:100]
    try:
        status = _judged(signature, anchors, lists, at)
        said, stamped = signature.self_reported_timestamp, _trusted_time(status)
        then = stamped or said or at
        before = status
        if not status.trusted and then < at:
            before = _judged(signature, anchors, lists, then)
    except _FAULTS:
        return Found(name, readable=False)
    if stamped:  # it is proven that the signature was there then; what came later takes nothing from it
        status = before
    facts = pyca.load_der_x509_certificate(signature.signer_cert.dump())
    level = status.modification_level
    revoked = bool(status.revoked) or _is_listed(signature.signer_cert, lists, stamped or at)
    return Found(
        field=name,
        subject=shown_name(facts.subject),
        issuer=shown_name(facts.issuer),
        serial=f"{facts.serial_number:X}",
        signed_at=said.isoformat() if said else "",
        stamped_at=stamped.isoformat() if stamped else "",
        intact=bool(status.intact and status.valid),
        covers_all=status.coverage is SignatureCoverageLevel.ENTIRE_FILE,
        changed_after=level is None or level > ModificationLevel.FORM_FILLING,
        trusted=bool(status.trusted) and not revoked,
        revoked=revoked,
        expired=not facts.not_valid_before_utc <= then <= facts.not_valid_after_utc,
        ended=bool(before.trusted) and not status.trusted and not revoked,
    )


def _trusted_time(status: Any) -> dt.datetime | None:
    """When a server that is trusted itself saw the signature."""
    token = status.timestamp_validity
    if token is None or not (token.intact and token.valid and token.trusted):
        return None
    stamped: dt.datetime = token.timestamp
    return stamped


def _judged(signature: Any, anchors: list[Any], lists: list[Any], at: dt.datetime) -> Any:
    """How it stands with the signature at that moment; raises one of _FAULTS."""
    return validate_pdf_signature(
        signature, _context(anchors, lists, at), ts_validation_context=_context(anchors, lists, at)
    )


def _context(anchors: list[Any], lists: list[Any], at: dt.datetime) -> ValidationContext:
    return ValidationContext(
        trust_roots=anchors, moment=at, allow_fetching=False, revocation_mode="soft-fail", crls=lists
    )


def _is_listed(certificate: Any, lists: list[Any], then: dt.datetime) -> bool:
    """On a list of its issuer, from a day that is not after `then`."""
    for one in lists:
        if one.issuer != certificate.issuer:
            continue
        for row in one["tbs_cert_list"]["revoked_certificates"] or []:
            same = row["user_certificate"].native == certificate.serial_number
            if same and row["revocation_date"].native <= then:
                return True
    return False


def main() -> None:
    """Do the job on the standard input; answers as JSON: {"found": […]} or {"refused": why}."""
    job = json.load(sys.stdin)
    limit(job["seconds"])
    try:
        found = looked_at(
            Path(job["source"]).read_bytes(),
            roots=[bytes.fromhex(root) for root in job["roots"]],
            lists=[bytes.fromhex(one) for one in job["lists"]],
            at=dt.datetime.fromisoformat(job["at"]),
        )
    except ValueError as error:
        sys.stdout.write(json.dumps({"refused": str(error)[:200]}))
        return
    sys.stdout.write(json.dumps({"found": [asdict(one) for one in found]}))


if __name__ == "__main__":
    main()
