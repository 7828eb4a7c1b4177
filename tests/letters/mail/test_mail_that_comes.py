"""E-mails of the central mailbox become arrived letters (appendix 7, 2-3), through a real IMAP server."""

from __future__ import annotations

import datetime as dt

import pytest

from documents.files import blobs
from eoffice.common import clock
from eoffice.people.models import Post
from tests.letters.mail.conftest import Mailbox, a_mail
from tests.letters.mail.stories import PDF, file_names, sweep, thai_of_windows, troubles, with_pdf
from workflows.engine.models import Deadline
from workflows.engine.perform import perform
from workflows.letters.intake import server, taking
from workflows.letters.intake.reading import read_mail
from workflows.letters.intake.taking import raw_of
from workflows.letters.models import IncomingLetter, MailAccount, MailboxCheck, MailMessage

pytestmark = pytest.mark.usefixtures("account")


def test_a_mail_becomes_a_letter_to_be_registered(malee: Post, mailbox: Mailbox) -> None:
    mailbox.deliver(with_pdf(a_mail()))

    assert sweep(malee) == 1

    letter = IncomingLetter.objects.visible_to(malee).get()
    assert (letter.state, letter.channel) == ("arrived", "email")
    paper = letter.document
    assert (paper.subject, paper.speed) == ("ขอเชิญประชุมผู้บริหาร", "most_urgent")
    assert (paper.sender_text, paper.reference) == ("สำนักงานเขตพื้นที่การศึกษา", "ศธ 04001/812")
    assert file_names(letter) == ["หนังสือเชิญ.pdf"]
    message = MailMessage.objects.get()
    assert "ขอเชิญประชุม" in message.words["body"]
    assert message.raw is not None
    assert message.raw.is_encrypted
    assert raw_of(message).startswith(b"From: ")
    assert b"\\Seen" in mailbox.flags()[0]
    look = MailboxCheck.objects.get()
    assert (look.found, look.taken, look.trouble, look.by) == (1, 1, "", malee)
    assert Deadline.objects.filter(item=letter.pk, timer="T-ACK", stopped_at=None).exists()


def test_the_clerk_registers_it_like_any_letter(malee: Post, mailbox: Mailbox) -> None:
    mailbox.deliver(a_mail())
    sweep(malee)
    letter = perform(IncomingLetter.objects.get(), "check", malee, {})
    letter = perform(letter, "register", malee, {"reference": "ศธ 04001/813", "dated_on": "2026-11-20"})
    assert (letter.state, letter.receive_number) == ("registered", 1)
    letter.document.refresh_from_db()
    assert letter.document.reference == "ศธ 04001/813"


def test_the_same_mail_delivered_three_times_is_one_letter(malee: Post, mailbox: Mailbox) -> None:
    for hop in range(3):
        mailbox.deliver(a_mail(Received=f"from hop{hop}.example; Tue, 24 Nov 2026 09:00:0{hop} +0700"))
    sweep(malee)
    sweep(malee)
    assert IncomingLetter.objects.count() == 1
    assert MailMessage.objects.get().copies == 2
    assert [check.copies for check in MailboxCheck.objects.order_by("pk")] == [2, 0]


def test_two_scans_under_one_message_id_are_two_letters(malee: Post, mailbox: Mailbox) -> None:
    """There are copiers that give every scan the same id, and mails with none at all."""
    mailbox.deliver(with_pdf(a_mail(Subject="สแกน"), "1.pdf"))
    mailbox.deliver(with_pdf(a_mail(Subject="สแกน"), "2.pdf"))
    mailbox.deliver(a_mail(Subject="ไม่มีรหัส", Message_ID=""))
    mailbox.deliver(a_mail(Subject="ไม่มีรหัส", Message_ID=""))
    assert sweep(malee) == 3


