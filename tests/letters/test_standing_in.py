"""Whoever stands in does the work: sees it, opens it, takes it, in the name of the absent one; no more."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from documents.files.receive import receive
from documents.models import Document, FileRecord
from eoffice.common import clock
from eoffice.common.errors import NotAllowed
from eoffice.organisations.models import Organisation, Unit
from eoffice.people.models import Clearance, Delegation, Post
from eoffice.people.roles import Role
from tests import factories
from tests.factories import browser_of
from tests.letters.telling import arrive, ordered, take
from workflows.engine.models import Transition
from workflows.engine.perform import perform, start
from workflows.engine.work import waiting_for
from workflows.letters.assignment.states import A
from workflows.letters.models import IncomingLetter, OutgoingLetter


def stands_in(delegate: Post, principal: Post, *scope: str, kind: str = "acting") -> Delegation:
    """From yesterday until the day after tomorrow."""
    now = clock.now()
    return Delegation.objects.create(
        kind=kind,
        principal=principal,
        delegate=delegate,
        order_number="12/2569",
        scope=list(scope),
        starts_at=now - dt.timedelta(days=1),
        ends_at=now + dt.timedelta(days=2),
        created_by=principal.person,
    )


def sees(post: Post, letter: IncomingLetter) -> bool:
    return IncomingLetter.objects.visible_to(post).filter(pk=letter.pk).exists()


def finds(browser: Client, letter: IncomingLetter) -> list[int]:
    """What the letter's page and its place in the API answer."""
    return [
        browser.get(address).status_code
        for address in (letter.get_absolute_url(), f"/api/v1/incoming-letters/{letter.pk}/")
    ]


def test_a_head_who_acts_for_the_director_opens_and_orders_the_letter(
    malee: Post, somchai: Post, section_head: Post
) -> None:
    letter = take(arrive(malee), malee, "check", "register", "submit")
    assert finds(browser_of(section_head), letter) == [404, 404]

    stands_in(section_head, somchai)

    browser = browser_of(section_head)
    assert finds(browser, letter) == [200, 200]
    assert Document.objects.visible_to(section_head).filter(pk=letter.document_id).exists()
    [line] = waiting_for(section_head)
    assert (line.item, line.on_behalf_of) == (letter, somchai)
    told = {"step": "order", "text": "ทราบ", "form": "1", "key": "k1"}
    assert browser.post(f"/letters/desk/{letter.pk}/", told).status_code == 302
    row = Transition.objects.get(step="order")
    assert (row.post, row.on_behalf_of) == (section_head, somchai)
    with clock.at(clock.now() + dt.timedelta(days=3)):
        assert not sees(section_head, letter)


def test_a_teacher_who_acts_for_the_director_signs_what_leaves(
    school: Organisation, somchai: Post, wipha: Post, deputy: Post
) -> None:
    teacher = factories.make_person(school, "acting_director")
    told = {
        "subject": "ขอส่งรายงาน",
        "body": "ดังแนบ",
        "recipients": [{"name": "สพม.ตัวอย่าง", "channel": "post"}],
    }
    letter: OutgoingLetter = start("outgoing_letter", "draft", wipha, told)
    perform(letter, "review", wipha, {})
    perform(letter, "approve_draft", deputy, {})
    assert not OutgoingLetter.objects.visible_to(teacher).exists()

    stands_in(teacher, somchai, "outgoing_letter")

    assert [line.item for line in waiting_for(teacher)] == [letter]
    letter = perform(letter, "sign", teacher, {"password": factories.PASSWORD})
    row = Transition.objects.get(step="sign")
    assert (row.post, row.on_behalf_of) == (teacher, somchai)


def test_a_colleague_does_the_work_of_whom_it_was_given_to(
    school: Organisation, malee: Post, somchai: Post, wipha: Post
) -> None:
    colleague = factories.make_person(school, "colleague")
    letter = ordered(arrive(malee), malee, somchai, wipha)
    take(letter, malee, "distribute")
    stands_in(colleague, wipha, "assignment", kind="power")
    work = letter.assignments.get()

    browser = browser_of(colleague)
    assert f'action="/items/assignments/{work.pk}/' in browser.get(letter.get_absolute_url()).content.decode()
    answer = browser.post(
        f"/api/v1/assignments/{work.pk}/steps/acknowledge/", {}, content_type="application/json"
    )
    assert answer.status_code == 200
    work = perform(work, "report", colleague, {"text": "เรียบร้อย"})

    assert (work.state, work.person) == (A.DONE, wipha.person)
    assert set(Transition.objects.filter(post=colleague).values_list("on_behalf_of", flat=True)) == {wipha.pk}


def test_an_order_for_assignments_opens_the_letters_of_that_work_alone(
    school: Organisation, malee: Post, somchai: Post, wipha: Post
) -> None:
    colleague = factories.make_person(school, "colleague")
    given = take(ordered(arrive(malee), malee, somchai, wipha), malee, "distribute")
    other = take(arrive(malee), malee, "check", "register", "submit")
    stands_in(colleague, wipha, "assignment")
    stands_in(colleague, somchai, "assignment")

    assert sees(colleague, given)
    assert not sees(colleague, other)
    with pytest.raises(NotAllowed):
        perform(other, "order", colleague, {"text": "ทราบ"})


