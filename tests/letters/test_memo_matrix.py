"""State x role -> open steps of a memo, from the domain sheet (12.3). Whoever is not listed has none."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.letters.test_matrix import Cast, cast
from tests.letters.test_memos import go, memo_of
from workflows.engine.step import NOT_BEGUN, steps_of
from workflows.engine.steps import steps_for
from workflows.letters.memo.states import M
from workflows.letters.models import Memo

__all__ = ["cast"]

#: Opinions are asked beside the way of the sheet, and have stories of their own.
BESIDE = {"consult"}


def submitted(cast: Cast) -> Memo:
    return go(memo_of(cast.lead), cast.lead, "submit")


def decided(cast: Cast) -> Memo:
    return go(submitted(cast), cast.director, "decide", decision="approved")


REACH: dict[str, Callable[[Cast], Memo]] = {
    M.DRAFT: lambda cast: memo_of(cast.lead),
    M.NUMBERED: lambda cast: go(memo_of(cast.lead), cast.lead, "number"),
    M.SUBMITTED: submitted,
    M.DECIDED: decided,
    M.DISTRIBUTED: lambda cast: go(decided(cast), cast.lead, "notify"),
    M.DONE: lambda cast: go(go(decided(cast), cast.lead, "notify"), cast.lead, "ack"),
    M.CANCELLED: lambda cast: go(memo_of(cast.lead), cast.lead, "withdraw", note="ไม่ใช้แล้ว"),
}
#: The lead wrote it; the head of the unit is asked for an opinion.
OPEN: dict[str, dict[str, set[str]]] = {
    M.DRAFT: {
        "lead": {"edit", "number", "submit", "withdraw"},
        "section_head": {"edit", "submit", "withdraw"},
    },
    M.NUMBERED: {"lead": {"edit", "submit"}, "section_head": {"edit", "submit"}},
    M.SUBMITTED: {
        "lead": {"remind", "withdraw"},
        "section_head": {"minute", "return", "withdraw"},
        "director": {"decide", "return"},
        "clerk": {"remind"},
        "secret_registrar": {"remind"},
    },
    M.DECIDED: {"lead": {"notify"}, "clerk": {"notify"}, "secret_registrar": {"notify"}},
    M.DISTRIBUTED: {"lead": {"ack", "remind"}, "clerk": {"remind"}, "secret_registrar": {"remind"}},
    M.DONE: {},
    M.CANCELLED: {},
}


@pytest.mark.parametrize("state", list(M))
def test_open_steps_of_a_memo(cast: Cast, state: str) -> None:
    memo = REACH[state](cast)
    assert memo.state == state
    found = {
        name: {now.name for now in steps_for(memo, post) if now.open} - BESIDE
        for name, post in cast.by_name().items()
    }
    assert {name: steps for name, steps in found.items() if steps} == OPEN[state]


#: from -> to of every step as the sheet prints it; no target is "no move".
SHEET = {
    "draft": ({NOT_BEGUN}, {M.DRAFT}),
    "number": ({M.DRAFT}, {M.NUMBERED}),
    "submit": ({M.DRAFT, M.NUMBERED}, {M.SUBMITTED}),
    "minute": ({M.SUBMITTED}, {M.SUBMITTED}),
    "decide": ({M.SUBMITTED}, {M.DECIDED}),
    "return": ({M.SUBMITTED}, {M.DRAFT}),
    "notify": ({M.DECIDED}, {M.DISTRIBUTED}),
    # Each acknowledges for oneself; the last one takes the memo along (`finish`).
    "ack": ({M.DISTRIBUTED}, set()),
    "finish": ({M.DISTRIBUTED}, {M.DONE}),
    "withdraw": ({M.DRAFT, M.SUBMITTED}, {M.CANCELLED}),
}


def test_the_machine_has_exactly_the_moves_of_the_sheet() -> None:
    declared = {name: (set(step.sources), set(step.targets)) for name, step in steps_of(Memo).items()}
    assert {name: declared[name] for name in SHEET} == SHEET
    assert set(declared) == set(SHEET) | {"edit", "remind", "skip", "retime"} | BESIDE
