"""Only who is appointed for its class has a part in a secret letter; top secret ones stay paper (ข้อ 29)."""

from __future__ import annotations

import pytest

from documents.files.receive import receive
from eoffice.common.errors import InvalidInputs, TransitionRefused
from eoffice.organisations.models import Organisation
from eoffice.people.models import Clearance, Post
from eoffice.people.roles import Role
from tests import factories
from tests.letters.telling import arrive, take
from workflows.engine.perform import perform
from workflows.letters.models import Assignment, IncomingLetter


@pytest.fixture
def chief(school: Organisation) -> Post:
    return factories.make_person(school, "chief", Role.DIRECTOR, clearance=Clearance.SECRET)


@pytest.fixture
def submitted(secret_registrar: Post, chief: Post) -> IncomingLetter:
    letter = arrive(secret_registrar, secrecy="secret")
    return take(letter, secret_registrar, "check", "register", "submit")


@pytest.mark.parametrize("clearance", [Clearance.NORMAL, Clearance.CONFIDENTIAL])
def test_an_order_names_only_the_cleared(
    submitted: IncomingLetter, chief: Post, school: Organisation, clearance: str
) -> None:
    person = factories.make_person(school, "teacher", clearance=clearance)
    with pytest.raises(TransitionRefused, match="ชั้นความลับ"):
        take(submitted, chief, "order", text="มอบ", assignees=[{"person": person.person_id}])
    assert not Assignment.objects.exists()
    assert not IncomingLetter.objects.visible_to(person).exists()


def test_neither_a_route_nor_who_passes_it_on_names_others(
    submitted: IncomingLetter, chief: Post, secret_registrar: Post, wipha: Post, school: Organisation
) -> None:
    officer = factories.make_person(school, "officer", clearance=Clearance.SECRET)
    letter = take(submitted, chief, "return_down", note="เสนอผ่านผู้ช่วย")
    with pytest.raises(TransitionRefused):
        take(letter, secret_registrar, "submit", route=[wipha.person_id])
    letter = take(letter, secret_registrar, "submit")
    letter = take(letter, chief, "order", text="มอบ", assignees=[{"person": officer.person_id}])
    take(letter, secret_registrar, "distribute")
    work = Assignment.objects.get()
    with pytest.raises(TransitionRefused):
        perform(work, "delegate", officer, {"person": wipha.person_id, "note": "แทน"})
    assert not IncomingLetter.objects.visible_to(wipha).exists()


def test_a_top_secret_letter_is_entered_without_its_paper(secret_registrar: Post) -> None:
    paper = receive([b"paper"], name="a.txt", post=secret_registrar)
    with pytest.raises(InvalidInputs) as refused:
        arrive(secret_registrar, secrecy="top_secret", files=[paper.pk])
    assert list(refused.value.errors) == ["files"]
    letter = arrive(secret_registrar, secrecy="top_secret", subject="แผนการ")
    assert (letter.document.subject, letter.document.opened_subject()) == ("", "")
