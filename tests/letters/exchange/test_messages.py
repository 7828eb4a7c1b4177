"""The XML of e-CMS: exact as written, tolerant as read, and closed to what is meant to harm."""

from __future__ import annotations

import base64
import datetime as dt
import xml.etree.ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workflows.letters.rules.ecms import names, reading, writing
from workflows.letters.rules.ecms.codes import ISO, Codes
from workflows.letters.rules.ecms.days import BANGKOK, day_told, instant_told
from workflows.letters.rules.ecms.messages import (
    WITH_NUMBER,
    Address,
    Attached,
    Kind,
    Letter,
    Message,
    Notifier,
    Person,
    Reference,
    Which,
)

TO = "https://ecms.example.go.th/ecms-ws01/service2"
LETTER = Letter(
    number="ศธ 04346.26/ว 123",
    dated_on=dt.date(2026, 11, 25),
    subject="ขอเชิญประชุมผู้ปกครอง “ปีการศึกษา ๒๕๖๙” & งบ < ๕,๐๐๐ บาท",
    secrecy="001",
    speed="003",
    sender=Person(
        given_name="นายสมชาย",
        family_name="ใจดี",
        job_title="ผู้อำนวยการโรงเรียน",
        at=Address(ministry="09", department="0434626"),
    ),
    receiver=Person(job_title="ผู้อำนวยการสำนักงานเขต", at=Address(ministry="09", department="04346")),
    references=(Reference(number="ศธ 04346/9", dated_on=dt.date(2026, 11, 1), subject="ให้รายงาน"),),
    attachment="รายงาน ๑ ชุด",
    sent_at=dt.datetime(2026, 11, 25, 9, 30, 1, 234000, tzinfo=BANGKOK),
    description="สรุปสั้น",
    main=Attached(content=b"%PDF-1.7\x00\xff", mime="application/pdf"),
    enclosures=(Attached(content=b"PK\x03\x04", mime="application/zip"),),
)

