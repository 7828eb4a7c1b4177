"""What is written on a secret letter stands nowhere in clear (sheet 4.2)."""

from __future__ import annotations

import datetime as dt
import json

import pytest
from django.db import connection

from documents.files.receive import receive
from documents.models import Document
from eoffice.common import clock
from eoffice.common.errors import InvalidInputs, NotAllowed
from eoffice.organisations.models import Organisation
from eoffice.people.models import Clearance, Post
from eoffice.people.roles import Role
from tests import factories
from tests.factories import browser_of
from tests.letters.telling import arrive, take
from workflows.engine.perform import perform
from workflows.letters.models import IncomingLetter, Phrase
from workflows.letters.web.known import sender_of
from workflows.letters.web.stack import usual_people

SECRET = "สอบวินัย"


@pytest.fixture
def chief(school: Organisation) -> Post:
    return factories.make_person(school, "chief", Role.DIRECTOR, clearance=Clearance.SECRET)


@pytest.fixture
def officer(school: Organisation) -> Post:
    return factories.make_person(school, "officer", clearance=Clearance.SECRET)


def _in_clear(word: str) -> list[str]:
    """Tables in which the word can be read, as it is or as JSON writes it."""
    found, written = [], (word, json.dumps(word).strip('"'))
    for table in connection.introspection.table_names():
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            rows = [
                str(value) for row in cursor for value in row if not isinstance(value, memoryview | bytes)
            ]
            if any(one in value for value in rows for one in written):
                found.append(table)
    return found


def test_no_table_holds_the_words_of_a_secret_letter(
    secret_registrar: Post, chief: Post, officer: Post
) -> None:
    letter = arrive(secret_registrar, secrecy="confidential", subject=f"{SECRET} 1")
    letter = take(letter, secret_registrar, "check", defects=f"{SECRET} 2")
    letter = take(letter, secret_registrar, "register", "submit", text=f"{SECRET} 3")
    told = {"step": "order", "text": f"{SECRET} 4", "form": "1", "key": "k1"}
    told |= {"assignees[1]person": str(officer.person_id), "assignees[1]role": "lead"}
    assert browser_of(chief).post(f"/letters/desk/{letter.pk}/", told).status_code == 302
    letter = perform(letter, "distribute", secret_registrar)
    later = (clock.now() + dt.timedelta(days=60)).isoformat()
    letter = take(letter, chief, "extend", due_at=later, note=f"{SECRET} 5")
    work = perform(letter.assignments.get(), "acknowledge", officer)
    letter.refresh_from_db()
    letter = take(letter, secret_registrar, "wait", waits_for=f"{SECRET} 6")
    letter = take(letter, secret_registrar, "resume", note=f"{SECRET} 7")
    perform(work, "report", officer, {"text": f"{SECRET} 8"})

    assert _in_clear(SECRET) == []
    words = " ".join(minute.words for minute in letter.endorsements.all())
    assert [number for number in "2 3 4 6 8".split() if f"{SECRET} {number}" in words] == list("23468")
    page = browser_of(officer).get(letter.get_absolute_url()).content.decode()
    assert f"{SECRET} 8" in page


def test_what_turns_out_to_be_secret_is_sealed_from_there_on(
    malee: Post, somchai: Post, secret_registrar: Post
) -> None:
    paper = receive([SECRET.encode()], name="a.txt", post=malee)
    letter = arrive(malee, subject=f"{SECRET} 1", files=[paper.pk])
    letter = take(letter, malee, "check", secrecy="confidential", defects=f"{SECRET} 2")

    assert _in_clear(SECRET) == []
    paper.refresh_from_db()
    assert paper.blob.is_encrypted
    assert not Document.objects.visible_to(somchai).exists()
    with pytest.raises(NotAllowed):
        take(letter, malee, "register")
    letter = take(letter, secret_registrar, "register")
    assert letter.entry is not None
    assert letter.entry.register.run == "secret_receive"


def test_no_class_is_lowered_at_the_counter(secret_registrar: Post) -> None:
    letter = arrive(secret_registrar, secrecy="secret", subject=SECRET)
    with pytest.raises(InvalidInputs) as refused:
        take(letter, secret_registrar, "check", secrecy="normal")
    assert list(refused.value.errors) == ["secrecy"]
    assert SECRET not in letter.headline()
    for address in ("/letters/incoming/", "/"):
        assert SECRET not in browser_of(secret_registrar).get(address).content.decode()


