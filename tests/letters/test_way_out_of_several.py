"""Several recipients, circulars, answers, and what is not ready to leave (sheet 12.2)."""

from __future__ import annotations

import pytest

from documents.classes import Run
from eoffice.common.errors import InvalidInputs, TransitionRefused
from eoffice.organisations.models import Unit
from eoffice.people.models import Post
from tests import factories
from tests.letters.telling import arrive, take
from tests.letters.test_outgoing import draft, go, log_of, row_of, sent, signed
from workflows.engine.work import waiting_for
from workflows.letters.actions.delivering import bring_back, deliver
from workflows.letters.models import IncomingLetter, OutgoingLetter


def test_one_of_several_that_sends_it_back_leaves_it_failed(
    malee: Post, somchai: Post, wipha: Post, deputy: Post, pricha: Post
) -> None:
    both = [{"organisation": pricha.organisation_id}, {"name": "ข", "channel": "post"}]
    letter = sent(signed(draft(wipha, recipients=both), wipha, deputy, somchai), malee)
    deliver(log_of(letter.organisation_id))
    take(IncomingLetter.objects.visible_to(pricha).get(), pricha, "return", note="ส่งผิดหน่วยงาน")
    bring_back(log_of(pricha.organisation_id))
    letter.refresh_from_db()
    assert letter.state == "failed"
    reached = letter.recipients.get(result="sent")
    with pytest.raises(InvalidInputs) as refused:
        go(letter, malee, "resend", recipient=reached.pk)
    assert list(refused.value.errors) == ["recipient"]


def test_a_letter_without_words_goes_to_nobodys_desk(wipha: Post) -> None:
    letter = draft(wipha, body="")
    with pytest.raises(TransitionRefused, match="ข้อความ"):
        go(letter, wipha, "review")


def test_a_letter_is_written_to_somebody(wipha: Post) -> None:
    letter = draft(wipha)
    letter.recipients.all().delete()
    with pytest.raises(TransitionRefused, match="ผู้รับ"):
        go(letter, wipha, "review")


@pytest.mark.parametrize("doubt", ["enclosures_ok", "recipients_ok"])
def test_nothing_leaves_with_a_doubt(
    malee: Post, somchai: Post, wipha: Post, deputy: Post, doubt: str
) -> None:
    letter = go(signed(draft(wipha), wipha, deputy, somchai), malee, "number")
    with pytest.raises(InvalidInputs) as refused:
        go(letter, malee, "check", **{doubt: False})
    assert list(refused.value.errors) == [doubt]


def test_a_used_number_is_not_withdrawn_even_before_the_signature(
    malee: Post, somchai: Post, wipha: Post, deputy: Post
) -> None:
    malee.organisation.settings = {"letters.number_before_signature": True}
    malee.organisation.save()
    letter = go(draft(wipha), malee, "number_first", note="ต้องแจ้งเลขทางโทรศัพท์")
    letter = go(letter, wipha, "review")
    with pytest.raises(TransitionRefused, match="เลข"):
        go(letter, wipha, "withdraw", note="ไม่ส่งแล้ว")


def test_a_head_who_writes_is_read_by_a_deputy(section_head: Post, deputy: Post, somchai: Post) -> None:
    letter = go(draft(section_head), section_head, "review")
    assert [line.item for line in waiting_for(deputy)] == [letter]
    assert waiting_for(section_head) == []


def test_a_circular_has_a_number_of_its_own_run(
    malee: Post, somchai: Post, wipha: Post, deputy: Post
) -> None:
    letters = [signed(draft(wipha, is_circular=ring), wipha, deputy, somchai) for ring in (True, False)]
    rows = [row_of(go(letter, malee, "number")) for letter in letters]
    assert [(row.register.run, row.number) for row in rows] == [(Run.CIRCULAR, 1), (Run.SEND, 1)]
    assert "/ว" in rows[0].label


def test_an_answer_to_what_nobody_leads_leaves_it_be(
    malee: Post, somchai: Post, wipha: Post, deputy: Post
) -> None:
    asked = take(arrive(malee), malee, "check", "register", "submit")
    told = [{"person": wipha.person_id, "role": "cc"}]
    asked = take(take(asked, somchai, "order", text="แจ้งทราบ", assignees=told), malee, "distribute")
    sent(signed(draft(wipha, answers=asked.pk), wipha, deputy, somchai), malee)
    asked.refresh_from_db()
    assert asked.state == "distributed"


def test_the_head_of_the_unit_sees_its_drafts_and_the_directors_do_not(
    wipha: Post, section_head: Post, somchai: Post, deputy: Post, malee: Post, academic_unit: Unit
) -> None:
    elsewhere = factories.make_unit(malee.organisation, "กลุ่มบริหารงบประมาณ")
    other = factories.make_person(malee.organisation, "other_head", "section_head", unit=elsewhere)
    draft(wipha)
    seen = OutgoingLetter.objects.visible_to
    assert [seen(post).exists() for post in (section_head, other, somchai, deputy, malee)] == [
        True,
        *[False] * 4,
    ]
