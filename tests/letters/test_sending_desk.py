"""The sending desk: who signed for a letter, how the post carries it, who is reminded."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.core import mail
from django.core.files.base import ContentFile
from django.db import connection
from django.test import override_settings
from django.test.utils import CaptureQueriesContext

from documents.files.receive import receive
from eoffice.common import clock
from eoffice.common.errors import InvalidInputs, NotAllowed, TransitionRefused
from eoffice.organisations.actions import found_organisation
from eoffice.people.models import Post
from eoffice.people.roles import Role
from tests import factories
from tests.documents.paper import pdf as a_pdf
from tests.letters.telling import take
from tests.letters.test_outgoing import draft, go, log_of, sent, signed
from workflows.engine.models import Notice, Transition
from workflows.letters.actions.delivering import bring_back, deliver
from workflows.letters.actions.reminding import mail_reminders
from workflows.letters.models import IncomingLetter, OutgoingLetter, Reminder

BY_HAND = {"name": "นายกองค์การบริหารส่วนตำบล", "channel": "hand", "address": "ต.ในเมือง อ.เมือง จ.น่าน 55000"}
BY_POST = {"name": "ผู้อำนวยการวิทยาลัย", "channel": "post", "address": "1 ถนนมหาวงศ์ จ.น่าน 55000"}


@pytest.fixture
def letter(malee: Post, somchai: Post, wipha: Post, deputy: Post) -> OutgoingLetter:
    return sent(signed(draft(wipha, recipients=[BY_HAND, BY_POST]), wipha, deputy, somchai), malee)


def test_who_signed_the_book_becomes_the_result_and_the_scan_is_kept(
    letter: OutgoingLetter, malee: Post, wipha: Post
) -> None:
    hand = letter.recipients.get(channel="hand")
    scan = receive(ContentFile(a_pdf()), name="หน้าสมุดส่ง.pdf", post=malee)
    letter = go(letter, malee, "ack", recipient=hand.pk, received_by="น.ส.อรุณ รักงาน", files=[scan.pk])
    hand.refresh_from_db()
    assert (hand.result, hand.received_by) == ("acknowledged", "น.ส.อรุณ รักงาน")
    assert hand.receipt is not None
    assert [link.file for link in hand.receipt.file_links.all()] == [scan]
    assert letter.state == "sent"  # the one by post has not come back yet
    row = Transition.objects.of("outgoing_letter", letter.pk).last()
    assert row is not None
    assert row.evidence["received_by"] == "น.ส.อรุณ รักงาน"
    assert not letter.document.file_links.filter(file=scan).exists()  # other recipients share that paper


def test_nobody_receives_a_letter_tomorrow(letter: OutgoingLetter, malee: Post) -> None:
    hand = letter.recipients.get(channel="hand")
    with pytest.raises(InvalidInputs) as refused:
        go(letter, malee, "ack", recipient=hand.pk, acknowledged_at=clock.now() + dt.timedelta(days=1))
    assert "acknowledged_at" in refused.value.errors


def test_a_tracking_number_is_checked_and_kept(letter: OutgoingLetter, malee: Post, wipha: Post) -> None:
    post = letter.recipients.get(channel="post")
    with pytest.raises(InvalidInputs, match="EB123456784TH"):
        go(letter, malee, "track", recipient=post.pk, tracking_number="eb 123456784 th")
    with pytest.raises(InvalidInputs):
        go(letter, malee, "track", recipient=post.pk, tracking_number="ไม่มี")
    with pytest.raises(NotAllowed):
        go(letter, wipha, "track", recipient=post.pk, tracking_number="EB123456785TH")
    go(letter, malee, "track", recipient=post.pk, tracking_number="eb ๑๒๓๔๕๖๗๘๕ th")
    post.refresh_from_db()
    assert post.tracking_number == "EB123456785TH"
    assert post.result == "sent"


@pytest.fixture
def circular(malee: Post, somchai: Post, wipha: Post, deputy: Post, pricha: Post) -> OutgoingLetter:
    """To the other school through the system, to another by e-mail, to a third on paper."""
    malee.organisation.email = "saraban@school.example"
    malee.organisation.save()
    recipients: list[dict[str, Any]] = [
        {"organisation": pricha.organisation_id},
        {"name": "ผู้อำนวยการโรงเรียนไกล", "channel": "email", "address": "saraban@far.example"},
        BY_HAND,
    ]
    letter = draft(wipha, recipients=recipients, is_circular=True, speed="urgent")
    letter = sent(signed(letter, wipha, deputy, somchai), malee)
    deliver(log_of(letter.organisation_id))
    return letter


@override_settings(EMAIL_NOTICES=True)
def test_each_is_reminded_through_its_own_channel(
    circular: OutgoingLetter, malee: Post, pricha: Post
) -> None:
    mail.outbox.clear()
    letter = go(circular, malee, "remind_recipients")
    assert letter.state == "sent"
    arrived = IncomingLetter.objects.visible_to(pricha).get()
    notice = Notice.objects.get(kind="reminder")
    assert (notice.person, notice.item) == (pricha.person, arrived.pk)
    assert mail_reminders() == 1
    assert mail_reminders() == 0  # once
    message = mail.outbox[-1]
    assert message.to == ["saraban@far.example"]
    assert message.subject.startswith("ด่วน : ขอทราบผลการลงรับหนังสือ")
    assert letter.document.reference in message.body
    assert Reminder.objects.count() == 3
    row = Transition.objects.of("outgoing_letter", letter.pk).last()
    assert row is not None
    assert len(row.evidence["reminded"]) == 3


def test_nobody_is_reminded_twice_on_a_working_day(
    circular: OutgoingLetter, malee: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    hand = circular.recipients.get(channel="hand")
    go(circular, malee, "remind_recipients", recipients=[{"recipient": hand.pk}])
    assert Reminder.objects.count() == 1
    go(circular, malee, "remind_recipients")  # the two others
    assert Reminder.objects.count() == 3
    with pytest.raises(TransitionRefused):
        go(circular, malee, "remind_recipients")
    later = clock.now() + dt.timedelta(days=7)
    monkeypatch.setattr(clock, "now", lambda: later)
    go(circular, malee, "remind_recipients")
    assert Reminder.objects.filter(recipient=hand).count() == 2


def test_whoever_has_registered_hears_no_more(
    circular: OutgoingLetter, malee: Post, wipha: Post, pricha: Post
) -> None:
    arrived = IncomingLetter.objects.visible_to(pricha).get()
    take(arrived, pricha, "check", "register")
    bring_back(log_of(pricha.organisation_id))
    go(circular, wipha, "remind_recipients")  # the drafter may, too
    assert not Notice.objects.filter(kind="reminder", person=pricha.person).exists()
    assert Reminder.objects.count() == 2


def test_a_recipient_of_another_letter_is_not_meant(
    circular: OutgoingLetter, malee: Post, section_head: Post
) -> None:
    with pytest.raises(InvalidInputs):
        go(circular, malee, "remind_recipients", recipients=[{"recipient": 999999}])
    with pytest.raises(NotAllowed):
        go(circular, section_head, "remind_recipients")


def test_reminding_many_takes_no_more_queries_than_reminding_few(
    malee: Post, somchai: Post, wipha: Post, deputy: Post
) -> None:
    def asked(number: int) -> int:
        rows = []
        for place in range(number):
            office = found_organisation(f"โรงเรียนที่ {number}-{place}", code=f"ศธ 05{number:02}.{place}")
            factories.make_person(office, f"clerk{number}-{place}", Role.CENTRAL_REGISTRAR)
            rows.append({"organisation": office.pk})
        letter = sent(signed(draft(wipha, recipients=rows), wipha, deputy, somchai), malee)
        deliver(log_of(letter.organisation_id))
        with CaptureQueriesContext(connection) as found:
            go(letter, malee, "remind_recipients")
        assert Reminder.objects.filter(recipient__letter=letter).count() == number
        return len(found)

    asked(1)  # what is kept from one time to the next is warm
    few = asked(2)
    assert asked(30) == few
