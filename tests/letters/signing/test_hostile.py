"""Files, lists and servers that would hold up a whole office, were they let."""

from __future__ import annotations

import datetime as dt
import logging
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.serialization import Encoding

from documents.actions import certificates
from documents.models import Certificate
from documents.signing import keys, reading
from documents.signing.errors import NotPkcs12, TooSlow
from eoffice.common import clock
from eoffice.people.models import Post
from tests.certificates import PASSPHRASE, Holder, Issuer
from tests.letters.signing.hostile import with_hidden_rounds, with_many_parts
from tests.letters.signing.test_received import signed, told_beside


@pytest.fixture(scope="module")
def issuer() -> Issuer:
    return Issuer("กรมตัวอย่าง CA")


@pytest.fixture(scope="module")
def holder(issuer: Issuer) -> Holder:
    return issuer.issue("นายสมชาย ใจดี")


def test_rounds_are_counted_where_they_hide(wipha: Post, holder: Holder) -> None:
    with pytest.raises(NotPkcs12):
        certificates.keep_own(with_hidden_rounds(holder.p12(), 5_000_000), PASSPHRASE, post=wipha)


def test_many_parts_count_together(wipha: Post, holder: Holder) -> None:
    with pytest.raises(NotPkcs12):
        certificates.keep_own(with_many_parts(holder.p12(), 60), PASSPHRASE, post=wipha)


def test_a_file_that_does_not_open_in_time_is_let_go(
    wipha: Post, holder: Holder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keys, "SECONDS", 0.01)
    with pytest.raises(TooSlow):
        certificates.keep_own(holder.p12(), PASSPHRASE, post=wipha)
    assert not Certificate.objects.exists()


def test_a_list_of_thousands_is_gone_by(malee: Post, sysadmin: Post, issuer: Issuer, holder: Holder) -> None:
    certificates.trust(issuer.pem, by=sysadmin)
    certificates.trust(_long_list(issuer, 5000), by=sysadmin)
    assert "is-good" in told_beside(malee, signed(holder))


def test_others_are_heard_while_a_paper_is_looked_at(
    caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    def reader(*_asked: Any, **_more: Any) -> Any:
        logging.getLogger("eoffice.elsewhere").error("the disk is full")
        raise ValueError("no PDF")

    monkeypatch.setattr(reading, "PdfFileReader", reader)
    with pytest.raises(ValueError, match="no PDF"):
        reading.looked_at(b"", roots=[], lists=[], at=clock.now())
    assert "the disk is full" in caplog.text


def _long_list(issuer: Issuer, rows: int) -> bytes:
    """In DER, each row some 30 bytes."""
    began = issuer.now - dt.timedelta(days=1)
    row = x509.RevokedCertificateBuilder().revocation_date(began)
    taken_back = [row.serial_number(10**12 + place).build() for place in range(rows)]
    made = x509.CertificateRevocationListBuilder(
        issuer.certificate.subject, began, began + dt.timedelta(days=30), [], taken_back
    )
    return made.sign(issuer.key, hashes.SHA256()).public_bytes(Encoding.DER)
