"""Which column holds what: the names of forms 13 and 14, of AMSS++'s tables, and of its exports."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from eoffice.common.thai.normalise import searchable

#: Ours -> what it is called in files. The first name is the official one.
CALLED: dict[str, tuple[str, ...]] = {
    "number": (
        "เลขทะเบียนรับ",
        "เลขทะเบียนส่ง",
        "เลขที่รับ",
        "เลขที่ส่ง",
        "เลขรับ",
        "เลขส่ง",
        "เลขทะเบียน",
        "เลขทะเบียนหนังสือรับ",
        "เลขทะเบียนหนังสือส่ง",
        "ทะเบียนรับ",
        "ทะเบียนรับที่",
        "ทะเบียนส่งที่",
        "register_number",
    ),
    "year": ("ปี", "ปี พ.ศ.", "พ.ศ.", "year"),
    "reference": ("ที่", "ที่หนังสือ", "เลขที่หนังสือ", "หนังสือที่", "book_no", "bookno"),
    "dated_on": ("ลงวันที่", "วันเดือนปี", "วันที่หนังสือ", "วันที่ลงหนังสือ", "signdate", "book_date"),
    "from_text": ("จาก", "จากหน่วยงาน", "หน่วยงานที่ส่ง", "book_from"),
    "to_text": ("ถึง", "เรียน", "book_to"),
    "subject": ("เรื่อง", "ชื่อเรื่อง", "subject", "book_subject"),
    "action": ("การปฏิบัติ", "ผู้ปฏิบัติ", "operation"),
    "group": ("กลุ่มปฏิบัติ", "กลุ่มที่ปฏิบัติ", "สำนัก", "กลุ่ม", "workgroup"),
    "remarks": ("หมายเหตุ", "comment"),
    "registered_on": ("วันลงทะเบียน", "วันที่ลงทะเบียน", "วันที่ลงรับ", "วันที่รับ", "วันที่ส่ง", "register_date"),
    "secret": ("ชั้นความลับ", "ความลับ", "secret"),
}
#: For the report.
LABELS = {
    "number": _("register number"),
    "year": _("year"),
    "reference": _("letter number"),
    "dated_on": _("letter dated"),
    "from_text": _("letter from"),
    "to_text": _("letter to"),
    "subject": _("letter subject"),
    "action": _("handling of the letter"),
    "group": _("handling of the letter"),
    "remarks": _("remarks"),
    "registered_on": _("registered on"),
    "secret": _("secrecy class"),
}
_BY_NAME = {searchable(name): ours for ours, names in CALLED.items() for name in names}
#: A line with fewer known names is no heading: titles and letter texts hold one by chance.
ENOUGH = 3
LOOK_AT = 30


def read_heading(cells: Sequence[str]) -> dict[int, str] | None:
    """Place -> our name, where the line is a heading; a name that stands twice counts the first time."""
    found: dict[int, str] = {}
    for place, cell in enumerate(cells):
        ours = _BY_NAME.get(searchable(cell))
        if ours and ours not in found.values():
            found[place] = ours
    enough = len(found) >= ENOUGH and {"number", "subject"} <= set(found.values())
    return found if enough else None
