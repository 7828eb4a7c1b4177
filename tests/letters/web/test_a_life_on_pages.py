"""A letter from the counter to the file through pages alone, without script: five people, plain forms."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import unescape

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from documents.models import RetentionClass
from eoffice.people.models import Post
from tests.documents.paper import pdf
from tests.factories import browser_of
from workflows.engine.models import Transition
from workflows.engine.verify import verify_log
from workflows.letters.models import IncomingLetter

FORM = re.compile(r"<form[^>]*?>.*?</form>", re.DOTALL)
CONTROL = re.compile(
    r"<(input)\b([^>]*)>|<(textarea)\b([^>]*)>(.*?)</textarea>|<(select)\b([^>]*)>(.*?)</select>", re.DOTALL
)


@dataclass
class Person:
    """Somebody with a browser in which no script runs."""

    browser: Client

    def look(self, address: str) -> str:
        """The page at the address."""
        answer = self.browser.get(address)
        assert answer.status_code == 200, address
        return answer.content.decode()

    def send(self, page: str, action: str, **typed: object) -> str:
        """Send the form that leads to `action`, with what it holds and what was typed; the page after."""
        form = next((one for one in FORM.findall(page) if f'action="{action}"' in one), "")
        assert form, f"no form leads to {action}"
        answer = self.browser.post(action, {**_held(form), **typed}, follow=True)
        assert answer.status_code == 200, answer.content.decode()[:2000]
        return answer.content.decode()


def _held(form: str) -> dict[str, object]:
    """What a browser would send of a form as it stands."""
    found: dict[str, object] = {}
    for match in CONTROL.finditer(form):
        kind, attributes, rest = [*(part for part in match.groups() if part is not None), ""][:3]
        name, value = _of(attributes, "name"), _of(attributes, "value")
        if not name or 'type="file"' in attributes:
            continue
        if 'type="checkbox"' in attributes or 'type="radio"' in attributes:
            if "checked" in attributes:
                found[name] = value
        elif kind == "select":
            chosen = re.search(r'<option value="([^"]*)" selected', rest)
            found[name] = unescape(chosen[1]) if chosen else ""
        else:
            found[name] = unescape(rest) if kind == "textarea" else value
    return found


def _of(attributes: str, name: str) -> str:
    match = re.search(rf'\b{name}="([^"]*)"', attributes)
    return unescape(match[1]) if match else ""


@pytest.fixture(autouse=True)
def retention_classes(db: None) -> None:
    RetentionClass.objects.get_or_create(code="normal_10y", defaults={"clause": "ข้อ 57", "order": 1})


def test_a_letter_goes_from_the_counter_to_the_file_on_pages(
    malee: Post, deputy: Post, somchai: Post, wipha: Post, section_head: Post
) -> None:
    clerk, second, director, teacher, head = (
        Person(browser_of(post)) for post in (malee, deputy, somchai, wipha, section_head)
    )
    letter = _received(clerk)
    steps = f"/items/incoming-letters/{letter.pk}/steps"
    words = {"text": "เห็นควรมอบกลุ่มบริหารวิชาการ", "route": [deputy.person_id]}
    page = clerk.send(clerk.look(letter.get_absolute_url()), f"{steps}/submit/", **words)
    assert "เสนอแล้ว" in page

    desk = f"/letters/desk/{letter.pk}/"
    page = second.send(second.look("/letters/desk/"), desk, phrase="เห็นควรดำเนินการตามเสนอ")
    assert "ไม่มีหนังสือรอ" in page
    given = {f"assignees[{post.person_id}]person": post.person_id for post in (wipha, section_head)}
    parts = {f"assignees[{wipha.person_id}]role": "lead", f"assignees[{section_head.person_id}]role": "co"}
    director.send(director.look("/letters/desk/"), desk, **given, **parts)
    clerk.send(clerk.look(letter.get_absolute_url()), f"{steps}/distribute/")

    _acknowledged_and_reported(head, letter, "ตรวจข้อมูลแล้ว")
    _acknowledged_and_reported(teacher, letter, "รวบรวมข้อมูลแล้ว")
    letter.refresh_from_db()
    assert letter.state == "done"
    filed = {"file_code": "ศธ-01", "retention_class": "normal_10y"}
    page = clerk.send(clerk.look(letter.get_absolute_url()), f"{steps}/close/", **filed)
    assert "ปิดเรื่องแล้ว" in page
    _is_whole(letter)


def _received(clerk: Person) -> IncomingLetter:
    paper = SimpleUploadedFile("หนังสือ.pdf", pdf(2), content_type="application/pdf")
    page = clerk.send(
        clerk.look("/letters/incoming/"),
        "/letters/incoming/enter/",
        reference="ศธ ๐๔๓๔๖/๓๓๙๐",
        dated_on="20 พ.ย. 69",
        sender="สพม.ตัวอย่าง",
        subject="ขอให้รายงานข้อมูลนักเรียน",
        **{"files-sent": paper},
    )
    assert 'data-entered="1"' in page
    return IncomingLetter.objects.get()


def _acknowledged_and_reported(person: Person, letter: IncomingLetter, text: str) -> None:
    page = person.look(letter.get_absolute_url())
    person.send(page, f"/letters/incoming/{letter.pk}/read/")
    action = re.search(r'action="(/items/assignments/\d+/steps/acknowledge/)"', page)
    assert action is not None
    page = person.send(page, action[1])
    assert text in person.send(page, action[1].replace("acknowledge", "report"), text=text)


def _is_whole(letter: IncomingLetter) -> None:
    letter.refresh_from_db()
    assert letter.state == "closed"
    assert letter.reads.count() == 2
    told = [row.step for row in Transition.objects.of("incoming_letter", letter.pk)]
    assert told == [
        *("arrive", "check", "register", "submit", "minute", "order", "distribute"),
        *("read", "read", "acknowledge", "report", "close"),
    ]
    assert list(verify_log()) == []
