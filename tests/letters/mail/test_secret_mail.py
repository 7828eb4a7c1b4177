"""Secret papers that come by e-mail (ข้อ 29; appendix 7, 3.6): in the hands of their registrar alone."""

from __future__ import annotations

import pytest

from documents.models import FileRecord
from eoffice.people.models import Post
from tests.factories import browser_of
from tests.letters.mail.conftest import Mailbox, Post_office, a_mail
from tests.letters.mail.stories import file_names, read, sweep, text_of, with_pdf
from workflows.letters.intake.answering import send_answers
from workflows.letters.models import IncomingLetter, MailMessage
from workflows.letters.web.intake import mail_of

pytestmark = pytest.mark.usefixtures("account", "post_office")


@pytest.mark.parametrize(
    ("subject", "file", "secrecy"),
    [
        ("ลับ : สอบสวนทางวินัย", "a.pdf", "confidential"),
        ("ด่วนที่สุด ลับมาก เรื่องสำคัญ", "a.pdf", "secret"),
        ("ขอส่งเอกสาร", "ลับ_ข้อสอบ.pdf", "confidential"),
        ("ฝึกลับสมองประลองปัญญา", "ลับคม.pdf", "normal"),  # a word that only begins so
    ],
)
def test_the_class_is_taken_from_subject_or_file_name(
    malee: Post, mailbox: Mailbox, subject: str, file: str, secrecy: str
) -> None:
    mailbox.deliver(with_pdf(a_mail(Subject=subject), file))
    sweep(malee)
    assert IncomingLetter.objects.get().document.secrecy == secrecy


def test_a_secret_mail_is_seen_by_its_registrar_alone(
    malee: Post,
    secret_registrar: Post,
    somchai: Post,
    sysadmin: Post,
    mailbox: Mailbox,
    post_office: Post_office,
) -> None:
    mailbox.deliver(with_pdf(a_mail(Subject="ลับ : สอบสวนครู ก", From="เขต <saraban@area.go.th>")))
    sweep(malee)
    letter = IncomingLetter.objects.get()
    assert letter.holder_role == "secret_registrar"
    for post in (malee, somchai, sysadmin):
        assert not IncomingLetter.objects.visible_to(post).exists()
        assert not MailMessage.objects.visible_to(post).exists()
        assert mail_of(letter, post) is None
        assert not FileRecord.objects.visible_to(post).exists()
    assert IncomingLetter.objects.visible_to(secret_registrar).get() == letter
    found = mail_of(letter, secret_registrar)
    assert found is not None
    assert "สอบสวนครู ก" in found.words["subject"]
    assert all(link.file.blob.is_encrypted for link in letter.document.file_links.all())
    assert letter.document.subject == ""

    send_answers()
    assert "สอบสวนครู".encode() not in post_office.mails[0]
    assert len(post_office.mails) == 1


def test_of_a_top_secret_mail_nothing_is_kept_and_the_sender_is_told(
    malee: Post, secret_registrar: Post, mailbox: Mailbox, post_office: Post_office
) -> None:
    mailbox.deliver(with_pdf(a_mail(Subject="ลับที่สุด แผนป้องกัน")))
    sweep(malee)
    letter = IncomingLetter.objects.get()
    message = MailMessage.objects.get()
    assert letter.document.secrecy == "top_secret"
    assert letter.document.opened_subject() == ""
    assert not file_names(letter)
    assert not FileRecord.objects.exists()
    assert (message.raw, message.sealed_words) == (None, None)
    assert send_answers() == 1
    answer = read(post_office.mails[0])
    assert "ลับที่สุด" in answer["Subject"]
    assert "กระดาษ" in text_of(answer)
    assert not IncomingLetter.objects.visible_to(malee).exists()


def test_without_a_registrar_of_secret_papers_the_desk_says_so(malee: Post, mailbox: Mailbox) -> None:
    mailbox.deliver(a_mail(Subject="ลับ : สอบสวนครู ก"))
    sweep(malee)
    html = browser_of(malee).get("/letters/mailbox/").content.decode()
    assert "ยังไม่มีนายทะเบียนข้อมูลข่าวสารลับ" in html
    assert "สอบสวน" not in html