# What is hard about Thai: ำ, marks on marks, digits, words without spaces, signs of XML among them.
thai = st.text(st.sampled_from("กขคำก็น้ำ๐๑๒๙ฯๆ์่้๊๋ัิีึืุูเแโใไ ศษส&<>\"'/().\u200d😀\n"), max_size=40).map(str.strip)
code = st.text("0123456789AB", max_size=10)
day = st.none() | st.dates(dt.date(1950, 1, 1), dt.date(2200, 1, 1))
files = st.builds(
    Attached, content=st.binary(min_size=1, max_size=60), mime=st.sampled_from(["application/pdf", "x"])
)
addresses = st.builds(Address, ministry=code, department=code)
people = st.builds(Person, given_name=thai, family_name=thai, job_title=thai, at=addresses)
moments = st.none() | st.datetimes(dt.datetime(1950, 1, 1), dt.datetime(2200, 1, 1)).map(
    lambda at: at.replace(microsecond=at.microsecond // 1000 * 1000, tzinfo=BANGKOK)
)
letters = st.builds(
    Letter,
    number=thai,
    dated_on=day,
    subject=thai,
    secrecy=code,
    speed=code,
    sender=people,
    receiver=people,
    references=st.lists(st.builds(Reference, number=thai, dated_on=day, subject=thai), max_size=3).map(tuple),
    attachment=thai,
    sent_at=moments,
    description=thai,
    main=st.none() | files,
    enclosures=st.lists(files, max_size=3).map(tuple),
)
notifiers = st.builds(
    Notifier,
    kind=st.sampled_from([kind for kind in Kind if kind != Kind.LETTER]),
    number=thai.filter(bool),
    dated_on=day,
    subject=thai,
    accept_number=thai,
)


def written(message: Message, **more: str) -> bytes:
    return writing.request(writing.outbound(message, **more), message_id="urn:uuid:1", to=TO)


@given(letters | notifiers)
@settings(max_examples=150, deadline=None)
def test_what_is_written_is_read_as_it_was(message: Message) -> None:
    if isinstance(message, Notifier) and message.kind not in WITH_NUMBER:
        message = Notifier(
            kind=message.kind, number=message.number, dated_on=message.dated_on, subject=message.subject
        )
    found = reading.message(written(message))
    assert found == message
    assert found.digest() == message.digest()


def test_the_letter_is_written_as_the_standard_has_it() -> None:
    root = ET.fromstring(written(LETTER))
    assert root.tag == f"{{{names.SOAP}}}Envelope"
    header, body = root
    assert [(child.tag, child.text) for child in header] == [
        (f"{{{names.WSA}}}MessageID", "urn:uuid:1"),
        (f"{{{names.WSA}}}To", TO),
    ]
    (request,) = body
    assert request.tag == "CorrespondenceLetterOutboundRequest"
    (paper,) = request
    assert paper.tag == "{urn:th:gov:egif:data:standard:GovernmentDocument:1.0}GovernmentDocument"
    (letter,) = paper
    ram = "{urn:th:gov:egif:data:standard:ReusableAggregateBusinessInformationEntity:1}"
    assert [child.tag.removeprefix(ram) for child in letter] == [
        "ID",
        "CorrespondenceDate",
        "Subject",
        "SecretCode",
        "SpeedCode",
        "SenderParty",
        "ReceiverParty",
        "ReferenceCorrespondence",
        "Attachment",
        "SendDate",
        "Description",
        "MainLetterBinaryObject",
        "AttachmentBinaryObject",
    ]
    assert letter.findtext(f"{ram}CorrespondenceDate") == "2026-11-25"
    assert letter.findtext(f"{ram}SendDate") == "20261125.093001234"
    assert letter.findtext(f"{ram}SenderParty/{ram}DepartmentOrganization/{ram}ID") == "0434626"
    main = letter.find(f"{ram}MainLetterBinaryObject")
    assert main is not None
    assert main.attrib == {"mimeCode": "application/pdf"}
    assert base64.b64decode(main.text or "") == b"%PDF-1.7\x00\xff"


def test_the_time_of_sending_may_be_written_otherwise() -> None:
    assert b"2026-11-25T09:30:01+07:00" in written(LETTER, send_date=ISO)


def test_notifiers_have_their_fields_and_no_more() -> None:
    told = {"number": "ศธ 1/1", "dated_on": dt.date(2026, 1, 2), "subject": "เรื่อง", "accept_number": "7/2569"}
    for kind in Kind:
        if kind == Kind.LETTER:
            continue
        (element,) = writing.outbound(Notifier(kind=kind, **told))  # type: ignore[arg-type]
        wanted = ["LetterID", "AcceptID", "CorrespondenceDate", "Subject"]
        assert element.tag == kind.value
        assert [child.tag for child in element] == [
            one for one in wanted if one != "AcceptID" or kind in WITH_NUMBER
        ]


def test_deleting_and_asking_anew_name_both_agencies() -> None:
    which = Which(number="ศธ 1/1", dated_on=dt.date(2026, 1, 2), sender="01", receiver="02")
    element = writing.delete_document(which)
    assert [child.tag for child in element] == [
        "LetterID",
        "CorrespondenceDate",
        "SenderDepartment",
        "AcceptDepartment",
    ]
    assert (element.findtext("SenderDepartment/Code"), element.findtext("AcceptDepartment/Code")) == (
        "01",
        "02",
    )
    (inside,) = writing.ask_again(Kind.ACCEPTED, which)
    assert inside.tag == "AcceptLetterNotifier"


@pytest.mark.parametrize(
    "change",
    [
        # misspelt, swapped, another addressing, wsa:to, no namespaces at all
        lambda raw: raw.replace(
            b"ReusableAggregateBusinessInformationEntity", b"ReuseableAggregateBusinessInformaionEntity"
        ),
        lambda raw: (
            raw.replace(names.RAM.encode(), b"X")
            .replace(names.RSM.encode(), names.RAM.encode())
            .replace(b'"X"', f'"{names.RSM}"'.encode())
        ),
        lambda raw: raw.replace(b"http://www.w3.org", b"http://w3.org").replace(b"wsa:To", b"wsa:to"),
        lambda raw: raw.replace(b"ram:", b"").replace(b"rsm:", b""),
        lambda raw: raw.replace(b"2026-11-25<", "๒๕๖๙-๑๑-๒๕<".encode()),
        lambda raw: raw.replace(b"2026-11-25<", b"25/11/2569<"),
        lambda raw: raw.replace(b">JVBERi", b">\n  JVBE\n Ri"),
        lambda raw: b"\xef\xbb\xbf" + raw,
    ],
)
def test_what_clients_in_the_wild_write_is_read(change: object) -> None:
    raw = change(written(LETTER))  # type: ignore[operator]
    found = reading.message(raw)
    assert found == LETTER


def test_a_signature_is_told_and_not_taken_for_the_letter() -> None:
    signature = (
        "<ram:GovernmentSignature><ram:TypeCode>1</ram:TypeCode><ram:SignerParty><ram:GivenName>สมชาย</ram:GivenName>"
        "<ram:FamilyName>ใจดี</ram:FamilyName></ram:SignerParty><Signature><SignatureValue>x</SignatureValue>"
        "</Signature></ram:GovernmentSignature></rsm:GovernmentDocument>"
    )
    found = reading.message(written(LETTER).replace(b"</rsm:GovernmentDocument>", signature.encode()))
    assert isinstance(found, Letter)
    assert (found.signer, found.is_signed, found.number) == ("สมชาย ใจดี", True, LETTER.number)


BOMB = """<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>"""
OUTSIDE = """<?xml version="1.0"?><!DOCTYPE x [<!ENTITY file SYSTEM "file:///etc/passwd">]>"""


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        (BOMB + "<Envelope><Body>&b;</Body></Envelope>", "entities"),
        (OUTSIDE + "<Envelope><Body>&file;</Body></Envelope>", "entities"),
        ("""<?xml version="1.0"?><!DOCTYPE x SYSTEM "http://evil.example/x.dtd"><Envelope/>""", "entities"),
        ("<a>" * 100_000, "deeply"),
        ("<Envelope><Body>" + "<a/>" * 60_000 + "</Body></Envelope>", "many elements"),
        ("<Envelope><Body><CorrespondenceLetter", "well-formed"),
        ("", "well-formed"),
        ("\x00\x01\x02", "well-formed"),
        ("""<?xml version="1.0" encoding="no-such"?><Envelope/>""", "well-formed"),
        ("<html><p>Proxy error</p></html>", "no SOAP"),
        ("<Envelope><Body><Other/></Body></Envelope>", "none of the kinds"),
        ("<Envelope><Body><GovernmentDocument/></Body></Envelope>", "no content"),
        (
            "<Envelope><Body><AcceptLetterNotifier><AcceptID>1</AcceptID></AcceptLetterNotifier></Body></Envelope>",
            "no letter",
        ),
        (
            "<Envelope><Body><GovernmentDocument><CorrespondenceLetter><MainLetterBinaryObject>%%%"
            "</MainLetterBinaryObject></CorrespondenceLetter></GovernmentDocument></Body></Envelope>",
            "base64",
        ),
        (
            "<Envelope><Body><GovernmentDocument><CorrespondenceLetter>"
            + "<AttachmentBinaryObject>YQ==</AttachmentBinaryObject>" * 101
            + "</CorrespondenceLetter></GovernmentDocument></Body></Envelope>",
            "more than",
        ),
    ],
)
def test_what_harms_is_refused_with_a_sentence(raw: str, words: str) -> None:
    with pytest.raises(reading.Unreadable, match=words):
        reading.message(raw.encode("utf-8", "surrogateescape"))


