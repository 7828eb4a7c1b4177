"""A letter that leaves: draft, review, signature, number, sending, and the number that comes back."""

from __future__ import annotations

from typing import Any

import pytest

from documents.actions import texts
from documents.models import Document, RegisterEntry, Signature
from eoffice.common.errors import InvalidInputs, NotAllowed, TransitionRefused
from eoffice.people.models import Post
from tests import factories
from tests.letters.telling import arrive, ordered, take
from workflows.engine.models import Transition
from workflows.engine.perform import perform, start
from workflows.letters.actions.delivering import bring_back, deliver
from workflows.letters.models import IncomingLetter, OutgoingLetter

PLAIN: dict[str, Any] = {
    "subject": "ขอส่งรายงานผลการดำเนินงาน",
    "body": "ตามที่กำหนดให้รายงานผล โรงเรียนขอส่งรายงานดังแนบ",
    "recipients": [{"name": "ผู้อำนวยการสำนักงานเขตพื้นที่", "channel": "post"}],
}


def draft(post: Post, **more: Any) -> OutgoingLetter:
    letter: OutgoingLetter = start("outgoing_letter", "draft", post, {**PLAIN, **more})
    return letter


def go(letter: OutgoingLetter, post: Post, step: str, **told: Any) -> OutgoingLetter:
    return perform(letter, step, post, told)


def signed(letter: OutgoingLetter, drafter: Post, deputy: Post, director: Post) -> OutgoingLetter:
    go(letter, drafter, "review")
    go(letter, deputy, "approve_draft")
    return go(letter, director, "sign", password=factories.PASSWORD)


def sent(letter: OutgoingLetter, clerk: Post) -> OutgoingLetter:
    for step in ("number", "check", "send"):
        letter = go(letter, clerk, step)
    return letter


def row_of(letter: OutgoingLetter | IncomingLetter) -> RegisterEntry:
    assert letter.entry is not None
    letter.entry.refresh_from_db()
    return letter.entry


def log_of(organisation_id: int) -> list[Transition]:
    return list(Transition.objects.filter(organisation=organisation_id).order_by("number"))


def test_a_letter_goes_from_the_draft_to_the_post(
    malee: Post, somchai: Post, wipha: Post, deputy: Post
) -> None:
    letter = signed(draft(wipha), wipha, deputy, somchai)
    letter = go(letter, malee, "number")
    assert letter.send_number == 1
    assert letter.document.reference == "ศธ 04346.26/1"
    letter = go(letter, malee, "check")
    assert letter.file_name == f"{letter.send_year}_MOE04346_26_1.pdf"
    letter = go(letter, malee, "send")
    assert letter.state == "sent"
    letter = go(letter, malee, "ack", number="77")
    assert letter.state == "acknowledged"
    letter = go(letter, malee, "close", file_code="ศธ 01", retention_class="normal_10y")
    assert (letter.state, letter.state_class) == ("closed", "done")


def test_the_signature_needs_the_own_password(somchai: Post, wipha: Post, deputy: Post) -> None:
    letter = draft(wipha)
    go(letter, wipha, "review")
    go(letter, deputy, "approve_draft")
    with pytest.raises(InvalidInputs) as refused:
        go(letter, somchai, "sign", password="not-mine")
    assert "password" in refused.value.errors
    assert not Signature.objects.exists()
    letter = go(letter, somchai, "sign", password=factories.PASSWORD)
    row = Transition.objects.of("outgoing_letter", letter.pk).last()
    assert row is not None
    assert factories.PASSWORD not in str(row.evidence)
    assert row.evidence["digest"] == Signature.objects.get().digest


def test_what_is_signed_no_longer_changes(somchai: Post, wipha: Post, deputy: Post) -> None:
    letter = signed(draft(wipha), wipha, deputy, somchai)
    with pytest.raises(TransitionRefused):
        go(letter, wipha, "edit", body="อย่างอื่น")


def test_every_version_stays_readable(wipha: Post, deputy: Post) -> None:
    letter = draft(wipha)
    go(letter, wipha, "review")
    go(letter, deputy, "return", note="แก้เลขที่หนังสือ")
    go(letter, wipha, "edit", body="ข้อความที่แก้แล้ว")
    go(letter, wipha, "edit", body="ข้อความที่แก้แล้ว")  # the same words are no new version
    said = [text.wording.body for text in letter.document.texts.all()]
    assert said == [PLAIN["body"], "ข้อความที่แก้แล้ว"]


