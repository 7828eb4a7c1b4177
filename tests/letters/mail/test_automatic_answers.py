"""The sender is told that the mail came (appendix 7, 3.2): once, in time, and never a program."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from eoffice.common import clock
from eoffice.people.models import Post
from tests.letters.mail.conftest import Mailbox, Post_office, a_mail
from tests.letters.mail.stories import read, sweep, text_of
from tests.letters.telling import take
from workflows.engine.models import Deadline, Transition
from workflows.letters.intake.answering import MOST_A_DAY, PAUSES, send_answers
from workflows.letters.models import IncomingLetter, MailMessage, MailReply

pytestmark = pytest.mark.usefixtures("account")


def test_the_answer_is_in_thai_and_english_with_the_telephone(
    malee: Post, mailbox: Mailbox, post_office: Post_office
) -> None:
    mailbox.deliver(a_mail())
    sweep(malee)
    assert (send_answers(), send_answers()) == (1, 0)

    answer = read(post_office.mails[0])
    assert answer["To"] == "saraban@area.go.th"
    assert "saraban@first.example" in answer["From"]
    assert answer["In-Reply-To"] == "<1@area.go.th>"
    assert answer["Auto-Submitted"] == "auto-replied"
    assert answer["Subject"].strip().startswith("ได้รับแล้ว / Received : ด่วนที่สุด : ขอเชิญประชุม")
    text = text_of(answer)
    order = [
        "เรียน สำนักงานเขต",
        "ได้รับไปรษณีย์",
        "was received on",
        "ขอแสดงความนับถือ",
        "0 2000 0101",
        "-----",
        "This message",
    ]
    assert [text.index(words) for words in order] == sorted(text.index(words) for words in order)

    letter = IncomingLetter.objects.get()
    assert letter.acknowledged_at is not None
    assert letter.state == "arrived"
    assert not Deadline.objects.filter(item=letter.pk, timer="T-ACK", stopped_at=None).exists()
    row = Transition.objects.get(step="ack_sender")
    assert row.actor is None


@pytest.mark.parametrize(
    "headers",
    [
        {"Auto-Submitted": "auto-generated"},
        {"Precedence": "bulk"},
        {"List-Id": "<teachers.example>"},
        {"Return-Path": "<>"},
        {"X-Auto-Response-Suppress": "All"},
        {"From": "no-reply@moe.go.th"},
        {"From": "MAILER-DAEMON@moe.go.th"},
        {"From": "saraban@first.example"},
        {"From": "ไม่มีที่อยู่"},
        {"Authentication-Results": "mx; dmarc=fail header.from=area.go.th"},
    ],
)
def test_no_program_is_answered(
    malee: Post, mailbox: Mailbox, post_office: Post_office, headers: dict[str, str]
) -> None:
    mailbox.deliver(a_mail(**{name.replace("-", "_"): value for name, value in headers.items()}))
    assert sweep(malee) == 1
    assert not MailReply.objects.exists()
    assert MailMessage.objects.get().no_reply


def test_two_offices_never_answer_each_other_for_ever(
    malee: Post, mailbox: Mailbox, post_office: Post_office
) -> None:
    """A machine that hides that it is one answers our answer: that is where it ends."""
    mailbox.deliver(a_mail())
    sweep(malee)
    send_answers()
    ours = read(post_office.mails[0])
    again = a_mail(
        Subject=f"Re: {ours['Subject']}", Message_ID="<r@area.go.th>", In_Reply_To=ours["Message-ID"]
    )
    mailbox.deliver(again)
    sweep(malee)
    assert send_answers() == 0
    assert len(post_office.mails) == 1


def test_an_address_is_answered_so_often_a_day_and_not_more(
    malee: Post, mailbox: Mailbox, post_office: Post_office
) -> None:
    for number in range(MOST_A_DAY + 2):
        mailbox.deliver(a_mail(Message_ID=f"<{number}@area.go.th>"))
    assert sweep(malee) == MOST_A_DAY + 2
    assert MailReply.objects.count() == MOST_A_DAY


def test_whom_the_clerk_has_told_is_not_told_again(
    malee: Post, mailbox: Mailbox, post_office: Post_office
) -> None:
    mailbox.deliver(a_mail())
    sweep(malee)
    take(IncomingLetter.objects.get(), malee, "ack_sender", text="โทรแจ้งแล้ว")
    assert send_answers() == 0
    assert not post_office.mails


def test_a_server_that_is_away_costs_a_try_and_the_timer_runs_on(
    malee: Post, mailbox: Mailbox, post_office: Post_office, settings: Any
) -> None:
    mailbox.deliver(a_mail())
    sweep(malee)
    port, settings.EMAIL_PORT = settings.EMAIL_PORT, 9
    now = clock.now()
    assert send_answers(now) == 0
    assert Deadline.objects.filter(timer="T-ACK", stopped_at=None).exists()
    settings.EMAIL_PORT = port
    assert send_answers(now + dt.timedelta(minutes=2)) == 1


def test_given_up_it_is_a_persons_to_tell(
    malee: Post, mailbox: Mailbox, post_office: Post_office, settings: Any
) -> None:
    mailbox.deliver(a_mail())
    sweep(malee)
    settings.EMAIL_PORT = 9
    at = clock.now()
    for minutes in (0, *PAUSES):
        at += dt.timedelta(minutes=minutes)
        send_answers(at)
    reply = MailReply.objects.get()
    assert (reply.next_at, reply.sent_at) == (None, None)
    assert reply.failure
    assert Deadline.objects.filter(timer="T-ACK", stopped_at=None).exists()