def test_work_that_a_stand_in_takes_up_for_a_unit_is_its_heads(
    malee: Post, somchai: Post, deputy: Post, section_head: Post, academic_unit: Unit
) -> None:
    letter = take(arrive(malee), malee, "check", "register", "submit")
    letter = take(letter, somchai, "order", text="มอบ", assignees=[{"unit": academic_unit.pk}])
    take(letter, malee, "distribute")
    stands_in(deputy, section_head)

    work = perform(letter.assignments.get(), "acknowledge", deputy)

    assert work.person == section_head.person


def test_no_order_opens_a_secret_letter(
    school: Organisation, secret_registrar: Post, section_head: Post
) -> None:
    chief = factories.make_person(school, "chief", Role.DIRECTOR, clearance=Clearance.SECRET)
    letter = arrive(secret_registrar, secrecy="confidential")
    letter = take(letter, secret_registrar, "check", "register", "submit")
    stands_in(section_head, chief)

    for clearance in (Clearance.NORMAL, Clearance.SECRET):  # the second: cleared, but not named
        section_head.person.clearance = clearance
        section_head.person.save()
        assert not sees(section_head, letter)
        assert finds(browser_of(section_head), letter) == [404, 404]
        assert not waiting_for(section_head)
        assert not Document.objects.visible_to(section_head).exists()


def test_a_secret_letter_on_its_way_up_lets_in_the_cleared_one_who_acts(
    school: Organisation, secret_registrar: Post, deputy: Post, section_head: Post
) -> None:
    chief = factories.make_person(school, "chief", Role.DIRECTOR, clearance=Clearance.SECRET)
    stands_in(section_head, chief)
    section_head.person.clearance = Clearance.SECRET
    section_head.person.save()

    letter = arrive(secret_registrar, secrecy="confidential")
    letter = take(letter, secret_registrar, "check", "register", "submit")

    assert sees(section_head, letter)
    assert take(letter, section_head, "order", text="ทราบ").state == "done"


def test_whoever_does_the_work_extends_it_in_nobodys_name(malee: Post, somchai: Post, wipha: Post) -> None:
    letter = take(ordered(arrive(malee), malee, somchai, wipha), malee, "distribute")
    stands_in(wipha, somchai)
    more = {"due_at": (clock.now() + dt.timedelta(days=60)).isoformat(), "note": "ขอเวลา"}

    for item in (letter, letter.assignments.get()):
        with pytest.raises(NotAllowed):
            perform(item, "extend", wipha, more)
    work = perform(letter.assignments.get(), "report", wipha, {"text": "เรียบร้อย"})
    with pytest.raises(NotAllowed):
        perform(work, "return", wipha, {"note": "ตรวจเอง"})


def test_nobody_signs_for_a_time_before_the_order_to_act(malee: Post, somchai: Post, deputy: Post) -> None:
    morning = dt.datetime.combine(clock.today(), dt.time(9), tzinfo=clock.BANGKOK)
    with clock.at(morning):
        letter = take(arrive(malee), malee, "check", "register", "submit")
    order = stands_in(deputy, somchai)
    order.starts_at = morning + dt.timedelta(hours=3)
    order.save()

    def ordered_on_paper(post: Post, hour: int) -> IncomingLetter:
        at = morning + dt.timedelta(hours=hour)
        with clock.at(morning + dt.timedelta(hours=6)):
            return take(letter, post, "order", text="ทราบ", occurred_at=at.isoformat())

    with pytest.raises(NotAllowed):
        ordered_on_paper(deputy, 1)
    assert ordered_on_paper(deputy, 4).state == "done"
    assert "รักษาราชการแทน" in letter.endorsements.get(kind="order").signed_position


def test_a_post_elsewhere_opens_nothing_of_the_agency_left(
    school: Organisation, other_school: Organisation, malee: Post, somchai: Post, wipha: Post
) -> None:
    paper = receive([b"paper"], name="a.txt", post=malee)
    letter = ordered(arrive(malee, files=[paper.pk]), malee, somchai, wipha)
    assert Document.objects.visible_to(wipha).exists()
    Post.objects.filter(pk=wipha.pk).update(ends_on=clock.today() - dt.timedelta(days=1))
    elsewhere = Post.objects.create(person=wipha.person, organisation=other_school, starts_on=clock.today())

    assert not sees(elsewhere, letter)
    assert not Document.objects.visible_to(elsewhere).exists()
    assert not FileRecord.objects.visible_to(elsewhere).exists()
    mine = receive([b"draft"], name="b.txt", post=elsewhere)
    assert list(FileRecord.objects.visible_to(elsewhere)) == [mine]


def test_who_stands_in_for_nobody_pays_nothing_for_it(malee: Post, somchai: Post, wipha: Post) -> None:
    letter = take(ordered(arrive(malee), malee, somchai, wipha), malee, "distribute")
    browser = browser_of(wipha)
    with CaptureQueriesContext(connection) as asked:
        for address in ("/letters/incoming/", letter.get_absolute_url(), "/"):
            assert browser.get(address).status_code == 200
    assert not [one for one in asked if one["sql"].startswith('SELECT "people_delegation"')]
