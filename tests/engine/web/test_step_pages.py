"""The form of any step, with and without script."""

from __future__ import annotations

import re

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from eoffice.common import clock
from eoffice.people.models import Post
from tests.documents.paper import pdf
from tests.factories import browser_of
from tests.letters.telling import arrive, ordered, take
from workflows.engine.models import Transition
from workflows.letters.models import IncomingLetter


def _hidden(html: str) -> dict[str, str]:
    """The key and version that a form carries."""
    found = re.findall(r'<input type="hidden" name="(form|key|version)" value="([^"]*)"', html)
    return dict(found)


def _page(browser: Client, letter: IncomingLetter, step: str) -> tuple[str, dict[str, str]]:
    address = f"/items/incoming-letters/{letter.pk}/steps/{step}/"
    html = browser.get(f"{address}?form=1").content.decode()
    return address, _hidden(html)


def test_a_step_is_taken_by_a_plain_form(malee: Post) -> None:
    letter = take(arrive(malee), malee, "check", "register")
    browser = browser_of(malee)
    address, hidden = _page(browser, letter, "submit")
    told = {**hidden, "purpose": "เพื่อโปรดทราบ", "text": "เห็นควรมอบกลุ่มวิชาการ"}
    answer = browser.post(address, told)
    assert answer.status_code == 302
    assert answer.headers["Location"] == f"/letters/incoming/{letter.pk}/"
    letter.refresh_from_db()
    assert letter.state == "submitted"
    assert letter.endorsements.get().words == "เพื่อโปรดทราบ\nเห็นควรมอบกลุ่มวิชาการ"


def test_a_double_click_is_one_click(malee: Post) -> None:
    letter = take(arrive(malee), malee, "check")
    browser = browser_of(malee)
    address, hidden = _page(browser, letter, "register")
    assert browser.post(address, hidden).status_code == 302
    assert browser.post(address, hidden).status_code == 302
    assert Transition.objects.filter(step="register").count() == 1


def test_a_stale_tab_is_told_so(malee: Post) -> None:
    letter = arrive(malee)
    browser = browser_of(malee)
    address, hidden = _page(browser, letter, "check")
    take(letter, malee, "remind") if letter.is_open else take(letter, malee, "check")
    answer = browser.post(address, hidden)
    assert answer.status_code == 409


def test_what_is_missing_is_said_beside_the_field_and_nothing_is_lost(malee: Post, somchai: Post) -> None:
    letter = take(arrive(malee), malee, "check", "register", "submit")
    browser = browser_of(somchai)
    address, hidden = _page(browser, letter, "order")
    told = {**hidden, "text": "", "due_at": "31/2/69", "assignees[0]person": str(malee.person_id)}
    answer = browser.post(address, told)
    html = answer.content.decode()
    assert answer.status_code == 422
    assert "กรุณากรอกช่องนี้" in html
    assert 'value="31/2/69"' in html
    assert f'<option value="{malee.person_id}" selected>' in html
    letter.refresh_from_db()
    assert letter.state == "submitted"


def test_rows_are_added_without_script(malee: Post, somchai: Post, wipha: Post) -> None:
    letter = take(arrive(malee), malee, "check", "register", "submit")
    browser = browser_of(somchai)
    address, hidden = _page(browser, letter, "order")
    told = {**hidden, "text": "มอบ", "assignees[0]person": str(wipha.person_id)}
    html = browser.post(address, {**told, "more": "assignees"}).content.decode()
    assert 'name="assignees[1]person"' in html
    answer = browser.post(address, {**told, "assignees[1]person": "", "assignees[1]role": "co"})
    assert answer.status_code == 302
    assert [row.person for row in letter.assignments.all()] == [wipha.person]


def test_the_form_of_a_closed_step_says_why(malee: Post) -> None:
    letter = arrive(malee)
    html = browser_of(malee).get(f"/items/incoming-letters/{letter.pk}/steps/close/").content.decode()
    assert "ปิดเรื่อง" in html
    assert '<form class="step-form"' not in html


def test_one_press_takes_a_step_that_asks_nothing(malee: Post) -> None:
    letter = arrive(malee)
    address = f"/items/incoming-letters/{letter.pk}/steps/check/"
    answer = browser_of(malee).post(address, {"key": "k1", "version": letter.version})
    assert answer.status_code == 302
    letter.refresh_from_db()
    assert letter.state == "checked"
    assert Transition.objects.get(step="check").evidence["addressee_ok"] is True


def test_htmx_gets_the_steps_section_in_place_of_the_form(malee: Post) -> None:
    letter = arrive(malee)
    answer = browser_of(malee).post(
        f"/items/incoming-letters/{letter.pk}/steps/check/",
        {"key": "k1", "version": letter.version},
        headers={"HX-Request": "true"},
    )
    assert answer.headers["HX-Trigger"] == "item-changed"
    assert f'id="steps-incoming-letters-{letter.pk}"' in answer.content.decode()
    assert "<html" not in answer.content.decode()


def test_another_agency_finds_no_such_item(malee: Post, pricha: Post) -> None:
    letter = arrive(malee)
    browser = browser_of(pricha)
    for tail in ("", "steps/", "steps/check/"):
        assert browser.get(f"/items/incoming-letters/{letter.pk}/{tail}").status_code == 404