@given(st.binary(max_size=300))
@settings(max_examples=200, deadline=None)
def test_no_bytes_break_the_reader(raw: bytes) -> None:
    for read in (reading.queued, reading.message, reading.statuses, reading.agencies, reading.code_table):
        try:
            read(raw)
        except (reading.Unreadable, reading.Refused):
            continue
    reading.process_id_in(raw)


def test_a_fault_inside_a_letter_is_no_fault_of_the_line() -> None:
    inside = (
        b"<ram:Description><Fault><faultcode>x</faultcode></Fault><ErrorCode>9</ErrorCode></ram:Description>"
    )
    raw = written(LETTER).replace("<ram:Description>สรุปสั้น</ram:Description>".encode(), inside)
    assert isinstance(reading.message(raw), Letter)


def test_errors_of_the_server_are_told() -> None:
    for raw in (
        "<Envelope><Body><Fault><faultcode>E1</faultcode><faultstring>ปิด</faultstring></Fault></Body></Envelope>",
        "<Envelope><Body><R><ErrorCode>E1</ErrorCode><ErrorDescription>ปิด</ErrorDescription></R></Body></Envelope>",
    ):
        with pytest.raises(reading.Refused) as refused:
            reading.body_of(raw.encode())
        assert (refused.value.code, refused.value.words) == ("E1", "ปิด")


