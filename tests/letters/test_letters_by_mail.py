"""Letters that leave by e-mail (appendix 7), through a real mail server that listens here."""

from __future__ import annotations

import datetime as dt
import email
import email.policy
import socket
from collections.abc import Iterator
from email.message import EmailMessage
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from eoffice.common import clock
from eoffice.common.errors import InvalidInputs
from eoffice.people.models import Post
from tests.letters.test_outgoing import draft, go, sent, signed
from workflows.letters.actions.posting import PAUSES, mail_letters
from workflows.letters.models import OutgoingLetter

BY_MAIL = [{"name": "ผู้อำนวยการโรงพยาบาล", "channel": "email", "address": "saraban@hospital.example"}]


class Server:
    """Takes every mail but those to addresses it does not know."""

    def __init__(self) -> None:
        self.mails: list[EmailMessage] = []

    async def handle_RCPT(  # noqa: N802 -- the library's name
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if address.startswith("nobody@"):
            return "550 5.1.1 no such mailbox"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        assert isinstance(envelope.content, bytes)
        mail = email.message_from_bytes(envelope.content, policy=email.policy.default)
        assert isinstance(mail, EmailMessage)
        self.mails.append(mail)
        return "250 OK"


def free_port() -> int:
    with socket.socket() as asking:
        asking.bind(("127.0.0.1", 0))
        return int(asking.getsockname()[1])


@pytest.fixture
def server(settings: Any) -> Iterator[Server]:
    found = Server()
    control = Controller(found, hostname="127.0.0.1", port=free_port())
    control.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST = "127.0.0.1"
    settings.EMAIL_PORT = control.port
    settings.EMAIL_NOTICES = True
    yield found
    control.stop()


@pytest.fixture
def malee(malee: Post) -> Post:
    malee.organisation.email = "saraban@first.example"
    malee.organisation.phone = "0 2000 0101"
    malee.organisation.save()
    return malee


@pytest.fixture
def letter(malee: Post, somchai: Post, wipha: Post, deputy: Post) -> OutgoingLetter:
    wipha.person.email = "wipha@first.example"
    wipha.person.save()
    return signed(draft(wipha, recipients=BY_MAIL, speed="most_urgent"), wipha, deputy, somchai)


def test_it_goes_from_the_central_mailbox_as_the_rules_say(
    server: Server, letter: OutgoingLetter, malee: Post
) -> None:
    letter = sent(letter, malee)
    assert mail_letters() == 1
    assert mail_letters() == 0  # once
    mail, copy = server.mails
    assert copy["Message-ID"] == mail["Message-ID"]
    assert "saraban@first.example" in mail["From"]
    assert mail["To"] == "saraban@hospital.example"
    assert mail["Cc"] == "wipha@first.example"
    assert mail["Subject"].strip() == f"ด่วนที่สุด : {letter.document.subject}"
    assert [part.get_filename() for part in mail.iter_attachments()] == [letter.file_name]
    html = mail.get_body(("html",))
    assert html is not None
    text = html.get_content()
    order = [
        "เรียน ผู้อำนวยการโรงพยาบาล",
        "ขอแสดงความนับถือ",
        letter.organisation.name,
        "โทร. 0 2000 0101",
        "โปรดตอบกลับ",
        "<hr>",
    ]
    assert [text.index(words) for words in order] == sorted(text.index(words) for words in order)


def test_an_address_that_is_refused_fails_and_the_first_attempt_stays(
    server: Server, letter: OutgoingLetter, malee: Post
) -> None:
    party = letter.recipients.get().party
    party.address = "nobody@hospital.example"
    party.save()
    letter = sent(letter, malee)
    mail_letters()
    letter.refresh_from_db()
    row = letter.recipients.get()
    assert (letter.state, row.result) == ("failed", "failed")
    assert "no such mailbox" in row.failure
    assert row.sent_at == letter.sent_at

    go(letter, malee, "resend", address="saraban@hospital.example")
    mail_letters()
    letter.refresh_from_db()
    assert letter.state == "sent"
    assert server.mails[0]["To"] == "saraban@hospital.example"


def test_a_server_that_is_gone_for_a_while_costs_no_letter(
    server: Server, letter: OutgoingLetter, malee: Post, settings: Any
) -> None:
    port, settings.EMAIL_PORT = settings.EMAIL_PORT, 9
    letter = sent(letter, malee)
    now = clock.now()
    assert mail_letters(now) == 0
    assert mail_letters(now) == 0  # not before its time
    settings.EMAIL_PORT = port
    assert mail_letters(now + dt.timedelta(minutes=2)) == 1
    assert len(server.mails) == 2  # the letter, and the copy for its owner


def test_gone_for_more_than_a_day_it_has_failed(letter: OutgoingLetter, malee: Post, settings: Any) -> None:
    settings.EMAIL_BACKEND, settings.EMAIL_NOTICES = "django.core.mail.backends.smtp.EmailBackend", True
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
    sent(letter, malee)
    at = clock.now()
    for minutes in (0, *PAUSES):
        at += dt.timedelta(minutes=minutes)
        mail_letters(at)
    letter.refresh_from_db()
    assert letter.state == "failed"
    assert at - clock.now() > dt.timedelta(days=1)


def test_without_a_mail_server_the_registry_mails_by_hand(
    letter: OutgoingLetter, malee: Post, settings: Any
) -> None:
    settings.EMAIL_NOTICES = False
    letter = sent(letter, malee)
    assert letter.recipients.get().mail_next_at is None


def test_a_mail_needs_an_address(wipha: Post) -> None:
    with pytest.raises(InvalidInputs):
        draft(wipha, recipients=[{"name": "ใครสักคน", "channel": "email", "address": "ไม่มี"}])
