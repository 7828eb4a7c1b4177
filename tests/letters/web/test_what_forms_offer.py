"""What the forms of steps offer: those who may approve, codes that are known, reasons that fit."""

from __future__ import annotations

import re

import pytest

from documents.models import RetentionClass
from eoffice.organisations.settings_of import OfficeSettings, set_settings
from eoffice.people.models import Post
from tests.factories import browser_of
from tests.letters.telling import arrive, ordered, take
from workflows.engine.perform import perform
from workflows.letters.models import IncomingLetter


@pytest.fixture(autouse=True)
def retention_classes(db: None) -> None:
    RetentionClass.objects.get_or_create(code="normal_10y", defaults={"clause": "ข้อ 57", "order": 1})


def _form(post: Post, item: object, step: str) -> str:
    path = "assignments" if not isinstance(item, IncomingLetter) else "incoming-letters"
    address = f"/items/{path}/{item.pk}/steps/{step}/"  # type: ignore[attr-defined] # every item has one
    return browser_of(post).get(address).content.decode()


@pytest.mark.usefixtures("wipha")
def test_only_those_who_may_approve_are_offered_as_approvers(
    malee: Post, somchai: Post, deputy: Post
) -> None:
    letter = take(arrive(malee), malee, "check", "register")
    chooser = re.search(r'<select[^>]*name="approved_by".*?</select>', _form(malee, letter, "void"), re.S)
    assert chooser is not None
    offered = {int(value) for value in re.findall(r'value="(\d+)"', chooser[0])}
    assert offered == {somchai.person_id, deputy.person_id}


def test_closing_offers_codes_of_the_plan_and_those_used_before(malee: Post, somchai: Post) -> None:
    set_settings(malee.organisation, OfficeSettings(file_plan=("ศธ-01", "ศธ-02")))
    malee.organisation.save()
    for code in ("วช-9", "ศธ-02"):
        done = take(ordered(arrive(malee), malee, somchai), malee)
        take(done, malee, "close", file_code=code)
    html = _form(malee, ordered(arrive(malee), malee, somchai), "close")
    known = re.search(r'<datalist id="q-file-code-known">(.*?)</datalist>', html, re.S)
    assert known is not None
    assert re.findall(r'value="([^"]+)"', known[1]) == ["ศธ-01", "ศธ-02", "วช-9"]
    assert 'list="q-file-code-known"' in html


def test_handing_back_offers_reasons_of_an_assignee_and_the_history_says_them(
    malee: Post, somchai: Post, wipha: Post
) -> None:
    letter = take(ordered(arrive(malee), malee, somchai, wipha), malee, "distribute")
    assignment = letter.assignments.get()
    html = _form(wipha, assignment, "decline")
    assert "ไม่ใช่หน้าที่ หรือมอบผิด" in html
    assert "คำสั่งใหม่<" not in html
    perform(assignment, "decline", wipha, {"note": "เป็นงานการเงิน", "reason_kind": "fault"})
    page = browser_of(malee).get(letter.get_absolute_url()).content.decode()
    assert '<span class="tag">ไม่ใช่หน้าที่ หรือมอบผิด</span>' in page
