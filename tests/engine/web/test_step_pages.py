"""The form of any step, with and without script."""

from __future__ import annotations

import re

from django.test import Client

from eoffice.people.models import Post
from tests.factories import browser_of
from tests.letters.telling import arrive, take
from workflows.engine.models import Transition
from workflows.letters.models import IncomingLetter


def _hidden(html: str) -> dict[str, str]:
    """The key and version that a form carries."""
    found = re.findall(r'<input type="hidden" name="(form|key|version)" value="([^"]*)"', html)
    return dict(found)


def _page(browser: Client, letter: IncomingLetter, step: str) -> tuple[str, dict[str, str]]:
    address = f"/items/incoming-letters/{letter.pk}/steps/{step}/"
    html = browser.get(address).content.decode()
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
