"""A real IMAP server (pymap) and a real SMTP server (aiosmtpd) that delivers into it, on this machine."""

from __future__ import annotations

import asyncio
import datetime as dt
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from email.message import EmailMessage
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session
from imapclient import IMAPClient

from documents import sealing
from eoffice.common import clock
from eoffice.people.models import Post
from workflows.letters.models import MailAccount

USER, PASSWORD = "saraban", "rahat-lap"


def free_port() -> int:
    with socket.socket() as asking:
        asking.bind(("127.0.0.1", 0))
        return int(asking.getsockname()[1])


@dataclass
class Mailbox:
    """The mailbox as its server sees it."""

    port: int
    process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        command = [
            sys.executable,
            "-c",
            "from pymap.main import main; main()",
            "--host",
            "127.0.0.1",
            "--port",
            str(self.port),
            "--no-tls",
        ]
        account = ["dict", "--demo-user", USER, "--demo-password", PASSWORD]
        self.process = subprocess.Popen(
            [*command, *account], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        until = time.monotonic() + 20
        while time.monotonic() < until:
            try:
                socket.create_connection(("127.0.0.1", self.port), timeout=1).close()
            except OSError:
                continue
            return
        raise AssertionError("the IMAP server did not start")

    def stop(self) -> None:
        if self.process is not None:
            self.process.terminate()
            self.process.wait(10)
            self.process = None

    def open(self) -> IMAPClient:
        client = IMAPClient("127.0.0.1", self.port, ssl=False)
        client.login(USER, PASSWORD)
        return client

    def deliver(
        self, mail: EmailMessage | bytes, *, folder: str = "INBOX", at: dt.datetime | None = None
    ) -> None:
        """Lay a mail into the mailbox, as a mail server does."""
        client = self.open()
        try:
            if not client.folder_exists(folder):
                client.create_folder(folder)
            raw = mail if isinstance(mail, bytes) else bytes(mail)
            client.append(folder, raw, msg_time=at or clock.now())
        finally:
            client.logout()

    def empty(self) -> None:
        """As on the first day."""
        client = self.open()
        try:
            for _flags, _delimiter, name in client.list_folders():
                if name.upper() != "INBOX":
                    client.delete_folder(name)
            client.select_folder("INBOX")
            client.delete_messages(client.search("ALL"))
            client.expunge()
        finally:
            client.logout()

    def flags(self, folder: str = "INBOX") -> list[set[bytes]]:
        """The flags of every mail there."""
        client = self.open()
        try:
            client.select_folder(folder, readonly=True)
            return [set(flags) for flags in client.get_flags(client.search("ALL")).values()]
        finally:
            client.logout()


@pytest.fixture(scope="session")
def imap_server() -> Iterator[Mailbox]:
    """One for all stories: it takes a second to start."""
    found = Mailbox(free_port())
    found.start()
    yield found
    found.stop()


@pytest.fixture
def mailbox(imap_server: Mailbox) -> Mailbox:
    """An empty one."""
    imap_server.empty()
    return imap_server


@dataclass
class Post_office:  # noqa: N801 -- reads as what it is
    """Takes every mail by SMTP, and lays those to known addresses into their mailboxes."""

    mailboxes: dict[str, Mailbox] = field(default_factory=dict)
    mails: list[bytes] = field(default_factory=list)

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        assert isinstance(envelope.content, bytes)
        self.mails.append(envelope.content)
        for address in envelope.rcpt_tos:
            if (mailbox := self.mailboxes.get(address)) is not None:
                await asyncio.to_thread(mailbox.deliver, envelope.content)
        return "250 OK"


@pytest.fixture
def post_office(settings: Any) -> Iterator[Post_office]:
    found = Post_office()
    control = Controller(found, hostname="127.0.0.1", port=free_port())
    control.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", control.port
    settings.EMAIL_NOTICES = True
    yield found
    control.stop()


def account_of(post: Post, mailbox: Mailbox, **more: Any) -> MailAccount:
    """The mailbox set up for the agency of `post`."""
    told = {
        "host": "127.0.0.1",
        "port": mailbox.port,
        "security": MailAccount.Security.NONE,
        "username": USER,
        "sealed_password": sealing.seal(PASSWORD),
        "since": clock.today() - dt.timedelta(days=2),
        "set_by": post,
        "changed_at": clock.now(),
        **more,
    }
    return MailAccount.objects.create(organisation=post.organisation, **told)


@pytest.fixture
def account(malee: Post, mailbox: Mailbox) -> MailAccount:
    office = malee.organisation
    office.email, office.phone = "saraban@first.example", "0 2000 0101"
    office.save()
    return account_of(malee, mailbox)


def a_mail(**headers: str) -> EmailMessage:
    """A plain official mail; headers change what it says, an empty one leaves it out."""
    mail = EmailMessage()
    told = {
        "From": "สำนักงานเขตพื้นที่การศึกษา <saraban@area.go.th>",
        "To": "saraban@first.example",
        "Subject": "ด่วนที่สุด : ขอเชิญประชุมผู้บริหาร",
        "Message-ID": "<1@area.go.th>",
        "Date": "Tue, 24 Nov 2026 09:00:00 +0700",
        **{name.replace("_", "-"): value for name, value in headers.items()},
    }
    for name, value in told.items():
        if value:
            mail[name] = value
    mail.set_content("เรียน ผู้อำนวยการ\n\nตามหนังสือ ที่ ศธ 04001/812 ขอเชิญประชุม\n")
    return mail
