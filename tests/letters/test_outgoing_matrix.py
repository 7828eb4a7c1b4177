"""State x person -> open steps of an outgoing letter, from the domain sheet (12.2).

วิภา drafts, in the unit that ประเสริฐ heads; whoever is not listed has no open step.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pytest

from eoffice.people.models import Post
from tests import factories
from tests.letters.test_outgoing import draft, go, sent, signed
from workflows.engine.step import NOT_BEGUN, steps_of
from workflows.engine.steps import steps_for
from workflows.letters.models import OutgoingLetter
from workflows.letters.outgoing.states import OUT, S

#: Opinions are asked beside the way of the sheet, and have stories of their own.
BESIDE = {"consult"}


@dataclass
class Cast:
    """Everybody who could want to act."""

    drafter: Post
    section_head: Post
    deputy: Post
    director: Post
    clerk: Post
    teacher: Post
    secret_registrar: Post
    auditor: Post
    sysadmin: Post
    stranger: Post


@pytest.fixture
def cast(
    wipha: Post,
    section_head: Post,
    deputy: Post,
    somchai: Post,
    malee: Post,
    secret_registrar: Post,
    auditor: Post,
    sysadmin: Post,
    pricha: Post,
) -> Cast:
    teacher = factories.make_person(malee.organisation, "teacher", unit=wipha.unit)
    return Cast(
        wipha, section_head, deputy, somchai, malee, teacher, secret_registrar, auditor, sysadmin, pricha
    )


def reviewing(cast: Cast) -> OutgoingLetter:
    return go(draft(cast.drafter), cast.drafter, "review")


def to_sign(cast: Cast) -> OutgoingLetter:
    return go(reviewing(cast), cast.section_head, "approve_draft")


def numbered(cast: Cast) -> OutgoingLetter:
    return go(signed(draft(cast.drafter), cast.drafter, cast.deputy, cast.director), cast.clerk, "number")


def on_its_way(cast: Cast) -> OutgoingLetter:
    return sent(signed(draft(cast.drafter), cast.drafter, cast.deputy, cast.director), cast.clerk)


def acknowledged(cast: Cast) -> OutgoingLetter:
    return go(on_its_way(cast), cast.clerk, "ack", number="77")


REACH: dict[str, Callable[[Cast], OutgoingLetter]] = {
    S.DRAFT: lambda cast: draft(cast.drafter),
    S.REVIEWING: reviewing,
    S.TO_SIGN: to_sign,
    S.SIGNED: lambda cast: signed(draft(cast.drafter), cast.drafter, cast.deputy, cast.director),
    S.NUMBERED: numbered,
    S.READY: lambda cast: go(numbered(cast), cast.clerk, "check"),
    S.SENT: on_its_way,
    S.FAILED: lambda cast: go(on_its_way(cast), cast.clerk, "fail", error="ไม่มีที่อยู่นี้"),
    S.ACKNOWLEDGED: acknowledged,
    S.CLOSED: lambda cast: go(
        acknowledged(cast), cast.clerk, "close", file_code="ศธ 01", retention_class="normal_10y"
    ),
    S.RETURNED: lambda cast: go(reviewing(cast), cast.deputy, "return", note="แก้เลขที่หนังสือ"),
    S.CANCELLED: lambda cast: go(draft(cast.drafter), cast.drafter, "withdraw", note="ไม่ส่งแล้ว"),
}

WRITES = {"edit", "review", "withdraw"}
DESK = {"track", "remind_recipients"}
LETTER: dict[str, dict[str, set[str]]] = {
    S.DRAFT: {"drafter": WRITES, "section_head": WRITES},
    S.REVIEWING: {
        "drafter": {"edit", "withdraw"},
        "section_head": {"edit", "withdraw", "return", "approve_draft"},
        "deputy": {"return", "approve_draft"},
        "director": {"return"},
    },
    S.TO_SIGN: {
        "drafter": {"withdraw"},
        "section_head": {"withdraw", "return"},
        "deputy": {"return"},
        "director": {"return", "sign"},
    },
    S.SIGNED: {"clerk": {"number"}},
    S.NUMBERED: {"clerk": {"check", "void"}},
    S.READY: {"clerk": {"send", "void"}},
    S.SENT: {
        "clerk": {"fail", "ack", "phone_confirm", "recall", "close"} | DESK,
        "drafter": {"phone_confirm", "recall", "close", "remind_recipients"},
    },
    S.FAILED: {
        "clerk": {"fail", "resend", "ack", "phone_confirm"} | DESK,
        "drafter": {"phone_confirm", "remind_recipients"},
    },
    S.ACKNOWLEDGED: {
        "clerk": {"fail", "ack", "phone_confirm", "close", "track"},
        "drafter": {"phone_confirm", "close"},
    },
    S.CLOSED: {"clerk": {"ack", "track"}},
    S.RETURNED: {"drafter": WRITES, "section_head": WRITES},
    S.CANCELLED: {},
}


@pytest.mark.parametrize("state", list(S))
def test_open_steps_of_an_outgoing_letter(cast: Cast, state: str) -> None:
    letter = REACH[state](cast)
    assert letter.state == state
    found = {
        name: {now.name for now in steps_for(letter, post) if now.open} - BESIDE
        for name, post in vars(cast).items()
    }
    assert {name: steps for name, steps in found.items() if steps} == LETTER[state]


#: from -> to of every step as the sheet prints it; "" is not begun, no target is "no move".
SHEET = {
    "draft": ({NOT_BEGUN}, {S.DRAFT}),
    "edit": ({S.DRAFT, S.RETURNED, S.REVIEWING}, set()),
    # Numbered before its signature it goes back through review; where nobody else reviews, to the signature.
    "review": ({S.DRAFT, S.RETURNED, S.NUMBERED}, {S.REVIEWING, S.TO_SIGN}),
    "return": ({S.REVIEWING, S.TO_SIGN}, {S.RETURNED}),
    "approve_draft": ({S.REVIEWING}, {S.REVIEWING, S.TO_SIGN}),
    "sign": ({S.TO_SIGN}, {S.SIGNED}),
    "withdraw": ({S.DRAFT, S.RETURNED, S.REVIEWING, S.TO_SIGN}, {S.CANCELLED}),
    "number": ({S.SIGNED}, {S.NUMBERED}),
    "number_first": ({S.DRAFT}, {S.NUMBERED}),
    "link": ({S.NUMBERED}, set()),
    "certify": ({S.NUMBERED}, set()),
    "void": ({S.NUMBERED, S.READY}, {S.CANCELLED}),
    "check": ({S.NUMBERED}, {S.READY}),
    "send": ({S.READY}, {S.SENT}),
    # Of several recipients each fails, is sent to again and acknowledges by itself.
    "fail": (set(OUT), {S.FAILED}),
    # Also what came back: "a new number unless only the address was wrong" (out_rejected).
    "resend": ({S.FAILED, S.RETURNED}, set(OUT)),
    "ack": ({*OUT, S.CLOSED}, {*OUT, S.CLOSED}),
    "phone_confirm": (set(OUT), set(OUT)),
    "rejected": ({*OUT, S.CLOSED}, {S.RETURNED, S.FAILED}),
    "recall": ({S.SENT}, {S.SENT}),
    "close": ({S.SENT, S.ACKNOWLEDGED}, {S.CLOSED}),
    # Beside the sheet: the number of the post (ข้อ 46), and one reminder for those who have not registered.
    "track": ({*OUT, S.CLOSED}, set()),
    "remind_recipients": ({S.SENT, S.FAILED}, set()),
}


def test_the_machine_has_exactly_the_moves_of_the_sheet() -> None:
    declared = {
        name: (set(step.sources), set(step.targets)) for name, step in steps_of(OutgoingLetter).items()
    }
    del declared["retime"]
    del declared["skip"], declared["consult"]  # a stop of a route where nobody is; opinions asked
    assert declared == SHEET
