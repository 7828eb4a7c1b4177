"""However workers overlap and lines break, a letter leaves by the way that was chosen, and arrives once."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Callable
from typing import Any

import pytest

from documents.files.errors import ScannerAway, StorageFull
from documents.files.receive import receive
from eoffice.common import clock
from eoffice.people.models import Post
from tests.letters.exchange.conftest import THEIRS
from tests.letters.exchange.ecms_server import Ecms
from tests.letters.exchange.test_there_and_back import TO_THEM, arrived, turn
from tests.letters.exchange.test_what_goes_wrong import letters, queue, stranger
from tests.letters.test_outgoing import draft, go, sent, signed
from workflows.engine.subscribers import get
from workflows.letters.actions.exchanging import arriving, handling
from workflows.letters.actions.exchanging.fetching import look_everywhere
from workflows.letters.actions.exchanging.handling import handle_messages
from workflows.letters.actions.exchanging.sending import send_messages
from workflows.letters.exchange.client import Away, Client, Declined
from workflows.letters.models import ExchangeMessage, OutgoingLetter
from workflows.letters.outgoing.states import EXCHANGE
from workflows.letters.rules.ecms.messages import Letter, Status

pytestmark = pytest.mark.usefixtures("our_line", "their_line")
THIRD = "0434628"


@pytest.fixture
def letter(malee: Post, somchai: Post, wipha: Post, deputy: Post) -> OutgoingLetter:
    return sent(signed(draft(wipha, recipients=TO_THEM), wipha, deputy, somchai), malee)


def later(**much: float) -> dt.datetime:
    return clock.now() + dt.timedelta(**much)


# Two workers


@pytest.mark.parametrize("minutes", [2, 25])
def test_the_scanner_is_slow_and_another_worker_comes_by(
    ecms: Ecms, malee: Post, monkeypatch: pytest.MonkeyPatch, minutes: int
) -> None:
    """Within the lease the message is left alone; behind it whoever comes second finds it done."""
    queue(ecms, stranger())
    look_everywhere()
    slow = _meanwhile(receive, lambda: handle_messages(later(minutes=minutes)))
    monkeypatch.setattr(arriving, "receive", slow)
    handle_messages()
    assert len(letters()) == 1
    assert ExchangeMessage.objects.incoming().get().stage == "done"


def _meanwhile(real: Callable[..., Any], do: Callable[[], object]) -> Callable[..., Any]:
    """As `real`, but the first time `do` happens before it is done."""
    calls = []

    def slow(*args: Any, **more: Any) -> Any:
        calls.append(1)
        if len(calls) == 1:
            do()
        return real(*args, **more)

    return slow


def test_a_lease_runs_from_the_take_and_not_from_when_the_sweep_began(ecms: Ecms, malee: Post) -> None:
    queue(ecms, stranger())
    look_everywhere()
    (row,) = ExchangeMessage.objects.incoming()
    before = clock.now()
    ExchangeMessage.objects.update(next_at=before - dt.timedelta(hours=1))
    assert handling._take(row.pk, before - dt.timedelta(minutes=30)) is not None
    row.refresh_from_db()
    assert row.next_at is not None
    assert row.next_at >= before + dt.timedelta(minutes=10)


# What is the office's own fault


@pytest.mark.parametrize("fault", [ScannerAway, StorageFull])
def test_without_scanner_or_room_it_waits_and_says_why(
    letter: OutgoingLetter, pricha: Post, monkeypatch: pytest.MonkeyPatch, fault: type[Exception]
) -> None:
    def fails(*_args: object, **_more: object) -> None:
        raise fault

    with monkeypatch.context() as patch:
        patch.setattr(arriving, "receive", fails)
        turn()
    row = ExchangeMessage.objects.incoming().get(kind="letter")
    assert (row.stage, row.trouble) == ("waiting", str(fault()))
    turn(later(hours=1))
    arrived(pricha)
    assert not ExchangeMessage.objects.troubled().exists()


def test_a_fault_of_the_program_is_written_beside_the_message(
    letter: OutgoingLetter, pricha: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_args: object, **_more: object) -> None:
        raise RuntimeError("a fault of the program")

    with monkeypatch.context() as patch:
        patch.setattr(handling, "take_up", fails)
        with pytest.raises(ExceptionGroup):
            turn()
    row = ExchangeMessage.objects.incoming().get(kind="letter")
    assert row.stage == "waiting"
    assert "RuntimeError" in row.trouble
    turn(later(hours=1))
    arrived(pricha)


# Given up by the registry


def test_sent_by_post_instead_it_does_not_go_through_ecms(
    letter: OutgoingLetter, malee: Post, ecms: Ecms
) -> None:
    ecms.down = True
    turn()
    go(letter, malee, "fail", error="เซิร์ฟเวอร์ไม่ตอบ")
    go(letter, malee, "resend", channel="post")
    ecms.down = False
    turn(later(hours=2))
    assert not ecms.letters
    row = letter.recipients.get()
    assert (row.channel, row.result, row.exchange) == ("post", "sent", "")
    assert ExchangeMessage.objects.outgoing().get().stage == "left"
    assert not ExchangeMessage.objects.troubled().exists()


def test_given_up_and_sent_again_it_goes_once(letter: OutgoingLetter, malee: Post, ecms: Ecms) -> None:
    get(EXCHANGE).read_on(letter.organisation_id)
    go(letter, malee, "fail", error="ผิดหน่วยงาน")
    go(letter, malee, "resend")
    turn()
    assert len(ecms.letters) == 1
    assert letter.recipients.get().exchange == "receive_notified"
    stages = ExchangeMessage.objects.outgoing().filter(kind="letter").order_by("pk")
    assert [one.stage for one in stages] == ["left", "done"]
    assert not ExchangeMessage.objects.filter(kind="delete").exists()


def test_in_doubt_and_sent_again_the_first_is_withdrawn(
    letter: OutgoingLetter, malee: Post, pricha: Post, ecms: Ecms
) -> None:
    ecms.drop_after = {"CorrespondenceLetterOutboundRequest"}
    get(EXCHANGE).read_on(letter.organisation_id)
    send_messages()
    go(letter, malee, "fail", error="ไม่แน่ใจว่าถึงหรือไม่")
    go(letter, malee, "resend")
    ecms.drop_after = set()
    turn(later(hours=2))
    assert [one.withdrawn for one in ecms.letters] == [True, False]
    arrived(pricha)
    assert letter.recipients.get().result == "sent"


def test_what_the_server_never_had_needs_no_withdrawing(
    letter: OutgoingLetter, malee: Post, pricha: Post, ecms: Ecms, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(Client, "send", _breaks_off)
        turn()
    go(letter, malee, "fail", error="ไม่แน่ใจว่าถึงหรือไม่")
    go(letter, malee, "resend")
    monkeypatch.setattr(Client, "delete_document", _knows_no_such_letter)
    turn(later(hours=2))
    arrived(pricha)
    assert letter.recipients.get().result == "sent"


def _breaks_off(*_args: object, **_more: object) -> str:
    raise Away("the line broke", in_doubt=True)


def _knows_no_such_letter(*_args: object, **_more: object) -> str:
    raise Declined("no such letter")


def test_given_up_while_the_server_is_asked_it_stays_given_up(
    letter: OutgoingLetter, malee: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What the server says in the end is told of the message, not of the way that was chosen since."""

    def refuses(*_args: object, **_more: object) -> str:
        go(letter, malee, "fail", error="นานเกินไป")
        go(letter, malee, "resend", channel="post")
        raise Declined("no")

    monkeypatch.setattr(Client, "send", refuses)
    turn()
    assert letter.recipients.get().result == "sent"
    letter.refresh_from_db()
    assert letter.state == "sent"


