"""When an incoming letter is due, and each of its single steps (sheet 12.1, 12.6)."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from eoffice.organisations.calendar import end_of_day, office_clock
from eoffice.organisations.standards import TAKE_UP, standard_due
from workflows.letters.incoming.states import Channel, Timer
from workflows.letters.rules import deadlines

if TYPE_CHECKING:
    from workflows.letters.models import IncomingLetter


def first_due(letter: IncomingLetter) -> dt.datetime | None:
    """ด่วนภายใน, else the date in the letter, else the standard of its speed class."""
    if letter.within_at:
        return letter.within_at
    if letter.answers_due_on:
        return end_of_day(letter.organisation_id, letter.answers_due_on)
    return _standard(letter)


def timer_due(letter: IncomingLetter, timer: str) -> dt.datetime | None:
    """When a single step is due; None where its timer has no business with this letter."""
    if timer == Timer.SLA:
        return _standard(letter, TAKE_UP)
    if timer == Timer.DUE:
        return _answer_by(letter)
    # The office's clock is asked for last: a circular arrives at three hundred offices.
    concerns = letter.channel == Channel.EMAIL if timer == Timer.ACK else letter.is_question
    if not concerns:
        return None
    count = deadlines.reply_to_email if timer == Timer.ACK else deadlines.answer_a_question
    return count(letter.received_at, office_clock(letter.organisation_id))


def _standard(letter: IncomingLetter, milestone: str = "") -> dt.datetime | None:
    speed, since = letter.document.speed, letter.received_at
    return standard_due(letter.organisation_id, letter.process, since, milestone=milestone, speed=speed)


def _answer_by(letter: IncomingLetter) -> dt.datetime | None:
    """The date in the letter, where it isn't the letter's own due time anyway: nothing rings twice."""
    if not letter.answers_due_on:
        return None
    answer_by = end_of_day(letter.organisation_id, letter.answers_due_on)
    return None if answer_by == first_due(letter) else answer_by
