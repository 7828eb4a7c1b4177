"""The delivery book and the prints of the sending desk, as a clerk uses them: on pages, without script."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from eoffice.common import clock
from eoffice.people.models import Post
from tests.documents.paper import pdf
from tests.documents.rendering.reading import by_pdfium, squeezed
from tests.factories import browser_of, queries_of
from tests.letters.test_outgoing import draft, go, sent, signed
from tests.letters.test_sending_desk import BY_HAND, BY_POST
from workflows.engine.models import Transition
from workflows.letters.models import OutgoingLetter, Recipient

BOOK = "/letters/outgoing/delivery-book/"


@pytest.fixture
def letter(malee: Post, somchai: Post, wipha: Post, deputy: Post) -> OutgoingLetter:
    more = {"name": "กำนันตำบลในเมือง", "channel": "hand"}
    return sent(signed(draft(wipha, recipients=[BY_HAND, BY_POST, more]), wipha, deputy, somchai), malee)


@pytest.fixture
def clerk(malee: Post) -> Client:
    return browser_of(malee)


def by(letter: OutgoingLetter, name: str) -> Recipient:
    return letter.recipients.get(party__name=name)


def filled(letter: OutgoingLetter, **more: Any) -> dict[str, Any]:
    hand = by(letter, BY_HAND["name"])
    usual = {"channel": "hand", "key": "k1", f"received_by-{hand.pk}": "น.ส.อรุณ", f"when-{hand.pk}": "00.01"}
    return usual | more


def acknowledged(letter: OutgoingLetter) -> int:
    return Transition.objects.filter(process=letter.process, item=letter.pk, step="ack").count()


def test_the_messenger_comes_back_and_the_clerk_notes_who_signed(
    letter: OutgoingLetter, clerk: Client
) -> None:
    shown = clerk.get(BOOK).content.decode()
    assert BY_HAND["name"] in shown
    assert BY_POST["name"] not in shown
    scan = SimpleUploadedFile("สมุดส่ง.pdf", pdf(), "application/pdf")
    answer = clerk.post(BOOK, filled(letter, scan=scan))
    assert answer.status_code == 302
    hand = by(letter, BY_HAND["name"])
    assert (hand.result, hand.received_by) == ("acknowledged", "น.ส.อรุณ")
    assert hand.acknowledged_at is not None
    assert hand.acknowledged_at.astimezone(clock.BANGKOK).time() == dt.time(0, 1)
    assert by(letter, "กำนันตำบลในเมือง").result == "sent"
    opened = clerk.get(f"/letters/outgoing/{letter.pk}/recipients/{hand.pk}/receipt/")
    assert opened.status_code == 200
    assert opened["Content-Type"] == "application/pdf"


def test_sent_twice_is_noted_once(letter: OutgoingLetter, clerk: Client) -> None:
    told = filled(letter)
    told[f"when-{by(letter, BY_HAND['name']).pk}"] = ""
    for _again in range(2):
        assert clerk.post(BOOK, told).status_code == 302
    assert acknowledged(letter) == 1


def test_a_page_left_open_writes_nothing_over(letter: OutgoingLetter, clerk: Client) -> None:
    clerk.post(BOOK, filled(letter))
    noted = by(letter, BY_HAND["name"])
    answer = clerk.post(BOOK, filled(letter, **{"key": "k2", f"received_by-{noted.pk}": "นายอื่น"}))
    assert answer.status_code == 422
    assert "มีผู้บันทึกการรับไว้แล้ว" in answer.content.decode()
    after = by(letter, BY_HAND["name"])
    assert (after.received_by, after.acknowledged_at) == ("น.ส.อรุณ", noted.acknowledged_at)
    assert acknowledged(letter) == 1


def test_a_line_with_a_fault_says_so_and_the_others_are_kept(letter: OutgoingLetter, clerk: Client) -> None:
    other = by(letter, "กำนันตำบลในเมือง")
    wrong = {f"received_by-{other.pk}": "นายดี", f"when-{other.pk}": "เมื่อไรก็ไม่รู้"}
    answer = clerk.post(BOOK, filled(letter, **wrong))
    assert answer.status_code == 422
    assert "เมื่อไรก็ไม่รู้" in answer.content.decode()
    assert by(letter, BY_HAND["name"]).result == "acknowledged"
    assert by(letter, "กำนันตำบลในเมือง").result == "sent"


def test_to_correct_a_fault_notes_nobody_twice(letter: OutgoingLetter, clerk: Client) -> None:
    other, hand = by(letter, "กำนันตำบลในเมือง"), by(letter, BY_HAND["name"])
    wrong = {f"received_by-{other.pk}": "นายดี", f"when-{other.pk}": "เมื่อไรก็ไม่รู้", f"when-{hand.pk}": ""}
    page = clerk.post(BOOK, filled(letter, **wrong)).content.decode()
    noted = by(letter, BY_HAND["name"]).acknowledged_at
    shown = dict(re.findall(r'name="([^"]+)"[^>]*? value="([^"]*)"', page))
    again = {name: told for name, told in shown.items() if re.match("received_by|when|key|channel|day", name)}
    assert again[f"received_by-{other.pk}"] == "นายดี"
    assert again["key"] == "k1"
    assert f"received_by-{hand.pk}" not in again
    assert clerk.post(BOOK, again | {f"when-{other.pk}": "00.01"}).status_code == 302
    assert by(letter, "กำนันตำบลในเมือง").result == "acknowledged"
    assert (acknowledged(letter), by(letter, BY_HAND["name"]).acknowledged_at) == (2, noted)


def test_tracking_numbers_are_noted_for_what_goes_by_post(letter: OutgoingLetter, clerk: Client) -> None:
    row = by(letter, BY_POST["name"])
    clerk.post(BOOK, {"channel": "post", "key": "k2", f"tracking-{row.pk}": "EB123456785TH"})
    assert by(letter, BY_POST["name"]).tracking_number == "EB123456785TH"
    assert "EB123456785TH" in clerk.get(f"/letters/outgoing/{letter.pk}/").content.decode()


def test_the_book_prints_with_the_columns_of_form_16(letter: OutgoingLetter, clerk: Client) -> None:
    clerk.post(BOOK, filled(letter))
    assert letter.entry is not None
    assert letter.unit is not None
    text = squeezed(by_pdfium(clerk.get(f"{BOOK}book.pdf").content))
    columns = ("เลขทะเบียน", "จาก", "ถึง", "หน่วยรับ", "ผู้รับ", "วันและเวลา", "หมายเหตุ")
    name = squeezed(BY_HAND["name"])
    row = (str(letter.entry.number), squeezed(letter.unit.name), name, name, "น.ส.อรุณ")
    assert f"{''.join(columns)}{''.join(row)}" in text
    assert squeezed(letter.document.reference) not in text


@pytest.mark.parametrize("what", ["c4", "c5", "c6", "dl", "2x7", "3x8", "slips", "slips-a4"])
def test_everything_for_the_recipients_prints(letter: OutgoingLetter, clerk: Client, what: str) -> None:
    rows = "&".join(f"recipient={row.pk}" for row in letter.recipients.all())
    printed = clerk.get(f"/letters/outgoing/covers.pdf?what={what}&start=3&{rows}")
    assert printed["Content-Type"] == "application/pdf"
    text = squeezed(by_pdfium(printed.content))
    assert squeezed(BY_HAND["name"]) in text
    assert ("เรียน" in text) is not what.startswith("slips")


def test_what_cannot_be_printed_is_said(letter: OutgoingLetter, clerk: Client) -> None:
    assert clerk.get("/letters/outgoing/covers.pdf?what=c5").status_code == 422
    assert clerk.get(f"/letters/outgoing/covers.pdf?what=c9&letter={letter.pk}").status_code == 422
    assert clerk.get(f"/letters/outgoing/covers.pdf?what=9x9&letter={letter.pk}").status_code == 422


def test_others_see_none_of_it(letter: OutgoingLetter, pricha: Post, wipha: Post) -> None:
    theirs = browser_of(pricha)
    assert BY_HAND["name"] not in theirs.get(BOOK).content.decode()
    assert theirs.get(f"/letters/outgoing/covers.pdf?what=c5&letter={letter.pk}").status_code == 422
    row = by(letter, BY_HAND["name"])
    assert theirs.get(f"/letters/outgoing/{letter.pk}/recipients/{row.pk}/receipt/").status_code == 404
    assert browser_of(wipha).get(BOOK).status_code == 403


def test_the_sender_reminds_from_the_list_with_one_click(
    letter: OutgoingLetter, malee: Post, clerk: Client
) -> None:
    page = letter.get_absolute_url()
    assert "เตือนผู้ที่ยังไม่ลงรับ" in clerk.get(page).content.decode()
    assert clerk.post(f"{page}remind/", {"key": "r1"}).status_code == 302
    shown = clerk.get(page).content.decode()
    assert "เตือนแล้ว" in shown
    assert malee.person.name in shown
    assert clerk.post(f"{page}remind/", {"key": "r2"}).status_code == 409
    listed = squeezed(by_pdfium(clerk.get(f"{page}not-registered.pdf").content))
    assert squeezed(BY_POST["name"]) in listed


def test_the_list_of_three_hundred_takes_no_more_queries(
    malee: Post, somchai: Post, wipha: Post, deputy: Post, clerk: Client
) -> None:
    def asked(number: int) -> int:
        rows = [{"name": f"โรงเรียนที่ {place}", "channel": "hand"} for place in range(number)]
        letter = sent(signed(draft(wipha, recipients=rows), wipha, deputy, somchai), malee)
        go(letter, malee, "remind_recipients")
        clerk.get(letter.get_absolute_url())
        return queries_of(clerk, letter.get_absolute_url())

    assert asked(5) == asked(300)
