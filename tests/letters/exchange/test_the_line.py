"""The administrator's page of the line, and the log of what went over it."""

from __future__ import annotations

import pytest
from django.test import Client

from eoffice.people.models import AuditEvent, Post
from tests.api.caller import Caller
from tests.letters.exchange.conftest import OURS, THEIRS
from tests.letters.exchange.ecms_server import Ecms
from tests.letters.exchange.test_there_and_back import turn
from tests.letters.test_outgoing import draft, sent, signed
from workflows.letters.models import ExchangeAccount, ExchangeMessage, IncomingLetter

PAGE = "/letters/exchange/line/"


def told(address: str, **more: str) -> dict[str, str]:
    return {
        "is_on": "on",
        "endpoint": f"{address}/{OURS}/ecms-ws01/service2",
        "ministry": "09",
        "department": OURS,
        "poll_minutes": "๑๐",
        "send_date": "compact",
        **more,
    }


@pytest.fixture
def browser(sysadmin: Post, client: Client) -> Client:
    client.force_login(sysadmin.person)
    return client


def test_the_line_is_set_and_tried(browser: Client, address: str, ecms: Ecms, sysadmin: Post) -> None:
    ecms.passwords[OURS] = ("โรงเรียน", "ความลับ")
    assert browser.post(PAGE, told(address, username="โรงเรียน", password="ความลับ")).status_code == 302
    account = ExchangeAccount.objects.get()
    assert (account.organisation_id, account.poll_minutes) == (sysadmin.organisation_id, 10)
    assert "ความลับ".encode() not in bytes(account.sealed_password or b"")
    assert "ความลับ" not in str(list(AuditEvent.objects.values()))
    page = browser.get(PAGE).content.decode()
    assert "ความลับ" not in page
    answer = browser.post(f"{PAGE}try/", follow=True).content.decode()
    assert "เครื่อง e-CMS ตอบแล้ว" in answer
    browser.post(PAGE, told(address, username="โรงเรียน"))  # the password stays
    answer = browser.post(f"{PAGE}agencies/", follow=True).content.decode()
    assert "มี 2 หน่วยงานในรายการ" in answer
    assert account.agencies.count() == 2
    browser.post(PAGE, told(address, username="โรงเรียน", forget_password="on"))
    answer = browser.post(f"{PAGE}try/", follow=True).content.decode()
    assert "ไม่รับชื่อผู้ใช้หรือรหัสผ่าน" in answer


