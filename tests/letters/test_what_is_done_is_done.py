"""A letter is done only when nobody who leads still owes a result; only then may it be filed (ข้อ 54)."""

from __future__ import annotations

import pytest

from eoffice.common.errors import TransitionRefused
from eoffice.people.models import Post
from tests.letters.telling import arrive, take
from tests.letters.test_outgoing import draft, sent, signed
from workflows.engine.perform import perform
from workflows.letters.assignment.states import A
from workflows.letters.models import IncomingLetter


def led_by(clerk: Post, director: Post, *leads: Post) -> IncomingLetter:
    letter = take(arrive(clerk), clerk, "check", "register", "submit")
    named = [{"person": post.person_id} for post in leads]
    return take(take(letter, director, "order", text="มอบ", assignees=named), clerk, "distribute")


def reports(letter: IncomingLetter, lead: Post) -> IncomingLetter:
    perform(letter.assignments.get(person=lead.person), "report", lead, {"text": "เรียบร้อย"})
    letter.refresh_from_db()
    return letter


def test_it_is_filed_when_the_last_lead_has_reported(
    malee: Post, somchai: Post, wipha: Post, section_head: Post
) -> None:
    letter = reports(led_by(malee, somchai, wipha, section_head), wipha)
    assert letter.state == "in_progress"
    with pytest.raises(TransitionRefused):
        take(letter, malee, "close")
    letter = reports(letter, section_head)
    assert take(letter, wipha, "close").state == "closed"  # whoever led owns the matter, and may file it


def test_a_result_sent_back_opens_what_was_filed(malee: Post, somchai: Post, wipha: Post) -> None:
    letter = take(reports(led_by(malee, somchai, wipha), wipha), malee, "close")
    perform(letter.assignments.get(), "return", somchai, {"note": "ขาดเอกสาร"})
    letter.refresh_from_db()
    assert letter.state == "in_progress"
    with pytest.raises(TransitionRefused):
        take(letter, malee, "close")


def test_an_answer_that_goes_out_leaves_nobody_owing(
    malee: Post, somchai: Post, wipha: Post, section_head: Post, deputy: Post
) -> None:
    """One lead is at work, the other has not even acknowledged."""
    letter = led_by(malee, somchai, wipha, section_head)
    perform(letter.assignments.get(person=wipha.person), "acknowledge", wipha)
    sent(signed(draft(wipha, answers=letter.pk), wipha, deputy, somchai), malee)
    letter.refresh_from_db()
    assert {row.state for row in letter.assignments.all()} == {A.DONE}
    assert take(letter, malee, "close").state == "closed"
