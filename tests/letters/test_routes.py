"""Review routes: kept by office and unit, chosen at submission, past whoever is not there."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.test import Client

from eoffice.common import clock
from eoffice.common.errors import InvalidInputs, NotAllowed, TransitionRefused
from eoffice.organisations.settings_of import OfficeSettings, set_settings
from eoffice.people.actions.delegating import Kind, Wanted, delegate
from eoffice.people.models import Post
from eoffice.people.roles import Role
from tests import factories
from tests.api.caller import Caller
from tests.letters.test_memos import go as go_memo
from tests.letters.test_memos import memo_of
from tests.letters.test_orders import go as go_order
from tests.letters.test_orders import order_of
from tests.letters.test_outgoing import draft, go
from tests.letters.test_standing_in import stands_in
from workflows.engine.models import Transition
from workflows.letters.actions.routes import RouteFacts, drop_route, keep_route
from workflows.letters.models import ReviewRoute
from workflows.letters.writing.route import usual_name

BOTH = [{"role": "section_head"}, {"role": "deputy"}]


def kept(by: Post, *stops: dict[str, Any], kind: str = "outgoing_letter", **more: Any) -> ReviewRoute:
    return keep_route(RouteFacts(kind, "ผ่านสองขั้น", more.pop("unit", None), stops or BOTH, **more), by=by)


def away(post: Post, by: Post) -> None:
    at = clock.now()
    delegate(Wanted(Kind.ABSENCE, post, at - dt.timedelta(hours=1), at + dt.timedelta(days=3)), by=by)


def leaves(post: Post) -> None:
    Post.objects.filter(pk=post.pk).update(ends_on=clock.today() - dt.timedelta(days=1))


def skips(item: Any) -> list[str]:
    rows = Transition.objects.filter(process=item.process, item=item.pk, step="skip")
    return list(rows.order_by("number").values_list("note", flat=True))


def test_a_letter_goes_by_the_route_chosen(
    wipha: Post, section_head: Post, deputy: Post, somchai: Post, malee: Post
) -> None:
    kept(malee)
    letter = go(draft(wipha), wipha, "review", named_route="ผ่านสองขั้น")
    assert (letter.holder_role, letter.holder_unit_id) == (Role.SECTION_HEAD, wipha.unit_id)
    with pytest.raises(NotAllowed):
        go(letter, deputy, "approve_draft")
    letter = go(letter, section_head, "approve_draft")
    assert (letter.state, letter.holder_role) == ("reviewing", Role.DEPUTY)
    with pytest.raises(NotAllowed):
        go(letter, section_head, "approve_draft")
    assert go(letter, deputy, "approve_draft").state == "to_sign"
    assert skips(letter) == []


def test_posts_and_levels_that_review_nowhere_else_may_be_stops(
    wipha: Post, malee: Post, section_head: Post, somchai: Post
) -> None:
    teacher = factories.make_person(malee.organisation, "teacher", unit=wipha.unit)
    treasurer = factories.make_person(malee.organisation, "treasurer", Role.FINANCE_OFFICER)
    kept(malee, {"post": teacher.pk}, {"role": "finance_officer"})
    letter = go(draft(wipha), wipha, "review", named_route="ผ่านสองขั้น")
    letter = go(letter, teacher, "approve_draft")
    assert go(letter, treasurer, "approve_draft").state == "to_sign"


def test_changing_a_route_changes_no_letter_under_way(
    wipha: Post, section_head: Post, deputy: Post, malee: Post, somchai: Post
) -> None:
    route = kept(malee)
    letter = go(draft(wipha), wipha, "review", named_route=route.name)
    keep_route(RouteFacts("outgoing_letter", "อื่น", None, [{"role": "deputy"}]), by=malee, route=route)
    drop_route(route, by=malee)
    letter = go(letter, section_head, "approve_draft")
    assert letter.holder_role == Role.DEPUTY


def test_the_usual_route_is_the_units_then_the_offices(
    wipha: Post, section_head: Post, deputy: Post, malee: Post, somchai: Post
) -> None:
    assert usual_name(draft(wipha)) == ""
    kept(malee, is_default=True)
    own = keep_route(
        RouteFacts("outgoing_letter", "ของกลุ่ม", section_head.unit, [{"role": "deputy"}], is_default=True),
        by=section_head,
    )
    letter = draft(wipha)
    assert usual_name(letter) == own.name
    letter = go(letter, wipha, "review")
    assert letter.holder_role == Role.DEPUTY
    named = go(draft(wipha), wipha, "review", route=[section_head.person_id])
    assert named.holder_person_id == section_head.person_id


def test_who_is_away_is_passed_over_and_the_history_tells_it(
    wipha: Post, section_head: Post, deputy: Post, malee: Post, sysadmin: Post, somchai: Post
) -> None:
    kept(malee)
    away(section_head, sysadmin)
    letter = go(draft(wipha), wipha, "review", named_route="ผ่านสองขั้น")
    assert letter.holder_role == Role.DEPUTY
    (told,) = skips(letter)
    assert "ไม่อยู่" in told
    away(deputy, sysadmin)
    again = go(draft(wipha), wipha, "review", named_route="ผ่านสองขั้น")
    assert again.state == "to_sign"
    assert len(skips(again)) == 2


def test_who_goes_away_meanwhile_is_passed_over_too(
    wipha: Post, section_head: Post, deputy: Post, malee: Post, sysadmin: Post, somchai: Post
) -> None:
    kept(malee)
    letter = go(draft(wipha), wipha, "review", named_route="ผ่านสองขั้น")
    away(deputy, sysadmin)
    letter = go(letter, section_head, "approve_draft")
    assert (letter.state, len(skips(letter))) == ("to_sign", 1)


def test_nobody_is_passed_over_for_whom_another_acts(
    wipha: Post, section_head: Post, deputy: Post, malee: Post, sysadmin: Post, somchai: Post
) -> None:
    kept(malee)
    away(section_head, sysadmin)
    stands_in(malee, section_head, "outgoing_letter")
    letter = go(draft(wipha), wipha, "review", named_route="ผ่านสองขั้น")
    assert letter.holder_role == Role.SECTION_HEAD


def test_an_office_may_want_every_level_to_read_it(
    wipha: Post, section_head: Post, deputy: Post, malee: Post, sysadmin: Post, somchai: Post
) -> None:
    set_settings(malee.organisation, OfficeSettings(skip_absent_levels=False))
    malee.organisation.save()
    kept(malee, {"role": "section_head"}, {"role": "deputy", "optional": True})
    away(section_head, sysadmin)
    away(deputy, sysadmin)
    letter = go(draft(wipha), wipha, "review", named_route="ผ่านสองขั้น")
    assert (letter.holder_role, skips(letter)) == (Role.SECTION_HEAD, [])
    letter = go(letter, section_head, "approve_draft")
    assert (letter.state, len(skips(letter))) == ("to_sign", 1)
    kept(malee, {"role": "finance_officer"}, kind="memo")
    with pytest.raises(InvalidInputs):
        go_memo(memo_of(wipha), wipha, "submit", named_route="ผ่านสองขั้น")


def test_a_stop_that_must_read_it_does_not_vanish_with_its_post(
    wipha: Post, malee: Post, deputy: Post, somchai: Post
) -> None:
    teacher = factories.make_person(malee.organisation, "teacher", unit=wipha.unit)
    kept(malee, {"post": teacher.pk})
    leaves(teacher)
    letter = go(draft(wipha), wipha, "review", named_route="ผ่านสองขั้น")
    assert letter.state == "to_sign"
    assert skips(letter) == [f"{teacher.person.name} ไม่ได้ดำรงตำแหน่งที่นี่แล้ว จึงเสนอข้ามไป"]
    assert not letter.document.access_rows.filter(person=teacher.person).exists()
    set_settings(malee.organisation, OfficeSettings(skip_absent_levels=False))
    malee.organisation.save()
    with pytest.raises(InvalidInputs, match="ขอให้ผู้ดูแลแก้ไขเส้นทาง"):
        go(draft(wipha), wipha, "review", named_route="ผ่านสองขั้น")


def test_memos_and_orders_go_by_routes_too(
    wipha: Post, section_head: Post, deputy: Post, malee: Post, somchai: Post
) -> None:
    kept(malee, kind="memo")
    kept(malee, kind="order")
    memo = go_memo(memo_of(wipha), wipha, "submit", named_route="ผ่านสองขั้น")
    memo = go_memo(memo, section_head, "minute", text="เห็นควร")
    assert go_memo(memo, deputy, "minute", text="เห็นควร").holder_role == Role.DIRECTOR
    order = go_order(order_of(wipha), wipha, "offer", named_route="ผ่านสองขั้น")
    with pytest.raises(TransitionRefused):
        go_order(order, section_head, "review")
    order = go_order(order, section_head, "look_over")
    assert (order.state, order.holder_role) == ("draft", Role.DEPUTY)
    assert go_order(order, deputy, "review").state == "to_sign"


def test_an_order_goes_to_the_signature_where_the_last_of_its_route_is_away(
    wipha: Post, section_head: Post, deputy: Post, malee: Post, sysadmin: Post, somchai: Post
) -> None:
    kept(malee, kind="order")
    order = go_order(order_of(wipha), wipha, "offer", named_route="ผ่านสองขั้น")
    away(deputy, sysadmin)
    order = go_order(order, section_head, "look_over")
    assert (order.state, len(skips(order))) == ("to_sign", 1)


def test_nobody_reviews_what_they_drafted(
    section_head: Post, deputy: Post, somchai: Post, malee: Post
) -> None:
    kept(malee)
    own = go(draft(section_head), section_head, "review", named_route="ผ่านสองขั้น")
    assert own.holder_role == Role.DEPUTY
    named = go(draft(section_head), section_head, "review", route=[section_head.person_id])
    with pytest.raises(NotAllowed, match="ผู้ร่างไม่ตรวจร่างของตนเอง"):
        go(named, section_head, "approve_draft")
    memo = go_memo(memo_of(deputy), deputy, "submit", route=[deputy.person_id])
    with pytest.raises(NotAllowed):
        go_memo(memo, deputy, "minute", text="เห็นควร")


def test_a_route_that_is_none_is_refused(wipha: Post, malee: Post, section_head: Post) -> None:
    with pytest.raises(InvalidInputs):
        go(draft(wipha), wipha, "review", named_route="ไม่มี")
    for stops in ([], [{"role": "director"}], [{"post": 999999}]):
        with pytest.raises(InvalidInputs):
            keep_route(RouteFacts("memo", "ก", None, stops), by=malee)
    with pytest.raises(NotAllowed):
        kept(wipha)
    with pytest.raises(NotAllowed):
        kept(section_head)


def test_routes_are_kept_on_pages_and_chosen_on_the_letters(
    wipha: Post, malee: Post, section_head: Post, deputy: Post
) -> None:
    client = Client()
    client.force_login(malee.person)
    form = {
        "name": "ปกติ",
        "kind": "outgoing_letter",
        "stop0": f"post:{section_head.pk}",
        "stop2": "role:deputy",
    }
    assert client.post("/letters/routes/new/", form | {"optional2": "on"}).status_code == 302
    made = ReviewRoute.objects.get()
    assert made.stops == [
        {"post": section_head.pk, "optional": False},
        {"role": "deputy", "optional": True},
    ]
    assert section_head.person.name in client.get("/letters/routes/").content.decode()
    assert client.post(f"/letters/routes/{made.pk}/", {"name": "ปกติ", "kind": "memo"}).status_code == 422
    letter = draft(wipha)
    writer = Client()
    writer.force_login(wipha.person)
    page = writer.get(f"/items/outgoing-letters/{letter.pk}/steps/review/").content.decode()
    assert '<option value="ปกติ">' in page
    assert writer.get("/letters/routes/").status_code == 403
    assert client.post(f"/letters/routes/{made.pk}/drop/").status_code == 302
    page = writer.get(f"/items/outgoing-letters/{letter.pk}/steps/review/").content.decode()
    assert "named_route" not in page


def test_a_program_keeps_routes(wipha: Post, malee: Post, deputy: Post) -> None:
    call = Caller(malee)
    told = {"kind": "memo", "name": "ปกติ", "stops": [{"role": "deputy"}], "is_default": True}
    made = call.post("review-routes/", told, status=201)
    Caller(wipha).post("review-routes/", told, status=403)
    changed = call.send("PUT", f"review-routes/{made['id']}/", told | {"name": "ใหม่"}, status=200)
    assert changed["name"] == "ใหม่"
    assert [row["name"] for row in Caller(wipha).get("review-routes/")["results"]] == ["ใหม่"]
    call.send("DELETE", f"review-routes/{made['id']}/", status=204)
