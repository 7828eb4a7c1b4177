"""A small e-CMS server: SOAP 1.1 over real HTTP, a queue for each agency, and faults that a test switches on.

It reads by the very names of the standard and knows nothing of the program: what is written otherwise
is refused with a fault. An agency's own server is `http://HOST:PORT/<its code>/ecms-ws01/service2`.

    .venv/bin/python -m tests.letters.exchange.ecms_server PORT        runs it alone
"""

from __future__ import annotations

import base64
import itertools
import ssl
import sys
import threading
import time
import xml.etree.ElementTree as ET
from collections import defaultdict, deque
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

SOAP = "{http://schemas.xmlsoap.org/soap/envelope/}"
WSA = "{http://www.w3.org/2005/08/addressing}"
RSM = "{urn:th:gov:egif:data:standard:GovernmentDocument:1.0}"
RAM = "{urn:th:gov:egif:data:standard:ReusableAggregateBusinessInformationEntity:1}"
ORDER = """ID CorrespondenceDate Subject SecretCode SpeedCode SenderParty ReceiverParty
    ReferenceCorrespondence Attachment SendDate Description MainLetterBinaryObject
    AttachmentBinaryObject""".split()
NOTIFIERS = {
    "ReceiveLetterNotifier": ["LetterID", "CorrespondenceDate", "Subject"],
    "AcceptLetterNotifier": ["LetterID", "AcceptID", "CorrespondenceDate", "Subject"],
    "RejectLetterNotifier": ["LetterID", "CorrespondenceDate", "Subject"],
    "InvalidLetterNotifier": ["LetterID", "CorrespondenceDate", "Subject"],
    "InvalidAcceptIDNotifier": ["LetterID", "AcceptID", "CorrespondenceDate", "Subject"],
}


class Fault(Exception):
    """What the server refuses."""


@dataclass
class Letter:
    """A letter that went through."""

    number: str
    sender: str
    receiver: str
    withdrawn: bool = False