def test_the_wrong_role_is_told_who_may(malee: Post, somchai: Post) -> None:
    letter = arrive(malee)
    answer = browser_of(somchai).post(f"/items/incoming-letters/{letter.pk}/steps/check/", {"key": "k"})
    assert answer.status_code == 403
    letter.refresh_from_db()
    assert letter.state == "arrived"


def test_a_machine_is_drawn_with_the_present_state_lit(malee: Post) -> None:
    letter = arrive(malee)
    html = browser_of(malee).get(f"/machines/incoming-letters/?item={letter.pk}").content.decode()
    assert 'class="state present' in html
    assert "ลงรับ" in html


def test_only_steps_that_people_take_have_a_page(malee: Post) -> None:
    letter = arrive(malee)
    browser = browser_of(malee)
    for name in ("acknowledge", "no_such_step", "arrive"):
        assert browser.get(f"/items/incoming-letters/{letter.pk}/steps/{name}/").status_code == 404
    assert browser.get("/items/no-such-things/1/").status_code == 404


def test_a_time_is_written_as_clerks_write_it(malee: Post, somchai: Post) -> None:
    letter = take(arrive(malee), malee, "check", "register")
    browser = browser_of(somchai)
    for typed, said in (
        ("22 ธ.ค. 69 เวลา 09.30 น.", "2026-12-22 09:30"),
        ("22/12/69 16:00", "2026-12-22 16:00"),
        ("๒๓/๑๒/๖๙", "2026-12-23 16:30"),
    ):
        address, hidden = _page(browser, letter, "extend")
        assert browser.post(address, {**hidden, "due_at": typed, "note": "รอข้อมูล"}).status_code == 302
        letter.refresh_from_db()
        assert letter.due_at is not None
        assert f"{letter.due_at.astimezone(clock.BANGKOK):%Y-%m-%d %H:%M}" == said


def test_the_first_copy_is_picked_or_named_by_its_number(malee: Post) -> None:
    first = take(arrive(malee), malee, "check", "register")
    again = arrive(malee, channel="email")
    browser = browser_of(malee)
    address, hidden = _page(browser, again, "duplicate")
    html = browser.get(address).content.decode()
    assert f'name="first" value="{first.pk}"' in html
    assert browser.post(address, {**hidden, "first-find": "99/2569"}).status_code == 422
    number = f"{first.receive_number}/{first.receive_year}"
    assert browser.post(address, {**hidden, "first-find": number}).status_code == 302
    again.refresh_from_db()
    assert again.state == "closed"


def test_a_row_is_corrected_and_a_number_voided_by_forms(malee: Post, somchai: Post) -> None:
    letter = take(arrive(malee), malee, "check", "register")
    browser = browser_of(malee)
    address, hidden = _page(browser, letter, "fix_row")
    told = {**hidden, "field": "subject", "value": "เรื่องที่ถูกต้อง", "note": "พิมพ์ผิด"}
    assert browser.post(address, told).status_code == 302
    html = browser.get(letter.get_absolute_url()).content.decode()
    assert "<del>ขอเชิญประชุมผู้บริหารสถานศึกษา</del> → <ins>เรื่องที่ถูกต้อง</ins>" in html
    address, hidden = _page(browser, letter, "void")
    told = {**hidden, "note": "ลงรับผิดเล่ม", "approved_by": str(somchai.person_id)}
    assert browser.post(address, told).status_code == 302
    letter.refresh_from_db()
    assert letter.state == "voided"


def test_the_same_file_sent_again_with_the_form_is_the_same_report(
    malee: Post, somchai: Post, wipha: Post
) -> None:
    letter = take(ordered(arrive(malee), malee, somchai, wipha), malee, "distribute")
    assignment = letter.assignments.get()
    browser = browser_of(wipha)
    address = f"/items/assignments/{assignment.pk}/steps/report/"
    paper = pdf()
    for _time in range(2):
        file = SimpleUploadedFile("ผล.pdf", paper, content_type="application/pdf")
        told = {"form": "1", "key": "r", "text": "เสร็จแล้ว", "files-sent": file}
        assert browser.post(address, told).status_code == 302
    assert [link.file.name for link in letter.document.file_links.all()] == ["ผล.pdf"]


def test_a_file_that_is_refused_takes_no_step(malee: Post, somchai: Post, wipha: Post) -> None:
    letter = take(ordered(arrive(malee), malee, somchai, wipha), malee, "distribute")
    assignment = letter.assignments.get()
    browser = browser_of(wipha)
    address = f"/items/assignments/{assignment.pk}/steps/report/"
    for name, content in (("ว่าง.pdf", b""), ("โปรแกรม.pdf", b"MZ" + b"\x00" * 200)):
        told = {"form": "1", "key": name, "text": "เสร็จ", "files-sent": SimpleUploadedFile(name, content)}
        assert 400 <= browser.post(address, told).status_code < 500
    assignment.refresh_from_db()
    assert assignment.state == "assigned"


def test_a_row_that_may_be_left_out_asks_nothing_of_the_browser(wipha: Post) -> None:
    client = Client()
    client.force_login(wipha.person)
    page = client.get("/letters/memos/orders/write/").content.decode()
    row = page[page.index('name="names[0]person"') :]
    assert "required" not in row[: row.index(">")]
