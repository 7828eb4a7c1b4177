"""State x role -> open steps of orders and announcements (sheet 12.3). Whoever is not listed has none."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.letters.test_matrix import Cast, cast
from tests.letters.test_orders import go, issued, notice_of, order_of, signed
from workflows.engine.step import NOT_BEGUN, steps_of
from workflows.engine.steps import steps_for
from workflows.letters.models import Announcement, Order
from workflows.letters.order.states import N, O

__all__ = ["cast"]

#: Opinions are asked beside the way of the sheet, and have stories of their own.
BESIDE = {"consult"}


def to_sign(item: Any, cast: Cast) -> Any:
    go(item, cast.lead, "offer")
    return go(item, cast.section_head, "review")


def numbered(cast: Cast) -> Order:
    order = order_of(cast.lead, cast.lead)
    return issued(order, cast.lead, cast.section_head, cast.director, cast.clerk)


def circulated(cast: Cast) -> Order:
    found: Order = go(numbered(cast), cast.clerk, "circulate")
    return found


def superseded(cast: Cast) -> Order:
    old, new = numbered(cast), numbered(cast)
    found: Order = go(old, cast.director, "amend", order=new.pk, note="แก้ไข")
    return found


def published(cast: Cast) -> Announcement:
    item = signed(notice_of(cast.lead), cast.lead, cast.section_head, cast.director)
    told = {"places": ["ป้ายประกาศ"], "posted_until": "2099-01-01"}
    found: Announcement = go(item, cast.clerk, "publish", **told)
    return found


Reach = dict[str, Callable[[Cast], Any]]
DRAFT = {"lead": {"edit", "offer", "withdraw"}, "section_head": {"edit", "offer", "withdraw"}}
TO_SIGN = {
    "lead": {"withdraw"},
    "section_head": {"withdraw"},
    "deputy": {"return"},
    "director": {"return", "sign"},
}
REACH: Reach = {
    O.DRAFT: lambda cast: order_of(cast.lead, cast.lead),
    O.TO_SIGN: lambda cast: to_sign(order_of(cast.lead), cast),
    O.SIGNED: lambda cast: signed(order_of(cast.lead), cast.lead, cast.section_head, cast.director),
    O.ISSUED: numbered,
    O.CIRCULATED: circulated,
    O.DONE: lambda cast: go(circulated(cast), cast.lead, "ack"),
    O.SUPERSEDED: superseded,
    O.CANCELLED: lambda cast: go(order_of(cast.lead), cast.lead, "withdraw", note="ไม่ใช้แล้ว"),
}
REMIND = {"lead": {"remind"}, "clerk": {"remind"}}
OPEN: dict[str, dict[str, set[str]]] = {
    O.DRAFT: {name: DRAFT.get(name, set()) | REMIND.get(name, set()) for name in DRAFT | REMIND},
    O.TO_SIGN: {name: TO_SIGN.get(name, set()) | REMIND.get(name, set()) for name in TO_SIGN | REMIND},
    O.SIGNED: {"clerk": {"number"}},
    O.ISSUED: {"clerk": {"circulate"}, "director": {"amend"}},
    O.CIRCULATED: {"lead": {"ack", "remind"}, "clerk": {"remind"}, "director": {"amend"}},
    O.DONE: {"director": {"amend"}},
    O.SUPERSEDED: {},
    O.CANCELLED: {},
}
REACH_NOTICE: Reach = {
    N.DRAFT: lambda cast: notice_of(cast.lead),
    N.TO_SIGN: lambda cast: to_sign(notice_of(cast.lead), cast),
    N.SIGNED: lambda cast: signed(notice_of(cast.lead), cast.lead, cast.section_head, cast.director),
    N.PUBLISHED: published,
    N.CANCELLED: lambda cast: go(notice_of(cast.lead), cast.lead, "withdraw", note="ไม่ใช้แล้ว"),
}
OPEN_NOTICE: dict[str, dict[str, set[str]]] = {
    N.DRAFT: DRAFT,
    N.TO_SIGN: TO_SIGN,
    N.SIGNED: {"clerk": {"publish"}},
    N.PUBLISHED: {"clerk": {"take_down"}},
    N.CANCELLED: {},
}


def _open(item: Any, cast: Cast) -> dict[str, set[str]]:
    people = cast.by_name().items()
    found = {name: {now.name for now in steps_for(item, post) if now.open} - BESIDE for name, post in people}
    return {name: steps for name, steps in found.items() if steps}


@pytest.mark.parametrize("state", list(O))
def test_open_steps_of_an_order(cast: Cast, state: str) -> None:
    order = REACH[state](cast)
    assert order.state == state
    assert _open(order, cast) == OPEN[state]


@pytest.mark.parametrize("state", list(N))
def test_open_steps_of_an_announcement(cast: Cast, state: str) -> None:
    item = REACH_NOTICE[state](cast)
    assert item.state == state
    assert _open(item, cast) == OPEN_NOTICE[state]


#: from -> to of every step as the sheet prints it; no target is "no move".
SHARED = {
    "draft": ({NOT_BEGUN}, {O.DRAFT}),
    "review": ({O.DRAFT}, {O.TO_SIGN}),
    "return": ({O.TO_SIGN}, {O.DRAFT}),
    "sign": ({O.TO_SIGN}, {O.SIGNED}),
    "withdraw": ({O.DRAFT, O.TO_SIGN}, {O.CANCELLED}),
}
SHEET = SHARED | {
    "number": ({O.SIGNED}, {O.ISSUED}),
    "circulate": ({O.ISSUED}, {O.CIRCULATED}),
    # Each acknowledges for oneself; the last one takes the order along (`finish`).
    "ack": ({O.CIRCULATED}, set()),
    "finish": ({O.CIRCULATED}, {O.DONE}),
    "amend": ({O.ISSUED, O.CIRCULATED, O.DONE}, {O.SUPERSEDED}),
}
SHEET_NOTICE = SHARED | {"publish": ({N.SIGNED}, {N.PUBLISHED}), "take_down": ({N.PUBLISHED}, set())}


def test_the_machines_have_exactly_the_moves_of_the_sheet() -> None:
    for model, sheet, more in ((Order, SHEET, {"remind"}), (Announcement, SHEET_NOTICE, set())):
        declared = {name: (set(step.sources), set(step.targets)) for name, step in steps_of(model).items()}
        assert {name: declared[name] for name in sheet} == sheet
        assert set(declared) == set(sheet) | more | {
            "edit",
            "offer",
            "look_over",
            "skip",
            "retime",
        } | BESIDE | ({"certify"} if model is Order else set())
