"""Which deadlines run for a letter that leaves, and who hears of them (sheet 12.2)."""

from __future__ import annotations

import datetime as dt

import pytest

from eoffice.common import clock
from eoffice.common.errors import InvalidInputs, TransitionRefused
from eoffice.people.models import Post
from tests.letters.telling import take
from tests.letters.test_outgoing import draft, go, log_of, sent, signed
from tests.letters.test_timers_of_a_letter import NINE, running
from workflows.engine.models import Deadline, Notice
from workflows.engine.sweeps import tell_of_overdue
from workflows.letters.actions.delivering import bring_back, deliver
from workflows.letters.models import IncomingLetter, OutgoingLetter

BOTH = [{"name": "ก", "channel": "email", "address": "a@example.org"}, {"name": "ข", "channel": "post"}]


@pytest.fixture
def numbers_first(malee: Post) -> None:
    """An office that gives numbers before the signature."""
    malee.organisation.settings = {"letters.number_before_signature": True}
    malee.organisation.save()


@pytest.fixture
def on_its_way(malee: Post, somchai: Post, wipha: Post, deputy: Post) -> OutgoingLetter:
    with clock.at(NINE):
        return sent(signed(draft(wipha, recipients=BOTH), wipha, deputy, somchai), malee)


def test_a_recipient_is_waited_for_until_the_last_has_it(on_its_way: OutgoingLetter, malee: Post) -> None:
    assert running(on_its_way) == {"T-DELIV"}
    due = Deadline.objects.get(timer="T-DELIV").due_at
    assert due == NINE.replace(day=27, hour=16, minute=30)  # three working days
    first, second = on_its_way.recipients.all()
    letter = go(on_its_way, malee, "ack", recipient=first.pk)
    assert running(letter) == {"T-DELIV"}
    letter = go(letter, malee, "phone_confirm", recipient=second.pk, name="นางสาวดี")
    assert (letter.state, running(letter)) == ("acknowledged", set())


def test_who_sent_it_back_is_waited_for_no_longer(
    malee: Post, somchai: Post, wipha: Post, deputy: Post, pricha: Post
) -> None:
    letter = draft(wipha, recipients=[{"organisation": pricha.organisation_id}])
    letter = sent(signed(letter, wipha, deputy, somchai), malee)
    deliver(log_of(letter.organisation_id))
    take(IncomingLetter.objects.visible_to(pricha).get(), pricha, "return", note="ส่งผิดหน่วยงาน")
    bring_back(log_of(pricha.organisation_id))
    letter.refresh_from_db()
    assert (letter.state, running(letter)) == ("returned", {"due"} if letter.due_at else set())


def test_what_is_filed_waits_for_nobody(on_its_way: OutgoingLetter, malee: Post) -> None:
    letter = go(on_its_way, malee, "close", file_code="ศธ 01", retention_class="normal_10y")
    assert running(letter) == set()


def test_registry_and_drafter_hear_of_a_recipient_that_does_not_answer(
    on_its_way: OutgoingLetter, malee: Post, wipha: Post
) -> None:
    with clock.at(NINE + dt.timedelta(days=4)):
        assert tell_of_overdue() == 1
    told = Notice.objects.filter(process="outgoing_letter", item=on_its_way.pk, kind="overdue")
    assert set(told.values_list("person", flat=True)) == {malee.person_id, wipha.person_id}


def test_a_number_given_first_is_kept_for_fifteen_days(
    numbers_first: None, malee: Post, somchai: Post, wipha: Post, deputy: Post
) -> None:
    with clock.at(NINE):
        letter = go(draft(wipha), malee, "number_first", note="ต้องแจ้งเลขทางโทรศัพท์")
        assert letter.send_number == 1
        assert Deadline.objects.get(timer="T-RSV").due_at == NINE + dt.timedelta(days=15)
        with pytest.raises(TransitionRefused):
            go(letter, malee, "check")  # what leaves the house is signed
        letter = go(signed(letter, wipha, deputy, somchai), malee, "number")
    assert (letter.send_number, "T-RSV" in running(letter)) == (1, False)
    assert go(letter, malee, "check").state == "ready"


def test_a_number_that_is_struck_through_is_kept_no_longer(
    numbers_first: None, malee: Post, somchai: Post, wipha: Post
) -> None:
    letter = go(draft(wipha), malee, "number_first", note="ต้องแจ้งเลขทางโทรศัพท์")
    letter = go(letter, malee, "void", note="ไม่ส่งแล้ว", approved_by=somchai.person_id)
    assert (letter.state, running(letter)) == ("cancelled", set())


def test_a_number_before_the_signature_is_for_offices_that_decided_so(malee: Post, wipha: Post) -> None:
    with pytest.raises(TransitionRefused):
        go(draft(wipha), malee, "number_first", note="รีบ")


def test_a_date_that_lies_ahead_is_on_no_letter(
    malee: Post, somchai: Post, wipha: Post, deputy: Post
) -> None:
    letter = signed(draft(wipha), wipha, deputy, somchai)
    tomorrow = clock.today() + dt.timedelta(days=1)
    with pytest.raises(InvalidInputs) as refused:
        go(letter, malee, "number", dated_on=tomorrow.isoformat())
    assert list(refused.value.errors) == ["dated_on"]
    letter.refresh_from_db()
    assert (letter.state, letter.send_number) == ("signed", None)