@pytest.mark.parametrize(
    ("endpoint", "stays"),
    [
        ("https://ecms.example/new/path", True),
        ("https://ECMS.example:443/x", True),
        ("https://other.example/x", False),
        ("https://ecms.example:8443/x", False),
        ("http://ecms.example/x", False),
    ],
)
def test_a_password_is_for_the_server_it_was_written_for(
    browser: Client, address: str, endpoint: str, stays: bool
) -> None:
    browser.post(PAGE, told(address, endpoint="https://ecms.example/x", username="u", password="ความลับ"))
    answer = browser.post(PAGE, told(address, endpoint=endpoint), follow=True).content.decode()
    assert bool(ExchangeAccount.objects.get().sealed_password) == stays
    assert ("ลบรหัสผ่านเดิมแล้ว" in answer) != stays


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"endpoint": "file:///etc/passwd"}, "endpoint"),
        ({"endpoint": ""}, "endpoint"),
        ({"department": ""}, "department"),
        ({"department": "<x>"}, "department"),
        ({"carries_secrets": "on"}, "carries_secrets"),
        ({"endpoint": "http://ecms.example/x", "username": "u", "password": "p"}, "endpoint"),
        ({"codes": "speed.urgentest = 9"}, "codes"),
        ({"poll_minutes": "0"}, "poll_minutes"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(
    browser: Client, address: str, wrong: dict[str, str], field: str
) -> None:
    answer = browser.post(PAGE, told(address, **wrong))
    assert answer.status_code == 422
    assert field in answer.context["form"].errors
    assert not ExchangeAccount.objects.exists()


def test_nobody_else_sets_it(client: Client, malee: Post) -> None:
    client.force_login(malee.person)
    assert client.get(PAGE).status_code == 403


def test_the_registry_sees_what_is_wrong_and_settles_it(
    client: Client, malee: Post, ecms: Ecms, our_line: ExchangeAccount
) -> None:
    ecms.put(OURS, b"<AcceptLetterNotifier><LetterID>x/1</LetterID></AcceptLetterNotifier>")
    turn()
    client.force_login(malee.person)
    page = client.get("/letters/exchange/").content.decode()
    assert "ไม่พบหนังสือของเราที่มีเลขที่นี้" in page
    row = ExchangeMessage.objects.get()
    client.post(f"/letters/exchange/{row.pk}/settled/")
    page = client.get("/letters/exchange/").content.decode()
    assert "ต้องตรวจดู" not in page
    assert AuditEvent.objects.filter(action="exchange_settled").exists()


def test_an_officer_sees_nothing_of_it(client: Client, wipha: Post) -> None:
    client.force_login(wipha.person)
    assert client.get("/letters/exchange/").status_code == 403


def test_other_agencies_messages_are_not_there(
    client: Client, pricha: Post, ecms: Ecms, our_line: ExchangeAccount
) -> None:
    ecms.put(OURS, b"<AcceptLetterNotifier><LetterID>x/1</LetterID></AcceptLetterNotifier>")
    turn()
    client.force_login(pricha.person)
    row = ExchangeMessage.objects.get()
    assert client.post(f"/letters/exchange/{row.pk}/settled/").status_code == 404
    assert "x/1" not in client.get("/letters/exchange/").content.decode()


def test_the_letters_page_tells_how_it_stands(
    client: Client,
    malee: Post,
    somchai: Post,
    wipha: Post,
    deputy: Post,
    our_line: ExchangeAccount,
    their_line: ExchangeAccount,
) -> None:
    to = [{"name": "โรงเรียนบ้านทดลอง", "channel": "ecms", "address": THEIRS}]
    letter = sent(signed(draft(wipha, recipients=to), wipha, deputy, somchai), malee)
    turn()
    client.force_login(malee.person)
    page = client.get(letter.get_absolute_url()).content.decode()
    assert "ปลายทางรับหนังสือ" in page
    assert "หนังสือตอบรับ" in client.get("/letters/exchange/").content.decode()


def test_a_program_of_the_registry_reads_and_settles(
    malee: Post, wipha: Post, pricha: Post, ecms: Ecms, our_line: ExchangeAccount
) -> None:
    ecms.put(OURS, b"<AcceptLetterNotifier><LetterID>x/1</LetterID></AcceptLetterNotifier>")
    turn()
    (row,) = Caller(malee).get("exchange-messages/")["results"]
    assert (row["direction"], row["kind"], row["stage"], row["reference"]) == (
        "in",
        "accepted",
        "failed",
        "x/1",
    )
    for other in (wipha, pricha):
        assert Caller(other).get("exchange-messages/")["results"] == []
    Caller(wipha).post(f"exchange-messages/{row['id']}/settled/", status=403)
    Caller(pricha).post(f"exchange-messages/{row['id']}/settled/", status=404)
    assert Caller(malee).post(f"exchange-messages/{row['id']}/again/", status=200)["stage"] == "waiting"
    turn()
    assert Caller(malee).post(f"exchange-messages/{row['id']}/settled/", status=200)["stage"] == "left"
    Caller(malee).post(f"exchange-messages/{row['id']}/settled/", status=200)
    Caller(malee).post(f"exchange-messages/{row['id']}/again/", status=409)


def test_the_answer_goes_back_the_way_it_came(
    client: Client, malee: Post, pricha: Post, ecms: Ecms, our_line: ExchangeAccount
) -> None:
    from tests.letters.exchange.test_what_goes_wrong import queue, stranger

    our_line.agencies.create(code="04001", name="สำนักงานคณะกรรมการการศึกษาขั้นพื้นฐาน")
    queue(ecms, stranger())
    turn()
    (letter,) = IncomingLetter.objects.visible_to(malee)
    assert letter.document.sender_text == "สำนักงานคณะกรรมการการศึกษาขั้นพื้นฐาน"
    client.force_login(malee.person)
    page = client.get(f"/letters/outgoing/write/?answers={letter.pk}").content.decode()
    assert 'value="04001"' in page
    assert 'id="ecms-agencies"' in page
    assert "หนังสือตอบรับ" in client.get(letter.get_absolute_url()).content.decode()
