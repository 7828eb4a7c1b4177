"""What e-CMS servers carry from agency to agency, as plain data."""

from __future__ import annotations

import datetime as dt
import hashlib
from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """The six messages between two agencies; the value is the name of the element."""

    LETTER = "GovernmentDocument"
    RECEIVED = "ReceiveLetterNotifier"
    ACCEPTED = "AcceptLetterNotifier"
    REJECTED = "RejectLetterNotifier"
    INVALID_LETTER = "InvalidLetterNotifier"
    INVALID_NUMBER = "InvalidAcceptIDNotifier"


#: These carry the receive number.
WITH_NUMBER = frozenset({Kind.ACCEPTED, Kind.INVALID_NUMBER})


@dataclass(frozen=True, kw_only=True)
class Address:
    """An agency as e-CMS knows it: its ministry, and itself."""

    ministry: str = ""
    department: str = ""


@dataclass(frozen=True, kw_only=True)
class Person:
    """Who sends or gets a letter, and for which agency."""

    given_name: str = ""
    family_name: str = ""
    job_title: str = ""
    at: Address = Address()


@dataclass(frozen=True, kw_only=True)
class Reference:
    """A letter that this one refers to (อ้างถึง)."""

    number: str = ""
    dated_on: dt.date | None = None
    subject: str = ""


@dataclass(frozen=True, kw_only=True)
class Attached:
    """A file: its bytes, and the code of its kind as the sender wrote it."""

    content: bytes
    mime: str = ""


@dataclass(frozen=True, kw_only=True)
class Letter:
    """ram:CorrespondenceLetter. `secrecy` and `speed` are codes of the table, as they stand in the XML."""

    number: str
    dated_on: dt.date | None
    subject: str = ""
    secrecy: str = ""
    speed: str = ""
    sender: Person = Person()
    receiver: Person = Person()
    references: tuple[Reference, ...] = ()
    attachment: str = ""
    sent_at: dt.datetime | None = None
    description: str = ""
    main: Attached | None = None
    enclosures: tuple[Attached, ...] = ()
    signer: str = ""  # read where a letter says who signed; never written
    is_signed: bool = False

    kind = Kind.LETTER

    def digest(self) -> str:
        """The same for the same letter however often it is delivered, whatever the time of sending says."""
        told = [self.number, str(self.dated_on), self.subject, self.secrecy, self.sender.at.department]
        files = [each.content for each in (self.main, *self.enclosures) if each is not None]
        said = "\x00".join(told).encode()
        return hashlib.sha256(said + b"".join(hashlib.sha256(one).digest() for one in files)).hexdigest()


@dataclass(frozen=True, kw_only=True)
class Notifier:
    """What the other side tells about a letter: it came, under which number, or that it goes back."""

    kind: Kind
    number: str  # ที่ of the letter it speaks of
    dated_on: dt.date | None
    subject: str = ""
    accept_number: str = ""
    accepted_at: dt.datetime | None = None  # read, never written
    department: str = ""  # of whoever tells it; read, never written
    reason: str = ""  # read where a server carries one; never written

    def digest(self) -> str:
        """The same for the same news however often it is delivered."""
        told = [self.kind, self.number, str(self.dated_on), self.accept_number, self.department]
        return hashlib.sha256("\x00".join(told).encode()).hexdigest()


Message = Letter | Notifier


@dataclass(frozen=True, kw_only=True)
class Queued:
    """The message at the head of the queue, under the id by which it is deleted from it."""

    process_id: str
    message: Message


@dataclass(frozen=True, kw_only=True)
class Which:
    """A letter between two agencies, as deleting it and asking for it anew name it."""

    number: str
    dated_on: dt.date | None
    sender: str
    receiver: str


@dataclass(frozen=True, kw_only=True)
class Status:
    """What the own server knows of a message that was handed to it."""

    process_id: str
    number: str
    status: str


@dataclass(frozen=True, kw_only=True)
class Agency:
    """A line of the list of agencies."""

    code: str
    name: str
    english: str = ""
    url: str = ""
    ministry: str = ""
