"""The line to the agency's own e-CMS server: SOAP 1.1 over HTTP, one request at a time (domain sheet 9.1).

`requests` carries it: the messages are a handful of fixed shapes, no server publishes the same WSDL, and what
is read must be bounded before anything is parsed.
"""

from __future__ import annotations

import base64
import tempfile
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TypeVar
from xml.etree.ElementTree import Element

import requests
from django.utils.translation import gettext as _

from workflows.letters.rules.ecms import names, reading, writing
from workflows.letters.rules.ecms.codes import Codes
from workflows.letters.rules.ecms.messages import Agency, Kind, Message, Status, Which

T = TypeVar("T")
CONNECT, READ = 5, 30  # seconds
PIECE = 64 * 1024
#: A letter with its files, grown by a third on its way.
MOST_BYTES = 96 * 1024 * 1024


class Away(Exception):
    """The server was not reached, or gave no answer that counts; the words are a sentence for people.

    `in_doubt`: it may have taken what was sent. `answered`: it is there, and this one thing failed.
    """

    def __init__(self, sentence: str, *, in_doubt: bool, answered: bool = False) -> None:
        super().__init__(sentence)
        self.in_doubt, self.answered = in_doubt, answered


class Declined(Exception):
    """The server answered, and said no; the words are a sentence for people."""

    def __init__(self, sentence: str, *, code: str = "") -> None:
        super().__init__(sentence)
        self.code = code


class Puzzling(Exception):
    """What stands at the head of the queue can't be read: why, its bytes, and its process id if it shows."""

    def __init__(self, sentence: str, raw: bytes, process_id: str) -> None:
        super().__init__(sentence)
        self.raw, self.process_id = raw, process_id


