"""A letter on a plain day: from the counter to the file, through everybody's hands."""

from __future__ import annotations

import datetime as dt

import pytest

from documents.models import RegisterEntry, RetentionClass
from eoffice.common import clock
from eoffice.common.errors import NotAllowed, TransitionRefused
from eoffice.organisations.models import Unit
from eoffice.people.models import Post
from tests.letters.telling import arrive
from workflows.engine.models import Transition
from workflows.engine.perform import perform
from workflows.engine.verify import verify_log
from workflows.engine.work import waiting_for
from workflows.letters.assignment.states import A
from workflows.letters.incoming.states import S
from workflows.letters.models import Assignment, IncomingLetter

TUESDAY = dt.datetime(2026, 11, 24, 9, 0, tzinfo=clock.BANGKOK)


@pytest.fixture(autouse=True)
def retention_classes(db: None) -> None:
    RetentionClass.objects.get_or_create(code="normal_10y", defaults={"clause": "ข้อ 57", "order": 1})


def test_a_letter_goes_from_the_counter_to_the_file(malee: Post, somchai: Post, wipha: Post) -> None:
    with clock.at(TUESDAY):
        letter = arrive(malee)
        letter = perform(letter, "check", malee, {})
        letter = perform(letter, "register", malee, {})
        assert (letter.receive_number, letter.receive_year) == (1, 2569)
        letter = perform(letter, "submit", malee, {})
        assert [line.item for line in waiting_for(somchai)] == [letter]
        order = {
            "text": "มอบครูวิภาดำเนินการ",
            "assignees": [{"person": wipha.person_id, "role": "lead", "due_at": "2026-11-27"}],
        }
        letter = perform(letter, "order", somchai, order)
        letter = perform(letter, "distribute", malee)
    assignment = letter.assignments.get()
    assert assignment.state == A.ASSIGNED
    entry = RegisterEntry.objects.get(incoming_letters=letter)
    assert entry.action == wipha.person.name  # การปฏิบัติ (ข้อ 39)
    assert [line.item for line in waiting_for(wipha)] == [assignment]
    with clock.at(TUESDAY + dt.timedelta(hours=3)):
        assignment = perform(assignment, "acknowledge", wipha)
        letter.refresh_from_db()
        assert letter.state == S.IN_PROGRESS
        assignment = perform(assignment, "report", wipha, {"text": "เข้าประชุมแล้ว"})
    letter.refresh_from_db()
    assert (assignment.state, letter.state, letter.state_class) == (A.DONE, S.DONE, "done")
    letter = perform(letter, "close", malee, {"file_code": "ศธ-01", "retention_class": "normal_10y"})
    assert letter.state == S.CLOSED
    assert [row.step for row in Transition.objects.of("incoming_letter", letter.pk)] == [
        "arrive",
        "check",
        "register",
        "submit",
        "order",
        "distribute",
        "acknowledge",
        "report",
        "close",
    ]
    assert list(verify_log()) == []


def test_a_clerk_cannot_order_and_is_told_who_can(malee: Post, somchai: Post) -> None:
    letter = arrive(malee)
    for step in ("check", "register", "submit"):
        letter = perform(letter, step, malee)

    with pytest.raises(NotAllowed, match=r"director|ผู้อำนวยการ"):
        perform(letter, "order", malee, {"text": "ทราบ"})

    letter.refresh_from_db()
    assert letter.state == S.SUBMITTED
    assert not Transition.objects.of("incoming_letter", letter.pk).filter(step="order").exists()


def test_an_order_that_names_nobody_settles_the_matter(malee: Post, somchai: Post) -> None:
    letter = arrive(malee)
    for step in ("check", "register", "submit"):
        letter = perform(letter, step, malee)
    assert perform(letter, "order", somchai, {"text": "ทราบ"}).state == S.DONE


def test_a_lead_who_reports_without_acknowledging_does_both(malee: Post, somchai: Post, wipha: Post) -> None:
    letter = arrive(malee)
    for step in ("check", "register", "submit"):
        letter = perform(letter, step, malee)
    named = {"text": "ดำเนินการ", "assignees": [{"person": wipha.person_id}]}
    letter = perform(letter, "order", somchai, named)
    letter = perform(letter, "distribute", malee)
    perform(letter.assignments.get(), "report", wipha, {"text": "เสร็จแล้ว"})
    letter.refresh_from_db()
    assert letter.state == S.DONE
    steps = [row.step for row in Transition.objects.filter(process="assignment").order_by("number")]
    assert steps == ["assign", "give", "acknowledge", "report"]


def test_the_last_who_hands_it_back_returns_it_to_the_director(
    malee: Post, somchai: Post, wipha: Post
) -> None:
    letter = arrive(malee)
    for step in ("check", "register", "submit"):
        letter = perform(letter, step, malee)
    named = {"text": "ดำเนินการ", "assignees": [{"person": wipha.person_id}]}
    letter = perform(letter, "order", somchai, named)
    letter = perform(letter, "distribute", malee)
    perform(letter.assignments.get(), "decline", wipha, {"note": "ไม่ใช่งานของกลุ่ม"})
    letter.refresh_from_db()
    assert letter.state == S.ORDERED
    with pytest.raises(TransitionRefused):
        perform(letter, "distribute", malee)
    amended = {"text": "มอบมาลี", "assignees": [{"person": malee.person_id}]}
    letter = perform(letter, "order_amend", somchai, amended)
    assert letter.state == S.ORDERED
    assert perform(letter, "distribute", malee).state == S.DISTRIBUTED


def test_a_unit_gets_a_letter_straight_into_its_own_book(
    malee: Post, section_head: Post, academic_unit: Unit
) -> None:
    academic_unit.keeps_own_book = True
    academic_unit.save()
    letter = arrive(malee)
    for step in ("check", "register"):
        letter = perform(letter, step, malee)
    letter = perform(letter, "forward_unit", malee, {"unit": academic_unit.pk})
    assert letter.state == S.DISTRIBUTED
    assert letter.unit_entry is not None
    assert letter.unit_entry.number == 1
    assignment: Assignment = letter.assignments.get()
    perform(assignment, "report", section_head, {"text": "ทราบ"})
    letter.refresh_from_db()
    assert letter.state == S.DONE


def test_another_agency_sees_nothing(malee: Post, pricha: Post) -> None:
    letter = arrive(malee)
    assert not IncomingLetter.objects.visible_to(pricha).exists()
    with pytest.raises(NotAllowed):
        perform(letter, "check", pricha)


def test_secret_letters_are_for_their_registrar(malee: Post, secret_registrar: Post, sysadmin: Post) -> None:
    letter = arrive(malee, secrecy="confidential")
    letter = perform(letter, "check", malee)
    with pytest.raises(NotAllowed, match="35"):
        perform(letter, "register", malee)
    letter = perform(letter, "register", secret_registrar)
    assert letter.receive_number == 1
    assert not IncomingLetter.objects.visible_to(malee).exists()
    assert not IncomingLetter.objects.visible_to(sysadmin).exists()
    assert IncomingLetter.objects.visible_to(secret_registrar).get() == letter
