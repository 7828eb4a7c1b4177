"""A letter that goes on is always with somebody, whatever its people do (sheet 12.1)."""

from __future__ import annotations

import pytest

from eoffice.common.errors import InvalidInputs, TransitionRefused
from eoffice.organisations.models import Organisation, Unit
from eoffice.people.models import Clearance, Post
from eoffice.people.roles import Role
from tests import factories
from tests.factories import browser_of
from tests.letters.telling import arrive, take
from workflows.engine.models import Transition
from workflows.engine.perform import perform
from workflows.engine.steps import steps_for
from workflows.engine.work import waiting_for
from workflows.letters.incoming.states import S
from workflows.letters.models import Assignment, IncomingLetter


def given_out(clerk: Post, director: Post, **parts: Post) -> IncomingLetter:
    """A letter given out to the named: part=person."""
    letter = take(arrive(clerk), clerk, "check", "register", "submit")
    named = [{"person": post.person_id, "role": part} for part, post in parts.items()]
    return take(take(letter, director, "order", text="มอบ", assignees=named), clerk, "distribute")


def work(letter: IncomingLetter, part: str) -> Assignment:
    return letter.assignments.get(part=part)


def state(letter: IncomingLetter) -> str:
    letter.refresh_from_db()
    return str(letter.state)


def director_can_order_anew(letter: IncomingLetter, director: Post) -> bool:
    letter.refresh_from_db()
    opened = {now.name for now in steps_for(letter, director) if now.open}
    return "order_amend" in opened and letter in [line.item for line in waiting_for(director)]


def test_the_lead_hands_back_and_the_director_orders_anew(
    malee: Post, somchai: Post, wipha: Post, section_head: Post
) -> None:
    letter = given_out(malee, somchai, lead=wipha, co=section_head)
    perform(work(letter, "lead"), "acknowledge", wipha)
    perform(work(letter, "lead"), "decline", wipha, {"note": "ไม่ใช่งานของกลุ่ม"})

    assert state(letter) == S.ORDERED
    assert director_can_order_anew(letter, somchai)
    told = [{"person": section_head.person_id}]
    letter = take(letter, somchai, "order_amend", text="มอบหัวหน้ากลุ่ม", assignees=told)
    assert letter.holder_role == "central_registrar"
    letter = take(letter, malee, "distribute")
    perform(
        letter.assignments.get(part="lead", person=section_head.person), "report", section_head, {"text": "x"}
    )
    assert state(letter) == S.DONE


def test_who_takes_part_cannot_finish_what_the_lead_handed_back(
    malee: Post, somchai: Post, wipha: Post, section_head: Post
) -> None:
    letter = given_out(malee, somchai, lead=wipha, co=section_head)
    perform(work(letter, "co"), "acknowledge", section_head)
    perform(work(letter, "lead"), "decline", wipha, {"note": "ไม่ใช่งานของกลุ่ม"})

    assert state(letter) == S.ORDERED
    assert director_can_order_anew(letter, somchai)


def test_without_a_lead_the_last_report_finishes_it(
    malee: Post, somchai: Post, wipha: Post, deputy: Post
) -> None:
    letter = given_out(malee, somchai, co=wipha, cc=deputy)
    perform(work(letter, "cc"), "acknowledge", deputy)
    perform(work(letter, "co"), "acknowledge", wipha)
    assert state(letter) == S.IN_PROGRESS
    perform(work(letter, "co"), "report", wipha, {"text": "เรียบร้อย"})
    assert state(letter) == S.DONE


def test_the_only_one_at_work_hands_back_what_another_merely_read(
    malee: Post, somchai: Post, wipha: Post, deputy: Post
) -> None:
    letter = given_out(malee, somchai, co=wipha, cc=deputy)
    perform(work(letter, "cc"), "acknowledge", deputy)
    perform(work(letter, "co"), "decline", wipha, {"note": "ไม่ใช่งานของกลุ่ม"})
    assert state(letter) == S.ORDERED
    assert director_can_order_anew(letter, somchai)


