"""Writing, signing and sending a letter as people do it: on pages, without script."""

from __future__ import annotations

import pytest
from django.test import Client

from eoffice.organisations.models import Organisation
from eoffice.people.models import AuditEvent, Clearance, Post
from tests import factories
from tests.letters.telling import arrive, ordered, take
from tests.letters.test_outgoing import PLAIN, draft, go, signed
from workflows.letters.models import OutgoingLetter

FORM = {
    "form": "1",
    "kind": "external_letter",
    "subject": "ขอเชิญเป็นวิทยากร",
    "body": "โรงเรียนขอเรียนเชิญท่านเป็นวิทยากร\n1. เช้า\n2. บ่าย",
    "salutation": "เรียน",
    "closing": "ขอแสดงความนับถือ",
    "references": "หนังสือที่ 1\nหนังสือที่ 2",
    "enclosures": "",
    "speed": "normal",
    "secrecy": "normal",
    "recipients[0]name": "นายแพทย์ใหญ่",
    "recipients[0]channel": "post",
}


def logged_in(post: Post) -> Client:
    client = Client()
    client.force_login(post.person)
    return client


def test_a_letter_is_written_on_a_page(wipha: Post) -> None:
    answer = logged_in(wipha).post("/letters/outgoing/write/", FORM)
    letter = OutgoingLetter.objects.get()
    assert answer["Location"] == letter.get_absolute_url()
    said = letter.document.texts.get().wording
    assert said.references == ("หนังสือที่ 1", "หนังสือที่ 2")
    assert letter.recipients.get().party.name == "นายแพทย์ใหญ่"


def test_a_form_with_a_fault_comes_back_with_everything_typed(wipha: Post) -> None:
    answer = logged_in(wipha).post("/letters/outgoing/write/", FORM | {"subject": ""})
    assert answer.status_code == 422
    assert "นายแพทย์ใหญ่" in answer.content.decode()
    assert not OutgoingLetter.objects.exists()


def test_the_paper_is_drawn_while_one_writes_and_nothing_is_kept(wipha: Post) -> None:
    answer = logged_in(wipha).post("/letters/outgoing/preview/", FORM)
    assert "data:image/png;base64," in answer.content.decode()
    assert not OutgoingLetter.objects.exists()


def test_editing_begins_with_what_stands_and_may_take_a_part_out(wipha: Post) -> None:
    letter = draft(wipha, references=["หนังสือเดิม"])
    client = logged_in(wipha)
    page = client.get(f"/letters/outgoing/{letter.pk}/edit/").content.decode()
    assert PLAIN["body"] in page
    assert "หนังสือเดิม" in page
    client.post(
        f"/letters/outgoing/{letter.pk}/edit/",
        FORM | {"references": "", "version": str(letter.version)},
    )
    newest = letter.document.texts.last()
    assert newest is not None
    assert newest.wording.references == ()


def test_the_director_signs_in_the_book(wipha: Post, deputy: Post, somchai: Post) -> None:
    letter = draft(wipha)
    go(letter, wipha, "review")
    go(letter, deputy, "approve_draft")
    client = logged_in(somchai)
    assert PLAIN["subject"] in client.get("/letters/outgoing/to-sign/").content.decode()
    address = f"/items/outgoing-letters/{letter.pk}/steps/sign/"
    wrong = client.post(address, {"form": "1", "password": "wrong"})
    assert wrong.status_code == 422
    assert "wrong" not in wrong.content.decode()
    client.post(address, {"form": "1", "password": factories.PASSWORD, "next": "/letters/outgoing/to-sign/"})
    letter.refresh_from_db()
    assert letter.state == "signed"


def test_the_paper_that_is_sent_bears_number_and_name(
    malee: Post, wipha: Post, deputy: Post, somchai: Post
) -> None:
    letter = signed(draft(wipha), wipha, deputy, somchai)
    for step in ("number", "check"):
        letter = go(letter, malee, step)
    main = letter.document.file_links.get(role="main")
    assert main.file.name == letter.file_name
    page = logged_in(malee).get(letter.get_absolute_url()).content.decode()
    assert letter.file_name in page
    assert somchai.person.name in page


def test_whoever_may_not_see_a_draft_finds_nothing(wipha: Post, malee: Post, pricha: Post) -> None:
    letter = draft(wipha)
    for post in (malee, pricha):
        client = logged_in(post)
        for path in ("", "about/", "edit/", "paper.pdf", "pages/1.png", "versions/"):
            assert client.get(f"/letters/outgoing/{letter.pk}/{path}").status_code == 404


@pytest.mark.parametrize("part", ["", "about/", "edit/", "paper.pdf", "pages/1.png", "versions/"])
def test_a_secret_draft_is_not_read_without_a_note(part: str, school: Organisation, wipha: Post) -> None:
    writer = factories.make_person(school, "secretary", clearance=Clearance.SECRET)
    letter = draft(writer, secrecy="confidential")
    address = f"{letter.get_absolute_url()}{part}"

    answer = logged_in(writer).get(address)
    assert answer.status_code == 200
    if "." in part:
        assert answer["Cache-Control"] == "private, no-store"
    assert AuditEvent.objects.get(action="secret_letter_open").actor == writer.person

    assert logged_in(wipha).get(address).status_code == 404
    assert AuditEvent.objects.get(action="refused").subject == f"outgoing_letter:{letter.pk}"


def test_an_answer_begins_with_what_it_answers(malee: Post, somchai: Post, wipha: Post) -> None:
    asked = take(ordered(arrive(malee), malee, somchai, wipha), malee, "distribute")
    client = logged_in(wipha)
    address = f"/letters/outgoing/write/?answers={asked.pk}"
    assert address in client.get(asked.get_absolute_url()).content.decode()
    page = client.get(address).content.decode()
    for said in (asked.document.subject, asked.document.reference, asked.document.sender_text):
        assert page.count(said) >= 1
    told = FORM | {"answers": str(asked.pk), "subject": asked.document.subject}
    client.post("/letters/outgoing/write/", told)
    assert OutgoingLetter.objects.get().answers == asked


def test_nobody_answers_what_is_out_of_sight(malee: Post, pricha: Post) -> None:
    asked = take(arrive(malee), malee, "check", "register")
    page = logged_in(pricha).get(f"/letters/outgoing/write/?answers={asked.pk}").content.decode()
    assert asked.document.subject not in page
