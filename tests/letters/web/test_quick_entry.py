"""The entry line, as a plain form and as a part of the page."""

from __future__ import annotations

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from eoffice.people.models import Post
from tests.documents.paper import pdf
from tests.factories import browser_of
from tests.letters.telling import arrive, take
from workflows.engine.models import Transition
from workflows.letters.models import IncomingLetter

LINE = {
    "form": "1",
    "key": "one-letter",
    "reference": "ศธ ๐๔๓๔๖/ว ๘๑๒",
    "dated_on": "201169",
    "sender": "สพม.ตัวอย่าง",
    "addressee": "ผู้อำนวยการโรงเรียน",
    "subject": "ขอเชิญประชุมผู้บริหารสถานศึกษา",
    "speed": "urgent",
    "channel": "email",
    "secrecy": "normal",
}


@pytest.fixture
def clerk(malee: Post) -> Client:
    return browser_of(malee)


def test_a_letter_is_received_checked_and_registered_in_one_go(clerk: Client) -> None:
    answer = clerk.post("/letters/incoming/enter/", LINE)
    letter = IncomingLetter.objects.get()
    assert answer.headers["Location"] == f"/letters/incoming/?entered={letter.pk}#entry"
    assert (letter.receive_number, letter.state, letter.channel) == (1, "registered", "email")
    assert letter.document.dated_on is not None
    assert letter.document.dated_on.isoformat() == "2026-11-20"
    steps = Transition.objects.of("incoming_letter", letter.pk)
    assert [row.step for row in steps] == ["arrive", "check", "register"]
    page = clerk.get(answer.headers["Location"]).content.decode()
    assert re.search(r"<strong>1</strong><span class=\"entered-year\">/\d{4}", page)


def test_sent_twice_it_is_registered_once(clerk: Client) -> None:
    clerk.post("/letters/incoming/enter/", LINE)
    clerk.post("/letters/incoming/enter/", LINE)
    assert IncomingLetter.objects.count() == 1


def test_sent_twice_with_its_file_it_is_registered_once(clerk: Client) -> None:
    paper = pdf()
    for _time in range(2):
        file = SimpleUploadedFile("หนังสือ.pdf", paper, content_type="application/pdf")
        clerk.post("/letters/incoming/enter/", LINE | {"files-sent": file})
    letter = IncomingLetter.objects.get()
    assert [link.file.name for link in letter.document.file_links.all()] == ["หนังสือ.pdf"]


