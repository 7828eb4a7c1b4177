"""Bounces, delays and receipts find the letter of ours that they speak of (appendix 7, 5.3.10-11)."""

from __future__ import annotations

import pytest

from eoffice.people.models import Post
from tests.letters.mail.conftest import Mailbox, Post_office, a_mail
from tests.letters.mail.stories import bounce, read, sweep, with_pdf
from tests.letters.test_outgoing import draft, go, sent, signed
from workflows.letters.actions.posting import mail_letters
from workflows.letters.models import IncomingLetter, MailMessage, OutgoingLetter

pytestmark = pytest.mark.usefixtures("account")
BY_MAIL = [{"name": "ผู้อำนวยการโรงพยาบาล", "channel": "email", "address": "saraban@hospital.example"}]


@pytest.fixture
def letter(
    malee: Post, somchai: Post, wipha: Post, deputy: Post, account: object, post_office: Post_office
) -> OutgoingLetter:
    malee.organisation.refresh_from_db()
    found = sent(signed(draft(wipha, recipients=BY_MAIL), wipha, deputy, somchai), malee)
    assert mail_letters() == 1
    return found


def id_of(post_office: Post_office) -> str:
    return str(read(post_office.mails[-1])["Message-ID"])


def test_a_bounce_is_the_failure_of_its_recipient(
    malee: Post, mailbox: Mailbox, post_office: Post_office, letter: OutgoingLetter
) -> None:
    mailbox.deliver(bounce(id_of(post_office)))
    assert sweep(malee) == 0
    letter.refresh_from_db()
    row = letter.recipients.get()
    assert (letter.state, row.result) == ("failed", "failed")
    assert "no such user" in row.failure
    assert row.sent_at == letter.sent_at
    assert not IncomingLetter.objects.exists()
    assert row.mails.get().kind == "failure"


def test_a_bounce_of_an_earlier_attempt_changes_nothing(
    malee: Post, mailbox: Mailbox, post_office: Post_office, letter: OutgoingLetter
) -> None:
    first = id_of(post_office)
    mailbox.deliver(bounce(first))
    sweep(malee)
    row = letter.recipients.get()
    row.tried_at = row.tried_at.replace(year=2025) if row.tried_at else None
    row.save()
    letter = go(OutgoingLetter.objects.get(), malee, "resend", address="saraban2@hospital.example")
    mailbox.deliver(bounce(first, why="550 once more"))
    sweep(malee)
    letter.refresh_from_db()
    assert letter.state == "sent"


def test_a_delay_is_told_and_the_letter_stays_sent(
    malee: Post, mailbox: Mailbox, post_office: Post_office, letter: OutgoingLetter
) -> None:
    mailbox.deliver(bounce(id_of(post_office), action="delayed", why="451 try again"))
    sweep(malee)
    letter.refresh_from_db()
    assert letter.state == "sent"
    assert "451 try again" in letter.recipients.get().mails.get(kind="delay").words["body"]


def test_a_forged_bounce_is_a_notice_of_nothing(
    malee: Post, mailbox: Mailbox, letter: OutgoingLetter
) -> None:
    row = letter.recipients.get()
    mailbox.deliver(bounce(f"<eoffice.{letter.pk}.{row.pk}.1.0123456789abcdef@first.example>"))
    sweep(malee)
    letter.refresh_from_db()
    assert letter.state == "sent"
    assert MailMessage.objects.get().recipient is None


@pytest.mark.parametrize(
    "words", ["ได้รับหนังสือแล้วครับ ลงรับเลขที่ ๑๒๓/๒๕๖๙", "Received with thanks. Receive no. 123/2569"]
)
def test_who_answers_that_it_came_has_acknowledged(
    malee: Post, mailbox: Mailbox, post_office: Post_office, letter: OutgoingLetter, words: str
) -> None:
    mail = a_mail(
        From="สารบรรณ <saraban@hospital.example>", Subject="Re: เรื่อง", In_Reply_To=id_of(post_office)
    )
    mail.set_content(words)
    mailbox.deliver(mail)
    sweep(malee)
    letter.refresh_from_db()
    row = letter.recipients.get()
    assert (letter.state, row.result, row.their_number) == ("acknowledged", "acknowledged", "123/2569")
    assert "saraban@hospital.example" in row.proof
    assert not IncomingLetter.objects.exists()


@pytest.mark.parametrize(
    ("sender", "words", "state"),
    [
        ("x@elsewhere.example", "ได้รับหนังสือแล้ว", "sent"),  # not whom we wrote to
        ("saraban@hospital.example", "ยังไม่ได้รับหนังสือ ขอให้ส่งใหม่", "sent"),
        ("saraban@hospital.example", "ขอสอบถาม\n\n> โปรดตอบกลับเมื่อได้รับหนังสือแล้ว", "sent"),
    ],
)
def test_any_other_answer_is_a_letter_of_its_own(
    malee: Post,
    mailbox: Mailbox,
    post_office: Post_office,
    letter: OutgoingLetter,
    sender: str,
    words: str,
    state: str,
) -> None:
    mail = a_mail(From=sender, Subject="Re: เรื่อง", In_Reply_To=id_of(post_office))
    mail.set_content(words)
    mailbox.deliver(mail)
    assert sweep(malee) == 1
    letter.refresh_from_db()
    assert letter.state == state
    assert MailMessage.objects.get().recipient == letter.recipients.get()


def test_an_answer_with_a_letter_in_it_is_that_letter(
    malee: Post, mailbox: Mailbox, post_office: Post_office, letter: OutgoingLetter
) -> None:
    mail = with_pdf(a_mail(From="saraban@hospital.example", In_Reply_To=id_of(post_office)))
    mailbox.deliver(mail)
    assert sweep(malee) == 1


def test_out_of_office_proves_nothing(
    malee: Post, mailbox: Mailbox, post_office: Post_office, letter: OutgoingLetter
) -> None:
    mail = a_mail(
        From="saraban@hospital.example", In_Reply_To=id_of(post_office), Auto_Submitted="auto-replied"
    )
    mail.set_content("ขณะนี้ไม่อยู่ในสำนักงาน")
    mailbox.deliver(mail)
    assert sweep(malee) == 0
    letter.refresh_from_db()
    assert letter.state == "sent"
    assert MailMessage.objects.get().kind == "automatic"