# Two agencies, one number


@pytest.fixture
def to_two(malee: Post, somchai: Post, wipha: Post, deputy: Post, ecms: Ecms) -> OutgoingLetter:
    ecms.agencies[THIRD] = "โรงเรียนที่สาม"
    to = [*TO_THEM, {"name": "โรงเรียนที่สาม", "channel": "ecms", "address": THIRD}]
    return sent(signed(draft(wipha, recipients=to), wipha, deputy, somchai), malee)


def test_one_broke_off_before_the_server_and_one_behind_it_and_both_get_it(
    to_two: OutgoingLetter, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The server tells numbers and no recipients: nobody is taken for served by another one's letter."""
    taken: list[str] = []
    tries = itertools.count(1)

    def send(_self: Client, message: Letter, *, message_id: str) -> str:
        nth = next(tries)
        if nth > 1:
            taken.append(message.receiver.at.department)
        if nth <= 2:
            raise Away("the line broke", in_doubt=True)
        return f"P{len(taken)}"

    def statuses(_self: Client) -> list[Status]:
        number = to_two.document.reference
        return [
            Status(process_id=f"P{nth}", number=number, status="SENT") for nth, _to in enumerate(taken, 1)
        ]

    monkeypatch.setattr(Client, "send", send)
    monkeypatch.setattr(Client, "statuses", statuses)
    get(EXCHANGE).read_on(to_two.organisation_id)
    for hours in range(5):
        send_messages(later(hours=hours))
        send_messages(later(hours=hours, seconds=30))
    assert set(taken) == {THEIRS, THIRD}
    assert not ExchangeMessage.objects.outgoing().waiting().exists()
