"""Issuers and certificates as an office meets them: made here, with the library that ours is not built on."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, Encoding, pkcs12
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

PASSPHRASE = "ลายเซ็น-2569"


def _key() -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(65537, 2048)


def _name(common: str) -> x509.Name:
    return x509.Name(
        [
            x509.NameAttribute(NameOID.COUNTRY_NAME, "TH"),
            x509.NameAttribute(NameOID.COMMON_NAME, common),
        ]
    )


@dataclass
class Holder:
    """A certificate with its key."""

    certificate: x509.Certificate
    key: rsa.RSAPrivateKey
    issuer: x509.Certificate

    def p12(self, passphrase: str = PASSPHRASE) -> bytes:
        """The file that one uploads."""
        return pkcs12.serialize_key_and_certificates(
            b"me", self.key, self.certificate, [self.issuer], BestAvailableEncryption(passphrase.encode())
        )


@dataclass
class Issuer:
    """An authority of a story."""

    name: str = "ผู้ออกใบรับรองทดสอบ"
    key: rsa.RSAPrivateKey = field(default_factory=_key)
    now: dt.datetime = field(default_factory=lambda: dt.datetime.now(dt.UTC))

    def __post_init__(self) -> None:
        self.certificate = self._made(_name(self.name), self.key, ca=True)

    @property
    def pem(self) -> bytes:
        return self.certificate.public_bytes(Encoding.PEM)

    @property
    def der(self) -> bytes:
        return self.certificate.public_bytes(Encoding.DER)

    def issue(
        self,
        common: str,
        *,
        begins: int = -1,
        ends: int = 400,
        server: bool = False,
        usage: bool = True,
        stamps: bool = False,
    ) -> Holder:
        """A certificate for `common`, valid from and until so many days from now."""
        key, more = _key(), {"server": server, "usage": usage, "stamps": stamps}
        made = self._made(_name(common), key, begins=begins, ends=ends, **more)
        return Holder(made, key, self.certificate)

    def revoking(self, *holders: Holder) -> bytes:
        """A list of what was taken back, in PEM."""
        made = (
            x509.CertificateRevocationListBuilder()
            .issuer_name(self.certificate.subject)
            .last_update(self.now - dt.timedelta(hours=1))
            .next_update(self.now + dt.timedelta(days=7))
        )
        for holder in holders:
            row = x509.RevokedCertificateBuilder().serial_number(holder.certificate.serial_number)
            made = made.add_revoked_certificate(row.revocation_date(self.now - dt.timedelta(hours=2)).build())
        return made.sign(self.key, hashes.SHA256()).public_bytes(Encoding.PEM)

    def _made(
        self,
        subject: x509.Name,
        key: rsa.RSAPrivateKey,
        *,
        ca: bool = False,
        begins: int = -1,
        ends: int = 4000,
        server: bool = False,
        usage: bool = True,
        stamps: bool = False,
    ) -> x509.Certificate:
        signs = usage and not ca
        use = x509.KeyUsage(signs, signs, not usage, False, False, ca, ca, False, False)
        made = (
            x509.CertificateBuilder()
            .subject_name(subject)
            .issuer_name(_name(self.name))
            .public_key(key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(self.now + dt.timedelta(days=begins))
            .not_valid_after(self.now + dt.timedelta(days=ends))
            .add_extension(x509.BasicConstraints(ca, None), critical=True)
            .add_extension(use, critical=True)
        )
        if stamps:
            uses = x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING])
            made = made.add_extension(uses, critical=True)
        if server:
            made = made.add_extension(
                x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False
            )
        return made.sign(self.key, hashes.SHA256())
