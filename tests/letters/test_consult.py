"""Opinions asked over a draft: several at once, until a day, beside its way up."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.test import Client

from eoffice.common import clock
from eoffice.common.errors import InvalidInputs, NotAllowed, TransitionRefused
from eoffice.people.models import Clearance, Post
from kpi.models import ItemFact
from tests import factories
from tests.api.caller import Caller
from tests.kpi.lives import read_log
from tests.letters.test_memos import go as go_memo
from tests.letters.test_memos import memo_of
from tests.letters.test_orders import go as go_order
from tests.letters.test_orders import order_of
from tests.letters.test_outgoing import draft, go
from workflows.engine.models import Notice, Transition
from workflows.engine.notices import handle
from workflows.engine.perform import perform
from workflows.engine.sweeps import tell_of_overdue
from workflows.engine.work import waiting_for
from workflows.letters.models import Consultation, OutgoingLetter


@pytest.fixture
def teacher(malee: Post) -> Post:
    return factories.make_person(malee.organisation, "teacher")


@pytest.fixture
def reviewing(wipha: Post, section_head: Post, deputy: Post, somchai: Post) -> OutgoingLetter:
    return go(draft(wipha), wipha, "review")


def ask(item: Any, by: Post, *people: Post, **more: Any) -> list[Consultation]:
    told = {"people": [one.person_id for one in people], "question": "ขัดกับระเบียบพัสดุหรือไม่", **more}
    perform(item, "consult", by, told)
    return list(Consultation.objects.about(item))


def _in(hours: int) -> str:
    return (clock.now() + dt.timedelta(hours=hours)).isoformat()


def log_of(item: Any) -> list[Transition]:
    return list(Transition.objects.filter(organisation=item.organisation_id).order_by("number"))


def test_several_are_asked_at_once_and_the_draft_goes_its_way(
    reviewing: OutgoingLetter, wipha: Post, section_head: Post, deputy: Post, teacher: Post
) -> None:
    first, second = ask(reviewing, section_head, teacher, deputy)
    assert OutgoingLetter.objects.visible_to(teacher).get() == reviewing
    assert [line.item for line in waiting_for(teacher)] == [first]
    given = perform(first, "give", teacher, {"text": "ไม่ขัด"})
    assert (given.state, given.words, given.signed_name) == ("given", "ไม่ขัด", teacher.person.name)
    assert len(given.digest) == 64
    letter = go(reviewing, section_head, "approve_draft")
    assert letter.state == "to_sign"
    second.refresh_from_db()
    assert second.state == "asked"
    with pytest.raises(TransitionRefused):
        perform(given, "give", teacher, {"text": "อีกครั้ง"})


def test_a_unit_answers_by_its_head(
    reviewing: OutgoingLetter, wipha: Post, section_head: Post, teacher: Post
) -> None:
    (asked,) = ask(reviewing, wipha, units=[{"unit": section_head.unit_id}])
    with pytest.raises(NotAllowed):
        perform(asked, "give", wipha, {"text": "ไม่ใช่หัวหน้า"})
    assert [line.item for line in waiting_for(section_head) if line.item == asked]
    assert perform(asked, "give", section_head, {"text": "เห็นชอบ"}).state == "given"


def test_past_the_limit_they_are_reminded_and_the_draft_goes_on(
    reviewing: OutgoingLetter, wipha: Post, section_head: Post, somchai: Post, teacher: Post
) -> None:
    (asked,) = ask(reviewing, section_head, teacher, answer_by=_in(2))
    assert asked.due_at is not None
    tell_of_overdue(clock.now() + dt.timedelta(hours=3))
    told = set(Notice.objects.filter(process="consultation").values_list("person", "kind"))
    assert {(teacher.person_id, "overdue"), (section_head.person_id, "escalation")} <= told
    assert [row.step for row in log_of(asked) if row.process == "consultation"] == ["ask", "remind"]
    letter = go(reviewing, section_head, "approve_draft")
    letter = go(letter, somchai, "sign", password=factories.PASSWORD)
    asked.refresh_from_db()
    assert (letter.state, asked.state) == ("signed", "lapsed")
    assert not waiting_for(teacher)
    assert not Consultation.objects.visible_to(teacher).exists()


def test_who_asked_hears_of_the_opinion(reviewing: OutgoingLetter, section_head: Post, teacher: Post) -> None:
    (asked,) = ask(reviewing, section_head, teacher)
    perform(asked, "give", teacher, {"text": "ไม่ขัด"})
    handle(log_of(asked))
    told = Notice.objects.filter(process="consultation").values_list("person", "kind")
    assert (section_head.person_id, "waiting") in set(told)


def test_asking_may_be_taken_back(
    reviewing: OutgoingLetter, wipha: Post, section_head: Post, teacher: Post
) -> None:
    (asked,) = ask(reviewing, section_head, teacher)
    with pytest.raises(NotAllowed):
        perform(asked, "withdraw", wipha, {"note": "ไม่ได้เป็นผู้ถาม"})
    assert perform(asked, "withdraw", section_head, {"note": "ได้คำตอบแล้ว"}).state == "withdrawn"
    assert not OutgoingLetter.objects.visible_to(teacher).exists()
    assert len(ask(reviewing, section_head, teacher)) == 2


def test_whoever_reads_the_draft_besides_keeps_it(
    wipha: Post, section_head: Post, deputy: Post, somchai: Post, teacher: Post
) -> None:
    letter = draft(wipha)
    (asked,) = ask(letter, wipha, teacher)
    letter = go(letter, wipha, "review", route=[teacher.person_id])
    perform(asked, "withdraw", wipha, {"note": "ได้ตรวจอยู่แล้ว"})
    assert OutgoingLetter.objects.visible_to(teacher).get() == letter
    ask(letter, wipha, teacher)
    letter = go(letter, teacher, "approve_draft")
    go(letter, somchai, "sign", password=factories.PASSWORD)
    assert Consultation.objects.filter(state="lapsed").exists()
    assert OutgoingLetter.objects.visible_to(teacher).get() == letter


def test_the_head_of_a_unit_leaves_a_secret_draft_when_it_is_asked_no_longer(
    secret_registrar: Post, section_head: Post, somchai: Post
) -> None:
    section_head.person.clearance = Clearance.CONFIDENTIAL
    section_head.person.save()
    hidden = draft(secret_registrar, secrecy="confidential")
    (asked,) = ask(hidden, secret_registrar, units=[{"unit": section_head.unit_id}])
    assert OutgoingLetter.objects.visible_to(section_head).exists()
    perform(asked, "withdraw", secret_registrar, {"note": "ไม่ต้องการแล้ว"})
    assert not OutgoingLetter.objects.visible_to(section_head).exists()


def test_what_cannot_be_asked_is_refused(
    reviewing: OutgoingLetter, section_head: Post, teacher: Post, malee: Post
) -> None:
    with pytest.raises(InvalidInputs):
        ask(reviewing, section_head)
    with pytest.raises(InvalidInputs):
        ask(reviewing, section_head, teacher, answer_by=_in(-24))
    empty = factories.make_unit(malee.organisation, "กลุ่มที่ไม่มีหัวหน้า")
    with pytest.raises(InvalidInputs):
        ask(reviewing, section_head, units=[{"unit": empty.pk}])
    ask(reviewing, section_head, teacher)
    with pytest.raises(InvalidInputs):
        ask(reviewing, section_head, teacher)
    with pytest.raises(NotAllowed):
        ask(reviewing, teacher, malee)


def test_the_question_and_opinion_of_a_secret_draft_are_sealed(
    secret_registrar: Post, teacher: Post, deputy: Post, somchai: Post, section_head: Post
) -> None:
    hidden = draft(secret_registrar, secrecy="confidential")
    with pytest.raises(InvalidInputs):
        ask(hidden, secret_registrar, teacher)
    teacher.person.clearance = Clearance.CONFIDENTIAL
    teacher.person.save()
    (asked,) = ask(hidden, secret_registrar, teacher)
    assert (asked.question, asked.asks) == ("", "ขัดกับระเบียบพัสดุหรือไม่")
    given = perform(asked, "give", teacher, {"text": "ลับมาก"})
    assert (given.opinion, given.words) == ("", "ลับมาก")
    assert "subject" not in given.headline()
    assert not Consultation.objects.visible_to(section_head).exists()
    teacher.person.clearance = Clearance.NORMAL
    teacher.person.save()
    assert not Consultation.objects.visible_to(teacher).exists()


def test_memos_and_orders_ask_too(
    wipha: Post, section_head: Post, deputy: Post, somchai: Post, teacher: Post
) -> None:
    memo = go_memo(memo_of(wipha), wipha, "submit")
    (asked,) = ask(memo, somchai, teacher)
    memo = go_memo(memo, somchai, "decide", decision="approved")
    asked.refresh_from_db()
    assert asked.state == "lapsed"
    order = order_of(wipha)
    (about,) = ask(order, wipha, teacher)
    go_order(order, wipha, "withdraw", note="ไม่ใช้แล้ว")
    about.refresh_from_db()
    assert about.state == "lapsed"


def test_the_reviewer_reads_the_opinions_on_the_page(
    reviewing: OutgoingLetter, section_head: Post, teacher: Post, pricha: Post
) -> None:
    (asked,) = ask(reviewing, section_head, teacher)
    client = Client()
    client.force_login(teacher.person)
    page = client.get(reviewing.get_absolute_url()).content.decode()
    assert f'id="consultation-{asked.pk}"' in page
    answer = client.post(
        f"/items/consultations/{asked.pk}/steps/give/",
        {"form": "1", "text": "ไม่ขัดระเบียบ", "next": reviewing.get_absolute_url()},
    )
    assert answer["Location"] == reviewing.get_absolute_url()
    reader = Client()
    reader.force_login(section_head.person)
    assert "ไม่ขัดระเบียบ" in reader.get(reviewing.get_absolute_url()).content.decode()
    stranger = Client()
    stranger.force_login(pricha.person)
    assert stranger.get(f"/items/consultations/{asked.pk}/").status_code == 404


def test_a_program_asks_and_answers(reviewing: OutgoingLetter, section_head: Post, teacher: Post) -> None:
    head, call = Caller(section_head), Caller(teacher)
    told = {"people": [teacher.person_id], "question": "เห็นควรหรือไม่", "answer_by": "2027-01-15"}
    head.post(f"outgoing-letters/{reviewing.pk}/steps/consult/", told)
    (mine,) = call.get("consultations/", state="asked")["results"]
    assert (mine["question"], mine["about_item"]) == ("เห็นควรหรือไม่", reviewing.pk)
    given = call.post(f"consultations/{mine['id']}/steps/give/", {"text": "เห็นควร"})
    assert given["opinion"] == "เห็นควร"
    call.post("consultations/", {}, status=405)


def test_figures_count_opinions_by_their_limit(
    reviewing: OutgoingLetter, section_head: Post, teacher: Post, deputy: Post
) -> None:
    first, _second = ask(reviewing, section_head, teacher, deputy)
    perform(first, "give", teacher, {"text": "ไม่ขัด"})
    read_log(section_head)
    facts = ItemFact.objects.filter(process="consultation")
    assert facts.count() == 2
    assert facts.get(item=first.pk).state_class == "done"
