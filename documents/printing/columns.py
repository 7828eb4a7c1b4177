"""The columns of the register forms, in their order and with their Thai names."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from documents.classes import Run, Secrecy
from documents.models import RegisterEntry
from documents.models.register import Row
from eoffice.common.thai.dates import short_date


@dataclass(frozen=True)
class Column:
    """One column: its official name, how wide it is (characters), what stands in it."""

    name: str
    width: int
    value: Callable[[Row], str]


def _day(day: dt.date | None) -> str:
    return short_date(day) if day else ""


def _remarks(row: Row) -> str:
    """A cancelled or reserved number says so in หมายเหตุ, as on paper."""
    entry = row.entry
    if entry.state == RegisterEntry.State.VOID:
        reason = "" if row.hidden else entry.void_reason
        return " ".join(part for part in ("ยกเลิก", reason, row.remarks) if part)
    if entry.state == RegisterEntry.State.RESERVED:
        return " ".join(part for part in ("จองเลข", "" if row.hidden else entry.purpose, row.remarks) if part)
    return row.remarks


def _class(row: Row) -> str:
    return str(Secrecy(row.entry.secrecy).label)


def _subject(row: Row) -> str:
    return _class(row) if row.hidden else row.subject


def _form(first: str) -> tuple[Column, ...]:
    """Forms 13 and 14 differ in the name of their first column alone."""
    return (
        Column(first, 12, lambda row: row.entry.digits),
        Column("ที่", 22, lambda row: row.reference),
        Column("ลงวันที่", 12, lambda row: _day(row.dated_on)),
        Column("จาก", 26, lambda row: row.from_text),
        Column("ถึง", 26, lambda row: row.to_text),
        Column("เรื่อง", 50, _subject),
        Column("การปฏิบัติ", 24, lambda row: row.action),
        Column("หมายเหตุ", 24, _remarks),
    )


FORM_13 = _form("เลขทะเบียนรับ")
FORM_14 = _form("เลขทะเบียนส่ง")
SECRET_1 = (
    Column("เลขที่รับ", 10, lambda row: row.entry.digits),
    Column("ที่", 22, lambda row: row.reference),
    Column("ชั้นความลับ", 12, _class),
    Column("วัน เดือน ปี", 12, lambda row: _day(row.dated_on)),
    Column("จาก", 26, lambda row: row.from_text),
    Column("ถึง", 26, lambda row: row.to_text),
    Column("เรื่อง", 44, lambda row: row.subject),
    Column("ลงชื่อ", 16, lambda row: row.action),
    Column("วันที่รับ", 12, lambda row: _day(row.entry.shown_on)),
    Column("หมายเหตุ", 20, _remarks),
)
SECRET_2 = (
    Column("เลขที่ส่ง", 10, lambda row: row.entry.digits),
    Column("ชั้นความลับ", 12, _class),
    Column("ลงวันที่", 12, lambda row: _day(row.dated_on)),
    Column("จาก", 26, lambda row: row.from_text),
    Column("ถึง", 26, lambda row: row.to_text),
    Column("เรื่อง", 44, lambda row: row.subject),
    Column("ลงชื่อ", 16, lambda row: row.action),
    Column("หมายเหตุ", 20, _remarks),
)


def columns_of(run: str) -> tuple[Column, ...]:
    """The form of a run: 13 for what comes in, ทขล.1 and 2 for secret papers, 14 for what goes out."""
    forms = {Run.RECEIVE: FORM_13, Run.SECRET_RECEIVE: SECRET_1, Run.SECRET_SEND: SECRET_2}
    return forms.get(Run(run), FORM_14)


def day_line(day: dt.date) -> str:
    """The head of forms 13 and 14, which stands wherever the registering day changes."""
    return _("Registered on %(day)s") % {"day": short_date(day)}
