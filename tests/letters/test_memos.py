"""A memo: written, numbered, opinions in their order, a decision, and everybody who has to know."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from eoffice.common import clock
from eoffice.common.errors import InvalidInputs, NotAllowed, TransitionRefused
from eoffice.people.models import Post
from eoffice.people.roles import Role
from kpi.models import ItemFact
from tests.kpi.lives import read_log
from tests.letters.test_standing_in import stands_in
from workflows.engine.models import Deadline, Notice, Transition
from workflows.engine.notices import handle
from workflows.engine.perform import perform, start
from workflows.letters.actions.papers import make_papers
from workflows.letters.models import Memo

PLAIN: dict[str, Any] = {
    "to": "ผู้อำนวยการโรงเรียน",
    "subject": "ขออนุญาตใช้ห้องประชุม",
    "body": "ด้วยกลุ่มบริหารวิชาการจะจัดอบรม จึงขออนุญาตใช้ห้องประชุม",
}
MONDAY = dt.datetime(2026, 11, 23, 2, 0, tzinfo=dt.UTC)


def memo_of(post: Post, **more: Any) -> Memo:
    memo: Memo = start("memo", "draft", post, {**PLAIN, **more})
    return memo


def go(memo: Memo, post: Post, step: str, **told: Any) -> Memo:
    return perform(memo, step, post, told)


def decided(memo: Memo, writer: Post, director: Post, word: str = "permitted") -> Memo:
    go(memo, writer, "submit")
    return go(memo, director, "decide", decision=word)


def log_of(memo: Memo) -> list[Transition]:
    return list(Transition.objects.filter(organisation=memo.organisation_id).order_by("number"))


def test_a_memo_goes_up_and_comes_back_with_a_decision(
    somchai: Post, wipha: Post, section_head: Post, deputy: Post
) -> None:
    memo = go(memo_of(wipha), wipha, "number")
    assert memo.document.reference == "ศธ 04346.26/1"
    memo = go(memo, wipha, "submit", route=[section_head.person_id, deputy.person_id])
    memo = go(memo, section_head, "minute", text="เห็นควรอนุญาต")
    memo = go(memo, deputy, "minute", text="เพื่อโปรดพิจารณา")
    memo = go(memo, somchai, "decide", decision="permitted", text="ให้ดูแลความสะอาด")
    assert (memo.state, memo.state_class) == ("decided", "done")
    said = [(row.signed_name, row.words, row.decision) for row in memo.minutes.all()]
    assert said[0] == (section_head.person.name, "เห็นควรอนุญาต", "")
    assert said[2] == (somchai.person.name, "ให้ดูแลความสะอาด", "permitted")
    memo = go(memo, wipha, "notify")
    assert go(memo, wipha, "ack").state == "done"


def test_opinions_are_written_in_their_order(wipha: Post, section_head: Post, deputy: Post) -> None:
    memo = go(memo_of(wipha), wipha, "submit", route=[section_head.person_id, deputy.person_id])
    with pytest.raises(NotAllowed, match=section_head.person.last_name):
        go(memo, deputy, "minute", text="ข้ามขั้น")
    go(memo, section_head, "minute", text="เห็นควร")
    memo = go(memo, deputy, "minute", text="เห็นควร")
    assert memo.holder_role == Role.DIRECTOR
    with pytest.raises(NotAllowed):
        go(memo, deputy, "minute", text="อีกครั้ง")


def test_the_director_may_decide_before_all_have_spoken(
    somchai: Post, wipha: Post, section_head: Post, deputy: Post
) -> None:
    memo = go(memo_of(wipha), wipha, "submit", route=[section_head.person_id, deputy.person_id])
    assert go(memo, somchai, "decide", decision="not_permitted").state == "decided"


def test_what_comes_back_is_a_draft_with_its_number(
    somchai: Post, wipha: Post, section_head: Post, deputy: Post
) -> None:
    memo = go(memo_of(wipha), wipha, "number")
    memo = go(memo, wipha, "submit")
    memo = go(memo, section_head, "return", note="ระบุวันให้ชัด")
    assert (memo.state, memo.state_class) == ("draft", "active")
    memo = go(memo, wipha, "edit", body="ขอใช้วันที่ ๓๐ พฤศจิกายน ๒๕๖๙")
    with pytest.raises(TransitionRefused):
        go(memo, wipha, "number")
    with pytest.raises(TransitionRefused):
        go(memo, wipha, "withdraw", note="ไม่ใช้แล้ว")
    memo = go(memo, wipha, "submit")
    assert memo.document.reference == "ศธ 04346.26/1"
    assert memo.document.texts.count() == 2


def test_who_acts_for_the_director_is_printed_with_the_legal_phrase(
    somchai: Post, wipha: Post, deputy: Post
) -> None:
    memo = go(memo_of(wipha), wipha, "submit")
    go(memo, deputy, "minute", text="เห็นควร")
    with pytest.raises(NotAllowed):
        go(memo, deputy, "decide", decision="permitted")
    stands_in(deputy, somchai, "memo")
    memo = go(memo, deputy, "decide", decision="permitted")
    last = memo.minutes.last()
    assert last is not None
    assert last.on_behalf_of == somchai
    assert somchai.position in last.signed_position != somchai.position
    assert memo.document.signatures.get().on_behalf_of == somchai


def test_a_template_asks_what_it_cannot_do_without(wipha: Post) -> None:
    with pytest.raises(InvalidInputs) as refused:
        memo_of(wipha, template="money")
    assert set(refused.value.errors) == {"amount"}
    with pytest.raises(InvalidInputs) as refused:
        memo_of(wipha, template="leave", starts_on="2026-12-03", ends_on="2026-12-01")
    assert set(refused.value.errors) == {"ends_on"}
    memo = memo_of(wipha, template="money", amount=4500)
    assert memo.document.texts.get().wording.facts == ("จำนวนเงิน 4,500 บาท",)


def test_everybody_concerned_acknowledges_and_is_waited_for(
    malee: Post, somchai: Post, wipha: Post, section_head: Post
) -> None:
    memo = decided(memo_of(wipha), wipha, somchai)
    told = [wipha.person_id, section_head.person_id]
    memo = go(memo, malee, "notify", recipients=told)
    handle(log_of(memo))
    waits = Notice.objects.filter(process="memo", kind="waiting")
    assert section_head.person_id in waits.values_list("person", flat=True)
    assert Memo.objects.visible_to(section_head).waiting_for(section_head).get() == memo
    memo = go(memo, section_head, "ack")
    assert memo.state == "distributed"
    assert Memo.objects.all().held_in_parts([memo.pk]) == {memo.pk: [wipha.person.name]}
    with pytest.raises(NotAllowed):
        go(memo, section_head, "ack")
    assert not Memo.objects.visible_to(section_head).waiting_for(section_head).exists()
    assert go(memo, wipha, "ack").state == "done"
    assert not Deadline.objects.filter(process="memo", item=memo.pk, stopped_at=None).exists()


def test_drafts_are_their_writers_and_their_heads(
    malee: Post, somchai: Post, wipha: Post, section_head: Post, deputy: Post, pricha: Post
) -> None:
    memo = memo_of(wipha)
    seen = Memo.objects.visible_to
    assert [seen(post).exists() for post in (wipha, section_head)] == [True, True]
    assert not any(seen(post).exists() for post in (malee, somchai, deputy, pricha))
    go(memo, wipha, "submit")
    assert all(seen(post).exists() for post in (malee, somchai, deputy))
    assert not seen(pricha).exists()


def test_a_secret_memo_is_seen_by_those_on_its_way_alone(
    malee: Post, somchai: Post, wipha: Post, section_head: Post, auditor: Post
) -> None:
    for post in (somchai, section_head):
        post.person.clearance = "secret"
        post.person.save()
    memo = memo_of(wipha, secrecy="confidential")
    memo = go(memo, wipha, "submit", route=[section_head.person_id])
    memo = go(memo, section_head, "minute", text="ลับ")
    assert not any(Memo.objects.visible_to(post).exists() for post in (malee, auditor))
    row = memo.minutes.get()
    assert (row.text, row.words) == ("", "ลับ")
    assert Memo.objects.visible_to(somchai).exists()


def test_the_paper_bears_opinions_and_decision(somchai: Post, wipha: Post) -> None:
    memo = decided(memo_of(wipha), wipha, somchai)
    make_papers(log_of(memo))
    make_papers(log_of(memo))
    link = memo.document.file_links.get()
    assert link.role == "main"


def test_the_memo_of_a_figure_opens_returns_and_is_done(
    somchai: Post, wipha: Post, section_head: Post
) -> None:
    with clock.at(MONDAY):
        memo = go(memo_of(wipha), wipha, "number")
        read_log(wipha)
        assert not ItemFact.objects.exists()
        go(memo, wipha, "submit")
    with clock.at(MONDAY + dt.timedelta(hours=1)):
        go(memo, section_head, "return", note="แก้")
        go(memo, wipha, "submit")
    with clock.at(MONDAY + dt.timedelta(hours=2)):
        memo = go(memo, somchai, "decide", decision="approved")
        go(memo, wipha, "notify")
    read_log(wipha)
    fact = ItemFact.objects.get(process="memo")
    assert (fact.opened_at, fact.done_at) == (MONDAY, MONDAY + dt.timedelta(hours=2))
    assert fact.fault_returns == 1


def test_a_level_that_nobody_holds_is_skipped(somchai: Post, wipha: Post) -> None:
    memo = go(memo_of(wipha), wipha, "submit")
    assert memo.holder_role == Role.DIRECTOR
