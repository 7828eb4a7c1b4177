"""The life of a letter on paper: who did what, when, with which note."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from documents.rendering.books import Book, Column, Row, render_book
from documents.rendering.rendering import Rendered
from eoffice.common.thai.dates import short_datetime

_COLUMNS = (
    Column("ที่", 6),
    Column("วัน เวลา", 20),
    Column("ขั้นตอน", 24),
    Column("ผู้ดำเนินการ", 32),
    Column("หมายเหตุ", 40),
)


@dataclass(frozen=True)
class Moment:
    """One transition: `who` with the post held, and the post acted for where there was one."""

    at: dt.datetime
    step: str
    who: str
    note: str = ""


def render_history(
    title: str,
    moments: Iterable[Moment],
    *,
    agency: str = "",
    heads: tuple[str, ...] = (),
    secrecy: str = "normal",
    thai_digits: bool = False,
    made_at: dt.datetime | None = None,
) -> Rendered:
    """The moments in the order given, under `title` and the lines of `heads` (number, subject, state)."""
    book = Book(
        title=title,
        columns=_COLUMNS,
        heads=(title, *heads),
        agency=agency,
        secrecy=secrecy,
        thai_digits=thai_digits,
        lying=False,
    )
    rows = (
        Row((str(place), short_datetime(moment.at), moment.step, moment.who, moment.note))
        for place, moment in enumerate(moments, 1)
    )
    return render_book(book, rows, made_at=made_at)