@dataclass
class Ecms:
    """The agencies, their queues, and what goes wrong just now."""

    agencies: dict[str, str] = field(default_factory=dict)  # code -> Thai name
    passwords: dict[str, tuple[str, str]] = field(default_factory=dict)
    queues: dict[str, deque[tuple[str, bytes]]] = field(default_factory=lambda: defaultdict(deque))
    letters: list[Letter] = field(default_factory=list)
    statuses: dict[str, list[tuple[str, str]]] = field(default_factory=lambda: defaultdict(list))
    asked: list[tuple[str, str]] = field(default_factory=list)  # (agency, request), in order
    seen_ids: list[str] = field(default_factory=list)
    # faults
    down: bool = False  # the line breaks before anything is read
    error: int = 0  # answers with this status alone
    slow: float = 0.0  # seconds before it answers
    drop_after: set[str] = field(default_factory=set)  # does it, and breaks the line before the answer
    copies: int = 1  # how often a letter is delivered
    refuses: str = ""  # a fault with these words
    knows_status: bool = True

    def __post_init__(self) -> None:
        self._ids = itertools.count(1)
        self.lock = threading.Lock()

    def put(self, agency: str, body: bytes, *, process_id: str = "") -> str:
        """Lay something into an agency's queue, whatever it is."""
        mine = process_id or f"P{next(self._ids):06d}"
        self.queues[agency].append((mine, body))
        return mine

    def take(self, agency: str, raw: bytes) -> tuple[str, bytes]:
        """What was asked, and the whole answer."""
        root = ET.fromstring(raw)
        if root.tag != f"{SOAP}Envelope":
            raise Fault("no envelope")
        header, body = root
        said = {child.tag: child.text or "" for child in header}
        if set(said) != {f"{WSA}MessageID", f"{WSA}To"} or len(body) != 1:
            raise Fault("header or body")
        self.seen_ids.append(said[f"{WSA}MessageID"])
        (request,) = body
        with self.lock:
            self.asked.append((agency, request.tag))
            if self.refuses:
                raise Fault(self.refuses)
            doing = getattr(self, f"_{request.tag}", None)
            if doing is None:
                raise Fault(f"unknown request {request.tag}")
            answer = doing(agency, request)
        return request.tag, envelope(answer)

    # Requests

    def _CorrespondenceLetterOutboundRequest(self, agency: str, request: ET.Element) -> bytes:  # noqa: N802
        (said,) = request
        mine = f"P{next(self._ids):06d}"
        if said.tag == f"{RSM}GovernmentDocument":
            number = self._letter(agency, said)
        elif said.tag in NOTIFIERS:
            number = self._notifier(agency, said)
        else:
            raise Fault(f"unknown message {said.tag}")
        self.statuses[agency].append((mine, number))
        return _answer("CorrespondenceLetterOutboundResponse", mine)

    def _letter(self, agency: str, paper: ET.Element) -> str:
        (letter,) = paper.findall(f"{RAM}CorrespondenceLetter")
        names = [child.tag.removeprefix(RAM) for child in letter]
        if any(not child.tag.startswith(RAM) for child in letter) or names != sorted(names, key=ORDER.index):
            raise Fault(f"order or namespace: {names}")
        number = _text(letter, "ID")
        codes = [
            letter.findtext(f"{RAM}{who}Party/{RAM}DepartmentOrganization/{RAM}ID") or ""
            for who in ("Sender", "Receiver")
        ]
        if codes[0] != agency or codes[1] not in self.agencies:
            raise Fault(f"unknown agency {codes}")
        if _text(letter, "SecretCode") not in {"001", "002", "003"} or len(_text(letter, "SpeedCode")) != 3:
            raise Fault("codes")
        for each in letter.findall(f"{RAM}MainLetterBinaryObject"):
            base64.b64decode(each.text or "", validate=True)
            if not each.get("mimeCode"):
                raise Fault("mimeCode")
        there = [one for one in self.letters if (one.number, one.sender, one.receiver) == (number, *codes)]
        if any(not one.withdrawn for one in there):
            raise Fault(f"letter {number} was sent before")
        self.letters.append(Letter(number, codes[0], codes[1]))
        for _copy in range(self.copies):
            self.put(codes[1], ET.tostring(paper, encoding="utf-8"))
        return number

    def _notifier(self, agency: str, said: ET.Element) -> str:
        if [child.tag for child in said] != NOTIFIERS[said.tag]:
            raise Fault("fields")
        number = said.findtext("LetterID") or ""
        for one in self.letters:
            if one.number == number and agency in (one.sender, one.receiver) and not one.withdrawn:
                other = one.sender if agency == one.receiver else one.receiver
                if said.tag == "AcceptLetterNotifier":  # the others name nobody
                    ET.SubElement(said, "AcceptDate").text = time.strftime("%Y-%m-%d")
                    ET.SubElement(ET.SubElement(said, "AcceptDepartment"), "Code").text = agency
                self.put(other, ET.tostring(said, encoding="utf-8"))
                return number
        raise Fault(f"letter {number} is unknown")

    def _CorrespondenceLetterInboundRequest(self, agency: str, request: ET.Element) -> bytes:  # noqa: N802
        if not self.queues[agency]:
            return b"<CorrespondenceLetterInboundResponse/>"
        mine, body = self.queues[agency][0]
        return _answer("CorrespondenceLetterInboundResponse", mine, body)

    def _CorrespondenceLetterDeleteRequest(self, agency: str, request: ET.Element) -> bytes:  # noqa: N802
        mine = request.findtext("ProcessID") or ""
        if not self.queues[agency] or self.queues[agency][0][0] != mine:
            raise Fault(f"process {mine} is not in the queue")
        self.queues[agency].popleft()
        return _answer("CorrespondenceLetterDeleteResponse", mine)

    def _CorrespondenceDeleteGovernmentDocumentRequest(  # noqa: N802
        self, agency: str, request: ET.Element
    ) -> bytes:
        if [child.tag for child in request] != [
            "LetterID",
            "CorrespondenceDate",
            "SenderDepartment",
            "AcceptDepartment",
        ]:
            raise Fault("fields")
        for one in self.letters:
            if one.number == request.findtext("LetterID") and one.sender == agency:
                one.withdrawn = True
        return _answer("CorrespondenceDeleteGovernmentDocumentResponse", f"P{next(self._ids):06d}")

    def _OutboundStatusRequest(self, agency: str, request: ET.Element) -> bytes:  # noqa: N802
        if not self.knows_status:
            raise Fault("not served here")
        lines = "".join(
            f"<Outbound><ProcessID>{mine}</ProcessID><LetterID>{number}</LetterID>"
            "<ProcessStatus>SENT</ProcessStatus></Outbound>"
            for mine, number in self.statuses[agency]
        )
        return f"<OutboundStatusResponse>{lines}</OutboundStatusResponse>".encode()

    def _TimeCheckRequest(self, agency: str, request: ET.Element) -> bytes:  # noqa: N802
        return b"<TimeCheckResponse><Time>2026-11-25T09:00:00</Time></TimeCheckResponse>"

    def _GetOrganizationList(self, agency: str, request: ET.Element) -> bytes:  # noqa: N802
        lines = "".join(
            f"<OrganizationInfo><En-Name/><Th-Name>{name}</Th-Name><ECMS-URL/>"
            f"<OrganizationID>{code}</OrganizationID></OrganizationInfo>"
            for code, name in self.agencies.items()
        )
        return f"<GetOrganizationListResponse>{lines}</GetOrganizationListResponse>".encode()


