"""perform(): the one road, refusals in their order, repeats, stale readers, and the traps of the library."""

from __future__ import annotations

import datetime as dt

import pytest

from eoffice.common import clock
from eoffice.common.errors import (
    IdempotencyMismatch,
    InvalidInputs,
    NotAllowed,
    Stale,
    TransitionRefused,
)
from eoffice.people.models import Delegation, Post
from tests.letters.telling import arrive, ordered, take
from workflows.engine.models import Deadline, Transition
from workflows.engine.perform import perform, start
from workflows.engine.step import NotThroughTheEngine
from workflows.engine.steps import steps_for, usual_step
from workflows.letters.incoming.states import S
from workflows.letters.models import IncomingLetter


def test_a_step_cannot_be_called_past_the_engine(malee: Post) -> None:
    letter = arrive(malee)
    with pytest.raises(NotThroughTheEngine):
        letter.check_(None, None)
    with pytest.raises(AttributeError):
        letter.state = S.CLOSED


def test_refusals_come_in_their_order(malee: Post, wipha: Post) -> None:
    letter = arrive(malee)
    with pytest.raises(NotAllowed):  # wrong role, wrong state and wrong inputs: the role comes first
        perform(letter, "close", wipha, {"retention_class": "no such"})
    with pytest.raises(TransitionRefused):  # then the state
        perform(letter, "close", malee, {"retention_class": "no such"})
    with pytest.raises(InvalidInputs) as refused:  # then the inputs
        perform(letter, "return", malee, {})
    assert list(refused.value.errors) == ["note"]


def test_a_repeat_with_the_same_key_answers_with_the_first_result(malee: Post) -> None:
    first = arrive(malee, key="k1")
    assert arrive(malee, key="k1") == first
    with pytest.raises(IdempotencyMismatch):
        arrive(malee, key="k1", subject="เรื่องอื่น")
    checked = perform(first, "check", malee, {}, key="k2")
    assert perform(first, "check", malee, {}, key="k2") == checked
    assert IncomingLetter.objects.count() == 1
    assert Transition.objects.count() == 2


def test_a_refused_step_leaves_its_key_free(malee: Post) -> None:
    letter = arrive(malee)
    with pytest.raises(TransitionRefused):
        perform(letter, "register", malee, {}, key="k")
    perform(letter, "check", malee, {})
    assert perform(letter, "register", malee, {}, key="k").receive_number == 1


def test_a_reader_who_saw_an_old_version_is_told(malee: Post) -> None:
    letter = arrive(malee)
    perform(letter, "check", malee, {})
    with pytest.raises(Stale):
        perform(letter, "register", malee, {}, version=letter.version)


def test_without_a_key_a_double_click_is_refused_and_another_letter_confirmed(malee: Post) -> None:
    arrive(malee, confirmed=False)
    with pytest.raises(TransitionRefused) as refused:
        arrive(malee, confirmed=False)
    assert refused.value.code == "possible_duplicate"
    arrive(malee, confirmed=True)
    assert IncomingLetter.objects.count() == 2


def test_a_failed_refresh_leaves_the_state_protected(malee: Post) -> None:
    letter = arrive(malee)
    IncomingLetter._base_manager.filter(pk=letter.pk)
    stranger = IncomingLetter._base_manager.get(pk=letter.pk)
    stranger.pk = 0
    with pytest.raises(IncomingLetter.DoesNotExist):
        stranger.refresh_from_db()
    assert stranger.state == S.ARRIVED
    with pytest.raises(AttributeError):
        stranger.state = S.CLOSED
    take(letter, malee, "check")
    letter.refresh_from_db()
    assert letter.state == S.CHECKED