def test_killed_between_fetch_and_store_nothing_is_lost_or_doubled(
    malee: Post, mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    mailbox.deliver(with_pdf(a_mail()))
    mailbox.deliver(a_mail(Subject="ฉบับหลัง", Message_ID="<2@area.go.th>"))

    def dies(*_told: object, **_more: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as now:
        now.setattr(taking, "queue_answer", dies)
        with pytest.raises(KeyboardInterrupt):
            sweep(malee)
    assert not IncomingLetter.objects.exists()
    assert not any(b"\\Seen" in flags for flags in mailbox.flags())

    with monkeypatch.context() as now:
        now.setattr(server, "mark_seen", dies)  # committed, not marked
        with pytest.raises(KeyboardInterrupt):
            sweep(malee)
    sweep(malee)
    assert sorted(letter.document.subject for letter in IncomingLetter.objects.all()) == [
        "ขอเชิญประชุมผู้บริหาร",
        "ฉบับหลัง",
    ]
    assert not MailMessage.objects.exclude(copies=0).exists()


def test_one_mail_that_cannot_be_taken_in_stops_none_behind_it(
    malee: Post, mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    mailbox.deliver(a_mail(Subject="พัง"))
    mailbox.deliver(a_mail(Subject="ดี", Message_ID="<2@area.go.th>"))

    def fails(raw: bytes, **more: bool) -> object:
        found = read_mail(raw, **more)
        if found.subject == "พัง":
            raise RuntimeError("a fault of ours")
        return found

    with monkeypatch.context() as now:
        now.setattr(taking, "read_mail", fails)
        with pytest.raises(ExceptionGroup):
            sweep(malee)
    assert [letter.document.subject for letter in IncomingLetter.objects.all()] == ["ดี"]
    assert "1 ฉบับ" in MailboxCheck.objects.get().trouble
    assert sweep(malee) == 1


class TestHostile:
    def test_bad_attachments_are_told_and_good_ones_kept(self, malee: Post, mailbox: Mailbox) -> None:
        mail = with_pdf(a_mail(), "../../../etc/หนังสือ.pdf")
        mail.add_attachment(
            b"MZ\x90\x00" + b"x" * 100, maintype="application", subtype="x-msdownload", filename="pay.exe"
        )
        mail.add_attachment(
            b"x\x9f>\x22" * 9, maintype="application", subtype="ms-tnef", filename="winmail.dat"
        )
        mail.add_attachment(b"PK\x03\x04broken", maintype="application", subtype="zip", filename="ก.zip")
        mail.add_attachment(b"", maintype="application", subtype="pdf", filename="ว่าง.pdf")
        mailbox.deliver(mail)
        sweep(malee)
        letter = IncomingLetter.objects.get()
        assert file_names(letter) == ["หนังสือ.pdf"]
        told = troubles(letter)
        assert set(told) == {"pay.exe", "winmail.dat", "ก.zip", "ว่าง.pdf"}
        assert "Outlook" in told["winmail.dat"]
        assert b"pay.exe" in raw_of(MailMessage.objects.get())

    def test_thai_of_twenty_years_is_read(self, malee: Post, mailbox: Mailbox) -> None:
        raw = (
            f"From: {thai_of_windows('โรงเรียนเก่า')} <old@school.ac.th>\r\n".encode()
            + b"Subject: " + "เรื่องดิบ".encode("cp874") + b"\r\nMIME-Version: 1.0\r\n"
            + b'Content-Type: multipart/mixed; boundary="x"\r\n\r\n'
            + b"--x\r\nContent-Type: text/plain; charset=iso-8859-1\r\n"
            + b"Content-Transfer-Encoding: 8bit\r\n\r\n"
            + "เรียน ผู้อำนวยการ".encode("cp874")
            + b"\r\n--x\r\nContent-Type: application/pdf\r\nContent-Transfer-Encoding: 8bit\r\n"
            + b"Content-Disposition: attachment; filename*=windows-874''%CB%B9%D1%A7%CA%D7%CD.pdf\r\n\r\n"
            + PDF
            + b'\r\n--x\r\nContent-Type: text/plain; name="' + thai_of_windows("บันทึก.txt").encode()
            + b'"\r\n\r\nhello\r\n--x--\r\n'
        )  # fmt: skip
        mailbox.deliver(raw)
        sweep(malee)
        letter = IncomingLetter.objects.get()
        assert letter.document.subject == "เรื่องดิบ"
        assert letter.document.sender_text == "โรงเรียนเก่า"
        assert MailMessage.objects.get().words["body"] == "เรียน ผู้อำนวยการ"
        assert file_names(letter) == ["หนังสือ.pdf", "บันทึก.txt"]

    def test_html_alone_gives_its_text_and_fetches_nothing(self, malee: Post, mailbox: Mailbox) -> None:
        mail = a_mail()
        mail.set_content(
            "<style>p{}</style><script>steal()</script><p>เรียน&nbsp;ผู้อำนวยการ</p>"
            '<img src="http://127.0.0.1:9/track.png"><table><tr><td>ก</td><td>ข</td></tr></table>',
            subtype="html",
        )
        mailbox.deliver(mail)
        sweep(malee)
        body = MailMessage.objects.get().words["body"]
        assert "เรียน ผู้อำนวยการ" in body
        assert "steal" not in body

    def test_nested_beyond_reason_it_is_told(self, account: MailAccount) -> None:
        """Handed over as fetched: the server of these stories would itself fall over it."""
        levels = [
            b"Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n" % (n, n) for n in range(2000)
        ]
        mails = [b"Content-Type: message/rfc822\r\n\r\n"] * 3000
        for uid, parts in enumerate((levels, mails)):
            raw = b"From: a@school.ac.th\r\nSubject: x%d\r\n" % uid + b"".join(parts)
            found = taking.Found(taking.Place("INBOX", 1, uid), raw, clock.now(), len(raw))
            assert taking.take(account, found) == "taken"
        for letter in IncomingLetter.objects.all():
            assert "ซ้อน" in troubles(letter)[""]

    def test_too_large_it_is_told_and_left_where_it_is(
        self, malee: Post, mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(server, "MOST_BYTES", 1000)
        mail = a_mail()
        mail.add_attachment(PDF * 20, maintype="application", subtype="pdf", filename="ใหญ่.pdf")
        mailbox.deliver(mail)
        sweep(malee)
        letter = IncomingLetter.objects.get()
        assert letter.document.subject == "ขอเชิญประชุมผู้บริหาร"
        assert not file_names(letter)
        assert "ใหญ่เกิน" in troubles(letter)[""]

    @pytest.mark.parametrize(
        "raw",
        [
            b"",
            b"\x00\xff\xfe",
            b"Subject: =?utf-8?B?!!!?=\r\n\r\nx",
            b"From: <>\r\nDate: 99999\r\n\r\n",
            b"Content-Type: multipart/mixed\r\n\r\n--",
            b"Content-Type: text/plain; charset=hex\r\n\r\nzz",
            b"Content-Type: text/html\r\n\r\n<<<\x00>",
            b"Subject: " + b"a" * 100_000 + b"\r\n\r\n",
            b"Content-Disposition: attachment; filename*0*=x''%FF; filename*1*=%00\r\n\r\nx",
        ],
    )
    def test_whatever_it_is_it_is_a_letter(self, malee: Post, mailbox: Mailbox, raw: bytes) -> None:
        mailbox.deliver(raw or b"\r\n")
        assert sweep(malee) == 1

    @pytest.mark.parametrize(
        "raw",
        [
            b"Content-Type: text/plain; charset*=tis-620''x\r\n\r\nx",
            b"Content-Disposition: attachment; filename*0=a; filename*=b\r\n\r\nx",
            b"Content-Type: multipart/mixed; boundary*0=a; boundary=b\r\n\r\n--a\r\n\r\nx\r\n--a--",
            b"From: " + b"(" * 3000 + b"<a@b>\r\n\r\n",
            b"Message-ID: <a\x00b@c>\r\nIn-Reply-To: <\x00>\r\n\r\n",
            b"Content-Transfer-Encoding: x-uuencode\r\n\r\nbegin 666\r\n\xff\xff",
            b"Content-Type: text/html\r\n\r\n" + b"<table><tr><td>" * 20_000,
            b"Content-Type: multipart/mixed; boundary=a\r\n\r\n" + b"--a\r\n\r\nx\r\n" * 3000,
        ],
    )
    def test_what_the_standard_library_trips_over_is_a_letter_too(
        self, account: MailAccount, raw: bytes
    ) -> None:
        found = taking.Found(taking.Place("INBOX", 1, 1), raw, clock.now(), len(raw))
        assert taking.take(account, found) == "taken"
        assert IncomingLetter.objects.get().state == "arrived"


class TestSpam:
    def test_spam_waits_unopened_until_the_clerk_says_what_it_is(self, malee: Post, mailbox: Mailbox) -> None:
        mailbox.deliver(
            with_pdf(a_mail(From="รางวัล <win@prize.example>", Subject="หนังสือจากผู้ปกครอง")), folder="Junk"
        )
        assert sweep(malee) == 0
        held = MailMessage.objects.held().get()
        assert not IncomingLetter.objects.exists()
        assert not any(b"\\Seen" in flags for flags in mailbox.flags("Junk"))

        letter = taking.take_in(held, malee)
        assert file_names(letter) == ["หนังสือเชิญ.pdf"]
        assert taking.take_in(held, malee) == letter
        assert not MailMessage.objects.held().exists()

    def test_an_agency_in_the_spam_folder_is_taken_in_and_marked(self, malee: Post, mailbox: Mailbox) -> None:
        mailbox.deliver(a_mail(), folder="Junk")
        assert sweep(malee) == 1
        message = MailMessage.objects.get()
        assert message.in_spam
        assert "จดหมายขยะ" in message.no_reply


def test_sent_mail_and_trash_are_not_swept(malee: Post, mailbox: Mailbox) -> None:
    for folder in ("Sent", "Trash", "Drafts"):
        mailbox.deliver(a_mail(Message_ID=f"<{folder}@x.go.th>"), folder=folder)
    mailbox.deliver(a_mail(Message_ID="<other@x.go.th>"), folder="จากเขต")
    assert sweep(malee) == 1


def test_mail_of_before_is_left_alone(malee: Post, mailbox: Mailbox) -> None:
    mailbox.deliver(a_mail(), at=clock.now() - dt.timedelta(days=30))
    assert sweep(malee) == 0
    assert not MailMessage.objects.exists()


def test_bytes_of_the_mail_itself_survive_the_nightly_sweep(malee: Post, mailbox: Mailbox) -> None:
    from documents.files.verify import sweep as clean
    from documents.files.verify import verify_files

    mailbox.deliver(a_mail())
    sweep(malee)
    clean(clock.now() + dt.timedelta(days=60))
    raw = MailMessage.objects.get().raw
    assert raw is not None
    assert b"".join(blobs.read(raw))
    assert not list(verify_files())