def test_the_process_id_is_found_in_what_is_unreadable() -> None:
    raw = BOMB.encode() + b"<Envelope><Body><R><ns:ProcessID>P000123</ns:ProcessID><broken"
    assert reading.process_id_in(raw) == "P000123"
    assert reading.process_id_in(b"<ProcessID>&x;</ProcessID>") == ""


def test_lists_and_tables() -> None:
    raw = (
        "<Envelope><Body><R><OrganizationInfo><Th-Name>สพฐ.</Th-Name><OrganizationID>09004</OrganizationID>"
        "</OrganizationInfo><OrganizationInfo><Th-Name>ไม่มีรหัส</Th-Name></OrganizationInfo></R></Body></Envelope>"
    )
    assert [(one.code, one.name) for one in reading.agencies(raw.encode())] == [("09004", "สพฐ.")]
    table = "<Envelope><Body><Code><Value>002</Value><Description>ลับ</Description></Code></Body></Envelope>"
    assert reading.code_table(table.encode()) == {"002": "ลับ"}


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("2026-11-25", dt.date(2026, 11, 25)),
        ("2569-11-25", dt.date(2026, 11, 25)),
        ("20261125", dt.date(2026, 11, 25)),
        ("2026-11-25T00:00:00+07:00", dt.date(2026, 11, 25)),
        ("๒๕/๑๑/๒๕๖๙", dt.date(2026, 11, 25)),
        ("2024-02-29", dt.date(2024, 2, 29)),
        ("2567-02-29", dt.date(2024, 2, 29)),
        ("2026-02-30", None),
        ("", None),
        ("วันนี้", None),
    ],
)
def test_days(text: str, wanted: dt.date | None) -> None:
    assert day_told(text) == wanted


def test_instants() -> None:
    assert instant_told("20261125.093001234") == LETTER.sent_at
    assert instant_told("2026-11-25T02:30:01.234+00:00") == LETTER.sent_at
    assert instant_told("2567-02-29T10:00:00") == dt.datetime(2024, 2, 29, 10, tzinfo=BANGKOK)
    assert instant_told("2026-11-25") == dt.datetime(2026, 11, 25, tzinfo=BANGKOK)
    assert instant_told("nonsense") is None


def test_codes_read_what_they_write_and_know_the_fifth_class() -> None:
    codes = Codes.of({"speed": {"urgent": "U"}, "mime": {"application/pdf": "pdf"}})
    assert (codes.speed_of("U"), codes.speed_of("1"), codes.speed_of("002")) == ("urgent", "normal", None)
    assert (codes.secrecy_of("005"), codes.secrecy_of("4"), codes.secrecy_of("")) == (
        "confidential",
        "top_secret",
        "normal",
    )
    assert (codes.mime_of("application/pdf"), codes.media_type_of("PDF")) == ("pdf", "application/pdf")
