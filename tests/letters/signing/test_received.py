"""What is told beside a received PDF: who signed it, whether it was touched, whether the issuer is known."""

from __future__ import annotations

import datetime as dt
import io
from typing import Any

import pytest
import time_machine
from django.test import Client
from pyhanko.pdf_utils import writer as writers
from pyhanko.pdf_utils.generic import StreamObject
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

from documents.actions import certificates
from documents.files.receive import receive
from documents.models import SignatureCheck
from documents.signing.pades import sign_pdf
from eoffice.common import clock
from eoffice.people.models import Post
from tests import factories
from tests.certificates import PASSPHRASE, Holder, Issuer
from tests.documents import paper
from tests.letters.telling import arrive


@pytest.fixture(scope="module")
def issuer() -> Issuer:
    return Issuer("กรมตัวอย่าง CA")


def signed(holder: Holder, data: bytes | None = None) -> bytes:
    """A PDF as somebody outside would sign it."""
    from documents.signing.keys import unlock

    held = unlock(holder.p12(), PASSPHRASE)
    done = sign_pdf(
        data or paper.pdf(1),
        held,
        name="Theirs",
        told="ลายมือชื่อ",
        appearance=paper.pdf(1),
        place=None,
        at=clock.now(),
    )
    return done.pdf


def added_to(pdf: bytes) -> bytes:
    """The same with a page put behind it, after the signature."""
    writer: Any = IncrementalPdfFileWriter(io.BytesIO(pdf))
    page: Any = writers.PageObject
    empty = writer.add_object(StreamObject(stream_data=b""))
    writer.insert_page(page(contents=empty, media_box=(0, 0, 595, 842)))
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def told_beside(malee: Post, pdf: bytes) -> str:
    """What the page of the letter loads beside the file."""
    file = receive([pdf], name="หนังสือ.pdf", post=malee)
    letter = arrive(malee, files=[file.pk])
    browser: Client = factories.browser_of(malee)
    address = f"/files/{file.pk}/signatures/"
    assert address in browser.get(f"/letters/incoming/{letter.pk}/").content.decode()
    return browser.get(address, headers={"HX-Request": "true"}).content.decode()


def test_an_untouched_file_of_an_unknown_issuer(malee: Post, issuer: Issuer) -> None:
    told = told_beside(malee, signed(issuer.issue("นายปลัด กรมตัวอย่าง")))
    assert "ไม่อยู่ในรายการที่เชื่อถือ" in told
    assert "นายปลัด กรมตัวอย่าง" in told
    assert "กรมตัวอย่าง CA" in told


def test_once_the_administrator_trusts_the_issuer_it_is_known(
    malee: Post, sysadmin: Post, issuer: Issuer
) -> None:
    pdf = signed(issuer.issue("นายปลัด กรมตัวอย่าง"))
    assert "is-unknown" in told_beside(malee, pdf)
    certificates.trust(issuer.pem, by=sysadmin)
    assert "is-good" in told_beside(malee, pdf)
    assert SignatureCheck.objects.count() == 1


def test_tampered_and_untrusted_are_told_apart(malee: Post, sysadmin: Post, issuer: Issuer) -> None:
    certificates.trust(issuer.pem, by=sysadmin)
    pdf = signed(issuer.issue("นายปลัด กรมตัวอย่าง"))
    tampered = pdf.replace(b"/MediaBox [ 0 0 595 842 ]", b"/MediaBox [ 0 0 595 843 ]")
    assert tampered != pdf
    assert "ถูกดัดแปลง" in told_beside(malee, tampered)
    assert "ถูกแก้ไขหลังลงลายมือชื่อ" in told_beside(malee, added_to(pdf))


def test_a_certificate_revoked_before_it_signed(malee: Post, sysadmin: Post, issuer: Issuer) -> None:
    holder = issuer.issue("นายปลัด กรมตัวอย่าง")
    certificates.trust(issuer.pem, by=sysadmin)
    certificates.trust(issuer.revoking(holder), by=sysadmin)
    assert "is-revoked" in told_beside(malee, signed(holder))


def test_a_second_signature_is_no_change(malee: Post, issuer: Issuer) -> None:
    from documents.signing.keys import unlock

    once = signed(issuer.issue("ผู้ลงนามคนแรก"))
    held = unlock(issuer.issue("ผู้ลงนามคนที่สอง").p12(), PASSPHRASE)
    twice = sign_pdf(
        once, held, name="Second", told="x", appearance=paper.pdf(1), place=None, at=clock.now()
    ).pdf
    told = told_beside(malee, twice)
    assert told.count("is-unknown") == 2
    assert "ผู้ลงนามคนที่สอง" in told


def test_nothing_is_said_of_a_file_without_a_signature(malee: Post) -> None:
    file = receive([paper.pdf(1)], name="หนังสือ.pdf", post=malee)
    letter = arrive(malee, files=[file.pk])
    page = factories.browser_of(malee).get(f"/letters/incoming/{letter.pk}/").content.decode()
    assert "/signatures/" not in page


def test_a_file_that_only_pretends_is_said_to_be_damaged(malee: Post) -> None:
    hostile = paper.pdf(1) + b"\n%/ByteRange [0 9999999999999 0 0]\n" + b"(" * 5000
    file = receive([hostile], name="แกล้ง.pdf", post=malee)
    answer = factories.browser_of(malee).get(f"/files/{file.pk}/signatures/")
    assert answer.status_code == 200


def test_the_other_agency_looks_by_its_own_trust(malee: Post, pricha: Post, issuer: Issuer) -> None:
    file = receive([signed(issuer.issue("นายปลัด"))], name="ก.pdf", post=malee)
    assert factories.browser_of(pricha).get(f"/files/{file.pk}/signatures/").status_code == 404


def test_once_its_certificate_has_ended_a_paper_is_not_called_unknown(
    malee: Post, sysadmin: Post, issuer: Issuer
) -> None:
    certificates.trust(issuer.pem, by=sysadmin)
    known = signed(issuer.issue("นายปลัด กรมตัวอย่าง", ends=40))
    stranger = signed(Issuer("ผู้ออกที่ไม่รู้จัก").issue("คนแปลกหน้า", ends=40))
    with time_machine.travel(clock.now() + dt.timedelta(days=60)):
        told = told_beside(malee, known)
        assert "is-ended" in told
        assert "หมดอายุไปแล้วหลังจากนั้น" in told
        assert "is-unknown" in told_beside(malee, stranger)


def test_a_certificate_that_was_revoked_and_ended_is_revoked(
    malee: Post, sysadmin: Post, issuer: Issuer
) -> None:
    """Whoever holds a key that was taken back may write any day they like into a signature."""
    holder = issuer.issue("นายปลัด กรมตัวอย่าง", ends=40)
    certificates.trust(issuer.pem, by=sysadmin)
    certificates.trust(issuer.revoking(holder), by=sysadmin)
    pdf = signed(holder)
    with time_machine.travel(clock.now() + dt.timedelta(days=60)):
        assert "is-revoked" in told_beside(malee, pdf)
