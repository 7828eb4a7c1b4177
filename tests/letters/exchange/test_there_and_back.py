"""A letter from agency to agency through e-CMS, and what comes back, over a real server that listens here."""

from __future__ import annotations

import datetime as dt

import pytest

from eoffice.common import clock
from eoffice.people.models import Post
from tests import factories
from tests.letters.exchange.conftest import OURS, THEIRS
from tests.letters.exchange.ecms_server import Ecms
from tests.letters.test_outgoing import draft, go, sent, signed
from workflows.engine.perform import perform
from workflows.engine.subscribers import get
from workflows.letters.actions.exchanging.fetching import look_everywhere
from workflows.letters.actions.exchanging.handling import handle_messages
from workflows.letters.actions.exchanging.sending import send_messages
from workflows.letters.models import ExchangeAccount, ExchangeMessage, IncomingLetter, OutgoingLetter
from workflows.letters.outgoing.states import EXCHANGE

pytestmark = pytest.mark.usefixtures("our_line", "their_line")
TO_THEM = [{"name": "ผู้อำนวยการโรงเรียนบ้านทดลอง", "channel": "ecms", "address": THEIRS}]


def turn(at: dt.datetime | None = None) -> None:
    """What the worker does in a while: reads on, sends, fetches, deals with what came; both ways."""
    for _round in range(2):
        for account in ExchangeAccount.objects.all():
            get(EXCHANGE).read_on(account.organisation_id)
        send_messages(at)
        ExchangeAccount.objects.update(polls_next_at=None)
        look_everywhere(at)
        handle_messages(at)


@pytest.fixture
def letter(malee: Post, somchai: Post, wipha: Post, deputy: Post) -> OutgoingLetter:
    letter = signed(draft(wipha, recipients=TO_THEM, speed="urgent"), wipha, deputy, somchai)
    return sent(letter, malee)


def arrived(post: Post) -> IncomingLetter:
    letter: IncomingLetter = IncomingLetter.objects.visible_to(post).get()
    return letter


def test_it_arrives_with_its_file_and_is_said_to_have_arrived(
    letter: OutgoingLetter, malee: Post, pricha: Post
) -> None:
    turn()
    theirs = arrived(pricha)
    assert (theirs.state, theirs.channel) == ("arrived", "ecms")
    paper = theirs.document
    assert (paper.reference, paper.subject) == (letter.document.reference, letter.document.subject)
    assert (paper.speed, paper.sender_text) == ("urgent", letter.organisation.name)
    assert paper.addressee == TO_THEM[0]["name"]
    (link,) = paper.file_links.all()
    (ours,) = letter.document.file_links.all()
    assert link.file.blob.sha256 == ours.file.blob.sha256
    row = letter.recipients.get()
    assert (row.result, row.exchange) == ("sent", "receive_notified")
    assert row.arrived_at is not None


def test_the_receive_number_comes_back(letter: OutgoingLetter, pricha: Post) -> None:
    turn()
    theirs = perform(perform(arrived(pricha), "check", pricha), "register", pricha)
    turn()
    row = letter.recipients.get()
    assert row.their_number == f"{theirs.receive_number}/{theirs.receive_year}"
    assert (row.result, row.exchange) == ("acknowledged", "accepted")
    letter.refresh_from_db()
    assert letter.state == "acknowledged"


def test_a_rejected_letter_comes_back_and_goes_again(
    letter: OutgoingLetter, malee: Post, pricha: Post
) -> None:
    turn()
    perform(arrived(pricha), "return", pricha, {"note": "ไม่มีสิ่งที่ส่งมาด้วย"})
    turn()
    letter.refresh_from_db()
    row = letter.recipients.get()
    assert (letter.state, row.result, row.exchange) == ("returned", "rejected", "rejected")
    go(letter, malee, "resend")
    turn()
    row.refresh_from_db()
    assert (row.result, row.exchange) == ("sent", "receive_notified")
    assert [one.state for one in IncomingLetter.objects.visible_to(pricha).order_by("pk")] == [
        "returned_to_sender",
        "arrived",
    ]


