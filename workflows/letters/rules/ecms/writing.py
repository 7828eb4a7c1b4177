"""Writing messages: namespaces, order and codes exactly as the standard has them."""

from __future__ import annotations

import base64
import datetime as dt
import re
import xml.etree.ElementTree as ET

from workflows.letters.rules.ecms import names as n
from workflows.letters.rules.ecms.codes import COMPACT
from workflows.letters.rules.ecms.messages import (
    WITH_NUMBER,
    Attached,
    Kind,
    Letter,
    Message,
    Notifier,
    Person,
    Reference,
    Which,
)

BANGKOK = dt.timezone(dt.timedelta(hours=7))
#: What XML 1.0 can't hold.
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")

for _prefix, _uri in (("SOAP-ENV", n.SOAP), ("wsa", n.WSA), ("rsm", n.RSM), ("ram", n.RAM)):
    ET.register_namespace(_prefix, _uri)


def request(body: ET.Element, *, message_id: str, to: str) -> bytes:
    """The whole SOAP 1.1 envelope around one request, in UTF-8."""
    envelope = ET.Element(f"{{{n.SOAP}}}Envelope")
    header = ET.SubElement(envelope, f"{{{n.SOAP}}}Header")
    _say(header, f"{{{n.WSA}}}MessageID", message_id)
    _say(header, f"{{{n.WSA}}}To", to)
    ET.SubElement(envelope, f"{{{n.SOAP}}}Body").append(body)
    said: bytes = ET.tostring(envelope, encoding="UTF-8", xml_declaration=True)
    return said


def bare(name: str) -> ET.Element:
    """A request that has nothing to say."""
    if name not in n.BARE:
        raise ValueError(f"{name} has fields")
    return ET.Element(name)


def outbound(message: Message, *, send_date: str = COMPACT) -> ET.Element:
    """One of the six messages on its way out."""
    request_ = ET.Element(n.OUTBOUND)
    if isinstance(message, Letter):
        paper = ET.SubElement(request_, f"{{{n.RSM}}}{Kind.LETTER}")
        _letter(ET.SubElement(paper, _ram("CorrespondenceLetter")), message, send_date)
    else:
        _notifier(ET.SubElement(request_, message.kind.value), message)
    return request_


def delete(process_id: str) -> ET.Element:
    """Take the message out of the own queue."""
    found = ET.Element(n.DELETE)
    _say(found, "ProcessID", process_id)
    return found


def delete_document(which: Which) -> ET.Element:
    """Let the servers forget a letter that came back, so that it can be sent once more."""
    return _which(ET.Element(n.DELETE_DOCUMENT), which)


def ask_again(kind: Kind, which: Which) -> ET.Element:
    """Ask for a message anew that left the queue already."""
    found = ET.Element(n.SPECIAL)
    _which(ET.SubElement(found, kind.value), which)
    return found


def _letter(into: ET.Element, letter: Letter, send_date: str) -> None:
    _say(into, _ram("ID"), letter.number)
    _say(into, _ram("CorrespondenceDate"), _day(letter.dated_on))
    _say(into, _ram("Subject"), letter.subject)
    _say(into, _ram("SecretCode"), letter.secrecy)
    _say(into, _ram("SpeedCode"), letter.speed)
    _person(ET.SubElement(into, _ram("SenderParty")), letter.sender)
    _person(ET.SubElement(into, _ram("ReceiverParty")), letter.receiver)
    for each in letter.references:
        _reference(ET.SubElement(into, _ram("ReferenceCorrespondence")), each)
    _say(into, _ram("Attachment"), letter.attachment)
    _say(into, _ram("SendDate"), _instant(letter.sent_at, send_date))
    _say(into, _ram("Description"), letter.description)
    if letter.main is not None:
        _binary(into, "MainLetterBinaryObject", letter.main)
    for file in letter.enclosures:
        _binary(into, "AttachmentBinaryObject", file)


def _person(into: ET.Element, person: Person) -> None:
    _say(into, _ram("GivenName"), person.given_name)
    _say(into, _ram("FamilyName"), person.family_name)
    _say(into, _ram("JobTitle"), person.job_title)
    _say(ET.SubElement(into, _ram("MinistryOrganization")), _ram("ID"), person.at.ministry)
    _say(ET.SubElement(into, _ram("DepartmentOrganization")), _ram("ID"), person.at.department)


def _reference(into: ET.Element, reference: Reference) -> None:
    _say(into, _ram("ID"), reference.number)
    _say(into, _ram("CorrespondenceDate"), _day(reference.dated_on))
    _say(into, _ram("Subject"), reference.subject)


def _binary(into: ET.Element, name: str, file: Attached) -> None:
    found = ET.SubElement(into, _ram(name), {"mimeCode": file.mime})
    found.text = base64.b64encode(file.content).decode("ascii")


def _notifier(into: ET.Element, notifier: Notifier) -> None:
    _say(into, "LetterID", notifier.number)
    if notifier.kind in WITH_NUMBER:
        _say(into, "AcceptID", notifier.accept_number)
    _say(into, "CorrespondenceDate", _day(notifier.dated_on))
    _say(into, "Subject", notifier.subject)


def _which(into: ET.Element, which: Which) -> ET.Element:
    _say(into, "LetterID", which.number)
    _say(into, "CorrespondenceDate", _day(which.dated_on))
    _say(ET.SubElement(into, "SenderDepartment"), "Code", which.sender)
    _say(ET.SubElement(into, "AcceptDepartment"), "Code", which.receiver)
    return into


def _say(into: ET.Element, name: str, text: str) -> None:
    ET.SubElement(into, name).text = clean(text)


def clean(text: str) -> str:
    """The text as XML carries it: without what XML has no way to write, its lines ended by one character."""
    return _UNWRITABLE.sub("", text).replace("\r\n", "\n").replace("\r", "\n")


def _ram(name: str) -> str:
    return f"{{{n.RAM}}}{name}"


def _day(day: dt.date | None) -> str:
    return day.isoformat() if day else ""


def _instant(moment: dt.datetime | None, style: str) -> str:
    if moment is None:
        return ""
    here = moment.astimezone(BANGKOK)
    if style == COMPACT:
        return f"{here:%Y%m%d.%H%M%S}{here.microsecond // 1000:03d}"
    return here.isoformat(timespec="seconds")