def test_after_a_lost_line_it_goes_on_where_it_stopped(
    clerk: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def lost(*_args: object, **_more: object) -> None:
        raise ConnectionError

    monkeypatch.setattr("workflows.letters.actions.entering.perform", lost)
    with pytest.raises(ConnectionError):
        clerk.post("/letters/incoming/enter/", LINE)
    assert IncomingLetter.objects.get().state == "arrived"
    monkeypatch.undo()
    clerk.post("/letters/incoming/enter/", LINE)
    assert IncomingLetter.objects.get().receive_number == 1


def test_what_is_wrong_is_said_and_what_was_typed_stays(clerk: Client) -> None:
    answer = clerk.post("/letters/incoming/enter/", LINE | {"dated_on": "31/2/69", "sender": ""})
    html = answer.content.decode()
    assert answer.status_code == 422
    assert 'value="31/2/69"' in html
    assert LINE["subject"] in html
    assert not IncomingLetter.objects.exists()


def test_by_htmx_the_line_comes_back_empty_with_the_number_beside(clerk: Client) -> None:
    answer = clerk.post("/letters/incoming/enter/", LINE, headers={"HX-Request": "true"})
    html = answer.content.decode()
    assert answer.headers["HX-Trigger"] == "letter-entered"
    assert 'data-entered="1"' in html
    assert 'id="q-subject" name="subject" value=""' in html
    assert 'value="email" checked' in html  # the counter's channel stays
    assert "one-letter" not in html


def test_a_possible_copy_is_told_before_enter(malee: Post, clerk: Client) -> None:
    first = take(arrive(malee, reference="ศธ 04346/ว 812"), malee, "check", "register")
    asked = {"reference": "ศธ๐๔๓๔๖/ว๘๑๒", "sender": ""}
    html = clerk.get("/letters/incoming/before/", asked).content.decode()
    assert first.get_absolute_url() in html
    assert 'data-sender-guess="สพม.ตัวอย่าง"' in html
    assert 'name="copy_of"' in html


def test_what_may_have_come_before_is_asked_about_once_more(malee: Post, clerk: Client) -> None:
    first = take(arrive(malee), malee, "check", "register")

    asked = clerk.post("/letters/incoming/enter/", LINE)

    html = asked.content.decode()
    assert asked.status_code == 422
    assert IncomingLetter.objects.get() == first
    assert first.get_absolute_url() in html
    assert f'value="{LINE["subject"]}"' in html
    assert 'value="urgent" checked' in html
    assert f'<input type="hidden" name="other_than" value="{first.pk}">' in html
    clerk.post("/letters/incoming/enter/", LINE | {"other_than": str(first.pk)})
    assert IncomingLetter.objects.get(receive_number=2).document.subject == LINE["subject"]


def test_the_same_file_under_another_number_is_asked_about_and_kept(clerk: Client) -> None:
    paper = pdf()

    file = SimpleUploadedFile("หนังสือ.pdf", paper, content_type="application/pdf")
    clerk.post("/letters/incoming/enter/", LINE | {"files-sent": file})
    other = LINE | {"key": "another", "reference": "นร 1/1", "sender": "สำนักงานใหม่"}
    file = SimpleUploadedFile("หนังสือ.pdf", paper, content_type="application/pdf")
    asked = clerk.post("/letters/incoming/enter/", other | {"files-sent": file})
    assert asked.status_code == 422
    kept = re.search(r'name="files" value="(\d+)" checked', asked.content.decode())
    assert kept
    first = IncomingLetter.objects.get()
    clerk.post("/letters/incoming/enter/", other | {"files": kept[1], "other_than": str(first.pk)})
    assert IncomingLetter.objects.get(receive_number=2).document.file_links.count() == 1


def test_of_another_copy_that_came_meanwhile_is_asked_again(malee: Post, clerk: Client) -> None:
    first = take(arrive(malee), malee, "check", "register")
    take(arrive(malee), malee, "check", "register")
    answer = clerk.post("/letters/incoming/enter/", LINE | {"other_than": str(first.pk)})
    assert answer.status_code == 422


def test_what_is_wrong_names_no_step_that_the_line_has_no_button_for(clerk: Client) -> None:
    html = clerk.post("/letters/incoming/enter/", LINE | {"dated_on": "31/2/69"}).content.decode()
    wrong = html[html.index("alert-refused") :][:400]
    assert "มีช่องที่ต้องแก้ไข" in wrong
    assert "เข้าระบบ" not in wrong


def test_a_copy_takes_no_number(malee: Post, clerk: Client) -> None:
    first = take(arrive(malee), malee, "check", "register")
    clerk.post("/letters/incoming/enter/", LINE | {"copy_of": str(first.pk)})
    copy = IncomingLetter.objects.exclude(pk=first.pk).get()
    assert (copy.state, copy.receive_number) == ("closed", None)


def test_another_agency_tells_nothing_of_ours(malee: Post, pricha: Post) -> None:
    take(arrive(malee), malee, "check", "register")
    theirs = browser_of(pricha)
    html = theirs.get(
        "/letters/incoming/before/", {"reference": "ศธ 04346/ว 812", "sender": ""}
    ).content.decode()
    assert html.strip() == ""
    assert "สพม" not in theirs.get("/letters/incoming/senders/", {"sender": "สพม"}).content.decode()


def test_known_senders_come_newest_first(malee: Post, clerk: Client) -> None:
    for sender in ("เทศบาลเมือง", "สพม.ตัวอย่าง", "เทศบาลตำบล"):
        arrive(malee, sender=sender)
    html = clerk.get("/letters/incoming/senders/", {"sender": "เทศบาล"}).content.decode()
    assert re.findall(r'data-value="([^"]+)"', html) == ["เทศบาลตำบล", "เทศบาลเมือง"]


def test_a_secret_letter_waits_for_its_registrar(clerk: Client, secret_registrar: Post) -> None:
    html = clerk.post(
        "/letters/incoming/enter/", LINE | {"secrecy": "confidential"}, headers={"HX-Request": "true"}
    ).content.decode()
    assert "35" in html
    assert IncomingLetter.objects.get().state == "checked"


def test_only_registrars_enter_letters(wipha: Post, somchai: Post) -> None:
    for post in (wipha, somchai):
        browser = browser_of(post)
        assert browser.get("/letters/incoming/enter/").status_code == 403
        assert browser.post("/letters/incoming/enter/", LINE).status_code == 403
        assert 'id="entry-form"' not in browser.get("/letters/incoming/").content.decode()
    assert not IncomingLetter.objects.exists()
