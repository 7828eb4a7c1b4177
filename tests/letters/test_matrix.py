"""State x role -> open steps, from the domain sheet (12.1), for letters and assignments.

A letter's walk reaches each state through real steps. วิภา leads; whoever is not listed has no open step.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pytest

from eoffice.people.models import Post
from tests import factories
from tests.letters.telling import arrive, ordered, take
from workflows.engine.perform import perform
from workflows.engine.step import NOT_BEGUN, steps_of
from workflows.engine.steps import steps_for
from workflows.letters.assignment.states import A
from workflows.letters.incoming.states import S
from workflows.letters.models import Assignment, IncomingLetter


@dataclass
class Cast:
    """Everybody who could want to act."""

    clerk: Post
    director: Post
    deputy: Post
    section_head: Post
    lead: Post
    secret_registrar: Post
    auditor: Post
    sysadmin: Post
    stranger: Post

    def by_name(self) -> dict[str, Post]:
        return dict(vars(self))


@pytest.fixture
def cast(
    malee: Post,
    somchai: Post,
    deputy: Post,
    section_head: Post,
    wipha: Post,
    secret_registrar: Post,
    auditor: Post,
    sysadmin: Post,
    pricha: Post,
) -> Cast:
    return Cast(
        malee, somchai, deputy, section_head, wipha, secret_registrar, auditor, sysadmin, stranger=pricha
    )


def submitted(cast: Cast) -> IncomingLetter:
    return take(arrive(cast.clerk), cast.clerk, "check", "register", "submit")


def distributed(cast: Cast) -> IncomingLetter:
    letter = ordered(arrive(cast.clerk), cast.clerk, cast.director, cast.lead)
    return take(letter, cast.clerk, "distribute")


def in_progress(cast: Cast) -> IncomingLetter:
    letter = distributed(cast)
    perform(letter.assignments.get(), "acknowledge", cast.lead)
    letter.refresh_from_db()
    return letter


def done(cast: Cast) -> IncomingLetter:
    letter = in_progress(cast)
    perform(letter.assignments.get(), "report", cast.lead, {"text": "เรียบร้อย"})
    letter.refresh_from_db()
    return letter


REACH: dict[str, Callable[[Cast], IncomingLetter]] = {
    S.ARRIVED: lambda cast: arrive(cast.clerk),
    S.CHECKED: lambda cast: take(arrive(cast.clerk), cast.clerk, "check"),
    S.REGISTERED: lambda cast: take(arrive(cast.clerk), cast.clerk, "check", "register"),
    S.SUBMITTED: submitted,
    S.MINUTED: lambda cast: take(submitted(cast), cast.deputy, "minute", text="เห็นควร"),
    S.ORDERED: lambda cast: ordered(arrive(cast.clerk), cast.clerk, cast.director, cast.lead),
    S.DISTRIBUTED: distributed,
    S.IN_PROGRESS: in_progress,
    S.DONE: done,
    S.CLOSED: lambda cast: take(done(cast), cast.clerk, "close"),
    S.WAITING_OUTSIDE: lambda cast: take(in_progress(cast), cast.lead, "wait", waits_for="เขต"),
    S.RETURNED_TO_SENDER: lambda cast: take(arrive(cast.clerk), cast.clerk, "return", note="ผิดที่"),
    S.FORWARDED_OUT: lambda cast: take(
        take(arrive(cast.clerk), cast.clerk, "check", "register"),
        cast.clerk,
        "forward_out",
        agency="อำเภอ",
        reference="ศธ 1/2",
        dated_on="2026-11-24",
    ),
    S.VOIDED: lambda cast: take(
        take(arrive(cast.clerk), cast.clerk, "check", "register"),
        cast.clerk,
        "void",
        note="ลงซ้ำ",
        approved_by=cast.director.person_id,
    ),
}

LETTER: dict[str, dict[str, set[str]]] = {
    S.ARRIVED: {"clerk": {"check", "return", "duplicate"}},
    S.CHECKED: {"clerk": {"register", "return"}},
    S.REGISTERED: {
        "clerk": {"ack_sender", "fix_row", "void", "forward_unit", "submit", "forward_out", "remind"},
        "section_head": {"submit"},
        "director": {"extend"},
        "deputy": {"extend"},
    },
    S.SUBMITTED: {
        "clerk": {"remind"},
        "section_head": {"minute"},
        "deputy": {"minute", "return_down", "extend"},
        "director": {"return_down", "order", "extend"},
    },
    S.MINUTED: {
        "clerk": {"submit", "remind"},
        "section_head": {"submit"},
        "deputy": {"extend"},
        "director": {"order", "extend"},
    },
    S.ORDERED: {
        "clerk": {"distribute", "forward_out", "remind"},
        "director": {"order_amend", "extend"},
        "deputy": {"extend"},
    },
    S.DISTRIBUTED: {
        "clerk": {"remind"},
        "director": {"order_amend", "extend"},
        "deputy": {"extend"},
        "lead": {"read"},
    },
    S.IN_PROGRESS: {
        "clerk": {"wait", "remind"},
        "director": {"order_amend", "extend"},
        "deputy": {"extend"},
        "lead": {"read", "wait"},
    },
    S.DONE: {"clerk": {"reopen", "close"}, "director": {"reopen"}, "lead": {"close"}},
    S.CLOSED: {"clerk": {"reopen"}, "director": {"reopen"}},
    S.WAITING_OUTSIDE: {
        "clerk": {"resume", "remind"},
        "director": {"extend"},
        "deputy": {"extend"},
        "lead": {"resume"},
    },
    S.RETURNED_TO_SENDER: {},
    S.FORWARDED_OUT: {},
    S.VOIDED: {},
}


@pytest.mark.parametrize("state", list(S))
def test_open_steps_of_a_letter(cast: Cast, state: str) -> None:
    letter = REACH[state](cast)
    assert letter.state == state
    found = {name: _open(letter, post) for name, post in cast.by_name().items()}
    assert {name: steps for name, steps in found.items() if steps} == LETTER[state]


def _open(item: IncomingLetter | Assignment, post: Post) -> set[str]:
    return {now.name for now in steps_for(item, post) if now.open}


def planned(cast: Cast) -> Assignment:
    letter = ordered(arrive(cast.clerk), cast.clerk, cast.director, cast.lead)
    return letter.assignments.get()


REACH_ASSIGNMENT: dict[str, Callable[[Cast], Assignment]] = {
    A.PLANNED: planned,
    A.ASSIGNED: lambda cast: distributed(cast).assignments.get(),
    A.IN_PROGRESS: lambda cast: in_progress(cast).assignments.get(),
    A.DONE: lambda cast: done(cast).assignments.get(),
    A.DECLINED: lambda cast: perform(
        distributed(cast).assignments.get(), "decline", cast.lead, {"note": "ไม่ใช่งานของกลุ่ม"}
    ),
    A.CANCELLED: lambda cast: _cancelled(cast),  # noqa: PLW0108 -- written below
}

ASSIGNMENT: dict[str, dict[str, set[str]]] = {
    A.PLANNED: {"director": {"extend"}},
    A.ASSIGNED: {"lead": {"acknowledge", "delegate", "decline", "report"}, "director": {"extend"}},
    A.IN_PROGRESS: {"lead": {"delegate", "decline", "report"}, "director": {"extend"}},
    A.DONE: {"director": {"return"}, "section_head": {"return"}},
    A.DECLINED: {},
    A.CANCELLED: {},
}


def _cancelled(cast: Cast) -> Assignment:
    letter = distributed(cast)
    first = letter.assignments.get()
    told = {"text": "เปลี่ยนผู้รับผิดชอบ", "assignees": [{"person": cast.section_head.person_id}]}
    perform(letter, "order_amend", cast.director, told)
    first.refresh_from_db()
    return first


@pytest.mark.parametrize("state", list(A))
def test_open_steps_of_an_assignment(cast: Cast, state: str) -> None:
    assignment = REACH_ASSIGNMENT[state](cast)
    assert assignment.state == state
    found = {name: _open(assignment, post) for name, post in cast.by_name().items()}
    assert {name: steps for name, steps in found.items() if steps} == ASSIGNMENT[state]


ANY_OPEN = {state for state, kind in IncomingLetter.classes.items() if kind.is_open}
#: from -> to of every step as the sheet prints it; "" is not begun, no target is "no move".
SHEET_LETTER = {
    "arrive": ({NOT_BEGUN}, {S.ARRIVED}),
    "check": ({S.ARRIVED}, {S.CHECKED}),
    "return": ({S.ARRIVED, S.CHECKED}, {S.RETURNED_TO_SENDER}),
    "duplicate": ({S.ARRIVED}, {S.CLOSED}),
    "register": ({S.CHECKED}, {S.REGISTERED}),
    # The sheet names the counter; the reply to a mail stays owed behind it (appendix 7, 3.2).
    "ack_sender": (
        ANY_OPEN | {S.ARRIVED, S.CHECKED, S.DONE},
        set(),
    ),  # by the system at once: appendix 7, 3.8
    "fix_row": ({S.REGISTERED}, set()),
    "void": ({S.REGISTERED}, {S.VOIDED}),
    "forward_unit": ({S.REGISTERED}, {S.DISTRIBUTED}),
    "submit": ({S.REGISTERED, S.MINUTED}, {S.SUBMITTED}),
    "minute": ({S.SUBMITTED}, {S.MINUTED}),
    "return_down": ({S.SUBMITTED}, {S.REGISTERED}),
    "order": ({S.SUBMITTED, S.MINUTED}, {S.ORDERED, S.DONE}),
    "order_amend": ({S.ORDERED, S.DISTRIBUTED, S.IN_PROGRESS}, {S.ORDERED}),
    "distribute": ({S.ORDERED}, {S.DISTRIBUTED}),
    "read": ({S.DISTRIBUTED, S.IN_PROGRESS}, set()),
    "acknowledge": ({S.DISTRIBUTED}, {S.IN_PROGRESS, S.DONE}),
    "delegate": ({S.DISTRIBUTED, S.IN_PROGRESS}, set()),
    "decline": ({S.DISTRIBUTED, S.IN_PROGRESS}, {S.ORDERED}),
    "report": ({S.IN_PROGRESS}, {S.DONE}),
    "reply_link": ({S.IN_PROGRESS}, {S.DONE}),
    "wait": ({S.IN_PROGRESS}, {S.WAITING_OUTSIDE}),
    "resume": ({S.WAITING_OUTSIDE}, {S.IN_PROGRESS}),
    "forward_out": ({S.REGISTERED, S.ORDERED}, {S.FORWARDED_OUT}),
    "reopen": ({S.DONE, S.CLOSED}, {S.IN_PROGRESS}),
    "close": ({S.DONE}, {S.CLOSED}),
}


def test_the_machine_has_exactly_the_moves_of_the_sheet() -> None:
    declared = {
        name: (set(step.sources), set(step.targets)) for name, step in steps_of(IncomingLetter).items()
    }
    expected = SHEET_LETTER | {"extend": (ANY_OPEN, set()), "remind": (ANY_OPEN, set())}
    assert {name: declared[name] for name in expected} == expected
    assert set(declared) == set(expected) | {"retime"}


def test_everybody_of_the_matrix_is_somebody(cast: Cast) -> None:
    assert set(cast.by_name()) >= {name for row in LETTER.values() for name in row}
    assert cast.clerk.organisation.name == factories.SCHOOL
