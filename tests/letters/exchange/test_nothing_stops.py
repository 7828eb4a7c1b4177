"""A letter that can't go, one that is too large, a line that was turned off: none stops the rest."""

from __future__ import annotations

import datetime as dt

import pytest

from eoffice.common import clock
from eoffice.people.models import Post
from tests.letters.exchange.conftest import OURS
from tests.letters.exchange.ecms_server import Ecms
from tests.letters.exchange.test_there_and_back import TO_THEM, arrived, turn
from tests.letters.exchange.test_what_goes_wrong import letters, queue, stranger
from tests.letters.test_outgoing import draft, go, sent, signed
from workflows.engine.perform import perform
from workflows.engine.subscribers import get
from workflows.letters.actions.exchanging.lines import settle
from workflows.letters.exchange import client as line
from workflows.letters.models import ExchangeAccount, ExchangeMessage, OutgoingLetter
from workflows.letters.outgoing.states import EXCHANGE
from workflows.letters.rules.ecms.messages import Attached, Kind, Notifier

pytestmark = pytest.mark.usefixtures("our_line", "their_line")


@pytest.fixture
def letter(malee: Post, somchai: Post, wipha: Post, deputy: Post) -> OutgoingLetter:
    return sent(signed(draft(wipha, recipients=TO_THEM), wipha, deputy, somchai), malee)


def with_a_doubt(post: Post) -> ExchangeMessage:
    """The letter that came, with something about it that somebody saw to."""
    row = ExchangeMessage.objects.incoming().get(kind="letter", organisation=post.organisation_id)
    ExchangeMessage.objects.filter(pk=row.pk).update(trouble="หนังสือไม่มีไฟล์")
    settle(row.pk, post)
    return row


def test_a_settled_doubt_does_not_cut_the_way_back(letter: OutgoingLetter, pricha: Post) -> None:
    turn()
    with_a_doubt(pricha)
    perform(perform(arrived(pricha), "check", pricha), "register", pricha)
    turn()
    assert letter.recipients.get().result == "acknowledged"


def test_a_settled_doubt_leaves_the_number_to_be_asked_about(ecms: Ecms, malee: Post) -> None:
    queue(ecms, stranger())
    turn()
    with_a_doubt(malee)
    perform(perform(letters()[0], "check", malee), "register", malee)
    queue(ecms, Notifier(kind=Kind.INVALID_NUMBER, number="ศธ 04001/77", dated_on=None, accept_number="9"))
    turn()
    asked = ExchangeMessage.objects.incoming().get(kind="invalid_number")
    assert asked.incoming == letters()[0]


def test_a_letter_closed_meanwhile_does_not_stop_the_reader(
    malee: Post, somchai: Post, wipha: Post, deputy: Post, ecms: Ecms
) -> None:
    """It was sent while the channel only said how a paper went, to an address that is no code."""
    ExchangeAccount.objects.update(is_on=False)
    to = [{"name": "สำนักงานเขต", "channel": "ecms", "address": "ถนนใหญ่"}]
    closed = sent(signed(draft(wipha, recipients=to), wipha, deputy, somchai), malee)
    go(closed, malee, "close", file_code="ศธ 01", retention_class="normal_10y")
    ExchangeAccount.objects.update(is_on=True)
    behind = sent(signed(draft(wipha, recipients=TO_THEM), wipha, deputy, somchai), malee)
    turn()
    assert behind.recipients.get().exchange == "receive_notified"
    row = closed.recipients.get()
    assert (row.result, bool(row.failure)) == ("sent", True)


def test_what_is_larger_than_may_be_read_leaves_the_queue(
    ecms: Ecms, malee: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(line, "MOST_BYTES", 200_000)
    large = Attached(content=b"%PDF" + bytes(300_000), mime="application/pdf")
    queue(ecms, stranger(main=large))
    queue(ecms, stranger(number="ศธ 04001/78"))
    turn()
    assert not ecms.queues[OURS]
    row = ExchangeMessage.objects.incoming().get(kind="unreadable")
    assert "ใหญ่" in row.trouble
    assert row.raw is not None
    assert 0 < row.raw.size <= 200_000
    assert [one.document.reference for one in letters()] == ["ศธ 04001/78"]


def test_a_line_turned_off_leaves_no_letter_waiting_for_ever(
    letter: OutgoingLetter, malee: Post, ecms: Ecms
) -> None:
    get(EXCHANGE).read_on(letter.organisation_id)
    ExchangeAccount.objects.update(is_on=False)
    turn(clock.now() + dt.timedelta(hours=20))
    assert letter.recipients.get().result == "sent"
    turn(clock.now() + dt.timedelta(hours=27))
    row = letter.recipients.get()
    assert (row.result, "ปิด" in row.failure) == ("failed", True)
    letter.refresh_from_db()
    assert letter.state == "failed"
    assert not ecms.letters
