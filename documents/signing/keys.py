"""Opening a PKCS#12 file, and whether the certificate in it signs documents now."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from cryptography import x509

from documents.files.child import run_apart
from documents.signing.errors import (
    CertificateRefused,
    Expired,
    NotForSigning,
    NotPkcs12,
    NotYetValid,
    TooSlow,
    WrongPassphrase,
)
from documents.signing.names import shown_name

MOST_BYTES = 200_000
#: So long a file may take to open, by the clock and by what it works.
SECONDS = 6
_REFUSALS: dict[str, type[CertificateRefused]] = {
    "unreadable": NotPkcs12,
    "passphrase": WrongPassphrase,
    "purpose": NotForSigning,
    "too_big": TooSlow,
}


@dataclass(frozen=True)
class Unlocked:
    """A key in the clear with its certificate (DER, PKCS#8): for the time of one signing, kept nowhere."""

    key: bytes
    certificate: bytes
    others: tuple[bytes, ...] = ()

    def __repr__(self) -> str:
        return "<an unlocked key>"

    @property
    def facts(self) -> Facts:
        """What the certificate says of itself."""
        return facts_of(x509.load_der_x509_certificate(self.certificate))


@dataclass(frozen=True)
class Facts:
    """Who holds a certificate, who issued it, and how long it holds."""

    subject: str
    issuer: str
    serial: str
    fingerprint: str
    not_before: dt.datetime
    not_after: dt.datetime


def unlock(data: bytes, passphrase: str) -> Unlocked:
    """The key and certificate of a PKCS#12 file, opened in a process of its own within bounds.

    Raises NotPkcs12, WrongPassphrase, NotForSigning, TooSlow.
    """
    if len(data) > MOST_BYTES:
        raise NotPkcs12
    job = {"data": data.hex(), "passphrase": passphrase}
    answer = run_apart("documents.signing.opening", job, seconds=SECONDS)
    if why := answer.get("refused"):
        raise _REFUSALS[why]
    return Unlocked(
        bytes.fromhex(answer["key"]),
        bytes.fromhex(answer["certificate"]),
        tuple(bytes.fromhex(other) for other in answer["others"]),
    )


def refuse_out_of_time(facts: Facts, *, at: dt.datetime) -> None:
    """Raises Expired or NotYetValid."""
    if at > facts.not_after:
        raise Expired
    if at < facts.not_before:
        raise NotYetValid


def facts_of(certificate: x509.Certificate) -> Facts:
    """What a certificate says of itself, names as people know them."""
    from cryptography.hazmat.primitives.hashes import SHA256

    return Facts(
        subject=shown_name(certificate.subject),
        issuer=shown_name(certificate.issuer),
        serial=f"{certificate.serial_number:X}",
        fingerprint=certificate.fingerprint(SHA256()).hex(),
        not_before=certificate.not_valid_before_utc,
        not_after=certificate.not_valid_after_utc,
    )
