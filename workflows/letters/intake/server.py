"""The mail server over IMAP, by IMAPClient. Reads, and marks as seen; moves and removes nothing."""

from __future__ import annotations

import datetime as dt
import imaplib
import ssl
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from imapclient import SEEN, IMAPClient
from imapclient.exceptions import LoginError

from eoffice.common import clock
from workflows.letters.intake.taking import Found, Place
from workflows.letters.models import MailAccount

SECONDS = 15
MOST_BYTES = 50 * 1024 * 1024
BATCH = 100
Security = MailAccount.Security
#: Folders that hold nothing that came in, or everything a second time: as servers mark them, and as programs
#: name them where the server marks nothing.
_NOT_READ = {b"\\sent", b"\\drafts", b"\\trash", b"\\all", b"\\noselect", b"\\nonexistent"}
_NOT_READ_NAMES = set(
    "sent|sent items|sent messages|sent mail|drafts|trash|deleted items|deleted messages|outbox|templates|"
    "จดหมายที่ส่งแล้ว|ส่งแล้ว|แบบร่าง|ถังขยะ|รายการที่ถูกลบ|รายการที่ส่ง".split("|")
)
_SPAM_NAMES = {"junk", "spam", "junk email", "junk e-mail", "bulk mail", "จดหมายขยะ", "อีเมลขยะ", "สแปม"}


class MailboxTrouble(Exception):
    """The mailbox can't be read just now; says why in a sentence for the desk, without the server's words."""


@dataclass(frozen=True)
class Folder:
    """A folder that is looked into."""

    name: str
    is_spam: bool


@contextmanager
def opened(account: MailAccount) -> Iterator[IMAPClient]:
    """A connection that is logged in. Raises MailboxTrouble, also for what fails inside the block."""
    with troubles_said():
        client = _connect(account)
        try:
            client.login(account.username, account.password)
            client.normalise_times = False
            yield client
        finally:
            with suppress(imaplib.IMAP4.error, OSError):
                client.logout()


def _connect(account: MailAccount) -> IMAPClient:
    """With the certificate looked at, whichever way the encryption begins."""
    context = ssl.create_default_context()
    is_tls = account.security == Security.TLS
    client = IMAPClient(
        account.host, account.port, ssl=is_tls, ssl_context=context if is_tls else None, timeout=SECONDS
    )
    if account.security == Security.STARTTLS:
        try:
            client.starttls(context)
        except BaseException:
            client.shutdown()
            raise
    return client


@contextmanager
def troubles_said() -> Iterator[None]:
    """Turn what a connection raises into a sentence."""
    try:
        yield
    except LoginError as error:
        raise MailboxTrouble(_("The mail server refuses user name or password.")) from error
    except ssl.SSLCertVerificationError as error:
        raise MailboxTrouble(_("The certificate of the mail server is not valid for this name.")) from error
    except ssl.SSLError as error:
        raise MailboxTrouble(
            _("No encrypted connection to the mail server: look at port and encryption.")
        ) from error
    except TimeoutError as error:
        raise MailboxTrouble(_("The mail server does not answer in time.")) from error
    except OSError as error:
        raise MailboxTrouble(_("The mail server cannot be reached.")) from error
    except imaplib.IMAP4.error as error:
        raise MailboxTrouble(_("The mail server broke off or answered something unexpected.")) from error


def folders_of(client: IMAPClient, account: MailAccount) -> list[Folder]:
    """Inbox first, then the others, spam last; those that the office named, or all that hold what came in."""
    found = []
    for flags, delimiter, name in client.list_folders():
        called = str(name)
        marks = {bytes(flag).lower() for flag in flags}
        last = called.rsplit(_text(delimiter), 1)[-1].lower() if delimiter else called.lower()
        is_spam = called in account.spam_folders or b"\\junk" in marks
        is_spam = is_spam or (not account.spam_folders and last in _SPAM_NAMES)
        if not _is_read(called, last, marks, account, is_spam=is_spam):
            continue
        found.append(Folder(called, is_spam))
    return sorted(found, key=lambda one: (one.is_spam, one.name.upper() != "INBOX", one.name))


def _is_read(name: str, last: str, marks: set[bytes], account: MailAccount, *, is_spam: bool) -> bool:
    if marks & {b"\\noselect", b"\\nonexistent"}:
        return False
    if is_spam or name.upper() == "INBOX":
        return True
    if account.folders:
        return name in account.folders
    return not marks & _NOT_READ and last not in _NOT_READ_NAMES


def _text(delimiter: bytes | str) -> str:
    return delimiter.decode("ascii", "replace") if isinstance(delimiter, bytes) else delimiter


def select(client: IMAPClient, folder: Folder, *, for_reading: bool = False) -> int:
    """Open a folder, where told for reading alone; answers its UIDVALIDITY."""
    answer = client.select_folder(folder.name, readonly=for_reading)
    return int(answer.get(b"UIDVALIDITY", 0))


def uids_since(client: IMAPClient, day: dt.date) -> list[int]:
    """The mails of the open folder that came on the day or later, oldest first."""
    return sorted(int(uid) for uid in client.search(["SINCE", day]))


def fetch(client: IMAPClient, folder: Folder, validity: int, uids: Iterable[int]) -> Iterator[Found]:
    """One mail after the other, left unread; of one too large the headers alone."""
    wanted = list(uids)
    for start in range(0, len(wanted), BATCH):
        batch = wanted[start : start + BATCH]
        sizes = client.fetch(batch, ["RFC822.SIZE", "INTERNALDATE"])
        for uid in batch:
            if (told := sizes.get(uid)) is not None:
                place = Place(folder.name, validity, uid, folder.is_spam)
                if (one := _fetch_one(client, place, told)) is not None:
                    yield one


def _fetch_one(client: IMAPClient, place: Place, told: dict[bytes, Any]) -> Found | None:
    size = int(told.get(b"RFC822.SIZE") or 0)
    whole = size <= MOST_BYTES
    part = "BODY[]" if whole else "BODY[HEADER]"
    answer = client.fetch([place.uid], [part.replace("BODY", "BODY.PEEK")]).get(place.uid, {})
    raw = answer.get(part.encode())
    if not isinstance(raw, bytes):
        return None
    arrived = told.get(b"INTERNALDATE")
    if not isinstance(arrived, dt.datetime):
        arrived = clock.now()
    if arrived.tzinfo is None:
        arrived = arrived.replace(tzinfo=dt.UTC)
    return Found(place, raw, arrived.astimezone(dt.UTC), size or len(raw), whole)


def mark_seen(client: IMAPClient, uid: int) -> None:
    """Show other readers of the mailbox that the mail was taken up. After the commit; it may fail."""
    with suppress(imaplib.IMAP4.error):
        client.add_flags([uid], [SEEN], silent=True)