def test_a_report_while_the_letter_waits_outside_counts_once_it_goes_on(
    malee: Post, somchai: Post, wipha: Post
) -> None:
    letter = given_out(malee, somchai, lead=wipha)
    perform(work(letter, "lead"), "acknowledge", wipha)
    letter.refresh_from_db()
    letter = take(letter, wipha, "wait", waits_for="เขต")
    perform(work(letter, "lead"), "report", wipha, {"text": "เรียบร้อย"})
    letter = take(letter, malee, "resume", note="เขตตอบแล้ว")
    assert letter.state == S.DONE


def test_handed_back_while_the_letter_waits_outside(malee: Post, somchai: Post, wipha: Post) -> None:
    letter = given_out(malee, somchai, lead=wipha)
    perform(work(letter, "lead"), "acknowledge", wipha)
    letter.refresh_from_db()
    letter = take(letter, wipha, "wait", waits_for="เขต")
    perform(work(letter, "lead"), "decline", wipha, {"note": "ย้ายกลุ่ม"})
    letter = take(letter, malee, "resume", note="เขตตอบแล้ว")
    assert letter.state == S.ORDERED
    assert director_can_order_anew(letter, somchai)


def test_a_changed_order_to_the_same_people_goes_on_with_them(
    malee: Post, somchai: Post, wipha: Post
) -> None:
    letter = given_out(malee, somchai, lead=wipha)
    perform(work(letter, "lead"), "acknowledge", wipha)
    letter.refresh_from_db()
    told = [{"person": wipha.person_id}]
    letter = take(letter, somchai, "order_amend", text="ให้รายงานด้วย", assignees=told)
    letter = take(letter, malee, "distribute")
    assert letter.state == S.IN_PROGRESS
    assert [line.item for line in waiting_for(wipha)] == [work(letter, "lead")]


def test_a_settled_letter_taken_up_again_is_the_directors(malee: Post, somchai: Post, wipha: Post) -> None:
    letter = take(arrive(malee), malee, "check", "register", "submit")
    letter = take(letter, somchai, "order", text="ทราบ")
    letter = take(letter, malee, "reopen", note="ยังไม่เสร็จ")

    assert director_can_order_anew(letter, somchai)
    letter = take(letter, somchai, "order_amend", text="มอบ", assignees=[{"person": wipha.person_id}])
    assert take(letter, malee, "distribute").state == S.DISTRIBUTED


def test_every_unit_that_an_order_names_has_its_part(
    school: Organisation, malee: Post, somchai: Post, section_head: Post, academic_unit: Unit
) -> None:
    budget = factories.make_unit(school, "กลุ่มบริหารงบประมาณ")
    head = factories.make_person(school, "budget_head", Role.SECTION_HEAD, unit=budget)
    clerk = factories.make_person(school, "budget_clerk", Role.UNIT_REGISTRAR, unit=budget)
    teacher = factories.make_person(school, "budget_teacher", unit=budget)
    letter = take(arrive(malee), malee, "check", "register", "submit")
    units = [{"unit": unit.pk} for unit in (academic_unit, budget)]
    letter = take(take(letter, somchai, "order", text="มอบสองกลุ่ม", assignees=units), malee, "distribute")

    seen = [IncomingLetter.objects.visible_to(post).exists() for post in (section_head, head, clerk, teacher)]
    assert seen == [True, True, True, False]
    assert [line.item for line in waiting_for(head)] == [letter.assignments.get(unit=budget)]
    assert browser_of(head).get(letter.get_absolute_url()).status_code == 200
    for unit, post in ((academic_unit, section_head), (budget, head)):
        perform(letter.assignments.get(unit=unit), "report", post, {"text": "เรียบร้อย"})
    assert state(letter) == S.DONE


def test_a_secret_letter_goes_to_people_by_name(
    school: Organisation, secret_registrar: Post, section_head: Post, academic_unit: Unit
) -> None:
    cleared = factories.make_person(school, "cleared", unit=academic_unit, clearance=Clearance.SECRET)
    Unit.objects.filter(pk=academic_unit.pk).update(keeps_own_book=True)
    letter = arrive(secret_registrar, secrecy="confidential")
    letter = take(letter, secret_registrar, "check", "register")
    with pytest.raises(InvalidInputs):
        take(letter, secret_registrar, "forward_unit", unit=academic_unit.pk)
    letter = take(letter, secret_registrar, "forward_unit", unit=academic_unit.pk, person=cleared.person_id)

    assert letter.unit_entry is None
    assert [line.item for line in waiting_for(cleared)] == [letter.assignments.get()]
    assert not IncomingLetter.objects.visible_to(section_head).exists()


