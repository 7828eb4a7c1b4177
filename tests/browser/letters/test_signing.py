"""Signing with a certificate on a phone, several letters at one go, and asking whether a paper is genuine."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.core.cache import cache
from playwright.sync_api import Page, ViewportSize, expect
from pytest_django.live_server_helper import LiveServer

from documents.models import PublicCode
from eoffice.people.models import Post
from tests import factories
from tests.browser.axe import assert_accessible
from tests.browser.letters.conftest import Enter
from tests.certificates import PASSPHRASE, Issuer
from tests.letters.signing.test_certificates import file_of
from tests.letters.test_outgoing import draft, go
from workflows.letters.actions.folders import sign_folders
from workflows.letters.models import OutgoingLetter

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PHONE: ViewportSize = {"width": 390, "height": 844}


def _fits(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth <= innerWidth"))


def test_the_director_signs_with_a_certificate_and_anybody_checks_the_paper(
    wipha: Post, deputy: Post, somchai: Post, enter: Enter, live_server: LiveServer, tmp_path: Path
) -> None:
    letters = [_to_sign(wipha, deputy, number) for number in range(3)]
    (tmp_path / "me.p12").write_bytes(Issuer().issue("นายสมชาย ใจดี").p12())
    page = enter(somchai)
    page.set_viewport_size(PHONE)
    _keep_the_certificate(page, f"{live_server.url}/account/certificate/", tmp_path / "me.p12")
    _sign_one(page, f"{live_server.url}/letters/outgoing/to-sign/")
    _sign_the_others_at_one_go(page)

    signed = OutgoingLetter.objects.get(pk=letters[0].pk)
    assert signed.state == "numbered"
    cache.clear()
    (tmp_path / "same.pdf").write_bytes(file_of(signed))
    (tmp_path / "other.pdf").write_bytes(file_of(signed) + b" ")
    page.context.clear_cookies()
    code = PublicCode.objects.get(document=signed.document).code
    _compare_as_anybody(page, f"{live_server.url}/verify/{code}/", tmp_path)


def _to_sign(drafter: Post, deputy: Post, number: int) -> OutgoingLetter:
    letter = draft(drafter, subject=f"ขอส่งรายงานฉบับที่ {number}")
    go(letter, drafter, "review")
    return go(letter, deputy, "approve_draft")


def _keep_the_certificate(page: Page, address: str, file: Path) -> None:
    page.goto(address)
    assert_accessible(page)
    page.get_by_label("ไฟล์ใบรับรอง").set_input_files(file)
    page.get_by_label("รหัสผ่านของใบรับรอง").fill(PASSPHRASE)
    page.get_by_role("button", name="เก็บใบรับรอง").click()
    expect(page.locator("main")).to_contain_text("ผู้ออกใบรับรองทดสอบ")
    assert _fits(page)


def _sign_one(page: Page, address: str) -> None:
    page.goto(address)
    page.get_by_text("ใบรับรองของฉัน", exact=True).click()
    page.get_by_label("รหัสผ่านของท่าน").fill(factories.PASSWORD)
    page.get_by_label("รหัสผ่านของใบรับรอง").fill(PASSPHRASE)
    assert_accessible(page)
    page.get_by_role("button", name="ลงนาม", exact=True).click()
    expect(page.locator(".desk-place")).to_have_text("1 จาก 2")


def _sign_the_others_at_one_go(page: Page) -> None:
    page.get_by_role("link", name="ลงนามหลายฉบับ").click()
    for box in page.locator("[data-selectable]").all():
        box.check()
    expect(page.locator("[data-selected-count]")).to_have_text("2")
    page.get_by_label("รหัสผ่านของท่าน").fill(factories.PASSWORD)
    assert_accessible(page)
    assert _fits(page)
    page.get_by_role("button", name="ลงนามทุกฉบับที่เลือก").click()
    expect(page.locator("#folder")).to_contain_text("จาก 2 ฉบับ")
    while sign_folders():
        pass
    expect(page.locator("#folder")).to_contain_text("ลงนามแล้ว 2 ฉบับ", timeout=20_000)
    assert_accessible(page)


def _compare_as_anybody(page: Page, address: str, folder: Path) -> None:
    page.goto(address)
    expect(page.locator("main")).to_contain_text("เป็นของจริง")
    assert_accessible(page)
    assert _fits(page)
    for name in ("other", "same"):
        page.get_by_label("PDF ที่ท่านได้รับ").set_input_files(folder / f"{name}.pdf")
        expect(page.locator(f"[data-verdict={name}]")).to_be_visible()
