"""A second reader of PDF signatures, apart from the one that signs: byte ranges, CMS, plain RSA."""

from __future__ import annotations

import hashlib
import re

from asn1crypto import cms
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding, rsa

RANGE = re.compile(rb"/ByteRange\s*\[\s*(\d+)\s+(\d+)\s+(\d+)\s+(\d+)\s*\]")


def signed_by(pdf: bytes) -> list[x509.Certificate]:
    """Whose signatures hold, in the order of the file. Raises AssertionError or InvalidSignature."""
    return [_checked(pdf, *map(int, found.groups())) for found in RANGE.finditer(pdf)]


def _checked(pdf: bytes, start: int, length: int, second: int, rest: int) -> x509.Certificate:
    covered = pdf[start : start + length] + pdf[second : second + rest]
    gap = pdf[start + length : second].strip(b"<>")
    signed = cms.ContentInfo.load(bytes.fromhex(gap.decode()))["content"]
    (signer,) = signed["signer_infos"]
    attributes = {one["type"].native: one["values"][0].native for one in signer["signed_attrs"]}
    assert attributes["message_digest"] == hashlib.sha256(covered).digest()
    assert "signing_certificate_v2" in attributes  # PAdES B-B
    serial = signer["sid"].chosen["serial_number"].native
    certificate = next(
        found
        for found in (x509.load_der_x509_certificate(one.chosen.dump()) for one in signed["certificates"])
        if found.serial_number == serial
    )
    key = certificate.public_key()
    assert isinstance(key, rsa.RSAPublicKey)
    told = signer["signed_attrs"].untag().dump()
    key.verify(signer["signature"].native, told, padding.PKCS1v15(), hashes.SHA256())
    return certificate
