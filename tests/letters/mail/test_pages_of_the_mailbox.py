"""The clerk's page of the mailbox, the letter's, the administrator's settings; and the API of the button."""

from __future__ import annotations

import pytest

from eoffice.people.models import AuditEvent, Post
from tests.api.caller import Caller
from tests.factories import browser_of
from tests.letters.mail.conftest import PASSWORD, USER, Mailbox, a_mail
from tests.letters.mail.stories import bounce, sweep, with_pdf
from workflows.letters.intake.sweeping import sweep_due
from workflows.letters.models import IncomingLetter, MailAccount, MailMessage

PAGE = "/letters/mailbox/"
SETTINGS = "/letters/mailbox/settings/"


def form(mailbox: Mailbox, **more: str) -> dict[str, str]:
    return {
        "host": "127.0.0.1",
        "port": str(mailbox.port),
        "security": "none",
        "username": USER,
        "password": PASSWORD,
        "morning_at": "9.00",
        "afternoon_at": "13.30",
        "since": "20 พ.ย. 2569",
        "replies": "on",
        "is_active": "on",
        **more,
    }


def test_the_clerk_looks_now_and_reads_what_was_found(
    malee: Post, mailbox: Mailbox, account: MailAccount
) -> None:
    mailbox.deliver(with_pdf(a_mail()))
    mailbox.deliver(a_mail(From="x@prize.example", Subject="รางวัล", Message_ID="<s@x>"), folder="Junk")
    mailbox.deliver(bounce("<someone@else>"))
    browser = browser_of(malee)
    assert "ตรวจกล่องจดหมายเดี๋ยวนี้" in browser.get(PAGE).content.decode()
    assert browser.post("/letters/mailbox/sweep/").status_code == 302
    assert "กำลังตรวจกล่องจดหมาย" in browser.get(PAGE).content.decode()
    assert "HX-Refresh" not in browser.get("/letters/mailbox/state/").headers
    sweep_due()
    assert browser.get("/letters/mailbox/state/").headers["HX-Refresh"] == "true"
    html = browser.get(PAGE).content.decode()
    for words in ("นำเข้า 1", "คงไว้ในจดหมายขยะ 1", "รางวัล", "ส่งไม่ถึงผู้รับ", malee.person.name):
        assert words in html

    held = MailMessage.objects.held().get()
    answer = browser.post(f"/letters/mailbox/mails/{held.pk}/take-in/")
    assert answer.status_code == 302
    assert "/letters/incoming/" in answer["Location"]
    assert browser.post(f"/letters/mailbox/mails/{held.pk}/dismiss/").status_code == 404  # no longer held


def test_spam_is_put_away_and_stays_in_the_mailbox(
    malee: Post, mailbox: Mailbox, account: MailAccount
) -> None:
    mailbox.deliver(a_mail(From="x@prize.example"), folder="Junk")
    sweep(malee)
    held = MailMessage.objects.held().get()
    browser_of(malee).post(f"/letters/mailbox/mails/{held.pk}/dismiss/")
    assert not MailMessage.objects.held().exists()
    assert len(mailbox.flags("Junk")) == 1
    sweep(malee)
    assert not MailMessage.objects.held().exists()


def test_the_letter_shows_the_mail_it_came_in(
    malee: Post, wipha: Post, mailbox: Mailbox, account: MailAccount
) -> None:
    mail = with_pdf(a_mail())
    mail.add_attachment(b"MZ\x90\x00", maintype="application", subtype="octet-stream", filename="ก.exe")
    mailbox.deliver(mail)
    sweep(malee)
    letter = IncomingLetter.objects.get()
    html = browser_of(malee).get(f"/letters/incoming/{letter.pk}/").content.decode()
    for words in ("มาทางอีเมล", "saraban@area.go.th", "ขอเชิญประชุม", "ก.exe", "อีเมลต้นฉบับ"):
        assert words in html
    raw = f"/letters/mailbox/mails/{letter.mail.pk}/raw/"
    answer = browser_of(malee).get(raw)
    assert answer["Content-Type"] == "application/octet-stream"
    assert b"Subject:" in answer.content
    assert AuditEvent.objects.filter(action="mail_raw_open").count() == 1
    assert browser_of(wipha).get(raw).status_code == 404


