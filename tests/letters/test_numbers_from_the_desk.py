"""Numbers that were reserved at the desk, or are inserted between two, are taken by the paper itself."""

from __future__ import annotations

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse

from documents.actions import numbers
from documents.classes import Run
from documents.models import Register
from documents.rules.filing import file_name_of
from eoffice.common import clock
from eoffice.common.errors import InvalidInputs, TransitionRefused
from eoffice.organisations.settings_of import CIRCULAR_RUN, GENERAL_RUN
from eoffice.people.models import Post
from tests.factories import PASSWORD, browser_of
from tests.letters.test_outgoing import draft, go, row_of, signed
from workflows.engine.perform import perform, start
from workflows.engine.steps import steps_for
from workflows.letters.models import OutgoingLetter


@pytest.fixture
def letter(wipha: Post, deputy: Post, somchai: Post) -> OutgoingLetter:
    return signed(draft(wipha), wipha, deputy, somchai)


def reserved(post: Post, run: str = Run.SEND, **more: object) -> str:
    register = numbers.register_of(post.organisation, run)
    return numbers.reserve(register, purpose="โครงการพัฒนา", post=post, **more).label  # type: ignore[arg-type]


def test_a_letter_takes_the_number_that_was_reserved(letter: OutgoingLetter, malee: Post) -> None:
    label = reserved(malee)
    reserved(malee)
    letter = go(letter, malee, "number", reserved="ศธ ๐๔๓๔๖.๒๖/๑")
    assert letter.document.reference == label == "ศธ 04346.26/1"
    row = row_of(letter)
    assert (row.state, row.document, row.number) == ("issued", letter.document, 1)
    assert go(letter, malee, "check").file_name == f"{letter.send_year}_MOE04346_26_1.pdf"


def test_only_a_reserved_number_of_this_book_is_taken(letter: OutgoingLetter, malee: Post) -> None:
    reserved(malee, Run.ORDER)
    with pytest.raises(InvalidInputs) as refused:
        go(letter, malee, "number", reserved="1/2569")
    assert "reserved" in refused.value.errors
    label = reserved(malee)
    with pytest.raises(InvalidInputs):
        go(letter, malee, "number", reserved=label, after=1, reason="x")
    assert letter.entry is None


def test_a_number_is_inserted_for_a_day_that_is_past(
    letter: OutgoingLetter, malee: Post, wipha: Post, deputy: Post, somchai: Post
) -> None:
    first = go(signed(draft(wipha), wipha, deputy, somchai), malee, "number")
    with pytest.raises(InvalidInputs) as refused:
        go(letter, malee, "number", after=1)
    assert "reason" in refused.value.errors
    with pytest.raises(InvalidInputs) as refused:
        go(letter, malee, "number", after=7, reason="ลืมลงทะเบียน")
    assert "after" in refused.value.errors
    letter = go(letter, malee, "number", after=1, reason="ลืมลงทะเบียน")
    assert letter.document.reference == "ศธ 04346.26/1.1"
    assert row_of(letter).remarks == "ลืมลงทะเบียน"
    names = {file_name_of(each.document.reference, year=2569) for each in (first, letter)}
    assert names == {"2569_MOE04346_26_1.pdf", "2569_MOE04346_26_1-1.pdf"}
    assert file_name_of(first.document.reference, year=2569, enclosure=1) not in names


def test_its_number_is_voided_through_the_letter_alone(
    letter: OutgoingLetter, malee: Post, deputy: Post
) -> None:
    letter = go(letter, malee, "number", reserved=reserved(malee))
    with pytest.raises(TransitionRefused):
        numbers.void(row_of(letter), reason="ไม่ส่งแล้ว", post=malee)
    letter = go(letter, malee, "void", note="ไม่ส่งแล้ว", approved_by=deputy.person_id)
    assert row_of(letter).state == "void"


