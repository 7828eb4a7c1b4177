"""Which deadlines run at which step of a letter that came, and what ends them (sheet 12.1)."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from eoffice.common import clock
from eoffice.people.models import Post
from tests.letters.telling import arrive, ordered, take
from workflows.engine.models import Deadline, Tracked
from workflows.engine.perform import perform
from workflows.letters.models import IncomingLetter

NINE = dt.datetime(2026, 11, 24, 9, 0, tzinfo=clock.BANGKOK)
MAIL: dict[str, Any] = {"channel": "email", "received_at": NINE.isoformat()}


def running(item: Tracked) -> set[str]:
    rows = Deadline.objects.filter(process=item.process, item=item.pk, stopped_at=None)
    return set(rows.values_list("timer", flat=True))


def by_mail(clerk: Post, **told: Any) -> IncomingLetter:
    return arrive(clerk, **MAIL | told)


def test_only_an_e_mail_waits_for_a_reply(malee: Post) -> None:
    assert running(arrive(malee)) == set()
    with clock.at(NINE):
        letter = by_mail(malee)
        due = Deadline.objects.get(item=letter.pk, timer="T-ACK").due_at
        assert due == NINE.replace(hour=16, minute=30)
        letter = take(letter, malee, "check", "register", "submit")
        assert "T-ACK" in running(letter)  # owed however far the matter went
        assert "T-ACK" not in running(take(letter, malee, "ack_sender"))


def test_whoever_sends_it_back_has_answered(malee: Post) -> None:
    assert running(take(by_mail(malee), malee, "return", note="ผิดหน่วยงาน")) == set()
    first, again = by_mail(malee), by_mail(malee)
    assert running(take(again, malee, "duplicate", first=first.pk)) == set()


def test_a_letter_is_to_be_taken_up_until_it_is_on_its_way(malee: Post, somchai: Post, wipha: Post) -> None:
    letter = take(arrive(malee), malee, "check", "register")
    assert running(letter) == {"due", "T-SLA"}
    letter = take(letter, malee, "submit")
    assert running(letter) == {"due"}
    back = take(letter, somchai, "return_down", note="ขาดสิ่งที่ส่งมาด้วย")
    assert running(back) == {"due"}


def test_a_unit_that_got_it_straight_takes_it_up(malee: Post, section_head: Post, wipha: Post) -> None:
    letter = take(arrive(malee), malee, "check", "register")
    letter = take(letter, malee, "forward_unit", unit=section_head.unit_id)
    assert running(letter) == {"due", "T-SLA"}
    perform(letter.assignments.get(), "acknowledge", section_head)
    assert running(letter) == {"due"}


def test_a_report_ends_what_the_letter_asked_for(malee: Post, somchai: Post, wipha: Post) -> None:
    """A question, and a date in the letter behind a sooner one: both are answered."""
    asks: dict[str, Any] = {
        "is_question": True,
        "answers_due_on": "2036-12-01",
        "within_at": "2036-11-20T10:00:00+07:00",
    }
    letter = take(ordered(arrive(malee, **asks), malee, somchai, wipha), malee, "distribute")
    assert running(letter) == {"due", "T-DUE", "T-15"}
    perform(letter.assignments.get(), "report", wipha, {"text": "ตอบแล้ว"})
    assert running(letter) == running(letter.assignments.get()) == set()


@pytest.mark.parametrize("way", ["forward_out", "void"])
def test_what_is_out_of_the_house_or_voided_is_due_nowhere(malee: Post, somchai: Post, way: str) -> None:
    told: dict[str, dict[str, object]] = {
        "forward_out": {"agency": "อำเภอ", "reference": "ศธ 1/2", "dated_on": "2026-11-24"},
        "void": {"note": "ลงซ้ำ", "approved_by": somchai.person_id},
    }
    letter = take(by_mail(malee, is_question=True), malee, "check", "register")
    assert running(letter) == {"due", "T-SLA", "T-15", "T-ACK"}
    assert running(take(letter, malee, way, **told[way])) == set()


def test_work_that_was_handed_back_or_let_off_is_due_nowhere(
    malee: Post, somchai: Post, wipha: Post, section_head: Post
) -> None:
    letter = take(ordered(arrive(malee), malee, somchai, wipha, section_head), malee, "distribute")
    lead, part = letter.assignments.get(part="lead"), letter.assignments.get(part="co")
    assert running(lead) == running(part) == {"due"}
    perform(lead, "decline", wipha, {"note": "ย้ายกลุ่ม"})
    assert running(lead) == set()
    letter.refresh_from_db()
    take(letter, somchai, "order_amend", text="มอบใหม่", assignees=[{"person": wipha.person_id}])
    assert running(part) == set()


def test_waiting_outside_stops_no_clock_but_that_of_figures(malee: Post, somchai: Post, wipha: Post) -> None:
    letter = take(ordered(arrive(malee), malee, somchai, wipha), malee, "distribute")
    perform(letter.assignments.get(), "acknowledge", wipha)
    letter.refresh_from_db()
    waiting = take(letter, wipha, "wait", waits_for="เขต")
    assert (waiting.state_class, running(waiting)) == ("paused", {"due"})