def test_who_is_given_secret_letters_is_told_nobody(
    secret_registrar: Post, malee: Post, wipha: Post, chief: Post, officer: Post
) -> None:
    letter = arrive(secret_registrar, secrecy="confidential", sender="สพม.ตัวอย่าง")
    letter = take(letter, secret_registrar, "check", "register", "submit")
    take(letter, chief, "order", text="มอบ", assignees=[{"person": officer.person_id}])
    arrive(malee, reference="ศธ 04346/9")

    assert usual_people(None, chief) == []
    assert sender_of(malee, "ศธ 04346/10") == "สพม.ตัวอย่าง"
    assert sender_of(wipha, "ศธ 04346/10") == ""


def _sees(post: Post) -> bool:
    return IncomingLetter.objects.visible_to(post).exists()


def test_a_secret_letter_is_closed_to_whoever_hands_it_back_or_passes_it_on(
    school: Organisation, secret_registrar: Post, chief: Post, officer: Post
) -> None:
    other = factories.make_person(school, "other", clearance=Clearance.SECRET)
    letter = take(arrive(secret_registrar, secrecy="secret"), secret_registrar, "check", "register", "submit")
    letter = take(letter, chief, "order", text="มอบ", assignees=[{"person": officer.person_id}])
    letter = take(letter, secret_registrar, "distribute")
    work = perform(letter.assignments.get(), "delegate", officer, {"person": other.person_id, "note": "ลา"})
    assert (_sees(officer), _sees(other)) == (False, True)

    perform(work, "decline", other, {"note": "ไม่ใช่งานของกลุ่ม"})
    assert not _sees(other)
    assert not Document.objects.visible_to(other).exists()
    letter.refresh_from_db()
    take(letter, chief, "order_amend", text="มอบใหม่", assignees=[{"person": officer.person_id}])
    assert _sees(officer)


def test_whoever_was_never_told_of_a_letter_does_not_see_it(
    malee: Post, somchai: Post, wipha: Post, section_head: Post
) -> None:
    letter = take(arrive(malee), malee, "check", "register", "submit")
    letter = take(letter, somchai, "order", text="มอบ", assignees=[{"person": wipha.person_id}])
    letter = take(letter, somchai, "order_amend", text="แก้", assignees=[{"person": section_head.person_id}])
    assert not _sees(wipha)
    letter = take(letter, malee, "distribute")
    perform(letter.assignments.live().get(), "decline", section_head, {"note": "ไม่ใช่งานของกลุ่ม"})
    assert _sees(section_head)  # what one worked on one may look up


def test_words_of_ordinary_letters_are_learnt_and_shown(malee: Post, somchai: Post, wipha: Post) -> None:
    letter = take(arrive(malee), malee, "check", defects="ขาดสิ่งที่ส่งมาด้วย 1 ฉบับ")
    assert letter.defects == "ขาดสิ่งที่ส่งมาด้วย 1 ฉบับ"
    letter = take(letter, malee, "register", "submit")
    told = {"step": "order", "text": "แจ้งทุกกลุ่ม", "form": "1", "key": "k1"}
    assert browser_of(somchai).post(f"/letters/desk/{letter.pk}/", told).status_code == 302
    assert Phrase.objects.get().text == "แจ้งทุกกลุ่ม"


def test_only_whoever_may_change_the_order_holds_back_its_telling(
    malee: Post, somchai: Post, wipha: Post, deputy: Post
) -> None:
    letter = take(arrive(malee), malee, "check", "register", "submit")
    told = {"step": "order", "text": "มอบ", "form": "1", "key": "k1"}
    told |= {"assignees[1]person": str(wipha.person_id), "assignees[1]role": "lead"}
    browser_of(somchai).post(f"/letters/desk/{letter.pk}/", told)
    at = IncomingLetter.objects.get().telling.at

    browser_of(deputy).post(f"/letters/desk/{letter.pk}/amend/")
    assert IncomingLetter.objects.get().telling.at == at
    browser_of(somchai).post(f"/letters/desk/{letter.pk}/amend/")
    assert IncomingLetter.objects.get().telling.at > at
