"""What the administrator takes in: roots of issuers, and their lists of what was taken back."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import NameOID

from documents.actions import certificates
from documents.actions.certificates import trust
from documents.models import Trusted
from eoffice.common.errors import InvalidInputs
from eoffice.people.models import Post
from tests import factories
from tests.certificates import Issuer

KEY = ec.generate_private_key(ec.SECP256R1())


def listed(common: str, year: int = 2026, **more: str) -> bytes:
    """The list of an issuer of this name, made on the first day of the year."""
    named = [x509.NameAttribute(NameOID.COMMON_NAME, common)]
    named += [x509.NameAttribute(getattr(NameOID, sort), value) for sort, value in more.items()]
    made = (
        x509.CertificateRevocationListBuilder()
        .issuer_name(x509.Name(named))
        .last_update(dt.datetime(year, 1, 1))
        .next_update(dt.datetime(year + 1, 1, 1))
    )
    return made.sign(KEY, hashes.SHA256()).public_bytes(Encoding.PEM)


def test_one_file_brings_roots_and_lists(sysadmin: Post) -> None:
    issuer = Issuer("กรมตัวอย่าง CA")
    trust(listed("ก") + issuer.pem + listed("ข"), by=sysadmin)
    assert sorted(Trusted.objects.values_list("sort", flat=True)) == ["revoked", "revoked", "root"]


def test_a_newer_list_takes_the_place_of_the_older(sysadmin: Post) -> None:
    trust(listed("ก", 2025), by=sysadmin)
    trust(listed("ก", 2026), by=sysadmin)
    with pytest.raises(InvalidInputs, match="เก่ากว่า"):
        trust(listed("ก", 2024), by=sysadmin)
    trust(listed("ก", 2023) + listed("ข", 2023), by=sysadmin)  # the other one in the file is taken
    ends = {row.subject: row.not_after.year for row in Trusted.objects.all() if row.not_after}
    assert ends == {"ก": 2027, "ข": 2024}
    trust(listed("ก", 2026), by=sysadmin)
    assert Trusted.objects.count() == 2


def test_two_issuers_of_one_shown_name_are_two(sysadmin: Post) -> None:
    trust(listed("CA", ORGANIZATION_NAME="กรม", ORGANIZATIONAL_UNIT_NAME="หนึ่ง"), by=sysadmin)
    trust(listed("CA", ORGANIZATION_NAME="กรม", ORGANIZATIONAL_UNIT_NAME="สอง"), by=sysadmin)
    assert len(set(Trusted.objects.values_list("subject", flat=True))) == 1
    assert Trusted.objects.count() == 2


def test_what_is_too_large_is_refused_and_not_cut(sysadmin: Post, monkeypatch: pytest.MonkeyPatch) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile

    both = listed("ก") + listed("ข")
    monkeypatch.setattr(certificates, "LARGEST", len(both) - 1)
    sent: Any = {"file": SimpleUploadedFile("lists.pem", both)}
    answer = factories.browser_of(sysadmin).post("/api/v1/certificates/trusted/", sent)
    assert answer.status_code == 422
    assert not Trusted.objects.exists()