def envelope(inside: bytes) -> bytes:
    """A SOAP envelope around an answer."""
    return (
        b'<?xml version="1.0" encoding="UTF-8"?><SOAP-ENV:Envelope '
        b'xmlns:SOAP-ENV="http://schemas.xmlsoap.org/soap/envelope/"><SOAP-ENV:Body>'
        + inside
        + b"</SOAP-ENV:Body></SOAP-ENV:Envelope>"
    )


def fault(words: str) -> bytes:
    """A SOAP fault."""
    return envelope(
        f"<SOAP-ENV:Fault><faultcode>SOAP-ENV:Server</faultcode><faultstring>{words}</faultstring>"
        "</SOAP-ENV:Fault>".encode()
    )


def _answer(name: str, process_id: str, inside: bytes = b"") -> bytes:
    head = f"<ProcessID>{process_id}</ProcessID><ProcessTime>2026-11-25T09:00:00</ProcessTime>"
    return f"<{name}>{head}".encode() + inside + f"</{name}>".encode()


def _text(letter: ET.Element, name: str) -> str:
    return letter.findtext(f"{RAM}{name}") or ""


class _Handler(BaseHTTPRequestHandler):
    ecms: Ecms

    def do_POST(self) -> None:
        ecms, agency = self.ecms, self.path.split("/")[1]
        if ecms.down:
            self.close_connection = True
            self.connection.close()
            return
        raw = self.rfile.read(int(self.headers["Content-Length"]))
        if ecms.error:
            self._say(ecms.error, b"<html>error</html>")
            return
        if agency in ecms.passwords and self.headers.get("Authorization") != _basic(*ecms.passwords[agency]):
            self._say(401, b"")
            return
        try:
            request, answer = ecms.take(agency, raw)
        except Fault as refused:
            self._say(500, fault(str(refused)))
            return
        if request in ecms.drop_after:
            self.connection.close()
            return
        if ecms.slow:
            time.sleep(ecms.slow)
        self._say(200, answer)

    def _say(self, status: int, body: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Type", "text/xml; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 -- the library's name
        """Nothing."""


def _basic(user: str, password: str) -> str:
    return "Basic " + base64.b64encode(f"{user}:{password}".encode()).decode()


@contextmanager
def running(ecms: Ecms, port: int = 0, *, certificate: str = "") -> Iterator[str]:
    """Serve; gives the address before the agency's code. `certificate`: over TLS, by this PEM file."""
    handler = type("Handler", (_Handler,), {"ecms": ecms})
    server = ThreadingHTTPServer(("127.0.0.1", port), handler)
    server.daemon_threads = True
    if certificate:
        secure = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        secure.load_cert_chain(certificate)
        server.socket = secure.wrap_socket(server.socket, server_side=True)
    server.handle_error = lambda *_args: None  # type: ignore[method-assign] # lines are broken on purpose
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield f"http{'s' if certificate else ''}://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


if __name__ == "__main__":
    told = dict(pair.split("=", 1) for pair in sys.argv[2:])
    with running(Ecms(agencies=told), int(sys.argv[1])) as address:
        sys.stdout.write(f"{address}\n")
        sys.stdout.flush()
        threading.Event().wait()