def test_somebody_acts_for_the_director_only_while_the_order_holds(
    malee: Post, somchai: Post, deputy: Post
) -> None:
    letter = take(arrive(malee), malee, "check", "register", "submit")
    with pytest.raises(NotAllowed):
        perform(letter, "order", deputy, {"text": "ทราบ"})
    Delegation.objects.create(
        kind=Delegation.Kind.ACTING,
        principal=somchai,
        delegate=deputy,
        order_number="12/2569",
        starts_at=clock.now() - dt.timedelta(days=1),
        ends_at=clock.now() + dt.timedelta(days=1),
        created_by=somchai.person,
    )
    letter = perform(letter, "order", deputy, {"text": "ทราบ"})
    row = Transition.objects.get(step="order")
    assert (row.post, row.on_behalf_of) == (deputy, somchai)
    minute = letter.endorsements.get(kind="order")
    assert "รักษาราชการแทน" in minute.signed_position
    with pytest.raises(NotAllowed), clock.at(clock.now() + dt.timedelta(days=2)):
        perform(letter, "reopen", deputy, {"note": "ผิด"})


def test_steps_say_why_they_are_closed(malee: Post, wipha: Post) -> None:
    letter = arrive(malee)
    assert usual_step(letter, malee).name == "check"  # type: ignore[union-attr] # it is there
    found = {now.name: now for now in steps_for(letter, wipha)}
    assert set(found) == {"ack_sender", "check", "return", "duplicate"}
    assert not found["check"].open
    assert found["check"].reason


def test_an_extension_keeps_the_due_time_that_was_in_force(malee: Post, somchai: Post, wipha: Post) -> None:
    letter = ordered(arrive(malee), malee, somchai, wipha)
    before = letter.due_at
    later = clock.now() + dt.timedelta(days=30)
    letter = perform(letter, "extend", somchai, {"due_at": later.isoformat(), "note": "รอข้อมูล"})
    assert (letter.due_at, letter.original_due_at) == (later, before)
    deadline = Deadline.objects.get(process="incoming_letter", item=letter.pk, timer="due")
    assert [(change.was_due_at, change.due_at) for change in deadline.changes.all()] == [(before, later)]
    assert Transition.objects.get(step="extend").due_at == later


def test_the_doer_never_extends(malee: Post, somchai: Post) -> None:
    letter = ordered(arrive(malee), malee, somchai, somchai)
    with pytest.raises(NotAllowed):
        perform(letter, "extend", somchai, {"due_at": "2030-01-04", "note": "ขอเวลา"})


def test_work_on_paper_is_recorded_later_with_both_times(malee: Post) -> None:
    with clock.at(dt.datetime(2026, 11, 24, 9, 0, tzinfo=clock.BANGKOK)):
        letter = arrive(malee)
    done_at = dt.datetime(2026, 11, 24, 10, 0, tzinfo=clock.BANGKOK)
    with clock.at(dt.datetime(2026, 11, 24, 15, 0, tzinfo=clock.BANGKOK)):
        perform(letter, "check", malee, {}, occurred_at=done_at)
        with pytest.raises(InvalidInputs):
            perform(letter, "register", malee, {}, occurred_at=done_at - dt.timedelta(hours=3))
    row = Transition.objects.get(step="check")
    assert (row.occurred_at, row.working_minutes) == (done_at, 60)
    assert row.recorded_at > row.occurred_at


def test_words_of_a_secret_letter_stay_out_of_the_log(malee: Post) -> None:
    letter = arrive(malee, secrecy="confidential", subject="สอบข้อเท็จจริง")
    perform(letter, "return", malee, {"note": "ส่งผิดหน่วยงาน"})
    assert Transition.objects.get(step="return").note == ""
    assert not any("สอบ" in str(row.evidence) for row in Transition.objects.all())


def test_an_unknown_shape_of_inputs_is_refused_with_a_sentence(malee: Post) -> None:
    with pytest.raises(InvalidInputs) as refused:
        start("incoming_letter", "arrive", malee, {"sender": ["x"], "dated_on": "31/02/2569"})
    assert {"sender", "dated_on", "subject", "channel"} <= set(refused.value.errors)