@pytest.mark.parametrize("general", [False, True])
def test_circulars_take_reserved_numbers_under_both_settings(
    general: bool, malee: Post, wipha: Post, deputy: Post, somchai: Post
) -> None:
    if general:
        malee.organisation.settings[CIRCULAR_RUN] = GENERAL_RUN
        malee.organisation.save()
    label = reserved(malee, Run.SEND if general else Run.CIRCULAR)
    letter = signed(draft(wipha, is_circular=True), wipha, deputy, somchai)
    letter = go(letter, malee, "number", reserved=label)
    assert letter.document.reference == row_of(letter).label == "ศธ 04346.26/ว 1"


def test_memos_orders_and_announcements_take_them_too(malee: Post, wipha: Post, somchai: Post) -> None:
    memo = start("memo", "draft", wipha, {"subject": "ขออนุญาต", "body": "ขออนุญาต"})
    register = numbers.register_of(malee.organisation, Run.MEMO)
    kept = numbers.reserve(register, purpose="บันทึก", post=malee, reserved_for=wipha)
    memo = perform(memo, "number", wipha, {"reserved": kept.label})
    assert memo.document.reference == kept.label
    told = {"subject": "ปิดโรงเรียน", "body": "โรงเรียนปิด", "files": []}
    notice = start("announcement", "draft", wipha, told)
    notice = perform(notice, "review", wipha) if "review" in _open(notice, wipha) else notice
    notice = (
        perform(notice, "sign", somchai, {"password": PASSWORD})
        if "sign" in _open(notice, somchai)
        else notice
    )
    assert notice.state == "signed"
    kept = numbers.reserve(
        numbers.register_of(malee.organisation, Run.ANNOUNCEMENT), purpose="ประกาศ", post=malee
    )
    until = clock.today() + dt.timedelta(days=30)
    published = {"places": ["หน้าโรงเรียน"], "posted_until": until, "reserved": kept.label}
    notice = perform(notice, "publish", malee, published)
    assert notice.document.reference == kept.label


def _open(item: object, post: Post) -> set[str]:
    return {now.name for now in steps_for(item, post) if now.open}  # type: ignore[arg-type]


def test_the_form_offers_what_is_reserved(letter: OutgoingLetter, malee: Post) -> None:
    label = reserved(malee)
    address = reverse("engine:step", args=[letter.path, letter.pk, "number"])
    assert label in browser_of(malee).get(address).content.decode()


@pytest.fixture
def clerk(malee: Post) -> Client:
    return browser_of(malee)


def test_a_book_is_opened_at_the_desk_before_its_first_number(
    clerk: Client, malee: Post, wipha: Post
) -> None:
    assert "หนังสือรับรอง" in clerk.get("/registers/").content.decode()
    answer = clerk.post("/registers/open/", {"run": "certificate"})
    register = Register.objects.get(run="certificate")
    assert answer["Location"] == f"/registers/{register.pk}/"
    kept = numbers.reserve(register, purpose="รับรองการเป็นนักเรียน", post=malee)
    assert kept.label == f"1/{kept.year}"
    assert clerk.post("/registers/open/", {"run": "secret_send"}).status_code == 403
    assert clerk.post("/registers/open/", {"run": "x"}).status_code == 422
    assert browser_of(wipha).post("/registers/open/", {"run": "order"}).status_code == 403
    opened = clerk.post("/api/v1/registers/", {"run": "order"}, content_type="application/json")
    assert opened.status_code == 201


def test_a_circular_among_all_is_reserved_with_its_sign(clerk: Client, malee: Post) -> None:
    malee.organisation.settings[CIRCULAR_RUN] = GENERAL_RUN
    malee.organisation.save()
    register = numbers.register_of(malee.organisation, Run.SEND)
    told = {"key": "k", "purpose": "เวียน", "expires_at": "31/12/2599", "circular": "on"}
    assert clerk.post(f"/registers/{register.pk}/reserve/", told).status_code == 302
    assert register.entries.get().label == "ศธ 04346.26/ว 1"
