"""What figures make of the states and steps of letters: the tables of the sheet (12.6), word for word."""

from __future__ import annotations

import pytest

from eoffice.people.models import Post
from tests.letters.telling import arrive, take
from tests.letters.test_never_without_anybody import given_out
from workflows.engine.models import Tracked, Transition
from workflows.engine.perform import perform
from workflows.engine.rules.classes import Sort
from workflows.engine.step import steps_of
from workflows.letters.models import Assignment, IncomingLetter, OutgoingLetter

CLASSES: dict[type[Tracked], dict[str, str]] = {
    IncomingLetter: {
        "draft": "arrived checked",
        "active": "registered submitted minuted ordered distributed in_progress",
        "paused": "waiting_outside",
        "done": "done closed forwarded_out",
        "cancelled": "returned_to_sender",
        "void": "voided",
    },
    Assignment: {
        "draft": "planned",
        "active": "assigned in_progress",
        "done": "done",
        "cancelled": "declined cancelled",
    },
    OutgoingLetter: {
        "draft": "draft",
        "active": "reviewing returned to_sign signed numbered ready",
        "done": "sent failed acknowledged closed",
        "cancelled": "cancelled",
    },
}
#: Steps that count as a return, a later due time, or (the others) as a plain move.
SORTS: dict[type[Tracked], dict[Sort, str]] = {
    IncomingLetter: {Sort.RETURN: "return_down decline order_amend", Sort.EXTEND: "extend"},
    Assignment: {Sort.RETURN: "", Sort.EXTEND: "extend"},
    OutgoingLetter: {Sort.RETURN: "return", Sort.EXTEND: ""},
}
MODELS = [IncomingLetter, Assignment, OutgoingLetter]


@pytest.mark.once
@pytest.mark.parametrize("model", MODELS)
def test_the_class_of_each_state(model: type[Tracked]) -> None:
    told = {state: kind for kind, states in CLASSES[model].items() for state in states.split()}
    assert {str(state): str(kind) for state, kind in model.classes.items()} == told
    assert set(told) == {value for value, _label in model.states.choices}


@pytest.mark.once
@pytest.mark.parametrize("model", MODELS)
def test_the_steps_that_return_and_those_that_extend(model: type[Tracked]) -> None:
    for sort, names in SORTS[model].items():
        found = {step.name for step in steps_of(model).values() if step.sort is sort}
        assert found == set(names.split())


def reasons(*steps: str) -> list[str]:
    rows = Transition.objects.filter(process="incoming_letter", step__in=steps).order_by("number")
    return [f"{row.sort} {row.reason_kind}" for row in rows]


def test_a_changed_order_is_no_fault_unless_told_and_the_rest_is(
    malee: Post, somchai: Post, wipha: Post
) -> None:
    letter = given_out(malee, somchai, lead=wipha)
    told = {"text": "มอบใหม่", "assignees": [{"person": malee.person_id}]}
    take(letter, somchai, "order_amend", **told)
    assert reasons("order_amend") == ["return new_instruction"]
    letter = take(arrive(malee), malee, "check", "register", "submit")
    take(letter, somchai, "return_down", note="ขาดสิ่งที่ส่งมาด้วย")
    assert reasons("return_down") == ["return fault"]


def test_handing_back_counts_by_its_reason(malee: Post, somchai: Post, wipha: Post) -> None:
    for kind in ("fault", "new_instruction"):
        letter = given_out(malee, somchai, lead=wipha)
        told = {"note": "ลาคลอด", "reason_kind": kind}
        perform(letter.assignments.get(), "decline", wipha, told)
    assert reasons("decline") == ["return fault", "return new_instruction"]
