"""Certificates and lists of revoked ones in the files in which issuers give them out: PEM blocks, or DER."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TypeVar

from cryptography import x509

T = TypeVar("T")
_BLOCK = re.compile(rb"-----BEGIN ([A-Z0-9 ]+)-----.*?-----END \1-----", re.DOTALL)


def read_roots(data: bytes) -> list[x509.Certificate]:
    """Every certificate in the file; what can't be read is none."""
    return _read(data, b"CERTIFICATE", x509.load_pem_x509_certificate, x509.load_der_x509_certificate)


def read_lists(data: bytes) -> list[x509.CertificateRevocationList]:
    """Every list in the file; what can't be read is none."""
    return _read(data, b"X509 CRL", x509.load_pem_x509_crl, x509.load_der_x509_crl)


def _read(data: bytes, kind: bytes, pem: Callable[[bytes], T], der: Callable[[bytes], T]) -> list[T]:
    try:
        if b"-----BEGIN " in data:
            return [pem(block.group()) for block in _BLOCK.finditer(data) if block.group(1) == kind]
        return [der(data)]
    except ValueError:
        return []
