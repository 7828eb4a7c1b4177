"""However workers overlap and lines break, a letter leaves by the way that was chosen, and arrives once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest

from documents.files.errors import ScannerAway, StorageFull
from documents.files.receive import receive
from eoffice.common import clock
from eoffice.people.models import Post
from tests.letters.exchange.ecms_server import Ecms
from tests.letters.exchange.test_there_and_back import TO_THEM, arrived, turn
from tests.letters.exchange.test_what_goes_wrong import letters, queue, stranger
from tests.letters.test_outgoing import draft, sent, signed
from workflows.letters.actions.exchanging import arriving, handling
from workflows.letters.actions.exchanging.fetching import look_everywhere
from workflows.letters.actions.exchanging.handling import handle_messages
from workflows.letters.models import ExchangeMessage, OutgoingLetter

pytestmark = pytest.mark.usefixtures("our_line", "their_line")


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
