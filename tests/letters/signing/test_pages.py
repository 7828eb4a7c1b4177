"""Certificates on pages and by the API: the own one, the seal, whom the agency trusts, the book."""

from __future__ import annotations

import datetime as dt

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile

from documents.actions import certificates
from documents.models import Certificate, Trusted
from eoffice.organisations.settings_of import settings_of
from eoffice.people.models import AuditEvent, Post
from tests import factories
from tests.api.caller import token_for
from tests.certificates import PASSPHRASE, Issuer
from tests.factories import browser_of
from tests.letters.test_outgoing import draft, go
from workflows.letters.models import OutgoingLetter

OWN, AGENCY = "/account/certificate/", "/agency/signing/"


@pytest.fixture(scope="module")
def issuer() -> Issuer:
    return Issuer()


def sent(data: bytes, name: str = "me.p12") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data)


def waiting(wipha: Post, deputy: Post) -> OutgoingLetter:
    letter = draft(wipha)
    go(letter, wipha, "review")
    return go(letter, deputy, "approve_draft")


def test_one_uploads_sees_and_removes_the_own_certificate(somchai: Post, issuer: Issuer) -> None:
    browser = browser_of(somchai)
    p12 = issuer.issue("นายสมชาย ใจดี").p12()
    wrong = browser.post(OWN, {"file": sent(p12), "passphrase": "ผิด"})
    assert wrong.status_code == 422
    assert "รหัสผ่านของใบรับรองไม่ถูกต้อง" in wrong.content.decode()
    assert AuditEvent.objects.filter(action="passphrase_wrong", actor=somchai.person).count() == 1
    assert browser.post(OWN, {"file": sent(p12), "passphrase": PASSPHRASE}).status_code == 302
    page = browser.get(OWN).content.decode()
    assert issuer.name in page
    assert "หมดอายุภายใน 30 วัน" not in page
    browser.post(OWN, {"remove": "1"})
    assert not Certificate.objects.exists()


def test_thirty_days_before_its_end_one_is_warned(somchai: Post, issuer: Issuer) -> None:
    certificates.keep_own(issuer.issue("นายสมชาย ใจดี", ends=40).p12(), PASSPHRASE, post=somchai)
    with time_machine.travel(issuer.now + dt.timedelta(days=15)):
        assert "หมดอายุภายใน 30 วัน" in browser_of(somchai).get(OWN).content.decode()
    with time_machine.travel(issuer.now + dt.timedelta(days=45)):
        assert "ใบรับรองหมดอายุแล้ว" in browser_of(somchai).get(OWN).content.decode()


def test_in_the_book_one_is_warned_as_well(wipha: Post, deputy: Post, somchai: Post, issuer: Issuer) -> None:
    waiting(wipha, deputy)
    certificates.keep_own(issuer.issue("นายสมชาย ใจดี", ends=20).p12(), PASSPHRASE, post=somchai)
    assert "ใกล้หมดอายุ" in browser_of(somchai).get("/letters/outgoing/to-sign/").content.decode()


def test_the_administrator_keeps_the_seal_and_whom_the_office_trusts(sysadmin: Post, issuer: Issuer) -> None:
    browser = browser_of(sysadmin)
    seal = issuer.issue("โรงเรียนตัวอย่างวิทยา").p12()
    told = {"do": "seal", "seal-file": sent(seal), "seal-passphrase": PASSPHRASE}
    assert browser.post(AGENCY, told).status_code == 302
    assert browser.post(AGENCY, {"do": "trust", "trust-file": sent(issuer.der)}).status_code == 302
    assert browser.post(AGENCY, {"do": "trust", "trust-file": sent(b"junk")}).status_code == 422
    level = {
        "do": "level",
        "level-certificate_for": ["order"],
        "level-timestamps": "https://tsa.example.org/",
    }
    assert browser.post(AGENCY, level).status_code == 302
    sysadmin.organisation.refresh_from_db()
    assert settings_of(sysadmin.organisation).certificate_for == ("order",)
    page = browser.get(AGENCY).content.decode()
    assert "โรงเรียนตัวอย่างวิทยา" in page
    browser.post(AGENCY, {"do": "trust-no-longer", "one": str(Trusted.objects.get().pk)})
    browser.post(AGENCY, {"do": "remove-seal"})
    assert not Trusted.objects.exists()
    assert not Certificate.objects.exists()


def test_other_settings_of_the_letters_stay_when_their_form_is_saved(sysadmin: Post) -> None:
    certificates.decide(["order"], "", by=sysadmin)
    told = {"route": [], "circular_run": "own", "reserved_days": "15", "file_plan": ""}
    assert browser_of(sysadmin).post("/agency/letters/", told).status_code == 302
    sysadmin.organisation.refresh_from_db()
    assert settings_of(sysadmin.organisation).certificate_for == ("order",)


def test_the_book_asks_for_the_passphrase_only_of_whoever_has_a_certificate(
    wipha: Post, deputy: Post, somchai: Post, issuer: Issuer
) -> None:
    letter, browser = waiting(wipha, deputy), browser_of(somchai)
    assert "passphrase" not in browser.get("/letters/outgoing/to-sign/").content.decode()
    certificates.keep_own(issuer.issue("นายสมชาย ใจดี").p12(), PASSPHRASE, post=somchai)
    page = browser.get("/letters/outgoing/to-sign/").content.decode()
    assert 'name="passphrase"' in page
    address = f"/items/outgoing-letters/{letter.pk}/steps/sign/"
    told = {"form": "1", "password": factories.PASSWORD, "certificate": "own", "passphrase": "ผิด"}
    wrong = browser.post(address, told)
    assert wrong.status_code == 422
    assert "รหัสผ่านของใบรับรองไม่ถูกต้อง" in wrong.content.decode()
    browser.post(address, told | {"passphrase": PASSPHRASE})
    letter.refresh_from_db()
    assert letter.state == "numbered"
    about = browser.get(letter.get_absolute_url()).content.decode()
    assert issuer.name in about


def test_the_same_by_the_api(
    wipha: Post, deputy: Post, somchai: Post, issuer: Issuer, client: object
) -> None:
    from django.test import Client

    api = Client(headers={"Authorization": f"Bearer {token_for(somchai)}", "X-Post": str(somchai.pk)})
    assert api.get("/api/v1/certificates/own/").json()["code"] == "no_certificate"
    certificates.keep_own(issuer.issue("นายสมชาย ใจดี").p12(), PASSPHRASE, post=somchai)
    kept = api.get("/api/v1/certificates/own/").json()
    assert kept["issuer"] == issuer.name
    letter = waiting(wipha, deputy)
    told = {"password": factories.PASSWORD, "certificate": "own", "passphrase": PASSPHRASE}
    address = f"/api/v1/outgoing-letters/{letter.pk}/"
    signed = api.post(f"{address}steps/sign/", told, content_type="application/json").json()
    assert signed["state"] == "numbered"
    assert signed["signatures"][0]["certificate_serial"] == kept["serial"]
    found = api.get(f"/api/v1/files/{signed['files'][0]['id']}/signatures/").json()["found"]
    assert [(one["intact"], one["trusted"]) for one in found] == [(True, False)]
