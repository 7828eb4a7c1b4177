"""Assignments, the mailbox, several letters at once, saved views."""

from __future__ import annotations

import datetime as dt

from eoffice.common import clock
from eoffice.people.models import Post
from tests.factories import browser_of
from tests.letters.telling import arrive, ordered, take
from workflows.letters.models import MailboxCheck, SavedView

TUESDAY = dt.datetime(2026, 11, 24, 9, 0, tzinfo=clock.BANGKOK)


def test_a_teacher_acknowledges_and_reports_by_plain_forms(malee: Post, somchai: Post, wipha: Post) -> None:
    letter = take(ordered(arrive(malee), malee, somchai, wipha), malee, "distribute")
    assignment = letter.assignments.get()
    browser = browser_of(wipha)
    html = browser.get("/letters/assignments/").content.decode()
    assert f"/items/assignments/{assignment.pk}/steps/acknowledge/" in html
    told = {"key": "a", "version": str(assignment.version), "next": "/letters/assignments/"}
    answer = browser.post(f"/items/assignments/{assignment.pk}/steps/acknowledge/", told)
    assert answer.headers["Location"] == "/letters/assignments/"
    report = f"/items/assignments/{assignment.pk}/steps/report/"
    assert "ผลการดำเนินงาน" in browser.get(report).content.decode()
    browser.post(report, {"form": "1", "key": "r", "text": "ดำเนินการแล้ว"})
    letter.refresh_from_db()
    assert letter.state == "done"
    assert "ดำเนินการแล้ว" in browser_of(somchai).get(letter.get_absolute_url()).content.decode()
    assert letter.headline() in browser.get("/letters/assignments/?list=done").content.decode()


def test_the_director_sends_a_result_back(malee: Post, somchai: Post, wipha: Post) -> None:
    letter = take(ordered(arrive(malee), malee, somchai, wipha), malee, "distribute")
    assignment = letter.assignments.get()
    browser_of(wipha).post(
        f"/items/assignments/{assignment.pk}/steps/report/", {"form": "1", "key": "r", "text": "เสร็จ"}
    )
    director = browser_of(somchai)
    assert letter.headline() in director.get("/letters/assignments/?list=reported").content.decode()
    address = f"/items/assignments/{assignment.pk}/steps/return/"
    assert address in director.get(letter.get_absolute_url()).content.decode()
    assert director.post(address, {"form": "1", "key": "b", "note": "ขาดข้อมูล"}).status_code == 302
    letter.refresh_from_db()
    assert letter.state == "in_progress"


def test_lists_hold_to_their_own_agency(malee: Post, somchai: Post, wipha: Post, pricha: Post) -> None:
    letter = take(ordered(arrive(malee), malee, somchai, wipha), malee, "distribute")
    for name in ("mine", "given", "reported", "done"):
        html = browser_of(pricha).get(f"/letters/assignments/?list={name}").content.decode()
        assert letter.headline() not in html


def test_the_list_costs_the_same_however_long(
    malee: Post, somchai: Post, wipha: Post, django_assert_max_num_queries: object
) -> None:
    browser = browser_of(wipha)
    for number in range(3):
        letter = arrive(malee, reference=str(number))
        take(ordered(letter, malee, somchai, wipha), malee, "distribute")
    with django_assert_max_num_queries(30):  # type: ignore[operator] # a fixture of pytest-django
        browser.get("/letters/assignments/")


def test_the_mailbox_is_looked_into_twice_a_day(malee: Post, wipha: Post) -> None:
    browser = browser_of(malee)
    with clock.at(TUESDAY):
        letter = arrive(malee, channel="email", received_at="2026-11-24T08:30:00+07:00")
        html = browser.get("/letters/mailbox/").content.decode()
        assert "ยังไม่ได้ตรวจ" in html
        assert letter.headline() in html
        assert browser.post("/letters/mailbox/", {"found": "๓"}).status_code == 302
        assert browser.post("/letters/mailbox/", {"found": "many"}).status_code == 422
        assert "พบหนังสือ 3 ฉบับ" in browser.get("/letters/mailbox/").content.decode()
    assert MailboxCheck.objects.get().by == malee
    with clock.at(TUESDAY + dt.timedelta(days=1, hours=8)):
        assert "ยังไม่มีผู้ตรวจ" in browser.get("/letters/mailbox/").content.decode()
    assert browser_of(wipha).get("/letters/mailbox/").status_code == 403


def test_several_letters_are_registered_at_once_and_refusals_are_told(
    malee: Post, secret_registrar: Post
) -> None:
    fresh = arrive(malee, reference="1")
    checked = take(arrive(malee, reference="2"), malee, "check")
    secret = arrive(malee, reference="3", secrecy="confidential")
    told = {"action": "register", "key": "b", "letter": [str(one.pk) for one in (checked, secret, fresh)]}
    html = browser_of(malee).post("/letters/incoming/together/", told).content.decode()
    assert "ทำแล้ว 2 ฉบับ" in html
    assert "ยังทำไม่ได้ 1 ฉบับ" in html
    fresh.refresh_from_db()
    checked.refresh_from_db()
    secret.refresh_from_db()
    assert (fresh.receive_number, checked.receive_number) == (1, 2)  # in the order of receipt
    assert secret.receive_number is None


def test_a_view_is_kept_under_a_name(malee: Post, wipha: Post) -> None:
    browser = browser_of(malee)
    told = {"name": "ด่วนค้าง", "query": "state=open&speed=urgent&evil=1"}
    assert browser.post("/letters/incoming/views/", told).status_code == 302
    view = SavedView.objects.get()
    assert view.query == "state=open&speed=urgent"
    assert "ด่วนค้าง" in browser.get("/letters/incoming/").content.decode()
    assert "ด่วนค้าง" not in browser_of(wipha).get("/letters/incoming/").content.decode()
    assert browser_of(wipha).post(f"/letters/incoming/views/{view.pk}/forget/").status_code == 404
    assert browser.post(f"/letters/incoming/views/{view.pk}/forget/").status_code == 302
    assert not SavedView.objects.exists()
    assert browser.post("/letters/incoming/views/", {"name": " "}).status_code == 422


def test_filters_stand_in_the_address(malee: Post) -> None:
    take(arrive(malee, subject="ด่วนจริง", speed="urgent", reference="1"), malee, "check", "register")
    take(arrive(malee, subject="ปกติดี", reference="2", sender="เทศบาล"), malee, "check", "register")
    browser = browser_of(malee)
    html = browser.get("/letters/incoming/?speed=urgent").content.decode()
    assert "ด่วนจริง" in html
    assert "ปกติดี" not in html
    html = browser.get("/letters/incoming/?sender=เทศบาล").content.decode()
    assert "ปกติดี" in html
    assert "ด่วนจริง" not in html
    assert browser.get("/letters/incoming/?state=nonsense&unit=x&year=99999&before=zzz").status_code == 200