class TooLarge(Exception):
    """The answer is larger than what is read at once; `first` is what was read of it."""

    def __init__(self, first: bytes) -> None:
        sentence = _("The message is larger than %(size)s MB.") % {"size": MOST_BYTES // 1024**2}
        super().__init__(sentence)
        self.first = first


@dataclass(frozen=True)
class Fetched:
    """The head of the queue: the bytes as they came, and what they say."""

    raw: bytes
    process_id: str
    message: Message


@dataclass(frozen=True)
class Client:
    """One agency's access to its server."""

    endpoint: str
    codes: Codes = field(default_factory=Codes)
    username: str = ""
    password: str = ""
    certificates: str = ""  # PEM of a certificate authority that the system does not know
    patience: float = READ

    def send(self, message: Message, *, message_id: str) -> str:
        """Hand over one message; answers the server's process id (empty where it tells none).

        Raises Away and Declined.
        """
        body = writing.outbound(message, send_date=self.codes.send_date)
        return self._told(body, message_id, reading.process_id)

    def fetch(self) -> Fetched | None:
        """The message at the head of the queue, which stays there; None where there is none.

        Raises Away, Declined, and Puzzling about the message itself.
        """
        try:
            return self._queued(writing.bare(names.INBOUND))
        except reading.Refused as error:
            if self.codes.nothing_queued and error.code == self.codes.nothing_queued:
                return None
            raise _declined(error) from error

    def delete(self, process_id: str) -> None:
        """Take a message out of the queue. Raises Away and Declined."""
        self._told(writing.delete(process_id), new_id(), reading.body_of)

    def delete_document(self, which: Which, *, message_id: str) -> str:
        """Let the servers forget a letter that came back, before it is sent once more."""
        return self._told(writing.delete_document(which), message_id, reading.process_id)

    def fetch_again(self, kind: Kind, which: Which) -> Fetched | None:
        """Ask for a message anew that left the queue already."""
        try:
            return self._queued(writing.ask_again(kind, which))
        except reading.Refused as error:
            raise _declined(error) from error

    def statuses(self) -> list[Status]:
        """What the server knows of what was handed to it."""
        return self._told(writing.bare(names.STATUS), new_id(), reading.statuses)

    def agencies(self) -> list[Agency]:
        """All agencies that can be reached."""
        return self._told(writing.bare(names.ORGANISATIONS), new_id(), reading.agencies)

    def code_table(self, name: str) -> dict[str, str]:
        """One of the tables of codes, by the name of its request."""
        return self._told(writing.bare(name), new_id(), reading.code_table)

    def greet(self) -> None:
        """Whether the server is there and lets us in: it is asked the time. Raises Away and Declined."""
        self._told(writing.bare(names.TIME), new_id(), reading.body_of)

    def _queued(self, body: Element) -> Fetched | None:
        """One message; of what is larger than may be read the beginning tells its process id."""
        try:
            raw = self._post(body, new_id())
        except TooLarge as error:
            raise Puzzling(str(error), error.first, reading.process_id_in(error.first)) from error
        try:
            found = reading.queued(raw)
        except reading.Unreadable as error:
            raise Puzzling(_(error.message) % error.params, raw, reading.process_id_in(raw)) from error
        return Fetched(raw, found.process_id, found.message) if found else None

    def _told(self, body: Element, message_id: str, read: Callable[[bytes], T]) -> T:
        try:
            raw = self._post(body, message_id)
        except TooLarge as error:
            raise Away(str(error), in_doubt=True, answered=True) from error
        try:
            return read(raw)
        except reading.Refused as error:
            raise _declined(error) from error
        except reading.Unreadable as error:
            raise Away(_(error.message) % error.params, in_doubt=True, answered=True) from error

    def _post(self, body: Element, message_id: str) -> bytes:
        """The answer's bytes; an error page of SOAP is read like any answer."""
        said = writing.request(body, message_id=message_id, to=self.endpoint)
        try:
            with self._session() as session, self._asked(session, said) as answer:
                raw = _bounded(answer)
        except requests.exceptions.SSLError as error:
            raise Away(_("The certificate of the e-CMS server is not trusted."), in_doubt=False) from error
        except requests.exceptions.ConnectTimeout as error:
            raise Away(_("The e-CMS server does not answer."), in_doubt=False) from error
        except requests.exceptions.ReadTimeout as error:
            raise Away(_("The e-CMS server took too long to answer."), in_doubt=True) from error
        except (requests.exceptions.RequestException, OSError) as error:
            raise Away(_("The e-CMS server was not reached."), in_doubt=not _never_left(error)) from error
        _must_count(answer, raw)
        return raw

    def _asked(self, session: requests.Session, said: bytes) -> requests.Response:
        headers = {"Content-Type": "text/xml; charset=utf-8", "SOAPAction": '""', "Accept": "text/xml"}
        return session.post(
            self.endpoint,
            data=said,
            headers=headers,
            timeout=(CONNECT, self.patience),
            stream=True,
            allow_redirects=False,  # a letter goes where the administrator said, nowhere else
        )

    @contextmanager
    def _session(self) -> Iterator[requests.Session]:
        with requests.Session() as session, tempfile.NamedTemporaryFile("w", suffix=".pem") as trusted:
            session.trust_env = False  # no proxies or passwords of the machine's own
            if self.username:
                told = base64.b64encode(f"{self.username}:{self.password}".encode()).decode()
                session.headers["Authorization"] = f"Basic {told}"
            if self.certificates:
                trusted.write(self.certificates)
                trusted.flush()
                session.verify = trusted.name
            yield session


def new_id() -> str:
    """A wsa:MessageID."""
    return f"urn:uuid:{uuid.uuid4()}"


def _bounded(answer: requests.Response) -> bytes:
    pieces, size = list[bytes](), 0
    for piece in answer.iter_content(PIECE):
        size += len(piece)
        if size > MOST_BYTES:
            raise TooLarge(b"".join([*pieces, piece])[:MOST_BYTES])
        pieces.append(piece)
    return b"".join(pieces)


def _must_count(answer: requests.Response, raw: bytes) -> None:
    """Only 200, and an error that speaks SOAP, say anything about what was asked."""
    if answer.status_code in {401, 403}:
        raise Declined(_("The e-CMS server refuses the user name or password."), code=str(answer.status_code))
    if answer.status_code == requests.codes.ok:
        return
    if answer.status_code >= 500 and b"Fault" in raw:
        return
    sentence = _("The e-CMS server answered with error %(code)s.") % {"code": answer.status_code}
    raise Away(sentence, in_doubt=answer.status_code >= 500, answered=True)


def _declined(error: reading.Refused) -> Declined:
    said = " ".join(filter(None, [error.code, error.words]))[:300]
    return Declined(_("The e-CMS server refused: %(said)s") % {"said": said}, code=error.code)


def _never_left(error: BaseException) -> bool:
    """Whether no connection came about, so that nothing can have been taken."""
    names = {"NewConnectionError", "NameResolutionError", "ConnectTimeoutError"}
    seen: set[int] = set()
    todo: list[object] = [error]
    while todo:
        one = todo.pop()
        if not isinstance(one, BaseException) or id(one) in seen:
            continue
        seen.add(id(one))
        if type(one).__name__ in names or isinstance(one, ConnectionRefusedError):
            return True
        todo += [one.__cause__, one.__context__, getattr(one, "reason", None), *one.args]
    return isinstance(error, requests.exceptions.InvalidURL | requests.exceptions.InvalidSchema)
