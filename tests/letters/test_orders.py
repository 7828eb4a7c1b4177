"""Orders and announcements: looked over, signed, numbered on the day of the signature, made known."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from documents.models import Document
from eoffice.common import clock
from eoffice.common.errors import InvalidInputs, NotAllowed, TransitionRefused
from eoffice.people.models import Post
from kpi.models import ItemFact
from tests import factories
from tests.kpi.lives import read_log
from tests.letters.test_standing_in import stands_in
from workflows.engine.models import Deadline, Link, Transition
from workflows.engine.perform import perform, start
from workflows.engine.sweeps import tell_of_overdue
from workflows.letters.actions.papers import make_papers
from workflows.letters.models import Announcement, Order

PLAIN: dict[str, Any] = {
    "subject": "แต่งตั้งคณะกรรมการจัดงานวันวิชาการ",
    "reason": "ด้วยโรงเรียนกำหนดจัดงานวันวิชาการ",
    "power": "อาศัยอำนาจตามมาตรา ๓๙",
    "order": "จึงแต่งตั้งคณะกรรมการ ดังนี้",
}
NOTICE: dict[str, Any] = {"subject": "หยุดเรียนเป็นกรณีพิเศษ", "body": "ด้วยมีเหตุจำเป็น จึงประกาศหยุดเรียน"}
MONDAY = dt.datetime(2026, 11, 23, 2, 0, tzinfo=dt.UTC)


def order_of(post: Post, *named: Post, **more: Any) -> Order:
    names = [{"person": one.person_id, "duty": "กรรมการ"} for one in named]
    order: Order = start("order", "draft", post, {**PLAIN, "names": names, **more})
    return order


def notice_of(post: Post, **more: Any) -> Announcement:
    item: Announcement = start("announcement", "draft", post, {**NOTICE, **more})
    return item


def go(item: Any, post: Post, step: str, **told: Any) -> Any:
    return perform(item, step, post, told)


def signed(item: Any, writer: Post, deputy: Post, director: Post) -> Any:
    go(item, writer, "offer")
    go(item, deputy, "review")
    return go(item, director, "sign", password=factories.PASSWORD)


def issued(order: Order, writer: Post, deputy: Post, director: Post, clerk: Post) -> Order:
    found: Order = go(signed(order, writer, deputy, director), clerk, "number")
    return found


def log_of(item: Any) -> list[Transition]:
    return list(Transition.objects.filter(organisation=item.organisation_id).order_by("number"))


def test_an_order_reaches_everybody_whom_it_names(
    malee: Post, somchai: Post, wipha: Post, deputy: Post
) -> None:
    order = issued(order_of(wipha, wipha, deputy), wipha, deputy, somchai, malee)
    assert order.document.reference == f"1/{clock.today().year + 543}"
    assert order.document.dated_on == clock.today()
    order = go(order, malee, "circulate")
    assert [row.acknowledged_at for row in order.readers.all()] == [None, None]
    assert Order.objects.visible_to(wipha).waiting_for(wipha).get() == order
    order = go(order, wipha, "ack")
    assert order.state == "circulated"
    assert Order.objects.all().held_in_parts([order.pk]) == {order.pk: [deputy.person.name]}
    assert go(order, deputy, "ack").state == "done"


def test_names_and_grounds_are_what_is_signed(somchai: Post, wipha: Post, deputy: Post) -> None:
    order = signed(order_of(wipha, wipha), wipha, deputy, somchai)
    said = order.document.texts.get().wording
    assert said.grounds == (PLAIN["reason"], PLAIN["power"])
    assert said.names == (f"{wipha.person.name} กรรมการ",)
    with pytest.raises(TransitionRefused):
        go(order, wipha, "edit", order="อย่างอื่น")


def test_the_signature_needs_the_own_password(somchai: Post, wipha: Post, deputy: Post) -> None:
    order = order_of(wipha)
    go(order, wipha, "offer")
    go(order, deputy, "review")
    with pytest.raises(InvalidInputs) as refused:
        go(order, somchai, "sign", password="not-mine")
    assert "password" in refused.value.errors
    go(order, somchai, "sign", password=factories.PASSWORD)
    signature = order.document.signatures.get()
    assert signature.method == "again"
    assert log_of(order)[-1].evidence["digest"] == signature.digest


def test_who_signs_for_the_director_does_so_with_the_legal_phrase(
    somchai: Post, wipha: Post, deputy: Post
) -> None:
    order = order_of(wipha)
    go(order, wipha, "offer")
    go(order, deputy, "review")
    with pytest.raises(NotAllowed):
        go(order, deputy, "sign", password=factories.PASSWORD)
    stands_in(deputy, somchai, "order")
    go(order, deputy, "sign", password=factories.PASSWORD)
    assert somchai.position in order.document.signatures.get().signed_position != somchai.position


def test_the_number_bears_the_day_of_the_signature(
    malee: Post, somchai: Post, wipha: Post, deputy: Post
) -> None:
    with clock.at(dt.datetime(2026, 12, 31, 8, 0, tzinfo=dt.UTC)):
        order = signed(order_of(wipha), wipha, deputy, somchai)
    with clock.at(dt.datetime(2027, 1, 4, 3, 0, tzinfo=dt.UTC)):
        with pytest.raises(InvalidInputs) as refused:
            go(order, malee, "number", dated_on="2027-01-04")
        assert "dated_on" in refused.value.errors
        order = go(order, malee, "number")
        assert order.document.dated_on == dt.date(2026, 12, 31)
        assert order.document.reference == "1/2569"
        later = issued(order_of(wipha), wipha, deputy, somchai, malee)
        assert later.document.reference == "1/2570"


def test_what_comes_back_is_a_draft_again(somchai: Post, wipha: Post, deputy: Post) -> None:
    order = order_of(wipha)
    go(order, wipha, "offer")
    go(order, deputy, "review")
    order = go(order, somchai, "return", note="เพิ่มกรรมการ")
    assert (order.state, order.state_class) == ("draft", "active")
    go(order, wipha, "edit", names=[{"person": deputy.person_id, "duty": "ประธาน"}])
    assert [row.person for row in order.readers.all()] == [deputy.person]
    assert order.document.texts.count() == 2


def test_a_draft_is_reviewed_once_it_was_offered(wipha: Post, deputy: Post, somchai: Post) -> None:
    order = order_of(wipha)
    with pytest.raises(NotAllowed):
        go(order, deputy, "review")
    with pytest.raises(NotAllowed):
        go(order, wipha, "review")
    go(order, wipha, "offer", reviewer=deputy.person_id)
    assert Order.objects.visible_to(deputy).waiting_for(deputy).get() == order


def test_a_level_that_nobody_holds_is_skipped(wipha: Post, somchai: Post) -> None:
    assert go(order_of(wipha), wipha, "review").state == "to_sign"


def test_a_new_order_supersedes_and_the_old_one_stays_readable(
    malee: Post, somchai: Post, wipha: Post, deputy: Post
) -> None:
    old = go(issued(order_of(wipha, wipha), wipha, deputy, somchai, malee), malee, "circulate")
    with pytest.raises(InvalidInputs):
        go(old, somchai, "amend", order=order_of(somchai).pk, note="แก้ไข")
    new = issued(order_of(wipha, deputy), wipha, deputy, somchai, malee)
    with pytest.raises(NotAllowed):
        go(old, malee, "amend", order=new.pk, note="แก้ไข")
    old = go(old, somchai, "amend", order=new.pk, note="แก้ไขรายชื่อ")
    assert old.state == "superseded"
    assert not Order.objects.visible_to(wipha).waiting_for(wipha).exists()
    assert Order.objects.visible_to(wipha).filter(pk=old.pk).exists()
    assert old.document.texts.get().wording.body == PLAIN["order"]
    link = Link.objects.get(kind="supersedes")
    assert (link.from_item, link.to_item) == (new.pk, old.pk)


def test_an_order_that_names_nobody_asks_whom_to_tell(
    malee: Post, somchai: Post, wipha: Post, deputy: Post
) -> None:
    order = issued(order_of(wipha), wipha, deputy, somchai, malee)
    with pytest.raises(InvalidInputs) as refused:
        go(order, malee, "circulate")
    assert "recipients" in refused.value.errors
    order = go(order, malee, "circulate", recipients=[wipha.person_id])
    assert go(order, wipha, "ack").state == "done"


def test_drafts_are_their_writers_and_a_secret_order_is_nobody_elses(
    malee: Post, somchai: Post, wipha: Post, deputy: Post, section_head: Post, auditor: Post, pricha: Post
) -> None:
    order = order_of(wipha)
    seen = Order.objects.visible_to
    assert all(seen(post).exists() for post in (wipha, section_head))
    assert not any(seen(post).exists() for post in (malee, somchai, deputy, auditor, pricha))
    go(order, wipha, "withdraw", note="ไม่ใช้แล้ว")
    for post in (deputy, wipha, somchai):
        post.person.clearance = "secret"
        post.person.save()
    secret = order_of(wipha, section_head, secrecy="secret")
    with pytest.raises(InvalidInputs) as refused:
        go(secret, wipha, "offer", reviewer=section_head.person_id)
    assert "route" in refused.value.errors
    go(secret, wipha, "offer", reviewer=deputy.person_id)
    go(secret, deputy, "review")
    assert not any(seen(post).filter(pk=secret.pk).exists() for post in (malee, auditor, section_head))
    assert seen(somchai).filter(pk=secret.pk).exists()
    assert secret.readers.get().duty == ""


def test_the_papers_are_kept(malee: Post, somchai: Post, wipha: Post, deputy: Post) -> None:
    order = issued(order_of(wipha, wipha, effective_on="2026-12-01"), wipha, deputy, somchai, malee)
    notice = signed(notice_of(wipha), wipha, deputy, somchai)
    go(notice, malee, "publish", places=["ป้ายประกาศ"], posted_until="2099-12-31")
    make_papers(log_of(order))
    for item in (order, notice):
        assert Document.objects.get(pk=item.document_id).file_links.get().role == "main"


def test_an_announcement_is_posted_and_taken_down(
    malee: Post, somchai: Post, wipha: Post, deputy: Post
) -> None:
    with clock.at(MONDAY):
        notice = signed(notice_of(wipha), wipha, deputy, somchai)
        with pytest.raises(InvalidInputs) as refused:
            go(notice, malee, "publish", places=["ป้าย"], posted_until="2026-11-01")
        assert "posted_until" in refused.value.errors
        with pytest.raises(InvalidInputs) as refused:
            go(notice, malee, "publish", posted_until="2026-11-27")
        assert "places" in refused.value.errors
        notice = go(notice, malee, "publish", places=["ป้าย", "เว็บไซต์"], posted_until="2026-11-27")
    assert notice.document.reference == "1/2569"
    timer = Deadline.objects.get(process="announcement", timer="T-DUE")
    assert timer.due_at == dt.datetime(2026, 11, 27, 9, 30, tzinfo=dt.UTC)
    with clock.at(MONDAY + dt.timedelta(days=5)):
        assert tell_of_overdue() == 1
        notice = go(notice, malee, "take_down")
        with pytest.raises(TransitionRefused):
            go(notice, malee, "take_down")
    timer.refresh_from_db()
    assert (notice.state, timer.stopped_at is not None) == ("published", True)


def test_an_announcement_needs_no_number(malee: Post, somchai: Post, wipha: Post, deputy: Post) -> None:
    notice = signed(notice_of(wipha), wipha, deputy, somchai)
    notice = go(notice, malee, "publish", places=["ป้าย"], posted_until="2099-01-01", numbered=False)
    assert (notice.entry, notice.document.dated_on) == (None, clock.today())


def test_figures_open_with_the_review_and_end_with_the_number(
    malee: Post, somchai: Post, wipha: Post, deputy: Post
) -> None:
    with clock.at(MONDAY):
        order, notice = order_of(wipha), notice_of(wipha)
        for item in (order, notice):
            go(item, wipha, "offer")
        read_log(wipha)
        assert not ItemFact.objects.exists()
        for item in (order, notice):
            go(item, deputy, "review")
    with clock.at(MONDAY + dt.timedelta(hours=1)):
        for item in (order, notice):
            go(item, somchai, "return", note="แก้")
            signed(item, wipha, deputy, somchai)
    with clock.at(MONDAY + dt.timedelta(hours=2)):
        go(order, malee, "number")
        go(notice, malee, "publish", places=["ป้าย"], posted_until="2026-12-01")
    read_log(wipha)
    for fact in ItemFact.objects.all():
        assert (fact.opened_at, fact.done_at) == (MONDAY, MONDAY + dt.timedelta(hours=2))
        assert fact.fault_returns == 1
    assert ItemFact.objects.count() == 2