def test_a_letter_is_no_copy_of_itself_nor_of_a_copy(malee: Post) -> None:
    first, second, third = (arrive(malee) for _number in range(3))
    with pytest.raises(InvalidInputs):
        take(first, malee, "duplicate", first=first.pk)
    second = take(second, malee, "duplicate", first=first.pk)
    for other in (first, third):
        with pytest.raises(InvalidInputs):
            take(other, malee, "duplicate", first=second.pk)
    assert take(third, malee, "duplicate", first=first.pk).state == S.CLOSED


def test_a_minute_out_of_turn_takes_nobodys_turn(malee: Post, wipha: Post, deputy: Post) -> None:
    letter = take(arrive(malee), malee, "check", "register")
    letter = take(letter, malee, "submit", route=[wipha.person_id])
    letter = take(letter, deputy, "minute", text="เห็นควรเร่งรัด")
    assert letter.holder_person == wipha.person
    letter = take(take(letter, malee, "submit"), wipha, "minute", text="ทราบแล้ว")
    assert letter.holder_role == Role.DIRECTOR


def test_a_number_is_voided_with_the_approval_of_who_directs(malee: Post, somchai: Post, wipha: Post) -> None:
    letter = take(arrive(malee), malee, "check", "register")
    with pytest.raises(InvalidInputs) as refused:
        take(letter, malee, "void", note="ลงซ้ำ", approved_by=wipha.person_id)
    assert list(refused.value.errors) == ["approved_by"]
    assert take(letter, malee, "void", note="ลงซ้ำ", approved_by=somchai.person_id).state == S.VOIDED


def test_nothing_is_filed_while_a_lead_still_owes_a_result(malee: Post, somchai: Post, wipha: Post) -> None:
    letter = given_out(malee, somchai, lead=wipha)
    perform(work(letter, "lead"), "report", wipha, {"text": "เรียบร้อย"})
    letter.refresh_from_db()
    letter.assignments.update(state="in_progress")  # as an older version, or a repair, may have left it
    with pytest.raises(TransitionRefused, match="วิภา"):
        take(letter, malee, "close")


def test_one_result_sent_back_leaves_the_other_done(
    malee: Post, somchai: Post, wipha: Post, section_head: Post
) -> None:
    letter = take(arrive(malee), malee, "check", "register", "submit")
    both = [{"person": post.person_id} for post in (wipha, section_head)]
    letter = take(take(letter, somchai, "order", text="มอบ", assignees=both), malee, "distribute")
    for post in (wipha, section_head):
        perform(letter.assignments.get(person=post.person), "report", post, {"text": "เรียบร้อย"})
    assert state(letter) == S.DONE

    perform(letter.assignments.get(person=wipha.person), "return", somchai, {"note": "ขาดเอกสาร"})

    assert state(letter) == S.IN_PROGRESS
    assert not waiting_for(section_head)
    assert [line.item for line in waiting_for(wipha)] == [letter.assignments.get(person=wipha.person)]
    perform(letter.assignments.get(person=wipha.person), "report", wipha, {"text": "ครบแล้ว"})
    assert state(letter) == S.DONE


def test_what_comes_back_from_nobody_bears_the_usual_reason(malee: Post, somchai: Post) -> None:
    letter = take(arrive(malee), malee, "check", "register", "submit")
    letter = take(letter, somchai, "order", text="ทราบ")
    letter = take(letter, malee, "reopen", note="มีเรื่องต่อ")
    letter = take(letter, malee, "wait", waits_for="สพม.")
    take(letter, malee, "resume", note="ตอบแล้ว")
    kinds = Transition.objects.of("incoming_letter", letter.pk).values_list("reason_kind", flat=True)
    assert set(kinds) <= {"", "fault", "new_instruction"}
    assert director_can_order_anew(letter, somchai)
