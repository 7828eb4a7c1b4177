"""The director's stack: one letter after the other, by tapping."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from django.test import Client

from eoffice.common import clock
from eoffice.organisations.models import Organisation, Unit
from eoffice.people.models import AuditEvent, Clearance, Delegation, Post
from eoffice.people.roles import Role
from tests.factories import browser_of, make_person
from tests.letters.telling import arrive, ordered, take
from workflows.engine.models import Transition
from workflows.letters.actions import telling
from workflows.letters.actions.telling import tell_due, tell_later
from workflows.letters.models import IncomingLetter, Phrase, Telling


def _submitted(malee: Post, **more: str) -> IncomingLetter:
    return take(arrive(malee, **more), malee, "check", "register", "submit")


@pytest.fixture
def director(somchai: Post) -> Client:
    return browser_of(somchai)


def _decide(browser: Client, letter: IncomingLetter, **told: str) -> int:
    data = {"step": "order", "key": f"k{letter.pk}", "version": str(letter.version), **told}
    return browser.post(f"/letters/desk/{letter.pk}/", data).status_code


def test_the_most_urgent_lies_on_top(malee: Post, director: Client) -> None:
    _submitted(malee, subject="ธรรมดา", reference="1")
    _submitted(malee, subject="เร่งมาก", reference="2", speed="most_urgent")
    html = director.get("/letters/desk/").content.decode()
    assert "เร่งมาก" in html[html.index("<h1>") : html.index("</h1>", html.index("<article"))]
    assert "1 จาก 2" in html


def test_three_taps_order_a_letter_and_show_the_next(
    malee: Post, somchai: Post, wipha: Post, section_head: Post, director: Client
) -> None:
    letter, following = _submitted(malee, reference="1"), _submitted(malee, reference="2")
    answer = director.post(
        f"/letters/desk/{letter.pk}/",
        {
            "step": "order",
            "key": "k1",
            "version": str(letter.version),
            "phrase": "มอบดำเนินการ",
            f"assignees[{wipha.person_id}]person": str(wipha.person_id),
            f"assignees[{wipha.person_id}]role": "lead",
            f"assignees[{section_head.person_id}]role": "co",  # not tapped: only its list was sent
            "due": "2026-11-27",
            "following": str(following.pk),
        },
    )
    assert answer.headers["Location"] == f"/letters/desk/?done={letter.pk}&at={following.pk}"
    letter.refresh_from_db()
    assert letter.state == "ordered"
    assignment = letter.assignments.get()
    assert (assignment.person, assignment.part) == (wipha.person, "lead")
    assert assignment.due_at is not None
    assert assignment.due_at.astimezone(clock.BANGKOK).date() == dt.date(2026, 11, 27)
    assert letter.endorsements.filter(kind="order").get().words == "มอบ นางวิภา แสงทอง ดำเนินการ"
    page = director.get(answer.headers["Location"]).content.decode()
    assert f"/letters/desk/{letter.pk}/amend/" in page
    assert f'action="/letters/desk/{following.pk}/"' in page


def test_nothing_tapped_is_asked_for_and_what_was_tapped_stays(
    malee: Post, wipha: Post, director: Client
) -> None:
    letter = _submitted(malee)
    row = f"assignees[{wipha.person_id}]"
    told = {"due_other": "31/2/69", f"{row}person": str(wipha.person_id), f"{row}role": "co"}
    data = {"step": "order", "key": "k", "version": str(letter.version), "phrase": "ทราบ", **told}
    answer = director.post(f"/letters/desk/{letter.pk}/", data)
    html = answer.content.decode()
    assert answer.status_code == 422
    assert 'value="31/2/69"' in html
    assert 'value="ทราบ" checked' in html
    assert re.search(rf'name="assignees\[{wipha.person_id}\]person" value="\d+" checked', html)
    assert _decide(director, letter) == 422  # neither words nor people
    letter.refresh_from_db()
    assert letter.state == "submitted"


def test_a_group_that_was_tapped_stays_where_the_order_lacks_words(malee: Post, director: Client) -> None:
    letter = _submitted(malee)
    data = {"step": "order", "key": "k", "version": str(letter.version), "group": "all"}
    html = director.post(f"/letters/desk/{letter.pk}/", data).content.decode()
    assert 'name="group" value="all" checked' in html
    assert 'name="group" value="heads">' in html


def test_a_group_is_told_for_information(
    malee: Post, wipha: Post, section_head: Post, director: Client
) -> None:
    letter = _submitted(malee)
    assert _decide(director, letter, phrase="ทราบ", group="all") == 302
    parts = {row.person: row.part for row in letter.assignments.all()}
    assert parts == {malee.person: "cc", wipha.person: "cc", section_head.person: "cc"}
    assert letter.endorsements.filter(kind="order").get().words == "ทราบ"


def test_a_unit_takes_it_up(malee: Post, section_head: Post, academic_unit: Unit, director: Client) -> None:
    letter = _submitted(malee)
    index = 10_000_000 + academic_unit.pk
    told = {f"assignees[{index}]unit": str(academic_unit.pk), f"assignees[{index}]role": "lead"}
    assert _decide(director, letter, **told) == 302
    assert letter.assignments.get().unit == academic_unit
    assert "กลุ่มบริหารวิชาการ" in letter.endorsements.filter(kind="order").get().words


def test_people_are_told_after_ten_seconds_and_not_before(malee: Post, wipha: Post, director: Client) -> None:
    letter = _submitted(malee)
    person = {f"assignees[{wipha.person_id}]person": str(wipha.person_id)}
    ordered_at = clock.now()
    with clock.at(ordered_at):
        _decide(director, letter, **person)
        assert tell_due() == 0
    with clock.at(ordered_at + dt.timedelta(seconds=11)):
        assert director.post("/letters/desk/tell/", headers={"HX-Request": "true"}).status_code == 200
        assert tell_due() == 0  # told once
    letter.refresh_from_db()
    assert letter.state == "distributed"
    told = Transition.objects.get(step="distribute")
    assert told.actor is None
    assert not Telling.objects.exists()


def test_a_slip_is_mended_by_a_further_order_before_anybody_is_told(
    malee: Post, wipha: Post, section_head: Post, director: Client
) -> None:
    letter = _submitted(malee)
    at = clock.now()
    with clock.at(at):
        _decide(director, letter, **{f"assignees[{wipha.person_id}]person": str(wipha.person_id)})
    amend = f"/letters/desk/{letter.pk}/amend/"
    with clock.at(at + dt.timedelta(seconds=5)):
        director.post(amend)  # holds the telling back
        html = director.get(amend).content.decode()
        assert re.search(rf'name="assignees\[{wipha.person_id}\]person" value="\d+" checked', html)
    with clock.at(at + dt.timedelta(seconds=30)):
        assert tell_due() == 0
        letter.refresh_from_db()
        told = {
            f"assignees[{section_head.person_id}]person": str(section_head.person_id),
            "step": "order_amend",
        }
        assert _decide(director, letter, **told, key="k2") == 302
    with clock.at(at + dt.timedelta(seconds=45)):
        assert tell_due() == 1
    live = letter.assignments.live().get()
    assert live.person == section_head.person
    steps = [row.step for row in Transition.objects.of("incoming_letter", letter.pk)]
    assert steps[-3:] == ["order", "order_amend", "distribute"]  # nothing was unmade
    assert letter.endorsements.filter(kind="order").count() == 2


def test_an_order_for_all_selected(malee: Post, wipha: Post, director: Client) -> None:
    letters = [_submitted(malee, reference=str(n)) for n in range(3)]
    gone = take(letters[2], letters[2].organisation.posts.with_role("director").get(), "order", text="เก็บ")
    told = {"step": "order", "key": "many", "phrase": "ทราบ", "letter": [str(one.pk) for one in letters]}
    html = director.post("/letters/desk/together/", told).content.decode()
    assert "ทำแล้ว 2 ฉบับ" in html
    assert "ยังทำไม่ได้ 1 ฉบับ" in html
    director.post("/letters/desk/together/", told)  # a double click
    assert Transition.objects.filter(step="order").count() == 3
    gone.refresh_from_db()
    assert gone.state == "done"


def test_a_deputy_minutes_in_turn(malee: Post, somchai: Post, deputy: Post) -> None:
    letter = take(arrive(malee), malee, "check", "register")
    letter = take(letter, malee, "submit", route=[deputy.person_id])
    html = browser_of(deputy).get("/letters/desk/").content.decode()
    assert "เห็นควรดำเนินการตามเสนอ" in html
    assert 'name="step" value="minute"' in html
    assert (
        _decide(browser_of(deputy), letter, step="minute", phrase="เห็นควรดำเนินการตามเสนอ", text="ด่วน") == 302
    )
    letter.refresh_from_db()
    assert letter.state == "minuted"
    assert letter.endorsements.filter(kind="minute").get().words == "เห็นควรดำเนินการตามเสนอ ด่วน"
    assert letter.get_absolute_url() in browser_of(somchai).get("/letters/desk/").content.decode()


def test_own_phrases_are_learnt(malee: Post, somchai: Post, director: Client) -> None:
    for number in range(2):
        _decide(director, _submitted(malee, reference=str(number)), text="แจ้งผู้เกี่ยวข้องถือปฏิบัติ")
    assert Phrase.objects.get(person=somchai.person).used == 2
    _submitted(malee, reference="3")
    html = director.get("/letters/desk/").content.decode()
    assert 'name="phrase" value="แจ้งผู้เกี่ยวข้องถือปฏิบัติ"' in html


def test_whoever_acts_for_the_director_says_in_whose_name(malee: Post, somchai: Post, deputy: Post) -> None:
    now = clock.now()
    Delegation.objects.create(
        kind=Delegation.Kind.ACTING,
        principal=somchai,
        delegate=deputy,
        order_number="10/2569",
        starts_at=now - dt.timedelta(days=1),
        ends_at=now + dt.timedelta(days=5),
        created_by=somchai.person,
    )
    letter = _submitted(malee)
    browser = browser_of(deputy)
    html = browser.get("/letters/desk/").content.decode()
    assert "ในนามนายสมชาย ใจดี" in html
    assert _decide(browser, letter, phrase="ทราบ") == 302
    minute = letter.endorsements.filter(kind="order").get()
    assert "รักษาราชการแทน" in minute.signed_position


def test_absent_people_say_so_before_they_are_named(malee: Post, wipha: Post, director: Client) -> None:
    now = clock.now()
    Delegation.objects.create(
        kind=Delegation.Kind.ABSENCE,
        principal=wipha,
        starts_at=now - dt.timedelta(days=1),
        ends_at=now + dt.timedelta(days=5),
        created_by=wipha.person,
    )
    _submitted(malee)
    assert "ไม่อยู่ถึง" in director.get("/letters/desk/").content.decode()


def test_a_clerk_has_no_word_to_put_under_it(malee: Post, somchai: Post) -> None:
    letter = _submitted(malee)
    assert _decide(browser_of(malee), letter, phrase="ทราบ") == 403
    assert "ไม่มีหนังสือรอท่าน" in browser_of(malee).get("/letters/desk/").content.decode()


def test_another_agency_finds_no_such_letter(malee: Post, somchai: Post, pricha: Post) -> None:
    letter = _submitted(malee)
    assert _decide(browser_of(pricha), letter, phrase="ทราบ") == 404
    assert browser_of(pricha).get(f"/letters/desk/{letter.pk}/amend/").status_code == 404


def test_the_words_name_whom_the_rows_name_whatever_their_places(
    malee: Post, wipha: Post, section_head: Post, director: Client
) -> None:
    letter = _submitted(malee)
    row = f"assignees[{wipha.person_id}]"  # vipha's place, another's id
    assert _decide(director, letter, **{f"{row}person": str(section_head.person_id)}) == 302
    assert "ประเสริฐ" in letter.endorsements.filter(kind="order").get().words


@pytest.mark.parametrize(
    "address",
    [
        "/letters/desk/?at=99999999999999999999&done=99999999999999999999",
        "/letters/incoming/?entered=99999999999999999999&before=9999999999999999.9&unit=999999999",
        "/letters/incoming/?after=1.1.1&year=๒๕๖๙&book=x&state=;drop",
        "/letters/assignments/?list=done&before=999999999999999999",
        "/letters/incoming/before/?reference=%00%F0%9F%98%80&sender=%F0%9F%98%80&hash=x",
        "/letters/incoming/senders/?sender=%00%25_",
        "/machines/incoming-letters/?item=99999999999999999999",
        "/items/incoming-letters/99999999999999999999/",
    ],
)
def test_odd_addresses_are_no_failure_of_the_system(address: str, malee: Post, director: Client) -> None:
    _submitted(malee)
    assert browser_of(malee).get(address).status_code in {200, 404}
    assert director.get(address).status_code in {200, 404}


@pytest.mark.parametrize(
    "told",
    [
        {"due_other": "31/2/69"},
        {"due_other": "20/11/2026"},
        {"text": "ก" * 5000},
        {"assignees[0]person": "99999999999999999999"},
        {"assignees[x]person": "1", "phrase": ""},
        {"assignees[0]role": "boss", "assignees[0]person": "1"},
        {"version": "x", "due": "never", "phrase": "ทราบ"},
    ],
)
def test_odd_orders_are_told_and_not_taken(told: dict[str, str], malee: Post, director: Client) -> None:
    letter = _submitted(malee)
    assert _decide(director, letter, **{"phrase": "ทราบ", **told}) == 422
    letter.refresh_from_db()
    assert letter.state == "submitted"


def test_the_letters_page_leads_the_director_to_the_stack(malee: Post, director: Client) -> None:
    letter = _submitted(malee)
    page = director.get(letter.get_absolute_url()).content.decode()
    assert f"/letters/desk/?at={letter.pk}" in page
    answer = director.get(f"/items/incoming-letters/{letter.pk}/steps/order/")
    assert answer.headers["Location"] == f"/letters/desk/?at={letter.pk}"
    full = director.get(f"/items/incoming-letters/{letter.pk}/steps/order/?form=1").content.decode()
    assert 'name="assignees[0]due_at"' in full


def test_a_secret_letter_on_the_stack_is_not_read_without_a_note(
    school: Organisation, secret_registrar: Post
) -> None:
    head = make_person(school, "head", Role.DIRECTOR, clearance=Clearance.SECRET)
    letter = arrive(secret_registrar, secrecy="confidential", subject="สอบสวนวินัย")
    letter = take(letter, secret_registrar, "check", "register", "submit")
    browser = browser_of(head)
    addresses = ["/letters/desk/", f"/letters/incoming/{letter.pk}/about/"]

    for address in addresses:
        assert "สอบสวนวินัย" in browser.get(address).content.decode()
    assert _decide(browser, letter, text="") == 422

    noted = AuditEvent.objects.filter(action="secret_letter_open", actor=head.person)
    assert {event.subject for event in noted} == {f"incoming_letter:{letter.pk}"}
    assert noted.count() == 3


def test_an_order_that_cannot_be_told_of_is_no_fault_of_whoever_asks(
    malee: Post, somchai: Post, wipha: Post, director: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    letter = ordered(arrive(malee), malee, somchai, wipha)
    tell_later(letter)

    def broken(*_args: object) -> None:
        raise ConnectionError("away")

    monkeypatch.setattr(telling, "perform", broken)
    with clock.at(clock.now() + dt.timedelta(minutes=1)):
        assert director.post("/letters/desk/tell/").status_code == 302
    assert Telling.objects.exists()
