"""What speaks of secret letters is for their registrar, and what is told of a letter is for its recipient."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client

from eoffice.organisations.models import Organisation
from eoffice.people.models import Post
from eoffice.people.roles import Role
from tests import factories
from tests.api.caller import Caller
from tests.letters.exchange.conftest import OURS, THEIRS, line
from tests.letters.exchange.ecms_server import Ecms
from tests.letters.exchange.ecms_server import Letter as Went
from tests.letters.exchange.test_there_and_back import TO_THEM, turn
from tests.letters.exchange.test_what_goes_wrong import queue, stranger
from tests.letters.test_outgoing import draft, sent, signed
from workflows.engine.perform import perform
from workflows.letters.actions.exchanging.watching import troubles
from workflows.letters.exchange.composing import letter_message
from workflows.letters.models import ExchangeAccount, ExchangeMessage, IncomingLetter, OutgoingLetter
from workflows.letters.rules.ecms.messages import Address, Kind, Notifier

pytestmark = pytest.mark.usefixtures("our_line", "their_line")
THIRD = "0434628"
PAGE = "/letters/exchange/"


# Secret letters


@pytest.fixture
def secret(ecms: Ecms, malee: Post, secret_registrar: Post) -> IncomingLetter:
    """A secret letter came, with something about it to look at."""
    queue(ecms, stranger(number="ลับ ศธ 04001/9", secrecy="002", subject="สอบวินัยครู", main=None))
    ecms.letters.append(Went("ลับ ศธ 04001/9", "04001", OURS))
    turn()
    letter: IncomingLetter = IncomingLetter.objects.visible_to(secret_registrar).get()
    return letter


def test_messages_about_secret_letters_are_their_registrars(
    client: Client, malee: Post, sysadmin: Post, secret_registrar: Post, secret: IncomingLetter
) -> None:
    row = ExchangeMessage.objects.incoming().get()
    for post in (malee, sysadmin):
        assert Caller(post).get("exchange-messages/")["results"] == []
        Caller(post).post(f"exchange-messages/{row.pk}/settled/", status=404)
        assert troubles(post) == 0
        client.force_login(post.person)
        page = client.get(PAGE).content.decode()
        assert "04001/9" not in page
        assert "นายทะเบียนข้อมูลข่าวสารลับต้องตรวจดู" in page  # that there is something, and nothing of it
    assert troubles(secret_registrar) == 1
    client.force_login(secret_registrar.person)
    page = client.get(PAGE).content.decode()
    assert "ลับ ศธ 04001/9" in page
    assert "นายทะเบียนข้อมูลข่าวสารลับต้องตรวจดู" not in page
    Caller(secret_registrar).post(f"exchange-messages/{row.pk}/settled/", status=200)


def test_what_is_told_about_a_secret_letter_is_as_secret(
    ecms: Ecms, malee: Post, secret: IncomingLetter
) -> None:
    queue(ecms, Notifier(kind=Kind.INVALID_NUMBER, number="ลับ ศธ ๐๔๐๐๑/๙", dated_on=None, accept_number="1"))
    turn()
    asked = ExchangeMessage.objects.get(kind="invalid_number")
    assert (asked.incoming, asked.is_secret) == (secret, True)
    assert not ExchangeMessage.objects.visible_to(malee).exists()


@pytest.mark.parametrize("may", [False, True])
def test_the_subject_of_a_secret_letter_goes_back_only_where_the_line_may_carry_it(
    ecms: Ecms, secret: IncomingLetter, our_line: ExchangeAccount, may: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    if may:
        monkeypatch.setattr(ExchangeAccount, "is_safe", True)
        ExchangeAccount.objects.update(carries_secrets=True)
        ExchangeMessage.objects.outgoing().update(stage="waiting", next_at=secret.received_at)
        ecms.queues["04001"].clear()
        turn()
    ((_process, told),) = ecms.queues["04001"]
    assert b"ReceiveLetterNotifier" in told
    assert ("สอบวินัยครู".encode() in told) == may


def test_the_description_stands_as_printed(
    malee: Post, somchai: Post, wipha: Post, deputy: Post, our_line: ExchangeAccount
) -> None:
    said = draft(wipha, recipients=TO_THEM, body="เรื่องนี้ส่งถึง {ผู้รับ} ที่ {เลขที่}")
    letter = sent(signed(said, wipha, deputy, somchai), malee)
    message = letter_message(letter.recipients.get(), our_line, Address(department=THEIRS))
    assert "{" not in message.description
    assert letter.document.reference in message.description


# Two agencies, one number: the standard lets the receive number alone name its agency


@pytest.fixture
def third(other_school: Organisation, ecms: Ecms, address: str) -> Post:
    school = factories.make_school("โรงเรียนที่สาม")
    line(school, THIRD, address)
    ecms.agencies[THIRD] = school.name
    return factories.make_person(school, "thongchai", Role.CENTRAL_REGISTRAR, name=("นาย", "ธงชัย", "มั่นคง"))


@pytest.fixture
def to_two(
    malee: Post, somchai: Post, wipha: Post, deputy: Post, pricha: Post, third: Post
) -> OutgoingLetter:
    to = [*TO_THEM, {"name": "โรงเรียนที่สาม", "channel": "ecms", "address": THIRD}]
    letter = sent(signed(draft(wipha, recipients=to), wipha, deputy, somchai), malee)
    turn()
    return letter


def arrived(post: Post) -> IncomingLetter:
    letter: IncomingLetter = IncomingLetter.objects.visible_to(post).get()
    return letter


def stands(letter: OutgoingLetter) -> dict[str, tuple[str, str]]:
    rows = letter.recipients.select_related("party")
    return {row.party.address[-7:]: (row.result, row.exchange) for row in rows}


def our_troubles(letter: OutgoingLetter) -> list[str]:
    rows = ExchangeMessage.objects.troubled().filter(organisation=letter.organisation_id)
    return [one.trouble for one in rows]


def test_that_it_arrived_names_nobody_and_troubles_nobody(to_two: OutgoingLetter) -> None:
    came = ExchangeMessage.objects.incoming().filter(kind="received", organisation=to_two.organisation_id)
    assert [(one.stage, one.letter) for one in came] == [("done", to_two)] * 2
    assert stands(to_two) == {THEIRS: ("sent", "sent"), THIRD: ("sent", "sent")}
    assert our_troubles(to_two) == []


def test_the_receive_number_names_its_agency(to_two: OutgoingLetter, pricha: Post) -> None:
    perform(perform(arrived(pricha), "check", pricha), "register", pricha)
    turn()
    assert stands(to_two) == {THEIRS: ("acknowledged", "accepted"), THIRD: ("sent", "sent")}
    assert our_troubles(to_two) == []


def test_when_one_has_registered_it_the_other_sent_it_back(
    to_two: OutgoingLetter, pricha: Post, third: Post
) -> None:
    perform(perform(arrived(pricha), "check", pricha), "register", pricha)
    turn()
    perform(arrived(third), "return", third, {"note": "ส่งผิด"})
    turn()
    assert stands(to_two) == {THEIRS: ("acknowledged", "accepted"), THIRD: ("rejected", "rejected")}


def test_which_of_two_sent_it_back_is_for_the_registry_to_find_out(
    to_two: OutgoingLetter, third: Post
) -> None:
    perform(arrived(third), "return", third, {"note": "ส่งผิด"})
    turn()
    assert stands(to_two) == {THEIRS: ("sent", "sent"), THIRD: ("sent", "sent")}
    (trouble,) = our_troubles(to_two)
    assert "หลายหน่วยงาน" in trouble


def test_a_number_taken_back_is_that_of_whoever_told_it(
    to_two: OutgoingLetter, pricha: Post, other_director: Post
) -> None:
    theirs = perform(perform(arrived(pricha), "check", pricha), "register", pricha)
    turn()
    perform(theirs, "void", pricha, {"note": "ลงผิดเล่ม", "approved_by": other_director.person_id})
    turn()
    assert stands(to_two) == {THEIRS: ("failed", "invalid_accept_id"), THIRD: ("sent", "sent")}


# Among many


def test_answers_and_troubles_are_found_by_an_index(malee: Post) -> None:
    ours = ExchangeMessage.objects.filter(organisation=malee.organisation_id)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET LOCAL enable_seqscan = off")
    assert "exchange_by_number" in ours.about("ศธ 04001/77").order_by().explain()
    assert "exchange_troubles" in ours.troubled().order_by().explain()


def test_two_writings_of_a_number_are_one(ecms: Ecms, malee: Post) -> None:
    queue(ecms, stranger(number="ศธ ๐๔๐๐๑/๗๗"))
    turn()
    assert ExchangeMessage.objects.incoming().about("ศธ04001/77").count() == 1
    assert not ExchangeMessage.objects.about("").exists()
