"""Opening a PKCS#12 file, and whether the certificate in it signs documents now."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from asn1crypto import pkcs12 as asn1_pkcs12
from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, pkcs12
from cryptography.x509.oid import ExtendedKeyUsageOID

from documents.signing.errors import Expired, NotForSigning, NotPkcs12, NotYetValid, WrongPassphrase
from documents.signing.names import shown_name

MOST_BYTES = 200_000
#: A file that asks for more rounds of key derivation is meant to keep the machine busy.
MOST_ROUNDS = 2_000_000
SMALLEST_RSA = 2048
#: Uses that go with signing: any, e-mail, a log-in, documents (RFC 9336), Adobe's, Microsoft's.
_SIGNING_USES = {
    ExtendedKeyUsageOID.ANY_EXTENDED_KEY_USAGE.dotted_string,
    ExtendedKeyUsageOID.EMAIL_PROTECTION.dotted_string,
    ExtendedKeyUsageOID.CLIENT_AUTH.dotted_string,
    "1.3.6.1.5.5.7.3.36",
    "1.2.840.113583.1.1.5",
    "1.3.6.1.4.1.311.10.3.12",
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
    """The key and certificate of a PKCS#12 file. Raises NotPkcs12, WrongPassphrase, NotForSigning."""
    _refuse_the_endless(data)
    key, certificate, others = _open(data, passphrase)
    if key is None or certificate is None:
        raise NotForSigning
    if not isinstance(key, rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey) or not _signs(certificate):
        raise NotForSigning
    if isinstance(key, rsa.RSAPrivateKey) and key.key_size < SMALLEST_RSA:
        raise NotForSigning
    if key.public_key() != certificate.public_key():
        raise NotPkcs12
    return Unlocked(
        key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption()),
        certificate.public_bytes(Encoding.DER),
        tuple(other.public_bytes(Encoding.DER) for other in others),
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


def _open(data: bytes, passphrase: str) -> tuple[object, x509.Certificate | None, list[x509.Certificate]]:
    try:
        return pkcs12.load_key_and_certificates(data, passphrase.encode())
    except ValueError as error:
        if "password" in str(error).lower() or "mac" in str(error).lower():
            raise WrongPassphrase from error
        raise NotPkcs12 from error
    except (UnsupportedAlgorithm, TypeError, OverflowError) as error:
        raise NotPkcs12 from error


def _refuse_the_endless(data: bytes) -> None:
    """What is no PKCS#12 file at all, or would be derived from for hours."""
    if len(data) > MOST_BYTES:
        raise NotPkcs12
    try:
        held = asn1_pkcs12.Pfx.load(data, strict=True)
        rounds = [held["mac_data"]["iterations"].native] if held["mac_data"].native else []
        for part in held.authenticated_safe:
            if part["content_type"].native == "encrypted_data":
                kind = part["content"]["encrypted_content_info"]["content_encryption_algorithm"]
                rounds.append(kind.kdf_iterations)
            elif part["content_type"].native == "data":
                bags = asn1_pkcs12.SafeContents.load(part["content"].native)
                rounds += [
                    bag["bag_value"]["encryption_algorithm"].kdf_iterations
                    for bag in bags
                    if bag["bag_id"].native == "pkcs8_shrouded_key_bag"
                ]
    except (ValueError, TypeError, KeyError, AttributeError, OverflowError) as error:
        raise NotPkcs12 from error
    if any(count > MOST_ROUNDS for count in rounds):
        raise NotPkcs12


def _signs(certificate: x509.Certificate) -> bool:
    """For signatures by a person or a seal: no issuer's, no web server's."""
    extensions = certificate.extensions
    try:
        if extensions.get_extension_for_class(x509.BasicConstraints).value.ca:
            return False
    except x509.ExtensionNotFound:
        pass
    try:
        usage = extensions.get_extension_for_class(x509.KeyUsage).value
        if not (usage.digital_signature or usage.content_commitment):
            return False
    except x509.ExtensionNotFound:
        pass
    try:
        uses = extensions.get_extension_for_class(x509.ExtendedKeyUsage).value
        return bool({use.dotted_string for use in uses} & _SIGNING_USES)
    except x509.ExtensionNotFound:
        return True