def test_a_secret_mail_is_on_no_page_of_the_uncleared(
    malee: Post, secret_registrar: Post, mailbox: Mailbox, account: MailAccount
) -> None:
    mailbox.deliver(with_pdf(a_mail(Subject="ลับ : สอบสวนครู ก")))
    sweep(malee)
    letter = IncomingLetter.objects.get()
    assert "สอบสวน" not in browser_of(malee).get(PAGE).content.decode()
    assert browser_of(malee).get(f"/letters/mailbox/mails/{letter.mail.pk}/raw/").status_code == 404
    html = browser_of(secret_registrar).get(f"/letters/incoming/{letter.pk}/").content.decode()
    assert "สอบสวนครู ก" in html


def test_the_administrator_tries_the_mailbox_and_saves_it(
    sysadmin: Post, malee: Post, mailbox: Mailbox
) -> None:
    mailbox.deliver(a_mail())
    browser = browser_of(sysadmin)
    assert browser.get(SETTINGS).status_code == 200
    html = browser.post(SETTINGS, form(mailbox, **{"try": "1"})).content.decode()
    assert "เปิดกล่องจดหมายได้" in html
    assert "INBOX 1" in html
    assert not MailAccount.objects.exists()

    assert browser.post(SETTINGS, form(mailbox)).status_code == 302
    account = MailAccount.objects.get()
    assert account.password == PASSWORD
    assert PASSWORD.encode() not in bytes(account.sealed_password)
    assert PASSWORD not in browser.get(SETTINGS).content.decode()
    event = AuditEvent.objects.get(action="mailbox_changed")
    assert PASSWORD not in str(event.detail)

    assert browser.post(SETTINGS, form(mailbox, password="", morning_at="8.45")).status_code == 302
    account.refresh_from_db()
    assert account.password == PASSWORD
    assert sweep(malee) == 1


@pytest.mark.parametrize(
    ("change", "status", "sentence"),
    [
        ({"try": "1", "password": "wrong"}, 409, "ชื่อผู้ใช้หรือรหัสผ่าน"),
        ({"host": "imap.elsewhere.example"}, 422, "ไม่ปกปิด"),
        ({"afternoon_at": "11.00"}, 422, "ก่อนเที่ยง"),
        ({"password": ""}, 422, "ใส่รหัสผ่าน"),
        ({"port": "0"}, 422, ""),
        ({"morning_at": "เช้า"}, 422, ""),
    ],
)
def test_what_cannot_be_is_refused_in_the_form(
    sysadmin: Post, mailbox: Mailbox, change: dict[str, str], status: int, sentence: str
) -> None:
    answer = browser_of(sysadmin).post(SETTINGS, form(mailbox, **change))
    assert answer.status_code == status
    assert sentence in answer.content.decode()
    assert not MailAccount.objects.exists()


def test_the_kept_password_goes_to_no_other_server(
    sysadmin: Post, malee: Post, mailbox: Mailbox, account: MailAccount
) -> None:
    answer = browser_of(sysadmin).post(SETTINGS, form(mailbox, host="127.0.0.2", password="", **{"try": "1"}))
    assert answer.status_code == 422


def test_who_may(malee: Post, wipha: Post, sysadmin: Post, account: MailAccount) -> None:
    assert browser_of(wipha).post("/letters/mailbox/sweep/").status_code == 403
    assert browser_of(malee).get(SETTINGS).status_code == 403
    assert browser_of(sysadmin).get(PAGE).status_code == 403


def test_the_button_by_program(malee: Post, wipha: Post, mailbox: Mailbox, account: MailAccount) -> None:
    mailbox.deliver(a_mail())
    assert Caller(wipha).post("mailbox-sweeps/", {}, status=403)
    assert Caller(malee).post("mailbox-sweeps/", {}, status=202)["asked_at"]
    sweep_due()
    look = Caller(malee).get("mailbox-checks/")["results"][0]
    assert (look["is_sweep"], look["taken"], look["trouble"]) == (True, 1, "")
