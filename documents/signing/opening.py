"""Opening a PKCS#12 file in a process of its own: `python -m documents.signing.opening`.

Deriving a key may be made to take hours and holds up every thread beside it; here it only ends a child with
limits. The job is JSON on the standard input: {"data", "passphrase", "seconds"}; the answer is the key with
its certificates, or {"refused": why}. Nothing of Django is loaded.
"""

from __future__ import annotations

import json
import sys
from typing import Any

from asn1crypto import pkcs12 as asn1_pkcs12
from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, pkcs12
from cryptography.x509.oid import ExtendedKeyUsageOID

from documents.files.probe import limit

#: A file that asks for more rounds of key derivation, all in all, is meant to keep the machine busy.
MOST_ROUNDS = 2_000_000
#: PBMAC1 (RFC 9579) keeps rounds of its own in its parameters, where nobody counts them.
_PLAIN_DIGESTS = {"sha1", "sha224", "sha256", "sha384", "sha512"}
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


class CannotOpen(Exception):
    """`why`: unreadable, passphrase, purpose."""

    def __init__(self, why: str) -> None:
        self.why = why
        super().__init__(why)


def opened(data: bytes, passphrase: str) -> dict[str, Any]:
    """Key (PKCS#8), certificate and other certificates in DER, as hexadecimal digits. Raises CannotOpen."""
    _refuse_the_endless(data)
    key, certificate, others = _open(data, passphrase)
    if key is None or certificate is None:
        raise CannotOpen("purpose")
    if not isinstance(key, rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey) or not _signs(certificate):
        raise CannotOpen("purpose")
    if isinstance(key, rsa.RSAPrivateKey) and key.key_size < SMALLEST_RSA:
        raise CannotOpen("purpose")
    if key.public_key() != certificate.public_key():
        raise CannotOpen("unreadable")
    return {
        "key": key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption()).hex(),
        "certificate": certificate.public_bytes(Encoding.DER).hex(),
        "others": [other.public_bytes(Encoding.DER).hex() for other in others],
    }


def _open(data: bytes, passphrase: str) -> tuple[object, x509.Certificate | None, list[x509.Certificate]]:
    try:
        return pkcs12.load_key_and_certificates(data, passphrase.encode())
    except ValueError as error:
        wrong = "password" in str(error).lower() or "mac" in str(error).lower()
        raise CannotOpen("passphrase" if wrong else "unreadable") from error
    except (UnsupportedAlgorithm, TypeError, OverflowError) as error:
        raise CannotOpen("unreadable") from error


def _refuse_the_endless(data: bytes) -> None:
    """What is no PKCS#12 file at all, or would be derived from for hours."""
    try:
        held = asn1_pkcs12.Pfx.load(data, strict=True)
        rounds = [_rounds_of_mac(held["mac_data"])] if held["mac_data"].native else []
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
        raise CannotOpen("unreadable") from error
    if sum(rounds) > MOST_ROUNDS:
        raise CannotOpen("unreadable")


def _rounds_of_mac(mac: Any) -> int:
    """Raises ValueError where it is no plain digest."""
    if mac["mac"]["digest_algorithm"]["algorithm"].native not in _PLAIN_DIGESTS:
        raise ValueError("a MAC of another kind")
    return int(mac["iterations"].native)


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


def main() -> None:
    """Do the job on the standard input."""
    job = json.load(sys.stdin)
    limit(job["seconds"])
    try:
        answer = opened(bytes.fromhex(job["data"]), job["passphrase"])
    except CannotOpen as refused:
        answer = {"refused": refused.why}
    sys.stdout.write(json.dumps(answer))


if __name__ == "__main__":
    main()
