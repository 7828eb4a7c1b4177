"""What letters and assignments add to the API that every process has."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from django.db.models import Q, QuerySet

from documents.finding import holding
from eoffice.common.numbers import whole_number
from eoffice.common.thai.digits import to_arabic
from workflows.engine.api.declare import ProcessApi, declare
from workflows.letters.api.consultation_shapes import ConsultationShape
from workflows.letters.api.filters import (
    AnnouncementFilters,
    AssignmentFilters,
    ConsultationFilters,
    LetterFilters,
    MemoFilters,
    OutgoingFilters,
    WrittenFilters,
)
from workflows.letters.api.memo_shapes import MemoShape
from workflows.letters.api.order_shapes import AnnouncementShape, OrderShape
from workflows.letters.api.outgoing_around import CirculatedAround, OutgoingAround
from workflows.letters.api.outgoing_shapes import OutgoingLetterShape
from workflows.letters.api.shapes import AssignmentShape, IncomingLetterShape
from workflows.letters.api.surroundings import Surroundings
from workflows.letters.models import (
    Announcement,
    Assignment,
    Consultation,
    IncomingLetter,
    Memo,
    Order,
    OutgoingLetter,
)
from workflows.letters.printing import print_incoming, print_written

if TYPE_CHECKING:
    from eoffice.people.models import Post


def with_surroundings(letters: Sequence[IncomingLetter], post: Post) -> Mapping[str, Any]:
    """Everything a page of letters shows."""
    return {"around": Surroundings(letters, post)}


def with_letters(assignments: Sequence[Assignment], post: Post) -> Mapping[str, Any]:
    """What a page of assignments shows of their letters."""
    return {"around": Surroundings([each.letter for each in assignments], post, with_all=False)}


def search_papers(rows: QuerySet[Any], text: str, *, path: str = "document__") -> QuerySet[Any]:
    """Rows whose paper holds the text in subject, sender or ที่, or whose receive number it is."""
    found = holding(text, path=path)
    number, _slash, year = to_arabic("".join(text.split())).partition("/")
    if (wanted := whole_number(number, digits=8)) is not None:
        letter = path.removesuffix("document__")
        of_year = {f"{letter}receive_year": whole_number(year, digits=4) or 0} if year else {}
        found |= Q(**{f"{letter}receive_number": wanted}, **of_year)
    return rows.filter(found)


def with_recipients(letters: Sequence[OutgoingLetter], post: Post) -> Mapping[str, Any]:
    """Everything a page of outgoing letters shows."""
    return {"around": OutgoingAround(letters, post)}


def search_outgoing(rows: QuerySet[Any], text: str) -> QuerySet[Any]:
    """Rows whose paper holds the text in subject, addressee or ที่."""
    found = holding(text, path="document__", sender=False)
    if asked := text.strip():
        found |= Q(document__addressee__contains=asked)
    return rows.filter(found)


def with_readers(items: Sequence[Any], post: Post) -> Mapping[str, Any]:
    """Everything a page of memos, orders or announcements shows."""
    return {"around": CirculatedAround(items, post)}


def search_assignments(rows: QuerySet[Any], text: str) -> QuerySet[Any]:
    """By the words of their letters."""
    return search_papers(rows, text, path="letter__document__")


declare(
    ProcessApi(
        model=IncomingLetter,
        shape=IncomingLetterShape,
        filters=LetterFilters,
        orders={
            "received_at": "received_at",
            "receive_number": "receive_number",
            "dated_on": "document__dated_on",
        },
        search=search_papers,
        prepare=with_surroundings,
        printing=print_incoming,
        examples={
            "arrive": {
                "sender": "สำนักงานเขตพื้นที่การศึกษามัธยมศึกษาตัวอย่าง",
                "reference": "ศธ 04346/1234",
                "dated_on": "2026-06-01",
                "subject": "ขอเชิญประชุมผู้บริหารสถานศึกษา",
                "channel": "post",
                "speed": "urgent",
            },
            "check": {},
            "register": {},
            "submit": {},
            "order": {
                "text": "มอบกลุ่มบริหารวิชาการดำเนินการ",
                "assignees": [{"person": 12, "role": "lead", "due_at": "2026-06-08"}],
            },
            "distribute": {},
            "close": {"file_code": "ศธ 01", "retention_class": "normal_10y"},
        },
    )
)
declare(
    ProcessApi(
        model=OutgoingLetter,
        shape=OutgoingLetterShape,
        filters=OutgoingFilters,
        orders={"send_number": "send_number", "dated_on": "document__dated_on", "sent_at": "sent_at"},
        search=search_outgoing,
        prepare=with_recipients,
        printing=print_written,
        examples={
            "draft": {
                "subject": "ขอส่งรายงานผลการดำเนินงาน",
                "recipients": [
                    {"organisation": 3, "channel": "system"},
                    {"name": "ผู้ปกครอง", "channel": "post"},
                ],
                "body": "ตามหนังสือที่อ้างถึง โรงเรียนขอส่งรายงานผลการดำเนินงาน",
                "enclosures": ["รายงานผลการดำเนินงาน จำนวน ๑ ชุด"],
            },
            "review": {},
            "approve_draft": {},
            "sign": {"password": "…"},
            "number": {},
            "check": {},
            "send": {},
        },
    )
)
declare(
    ProcessApi(
        model=Assignment,
        shape=AssignmentShape,
        filters=AssignmentFilters,
        search=search_assignments,
        prepare=with_letters,
        examples={"acknowledge": {}, "report": {"text": "ดำเนินการเรียบร้อยแล้ว", "files": []}},
    )
)
declare(
    ProcessApi(
        model=Memo,
        shape=MemoShape,
        filters=MemoFilters,
        printing=print_written,
        orders={"dated_on": "document__dated_on", "submitted_at": "submitted_at"},
        search=search_outgoing,
        prepare=with_readers,
        examples={
            "draft": {
                "template": "money",
                "to": "ผู้อำนวยการโรงเรียน",
                "subject": "ขออนุมัติจัดซื้อวัสดุสำนักงาน",
                "body": "ด้วยวัสดุสำนักงานใกล้หมด จึงขออนุมัติจัดซื้อ",
                "amount": 4500,
            },
            "number": {"book": "agency"},
            "submit": {"route": [12]},
            "minute": {"text": "เห็นควรอนุมัติ"},
            "decide": {"decision": "approved"},
            "notify": {},
            "ack": {},
        },
    )
)
declare(
    ProcessApi(
        model=Order,
        shape=OrderShape,
        filters=WrittenFilters,
        printing=print_written,
        orders={"dated_on": "document__dated_on", "signed_at": "signed_at"},
        search=search_outgoing,
        prepare=with_readers,
        examples={
            "draft": {
                "subject": "แต่งตั้งคณะกรรมการจัดงานวันวิชาการ",
                "reason": "ด้วยโรงเรียนกำหนดจัดงานวันวิชาการ",
                "power": "อาศัยอำนาจตามมาตรา ๓๙ แห่งพระราชบัญญัติระเบียบบริหารราชการกระทรวงศึกษาธิการ พ.ศ. ๒๕๔๖",
                "order": "จึงแต่งตั้งคณะกรรมการ ดังนี้",
                "names": [{"person": 12, "duty": "ประธานกรรมการ"}],
                "effective_on": "2026-12-01",
            },
            "offer": {},
            "review": {},
            "sign": {"password": "…"},
            "number": {},
            "circulate": {},
            "ack": {},
        },
    )
)
declare(
    ProcessApi(
        model=Announcement,
        shape=AnnouncementShape,
        filters=AnnouncementFilters,
        printing=print_written,
        orders={"dated_on": "document__dated_on", "posted_until": "posted_until"},
        search=search_outgoing,
        prepare=with_readers,
        examples={
            "draft": {"subject": "วันหยุดพิเศษ", "body": "ด้วยโรงเรียนมีเหตุจำเป็น จึงประกาศหยุดเรียน"},
            "offer": {},
            "review": {},
            "sign": {"password": "…"},
            "publish": {"places": ["ป้ายประกาศหน้าโรงเรียน"], "posted_until": "2026-12-31"},
            "take_down": {},
        },
    )
)
declare(
    ProcessApi(
        model=Consultation,
        shape=ConsultationShape,
        filters=ConsultationFilters,
        examples={"give": {"text": "เห็นควรดำเนินการตามเสนอ"}, "withdraw": {"note": "ไม่ต้องการแล้ว"}},
    )
)
