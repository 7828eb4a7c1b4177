"""Signing with a certificate: a director's, an agency's seal, and everything that goes wrong with one."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path
from typing import Any

import page
import pytest
import time_machine

from documents.actions import certificates
from documents.files import blobs
from documents.files.receive import receive
from documents.models import Certificate, DocumentFile, Signature
from documents.signing.errors import (
    Expired,
    LevelTooLow,
    NoCertificate,
    NotForSigning,
    NotPkcs12,
    NotYetValid,
    Revoked,
    Unsignable,
    WrongPassphrase,
)
from eoffice.common.errors import NotAllowed, RuleBroken
from eoffice.people.models import Post
from tests import factories
from tests.certificates import PASSPHRASE, Holder, Issuer
from tests.documents import paper
from tests.letters.signing.independent import signed_by
from tests.letters.test_orders import order_of
from tests.letters.test_outgoing import draft, go, log_of
from tests.letters.test_standing_in import stands_in
from workflows.engine.perform import perform
from workflows.letters.actions.papers import make_papers
from workflows.letters.models import OutgoingLetter

SIGNED: dict[str, Any] = {"password": factories.PASSWORD, "certificate": "own", "passphrase": PASSPHRASE}


@pytest.fixture(scope="module")
def issuer() -> Issuer:
    return Issuer()


@pytest.fixture
def certified(somchai: Post, issuer: Issuer) -> Holder:
    """สมชาย has uploaded his certificate."""
    holder = issuer.issue("นายสมชาย ใจดี")
    certificates.keep_own(holder.p12(), PASSPHRASE, post=somchai)
    return holder


def to_sign(wipha: Post, deputy: Post, **more: Any) -> OutgoingLetter:
    letter = draft(wipha, **more)
    go(letter, wipha, "review")
    return go(letter, deputy, "approve_draft")


def file_of(letter: Any) -> bytes:
    link = letter.document.file_links.filter(role=DocumentFile.Role.MAIN).order_by("order").first()
    assert link is not None
    return b"".join(blobs.read(link.file.blob))


def test_the_director_signs_and_the_file_that_leaves_carries_number_and_signature(
    malee: Post, wipha: Post, deputy: Post, somchai: Post, certified: Holder, tmp_path: Path
) -> None:
    letter = go(to_sign(wipha, deputy), somchai, "sign", **SIGNED)
    assert letter.state == "numbered"  # the number is under the signature, so it came with it
    pdf = file_of(letter)
    assert [one.serial_number for one in signed_by(pdf)] == [certified.certificate.serial_number]
    signature = Signature.objects.get()
    assert signature.method == Signature.Method.CERTIFICATE
    assert signature.certificate_subject == "นายสมชาย ใจดี"
    assert signature.certificate_serial == f"{certified.certificate.serial_number:X}"
    make_papers(log_of(letter.organisation_id))  # the reader of the log makes no second one
    assert file_of(letter) == pdf
    for step in ("check", "send"):
        letter = go(letter, malee, step)
    assert letter.state == "sent"
    assert file_of(letter) == pdf
    if shutil.which("pdfsig"):
        (tmp_path / "signed.pdf").write_bytes(pdf)
        told = subprocess.run(
            ["pdfsig", "-nocert", str(tmp_path / "signed.pdf")], check=False, capture_output=True, text=True
        )
        assert "Signature is Valid" in told.stdout
        assert "ETSI.CAdES.detached" in told.stdout


@pytest.mark.once
@pytest.mark.parametrize("profile", [page.ValidationProfile.PDF_A_2A, page.ValidationProfile.PDF_UA_1])
def test_a_signed_letter_is_still_for_the_archive_and_for_screen_readers(
    wipha: Post, deputy: Post, somchai: Post, certified: Holder, profile: page.ValidationProfile
) -> None:
    letter = go(to_sign(wipha, deputy), somchai, "sign", **SIGNED)
    report = page.validate_pdf_bytes(file_of(letter), profile=profile)
    # A stream that ends in a carriage return is read one byte too short by this checker (decision 0010).
    told = {fault.rule_id for fault in report.failures} - {"PDFA2A-STREAM-LENGTH-001"}
    assert told == set()


def test_whoever_acts_for_the_director_signs_with_the_legal_phrase(
    wipha: Post, deputy: Post, somchai: Post, issuer: Issuer
) -> None:
    stands_in(deputy, somchai)
    certificates.keep_own(issuer.issue("นางวันเพ็ญ จันทร์งาม").p12(), PASSPHRASE, post=deputy)
    letter = draft(wipha)
    letter = go(letter, wipha, "review")
    letter = go(letter, deputy, "approve_draft")
    letter = go(letter, deputy, "sign", **SIGNED)
    assert "แทน" in Signature.objects.get().signed_position
    assert len(signed_by(file_of(letter))) == 1


def test_an_order_is_signed_and_numbered_at_once(
    wipha: Post, deputy: Post, somchai: Post, certified: Holder
) -> None:
    order: Any = order_of(wipha)
    go(order, wipha, "offer")
    go(order, deputy, "review")
    order = go(order, somchai, "sign", **SIGNED)
    assert order.state == "issued"
    assert len(signed_by(file_of(order))) == 1


def test_a_finished_pdf_is_signed_on_a_copy(
    wipha: Post, deputy: Post, somchai: Post, certified: Holder
) -> None:
    brought = paper.pdf(2)
    came = receive([brought], name="บันทึก.pdf", post=wipha)
    letter = go(to_sign(wipha, deputy, body="", files=[came.pk]), somchai, "sign", **SIGNED)
    assert len(signed_by(file_of(letter))) == 1
    before = letter.document.file_links.get(file=came)
    assert before.role == DocumentFile.Role.VERSION
    assert b"".join(blobs.read(came.blob)) == brought


@pytest.mark.parametrize("made", [paper.locked_pdf, paper.protected_pdf])
def test_an_encrypted_pdf_is_not_signed_and_nothing_happens(
    made: Any, wipha: Post, deputy: Post, somchai: Post, certified: Holder
) -> None:
    came = receive([made()], name="ลับ.pdf", post=wipha)
    letter = to_sign(wipha, deputy, body="", files=[came.pk])
    with pytest.raises(Unsignable, match="เข้ารหัส"):
        go(letter, somchai, "sign", **SIGNED)
    letter.refresh_from_db()
    assert (letter.state, letter.entry_id) == ("to_sign", None)


def test_a_wrong_passphrase_signs_nothing(
    wipha: Post, deputy: Post, somchai: Post, certified: Holder
) -> None:
    letter = to_sign(wipha, deputy)
    with pytest.raises(WrongPassphrase) as refused:
        go(letter, somchai, "sign", **(SIGNED | {"passphrase": "ผิด"}))
    assert "passphrase" in refused.value.errors
    letter.refresh_from_db()
    assert (letter.state, letter.entry_id) == ("to_sign", None)
    row = go(letter, somchai, "sign", **SIGNED)
    assert PASSPHRASE not in str(log_of(row.organisation_id)[-3].evidence)


def test_what_is_uploaded_must_open_and_be_for_signing(somchai: Post, issuer: Issuer) -> None:
    good = issuer.issue("นายสมชาย ใจดี")
    tried: list[tuple[bytes, str, type[RuleBroken]]] = [
        (b"not a file", PASSPHRASE, NotPkcs12),
        (good.p12()[:-40], PASSPHRASE, NotPkcs12),
        (good.p12(), "ผิด", WrongPassphrase),
        (issuer.issue("www.example.ac.th", server=True).p12(), PASSPHRASE, NotForSigning),
        (issuer.issue("เข้ารหัสเท่านั้น", usage=False).p12(), PASSPHRASE, NotForSigning),
        (issuer.issue("เก่า", begins=-400, ends=-1).p12(), PASSPHRASE, Expired),
        (issuer.issue("อนาคต", begins=5).p12(), PASSPHRASE, NotYetValid),
    ]
    for data, passphrase, refusal in tried:
        with pytest.raises(refusal):
            certificates.keep_own(data, passphrase, post=somchai)
    assert not Certificate.objects.exists()


def test_the_key_lies_sealed_and_still_under_its_passphrase(somchai: Post, certified: Holder) -> None:
    kept = Certificate.objects.get()
    assert certified.p12()[:40] not in bytes(kept.sealed)
    assert PASSPHRASE.encode() not in bytes(kept.sealed)
    certificates.remove_own(post=somchai)
    assert not Certificate.objects.exists()


def test_a_certificate_that_ran_out_or_was_revoked_signs_no_more(
    wipha: Post, deputy: Post, somchai: Post, sysadmin: Post, issuer: Issuer, certified: Holder
) -> None:
    letter = to_sign(wipha, deputy)
    certificates.trust(issuer.revoking(certified), by=sysadmin)
    with pytest.raises(Revoked):
        go(letter, somchai, "sign", **SIGNED)
    certificates.trust(issuer.revoking(), by=sysadmin)  # the next list names it no more
    with time_machine.travel(issuer.now.replace(year=issuer.now.year + 2)), pytest.raises(Expired):
        go(letter, somchai, "sign", **SIGNED)
    letter.refresh_from_db()
    assert letter.state == "to_sign"


def test_the_office_may_ask_for_certificates(
    wipha: Post, deputy: Post, somchai: Post, sysadmin: Post, issuer: Issuer
) -> None:
    certificates.decide(["outgoing_letter"], "", by=sysadmin)
    somchai.organisation.refresh_from_db()
    letter = to_sign(wipha, deputy)
    with pytest.raises(LevelTooLow):
        go(letter, somchai, "sign", password=factories.PASSWORD, certificate="none")
    with pytest.raises(NoCertificate):
        go(letter, somchai, "sign", password=factories.PASSWORD, passphrase="x")
    certificates.keep_own(issuer.issue("นายสมชาย ใจดี").p12(), PASSPHRASE, post=somchai)
    assert go(letter, somchai, "sign", password=factories.PASSWORD, passphrase=PASSPHRASE).state == "numbered"


def test_the_seal_is_the_agencys(
    wipha: Post, deputy: Post, somchai: Post, sysadmin: Post, issuer: Issuer
) -> None:
    seal = issuer.issue("โรงเรียนตัวอย่างวิทยา")
    with pytest.raises(NotAllowed):
        certificates.keep_seal(seal.p12(), PASSPHRASE, by=somchai)
    certificates.keep_seal(seal.p12(), PASSPHRASE, by=sysadmin)
    letter = go(to_sign(wipha, deputy), somchai, "sign", **(SIGNED | {"certificate": "seal"}))
    (found,) = signed_by(file_of(letter))
    assert found.serial_number == seal.certificate.serial_number
    assert Signature.objects.get().is_seal


def test_a_timestamp_server_that_is_away_is_told_and_nothing_is_signed(
    wipha: Post, deputy: Post, somchai: Post, sysadmin: Post, certified: Holder
) -> None:
    certificates.decide([], "http://127.0.0.1:9/", by=sysadmin)
    letter = to_sign(wipha, deputy)
    with pytest.raises(RuleBroken, match="เวลา"):
        go(letter, somchai, "sign", **SIGNED)
    letter.refresh_from_db()
    assert (letter.state, letter.entry_id) == ("to_sign", None)


def test_a_finished_pdf_that_came_back_is_signed_anew_as_it_came(
    malee: Post, wipha: Post, deputy: Post, somchai: Post, pricha: Post, certified: Holder
) -> None:
    came = receive([paper.pdf(1)], name="บันทึก.pdf", post=wipha)
    told = {"body": "", "files": [came.pk], "recipients": [{"organisation": pricha.organisation_id}]}
    letter = go(to_sign(wipha, deputy, **told), somchai, "sign", **SIGNED)
    for step in ("check", "send"):
        letter = go(letter, malee, step)
    letter = perform(letter, "rejected", None, {"recipient": letter.recipients.get().pk, "note": "ผิดที่"})
    letter = go(letter, wipha, "review")
    letter = go(letter, deputy, "approve_draft")
    letter = go(letter, somchai, "sign", **SIGNED)
    assert len(signed_by(file_of(letter))) == 1