def test_named_reviewers_read_one_after_the_other(
    somchai: Post, wipha: Post, deputy: Post, section_head: Post
) -> None:
    letter = draft(wipha)
    go(letter, wipha, "review", route=[section_head.person_id, deputy.person_id])
    with pytest.raises(NotAllowed, match=section_head.person.last_name):
        go(letter, deputy, "approve_draft")
    assert go(letter, section_head, "approve_draft").state == "reviewing"
    assert go(letter, deputy, "approve_draft").state == "to_sign"


def test_the_letter_arrives_at_the_other_school_and_its_number_comes_back(
    malee: Post, somchai: Post, wipha: Post, deputy: Post, pricha: Post
) -> None:
    theirs = pricha.organisation_id
    letter = draft(wipha, recipients=[{"organisation": theirs}])
    letter = sent(signed(letter, wipha, deputy, somchai), malee)
    deliver(log_of(letter.organisation_id))
    deliver(log_of(letter.organisation_id))  # read twice is once
    arrived = IncomingLetter.objects.visible_to(pricha).get()
    assert arrived.state == "arrived"
    assert arrived.document == letter.document
    assert Document.objects.visible_to(pricha).get().subject == PLAIN["subject"]

    with pytest.raises(InvalidInputs):  # the class is the sender's, as the paper is
        take(arrived, pricha, "check", secrecy="confidential")
    arrived = take(arrived, pricha, "check", "register")
    bring_back(log_of(theirs))
    bring_back(log_of(theirs))
    letter.refresh_from_db()
    assert letter.state == "acknowledged"
    assert letter.recipients.get().their_number == f"{arrived.receive_number}/{arrived.receive_year}"


def test_what_the_recipient_corrects_stands_in_its_own_row_alone(
    malee: Post, somchai: Post, wipha: Post, deputy: Post, pricha: Post
) -> None:
    letter = draft(wipha, recipients=[{"organisation": pricha.organisation_id}])
    letter = sent(signed(letter, wipha, deputy, somchai), malee)
    deliver(log_of(letter.organisation_id))
    arrived = IncomingLetter.objects.visible_to(pricha).get()
    arrived = take(arrived, pricha, "check", "register", subject="เรื่องตามที่ผู้รับเขียน")
    assert row_of(arrived).subject == "เรื่องตามที่ผู้รับเขียน"
    letter.document.refresh_from_db()
    assert letter.document.subject == PLAIN["subject"]


def test_a_letter_that_is_sent_back_is_a_draft_again(
    malee: Post, somchai: Post, wipha: Post, deputy: Post, pricha: Post
) -> None:
    letter = draft(wipha, recipients=[{"organisation": pricha.organisation_id}])
    letter = sent(signed(letter, wipha, deputy, somchai), malee)
    deliver(log_of(letter.organisation_id))
    arrived = IncomingLetter.objects.visible_to(pricha).get()
    take(arrived, pricha, "return", note="ส่งผิดหน่วยงาน")
    bring_back(log_of(pricha.organisation_id))
    letter.refresh_from_db()
    assert letter.state == "returned"


def came_back(malee: Post, somchai: Post, wipha: Post, deputy: Post, pricha: Post) -> OutgoingLetter:
    letter = draft(wipha, recipients=[{"organisation": pricha.organisation_id}])
    letter = sent(signed(letter, wipha, deputy, somchai), malee)
    deliver(log_of(letter.organisation_id))
    arrived = IncomingLetter.objects.visible_to(pricha).get()
    take(arrived, pricha, "return", note="สิ่งที่ส่งมาด้วยไม่ครบ")
    bring_back(log_of(pricha.organisation_id))
    letter.refresh_from_db()
    return letter