def test_a_wrong_letter_is_told_as_one(letter: OutgoingLetter, pricha: Post) -> None:
    turn()
    perform(arrived(pricha), "return", pricha, {"note": "ส่งผิดหน่วยงาน", "as_wrong": True})
    turn()
    assert letter.recipients.get().exchange == "invalid_letter"


def test_a_voided_number_is_taken_back(letter: OutgoingLetter, pricha: Post, other_director: Post) -> None:
    turn()
    theirs = perform(perform(arrived(pricha), "check", pricha), "register", pricha)
    turn()
    perform(theirs, "void", pricha, {"note": "ลงผิดเล่ม", "approved_by": other_director.person_id})
    turn()
    row = letter.recipients.get()
    assert (row.result, row.exchange, row.their_number) == ("failed", "invalid_accept_id", "")
    assert "1/" in row.failure


def test_delivered_three_times_it_arrives_once(letter: OutgoingLetter, pricha: Post, ecms: Ecms) -> None:
    ecms.copies = 3
    turn()
    arrived(pricha)
    states = ExchangeMessage.objects.incoming().filter(kind="letter").order_by("pk")
    assert [one.stage for one in states] == ["done", "again", "again"]
    assert not ecms.queues[THEIRS]


def test_a_server_gone_for_a_day_costs_nothing(letter: OutgoingLetter, pricha: Post, ecms: Ecms) -> None:
    start = clock.now()
    ecms.down = True
    for hours in range(20):
        turn(start + dt.timedelta(hours=hours))
    ecms.down = False
    assert letter.recipients.get().result == "sent"
    turn(start + dt.timedelta(hours=21))
    assert arrived(pricha).document.reference == letter.document.reference
    assert len(ecms.letters) == 1
    row = letter.recipients.get()
    assert row.sent_at == letter.sent_at  # the first attempt's


def test_gone_for_longer_it_fails_and_says_so(letter: OutgoingLetter, malee: Post, ecms: Ecms) -> None:
    start = clock.now()
    ecms.down = True
    for hours in range(0, 32, 2):
        turn(start + dt.timedelta(hours=hours))
    row = letter.recipients.get()
    assert row.result == "failed"
    assert row.failure
    letter.refresh_from_db()
    assert letter.state == "failed"


def test_the_line_breaks_before_the_answer_and_it_is_sent_once(
    letter: OutgoingLetter, pricha: Post, ecms: Ecms
) -> None:
    ecms.drop_after = {"CorrespondenceLetterOutboundRequest"}
    turn()
    ecms.drop_after = set()
    turn(clock.now() + dt.timedelta(hours=1))
    assert len(ecms.letters) == 1
    arrived(pricha)
    assert letter.recipients.get().result == "sent"


def test_the_line_breaks_while_deleting_and_it_arrives_once(
    letter: OutgoingLetter, pricha: Post, ecms: Ecms
) -> None:
    ecms.drop_after = {"CorrespondenceLetterDeleteRequest"}
    turn()
    ecms.drop_after = set()
    turn(clock.now() + dt.timedelta(hours=1))
    arrived(pricha)
    assert not ecms.queues[THEIRS]


def test_an_answer_goes_back_and_stands_beside_the_letter(
    letter: OutgoingLetter, malee: Post, pricha: Post, other_director: Post, ecms: Ecms
) -> None:
    turn()
    theirs = perform(perform(arrived(pricha), "check", pricha), "register", pricha)
    answer = draft(
        pricha,
        answers=theirs.pk,
        recipients=[{"name": "ผู้อำนวยการ", "channel": "ecms", "address": OURS}],
    )
    go(answer, pricha, "review")
    go(answer, other_director, "sign", password=factories.PASSWORD)
    answer = sent(answer, pricha)
    turn()
    ours = arrived(malee)
    assert ours.document.reference == answer.document.reference
    from workflows.engine.models import Link

    link = Link.objects.get(from_process="incoming_letter", from_item=ours.pk)
    assert (link.to_process, link.to_item) == ("outgoing_letter", letter.pk)
