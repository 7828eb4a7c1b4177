"""A secret letter that leaves: who sees it, who handles it, in which book it stands (sheet 4.2, ข้อ 35)."""

from __future__ import annotations

import pytest

from documents.classes import Run
from eoffice.common import clock
from eoffice.common.errors import InvalidInputs, NotAllowed
from eoffice.organisations.models import Organisation, Unit
from eoffice.people.models import Clearance, Post
from eoffice.people.roles import Role
from tests import factories
from tests.documents.rendering.reading import by_pdfium, squeezed
from tests.letters.test_outgoing import draft, go, row_of, sent
from tests.letters.test_sending_desk import BY_HAND
from workflows.engine.work import waiting_for
from workflows.letters.models import OutgoingLetter
from workflows.letters.outgoing.covers import delivery_book, slips_of


@pytest.fixture
def writer(school: Organisation, academic_unit: Unit) -> Post:
    return factories.make_person(school, "secretary", unit=academic_unit, clearance=Clearance.SECRET)


@pytest.fixture
def reader(school: Organisation) -> Post:
    """A deputy appointed for secret papers."""
    return factories.make_person(school, "reader", Role.DEPUTY, clearance=Clearance.SECRET)


@pytest.fixture
def chief(school: Organisation) -> Post:
    return factories.make_person(school, "chief", Role.DIRECTOR, clearance=Clearance.SECRET)


@pytest.fixture
def written(writer: Post) -> OutgoingLetter:
    return draft(writer, secrecy="confidential")


def sees(post: Post) -> bool:
    return OutgoingLetter.objects.visible_to(post).exists()


def signed(letter: OutgoingLetter, writer: Post, reader: Post, chief: Post) -> OutgoingLetter:
    go(letter, writer, "review", route=[reader.person_id])
    go(letter, reader, "approve_draft")
    return go(letter, chief, "sign", password=factories.PASSWORD)


def test_its_registrar_sees_it_once_it_is_signed_and_the_central_one_never(
    written: OutgoingLetter, writer: Post, reader: Post, chief: Post, malee: Post, secret_registrar: Post
) -> None:
    assert [sees(post) for post in (writer, reader, chief, secret_registrar, malee)] == [True, *[False] * 4]
    go(written, writer, "review", route=[reader.person_id])
    assert [sees(post) for post in (reader, chief, secret_registrar, malee)] == [True, True, False, False]
    go(written, reader, "approve_draft")
    assert not sees(secret_registrar)
    go(written, chief, "sign", password=factories.PASSWORD)
    assert (sees(secret_registrar), sees(malee)) == (True, False)


def test_being_cleared_is_not_enough(
    school: Organisation,
    written: OutgoingLetter,
    writer: Post,
    reader: Post,
    section_head: Post,
    deputy: Post,
) -> None:
    curious = factories.make_person(school, "curious", Role.DEPUTY, clearance=Clearance.SECRET)
    go(written, writer, "review", route=[reader.person_id])
    assert [sees(post) for post in (reader, curious, deputy, section_head)] == [True, False, False, False]


def test_nobody_is_named_who_may_not_read_it(
    written: OutgoingLetter, writer: Post, section_head: Post, deputy: Post
) -> None:
    for named in (section_head, deputy):
        with pytest.raises(InvalidInputs) as refused:
            go(written, writer, "review", route=[named.person_id])
        assert list(refused.value.errors) == ["route"]


def test_clearance_for_confidential_opens_no_secret_draft(writer: Post, reader: Post) -> None:
    letter = draft(writer, secrecy="secret")
    go(letter, writer, "review", route=[reader.person_id])
    assert sees(reader)
    reader.person.clearance = Clearance.CONFIDENTIAL
    reader.person.save()
    assert not sees(reader)


def test_where_nobody_was_named_the_cleared_one_whose_turn_it_is_reads_it(
    written: OutgoingLetter, writer: Post, section_head: Post, reader: Post, deputy: Post
) -> None:
    """The head of the unit, who reads its other drafts, is not appointed for secret ones."""
    go(written, writer, "review")
    assert [line.item for line in waiting_for(reader)] == [written]
    assert [sees(post) for post in (reader, deputy, section_head)] == [True, False, False]


def test_its_number_and_its_way_out_are_its_registrars(
    written: OutgoingLetter, writer: Post, reader: Post, chief: Post, malee: Post, secret_registrar: Post
) -> None:
    letter = signed(written, writer, reader, chief)
    for step in ("number", "check", "send"):
        with pytest.raises(NotAllowed, match="35"):
            go(letter, malee, step)
        letter = go(letter, secret_registrar, step)
    assert letter.state == "sent"
    entry = row_of(letter)
    assert (entry.register.run, entry.number, entry.subject) == (Run.SECRET_SEND, 1, "")
    assert letter.file_name.endswith(".pdf")


def test_whoever_carries_it_is_not_told_that_it_is_secret(
    school: Organisation, writer: Post, reader: Post, chief: Post, secret_registrar: Post
) -> None:
    letter = draft(writer, secrecy="confidential", recipients=[BY_HAND])
    letter = sent(signed(letter, writer, reader, chief), secret_registrar)
    assert letter.document.reference.startswith("ลับ")
    rows = [letter.recipients.get()]
    slip = squeezed(by_pdfium(slips_of(rows, school, together=False)))
    book = squeezed(by_pdfium(delivery_book(rows, school, day=clock.today())))
    assert squeezed(BY_HAND["name"]) in slip
    assert squeezed(BY_HAND["name"]) in book
    assert "ลับ" not in slip + book
