"""Reading messages: by local names, wherever they stand, whatever their namespaces; hostile XML is refused.

Clients in the wild misspell a namespace, swap two of them, and write wsa:to: none of it matters here. What is
refused is told by Unreadable, whose sentence `message % params` the caller puts into words of the reader.
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterator, Mapping
from typing import Any
from xml.etree.ElementTree import Element, ParseError, TreeBuilder

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser

from workflows.letters.rules.ecms.days import day_told, instant_told
from workflows.letters.rules.ecms.messages import (
    Address,
    Agency,
    Attached,
    Kind,
    Letter,
    Message,
    Notifier,
    Person,
    Queued,
    Reference,
    Status,
)

DEEPEST, MOST_ELEMENTS, MOST_FILES = 40, 50_000, 100
_BLANK = dict.fromkeys(map(ord, " \t\r\n"))
_PROCESS_ID = re.compile(rb"<(?:[\w.-]{1,40}:)?ProcessID(?:\s[^>]{0,200})?>\s*([\w.:@/+-]{1,120})\s*</")


class Unreadable(Exception):
    """It can't be read, or is not let in. `message` is a sentence with placeholders for `params`."""

    def __init__(self, message: str, params: Mapping[str, object] | None = None) -> None:
        super().__init__(message)
        self.message, self.params = message, params or {}


class Refused(Exception):
    """The server answered with an error: its code and its words."""

    def __init__(self, code: str, words: str) -> None:
        super().__init__(words)
        self.code, self.words = code, words


def body_of(raw: bytes) -> Element:
    """The Body of a SOAP envelope. Raises Unreadable; Refused where it holds a fault or an error code."""
    root = parse(raw)
    body = root if local(root) == "Body" else _first(root, "Body")
    if body is None:
        raise Unreadable("The answer is no SOAP message.")
    # Only where the server itself speaks: what a letter holds says nothing of the line.
    if (fault := next((each for each in body if local(each) == "Fault"), None)) is not None:
        raise Refused(_text(fault, "faultcode", "Code"), _text(fault, "faultstring", "Text", "Reason"))
    for answer in (body, *body):
        if _own(answer, "ErrorCode") not in {"", "0", "00", "000"}:
            told = (_own(answer, name) for name in ("ErrorDescription", "ErrorMessage", "ErrorDetail"))
            raise Refused(_own(answer, "ErrorCode"), next(filter(None, told), ""))
    return body


def parse(raw: bytes) -> Element:
    """The tree of a message that holds no trap: no DTD, no entities, not too deep, not too many elements."""
    parser: Any = DefusedXMLParser(target=_Bounded(), forbid_dtd=True)
    try:
        parser.feed(raw)
        found: Element = parser.close()
    except DefusedXmlException as error:
        raise Unreadable("The message declares entities or a document type, which are not let in.") from error
    except (ParseError, ValueError, LookupError) as error:
        raise Unreadable("The message is no well-formed XML.") from error
    return found


class _Bounded(TreeBuilder):
    """Builds the tree as long as it stays within bounds."""

    def __init__(self) -> None:
        super().__init__()
        self.depth = self.count = 0

    def start(self, tag: str, attrs: Any, /) -> Element:
        self.depth += 1
        self.count += 1
        if self.depth > DEEPEST:
            raise Unreadable("The message nests too deeply.")
        if self.count > MOST_ELEMENTS:
            raise Unreadable("The message has too many elements.")
        return super().start(tag, attrs)

    def end(self, tag: str, /) -> Element:
        self.depth -= 1
        return super().end(tag)


def process_id_in(raw: bytes) -> str:
    """The process id as it stands in a message that is otherwise unreadable; empty where there is none.

    With it the message can leave the head of the queue, where it would stop all behind it.
    """
    found = _PROCESS_ID.search(raw[:1_000_000]) or _PROCESS_ID.search(raw[-100_000:])
    return found[1].decode("ascii", "ignore") if found else ""


def queued(raw: bytes) -> Queued | None:
    """The message at the head of the queue, or None where the queue is empty."""
    body = body_of(raw)
    process_id = _process_id(body)
    element = _message(body)
    if not process_id and element is None:
        return None
    if element is None:
        raise Unreadable("The message holds none of the kinds that e-CMS knows.")
    if not process_id:
        raise Unreadable("The message came without a process id.")
    return Queued(process_id=process_id, message=_read(element))


def message(raw: bytes) -> Message:
    """The message in an envelope, on its way in or out."""
    element = _message(body_of(raw))
    if element is None:
        raise Unreadable("The message holds none of the kinds that e-CMS knows.")
    return _read(element)


def process_id(raw: bytes) -> str:
    """Under which id the server took or deleted a message; empty where it does not say."""
    return _process_id(body_of(raw))


def statuses(raw: bytes) -> list[Status]:
    """What the server knows of what was handed to it."""
    lines = (each for each in body_of(raw).iter() if any(local(child) == "LetterID" for child in each))
    return [
        Status(
            process_id=_text(line, "ProcessID"),
            number=_text(line, "LetterID"),
            status=_text(line, "ProcessStatus"),
        )
        for line in lines
    ]