def test_what_came_back_is_written_anew_under_another_number(
    malee: Post, somchai: Post, wipha: Post, deputy: Post, pricha: Post
) -> None:
    letter = came_back(malee, somchai, wipha, deputy, pricha)
    old, entry = letter.document, row_of(letter)
    letter = go(letter, wipha, "edit", enclosures=["รายงาน จำนวน 1 เล่ม"])
    letter = sent(signed(letter, wipha, deputy, somchai), malee)
    assert (letter.send_number, entry.number) == (2, 1)
    assert letter.document != old
    old.refresh_from_db()
    assert texts.wording_of(old) != texts.wording_of(letter.document)  # what was signed stays as it was
    entry.refresh_from_db()
    assert (entry.state, bool(entry.remarks)) == ("issued", True)
    deliver(log_of(letter.organisation_id))
    states = IncomingLetter.objects.visible_to(pricha).order_by("pk").values_list("state", flat=True)
    assert list(states) == ["returned_to_sender", "arrived"]


def test_where_only_the_address_was_wrong_it_is_sent_again_as_it_is(
    malee: Post, somchai: Post, wipha: Post, deputy: Post, pricha: Post
) -> None:
    letter = came_back(malee, somchai, wipha, deputy, pricha)
    letter = go(letter, malee, "resend", channel="post", address="ตู้ ปณ. 1")
    assert (letter.state, letter.send_number) == ("sent", 1)
    assert go(letter, malee, "ack").state == "acknowledged"


def test_an_answer_finishes_the_letter_it_answers(
    malee: Post, somchai: Post, wipha: Post, deputy: Post
) -> None:
    asked = take(ordered(arrive(malee), malee, somchai, wipha), malee, "distribute")
    letter = draft(wipha, answers=asked.pk)
    letter = sent(signed(letter, wipha, deputy, somchai), malee)
    asked.refresh_from_db()
    assert asked.state == "done"
    assert asked.assignments.get().state == "done"
    assert letter.document.reference in row_of(asked).action
    assert str(asked.receive_number) in row_of(letter).action


def test_the_letter_is_failed_while_one_recipient_is(
    malee: Post, somchai: Post, wipha: Post, deputy: Post
) -> None:
    both = [{"name": "ก", "channel": "email", "address": "a@example.org"}, {"name": "ข", "channel": "post"}]
    letter = sent(signed(draft(wipha, recipients=both), wipha, deputy, somchai), malee)
    first, second = letter.recipients.all()
    assert go(letter, malee, "fail", recipient=first.pk, error="ไม่มีที่อยู่นี้").state == "failed"
    assert go(letter, malee, "ack", recipient=second.pk).state == "failed"
    assert go(letter, malee, "resend", recipient=first.pk, channel="post").state == "sent"
    assert go(letter, malee, "ack", recipient=first.pk).state == "acknowledged"
    first.refresh_from_db()
    assert first.sent_at == letter.sent_at


def test_a_used_number_is_voided_and_never_withdrawn(
    malee: Post, somchai: Post, wipha: Post, deputy: Post
) -> None:
    letter = go(signed(draft(wipha), wipha, deputy, somchai), malee, "number")
    with pytest.raises(TransitionRefused):
        go(letter, wipha, "withdraw", note="ไม่ส่งแล้ว")
    letter = go(letter, malee, "void", note="ไม่ส่งแล้ว", approved_by=somchai.person_id)
    assert letter.state == "cancelled"
    assert row_of(letter).state == "void"


def test_drafts_are_their_writers_own(
    malee: Post, somchai: Post, wipha: Post, deputy: Post, pricha: Post
) -> None:
    letter = draft(wipha)
    seen = OutgoingLetter.objects.visible_to
    assert not seen(malee).exists()
    assert not seen(somchai).exists()
    go(letter, wipha, "review")
    assert seen(malee).exists()
    assert seen(deputy).exists()
    assert not seen(pricha).exists()


def test_a_level_that_nobody_holds_is_skipped(somchai: Post, wipha: Post) -> None:
    letter = go(draft(wipha), wipha, "review")
    assert letter.state == "to_sign"
    assert go(letter, somchai, "sign", password=factories.PASSWORD).state == "signed"


def test_an_office_may_want_every_draft_read(wipha: Post) -> None:
    office = wipha.organisation
    office.settings = {**office.settings, "letters.skip_absent_levels": False}
    office.save()
    with pytest.raises(InvalidInputs) as refused:
        go(draft(wipha), wipha, "review")
    assert "route" in refused.value.errors
