"""More time comes from a superior, never from whoever does the work (sheet 12.1; kpi.md 4)."""

from __future__ import annotations

import datetime as dt

import pytest

from eoffice.common import clock
from eoffice.common.errors import InvalidInputs, NotAllowed
from eoffice.organisations.models import Organisation, Unit
from eoffice.people.models import Post
from eoffice.people.roles import Role
from tests import factories
from tests.letters.telling import arrive, ordered, take
from workflows.engine.perform import perform
from workflows.letters.models import Assignment, IncomingLetter


def more(days: int = 60) -> dict[str, str]:
    return {"due_at": (clock.now() + dt.timedelta(days=days)).isoformat(), "note": "ขอเวลา"}


def given_to(person: Post, clerk: Post, director: Post) -> tuple[IncomingLetter, Assignment]:
    letter = take(ordered(arrive(clerk), clerk, director, person), clerk, "distribute")
    return letter, letter.assignments.get()


def test_a_deputy_who_does_the_work_does_not_extend_the_letter(
    malee: Post, somchai: Post, deputy: Post
) -> None:
    letter, _work = given_to(deputy, malee, somchai)
    with pytest.raises(NotAllowed, match="ผู้ปฏิบัติงาน"):
        take(letter, deputy, "extend", **more())
    letter.refresh_from_db()
    assert letter.due_at == letter.original_due_at
    assert take(letter, somchai, "extend", **more()).due_at != letter.due_at


def test_a_deputy_who_has_no_part_in_it_does(malee: Post, somchai: Post, wipha: Post, deputy: Post) -> None:
    letter, _work = given_to(wipha, malee, somchai)
    assert take(letter, deputy, "extend", **more()).due_at > letter.due_at  # type: ignore[operator] # has one


def test_a_director_does_not_extend_the_work_he_gave_himself(malee: Post, somchai: Post) -> None:
    letter, work = given_to(somchai, malee, somchai)
    for item in (letter, work):
        with pytest.raises(NotAllowed):
            perform(item, "extend", somchai, more())
    work.refresh_from_db()
    assert work.due_at == work.original_due_at


def test_an_assignee_extends_neither_the_work_nor_the_letter(malee: Post, somchai: Post, wipha: Post) -> None:
    letter, work = given_to(wipha, malee, somchai)
    for item in (letter, work):
        with pytest.raises(NotAllowed):
            perform(item, "extend", wipha, more())
    assert perform(work, "extend", somchai, more()).due_at != work.original_due_at


def test_a_head_who_gave_a_letter_to_the_own_unit_does_not_extend_it(
    school: Organisation, academic_unit: Unit
) -> None:
    both = factories.make_person(
        school, "clerk_and_head", Role.CENTRAL_REGISTRAR, Role.SECTION_HEAD, unit=academic_unit
    )
    letter = take(arrive(both), both, "check", "register")
    letter = take(letter, both, "forward_unit", unit=academic_unit.pk)
    with pytest.raises(NotAllowed):
        perform(letter.assignments.get(), "extend", both, more())


def test_nobody_judges_the_own_result(malee: Post, somchai: Post, section_head: Post) -> None:
    _letter, work = given_to(section_head, malee, somchai)
    work = perform(work, "report", section_head, {"text": "เรียบร้อย"})
    with pytest.raises(NotAllowed):
        perform(work, "return", section_head, {"note": "ขอแก้"})
    assert perform(work, "return", somchai, {"note": "ขาดเอกสาร"}).state == "in_progress"


@pytest.mark.parametrize("days", [-1, 0, 1])
def test_an_extension_lies_ahead_and_behind_the_time_in_force(
    malee: Post, somchai: Post, wipha: Post, days: int
) -> None:
    for item in given_to(wipha, malee, somchai):
        with pytest.raises(InvalidInputs):
            perform(item, "extend", somchai, more(days))
        item.refresh_from_db()
        assert item.due_at == item.original_due_at