def agencies(raw: bytes) -> list[Agency]:
    """The list of agencies; lines without a code are passed over."""
    ids = ("OrganizationID", "OrganisationID", "ID", "Code")
    lines = (each for each in body_of(raw).iter() if any(local(child) in ids for child in each))
    found = [
        Agency(
            code=_text(line, *ids),
            name=_text(line, "Th-Name", "ThName", "Name"),
            english=_text(line, "En-Name", "EnName"),
            url=_text(line, "ECMS-URL", "ECMSURL", "URL"),
            ministry=_text(line, "MinistryID", "MinistryCode", "Ministry"),
        )
        for line in lines
    ]
    return [each for each in found if each.code]


def code_table(raw: bytes) -> dict[str, str]:
    """A table of codes: value to description, or for kinds of files the content type to the ending."""
    table = {}
    for line in body_of(raw).iter():
        value, said = _own(line, "Value"), _own(line, "Description")
        kind, ending = _own(line, "Content-type"), _own(line, "File-Extension")
        if value:
            table[value] = said
        elif kind:
            table[kind] = ending
    return table


def _process_id(body: Element) -> str:
    return next(filter(None, (_own(each, "ProcessID") for each in (body, *body))), "")


def _message(body: Element) -> Element | None:
    kinds = {kind.value for kind in Kind}
    return next((each for each in body.iter() if local(each) in kinds), None)


def _read(element: Element) -> Message:
    kind = Kind(local(element))
    return _letter(element) if kind == Kind.LETTER else _notifier(kind, element)


def _letter(paper: Element) -> Letter:
    element = _first(paper, "CorrespondenceLetter")
    if element is None:
        raise Unreadable("The letter has no content.")
    files = [
        each for each in element if local(each) == "AttachmentBinaryObject" and (each.text or "").strip()
    ]
    if len(files) > MOST_FILES:
        raise Unreadable("The letter has more than %(most)s files.", {"most": MOST_FILES})
    main = _first(element, "MainLetterBinaryObject")
    signature = _first(paper, "GovernmentSignature")
    signer = _first(signature, "SignerParty") if signature is not None else None
    return Letter(
        number=_own(element, "ID"),
        dated_on=day_told(_own(element, "CorrespondenceDate")),
        subject=_own(element, "Subject"),
        secrecy=_own(element, "SecretCode"),
        speed=_own(element, "SpeedCode"),
        sender=_person(_first(element, "SenderParty")),
        receiver=_person(_first(element, "ReceiverParty")),
        references=tuple(
            _reference(each) for each in element if local(each) == "ReferenceCorrespondence" and len(each)
        ),
        attachment=_own(element, "Attachment"),
        sent_at=instant_told(_own(element, "SendDate")),
        description=_own(element, "Description"),
        main=_file(main) if main is not None and (main.text or "").strip() else None,
        enclosures=tuple(_file(each) for each in files),
        signer=" ".join(filter(None, [_text(signer, "GivenName"), _text(signer, "FamilyName")])),
        is_signed=signature is not None and bool(_text(signature, "SignatureValue")),
    )


def _person(element: Element | None) -> Person:
    if element is None:
        return Person()
    ministry, department = (_first(element, f"{name}Organization") for name in ("Ministry", "Department"))
    return Person(
        given_name=_own(element, "GivenName"),
        family_name=_own(element, "FamilyName"),
        job_title=_own(element, "JobTitle"),
        at=Address(ministry=_text(ministry, "ID"), department=_text(department, "ID")),
    )


def _reference(element: Element) -> Reference:
    return Reference(
        number=_own(element, "ID"),
        dated_on=day_told(_own(element, "CorrespondenceDate")),
        subject=_own(element, "Subject"),
    )


def _file(element: Element) -> Attached:
    written = (element.text or "").translate(_BLANK)  # no list of a million lines
    try:
        content = base64.b64decode(written, validate=True)
    except (binascii.Error, ValueError) as error:
        raise Unreadable("A file in the letter is damaged: it is no base64.") from error
    return Attached(content=content, mime=element.get("mimeCode") or element.get("mimecode") or "")


def _notifier(kind: Kind, element: Element) -> Notifier:
    department = _first(element, "AcceptDepartment")
    code = _text(department, "Code", "ID") or (
        (department.text or "").strip() if department is not None else ""
    )
    found = Notifier(
        kind=kind,
        number=_own(element, "LetterID"),
        dated_on=day_told(_own(element, "CorrespondenceDate")),
        subject=_own(element, "Subject"),
        accept_number=_own(element, "AcceptID"),
        accepted_at=instant_told(_own(element, "AcceptDate")),
        department=code,
        reason=_text(element, "Reason", "Description", "Remark"),
    )
    if not found.number:
        raise Unreadable("The message names no letter.")
    return found


def local(element: Element) -> str:
    """The name without its namespace."""
    return str(element.tag).rpartition("}")[2]


def _first(element: Element | None, name: str) -> Element | None:
    if element is None:
        return None
    return next((each for each in element.iter() if each is not element and local(each) == name), None)


def _text(element: Element | None, *names: str) -> str:
    """The text of the first element below that has one of the names; empty where there is none."""
    return next(filter(None, (_said(each) for each in _below(element) if local(each) in names)), "")


def _own(element: Element, name: str) -> str:
    """The text of a child of that name."""
    return next((_said(each) for each in element if local(each) == name), "")


def _below(element: Element | None) -> Iterator[Element]:
    if element is not None:
        yield from (each for each in element.iter() if each is not element)


def _said(element: Element) -> str:
    return (element.text or "").strip()
