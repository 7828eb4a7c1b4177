"""The sender of an e-mail is told that it came, at the counter or later (ภาคผนวก 7 ข้อ 3.2)."""

from __future__ import annotations

import pytest

from eoffice.common.errors import TransitionRefused
from eoffice.people.models import Post
from tests.letters.telling import arrive, ordered, take
from workflows.engine.models import Deadline
from workflows.letters.incoming.states import S, Timer
from workflows.letters.models import IncomingLetter


def waits_for_the_reply(letter: IncomingLetter) -> bool:
    running = Deadline.objects.filter(process=letter.process, item=letter.pk, stopped_at=None)
    return running.filter(timer=Timer.ACK).exists()


def test_a_mail_that_was_submitted_at_once_is_still_answered(malee: Post, somchai: Post, wipha: Post) -> None:
    """Nobody owes the sender less because the clerk was quick to submit."""
    letter = ordered(arrive(malee, channel="email"), malee, somchai, wipha)
    assert waits_for_the_reply(letter)

    letter = take(letter, malee, "ack_sender", text="ได้รับหนังสือแล้ว / Received")

    assert letter.state == S.ORDERED
    assert letter.acknowledged_at is not None
    assert not waits_for_the_reply(letter)
    with pytest.raises(TransitionRefused, match="ตอบรับผู้ส่งไปแล้ว"):
        take(letter, malee, "ack_sender", text="ได้รับหนังสือแล้ว")


def test_a_settled_matter_is_still_answered_until_it_is_filed(malee: Post, somchai: Post) -> None:
    letter = take(arrive(malee, channel="email"), malee, "check", "register", "submit")
    letter = take(letter, somchai, "order", text="ทราบ")
    assert letter.state == S.DONE

    assert not waits_for_the_reply(take(letter, malee, "ack_sender", text="ได้รับหนังสือแล้ว"))


def test_nobody_waits_for_the_reply_to_a_paper_behind_the_counter(malee: Post) -> None:
    letter = take(arrive(malee, channel="post"), malee, "check", "register", "submit")

    with pytest.raises(TransitionRefused, match="อีเมล"):
        take(letter, malee, "ack_sender", text="ได้รับหนังสือแล้ว")
