"""A part of a register as PDF, XLSX or CSV."""

from __future__ import annotations

import csv
import datetime as dt
import functools
import io
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from urllib.parse import quote

import xlsxwriter
from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.utils.translation import gettext as _

from documents.models import Register, RegisterEntry
from documents.models.register import Row, rows_for
from documents.printing.columns import Column, columns_of, day_line
from eoffice.common import clock
from eoffice.common.errors import InvalidInputs
from eoffice.common.spreadsheets import harmless
from eoffice.common.thai.dates import short_date
from eoffice.common.thai.digits import to_thai
from eoffice.organisations.settings_of import settings_of
from eoffice.people import audit
from eoffice.people.models import Post

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_AT_ONCE = 1000


@dataclass(frozen=True)
class Span:
    """A BE year, and days of registering from and to (both inclusive); None: no bound."""

    year: int | None = None
    since: dt.date | None = None
    until: dt.date | None = None

    def of(self, rows: QuerySet[RegisterEntry]) -> QuerySet[RegisterEntry]:
        """The rows of the span: by the stated day where there is one, else by the system's time."""
        if self.year:
            rows = rows.filter(year=self.year)
        if self.since:
            entered = Q(stated_on__isnull=True, entered_at__gte=_midnight(self.since))
            rows = rows.filter(Q(stated_on__gte=self.since) | entered)
        if self.until:
            entered = Q(stated_on__isnull=True, entered_at__lt=_midnight(self.until + dt.timedelta(days=1)))
            rows = rows.filter(Q(stated_on__lte=self.until) | entered)
        return rows

    def words(self) -> str:
        """The span as a head says it."""
        parts = [_("year %(year)s") % {"year": self.year}] if self.year else []
        if self.since:
            parts.append(_("from %(day)s") % {"day": short_date(self.since)})
        if self.until:
            parts.append(_("until %(day)s") % {"day": short_date(self.until)})
        return " ".join(parts)


def _midnight(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(), clock.BANGKOK)


def print_book(register: Register, post: Post, span: Span, form: str) -> HttpResponse:
    """The rows as `post` may read them, in number order, with the columns of the form. An audit event."""
    makers: dict[str, tuple[Callable[[Register, Iterator[Row]], bytes], str]] = {
        "pdf": (functools.partial(_pdf, period=span.words()), "application/pdf"),
        "xlsx": (_xlsx, XLSX),
        "csv": (_csv, "text/csv; charset=utf-8"),
    }
    if form not in makers:
        raise InvalidInputs(errors={"format": [_("Take pdf, xlsx or csv.")]})
    make, media_type = makers[form]
    body = make(register, _rows(register, post, span))
    audit.note("register_print", post=post, subject=f"register:{register.pk}", format=form, year=span.year)
    response = HttpResponse(body, content_type=media_type)
    name = f"{register}-{span.year or 'all'}.{form}"
    response["Content-Disposition"] = (
        f"attachment; filename=\"register.{form}\"; filename*=UTF-8''{quote(name)}"
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response


def _rows(register: Register, post: Post, span: Span) -> Iterator[Row]:
    """In pieces, so that a book of years needs no memory for all of it."""
    found = span.of(RegisterEntry.objects.of(register)).in_order().select_related("register__organisation")  # type: ignore[attr-defined]
    piece: list[RegisterEntry] = []
    for entry in found.iterator(chunk_size=_AT_ONCE):
        piece.append(entry)
        if len(piece) == _AT_ONCE:
            yield from rows_for(piece, post)
            piece = []
    yield from rows_for(piece, post)


def _pdf(register: Register, rows: Iterator[Row], *, period: str) -> bytes:
    from documents.printing.pdf import pdf_of  # loads the typesetter, which few processes need

    return pdf_of(register, rows, period=period)


def _csv(register: Register, rows: Iterator[Row]) -> bytes:
    columns = columns_of(register.run)
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow([column.name for column in columns])
    writer.writerows([harmless(column.value(row)) for column in columns] for row in rows)
    return out.getvalue().encode("utf-8-sig")  # with the mark by which Excel knows UTF-8


def _xlsx(register: Register, rows: Iterator[Row]) -> bytes:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(
        out, {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    sheet = book.add_worksheet("ทะเบียน")
    columns = columns_of(register.run)
    _lay_out(sheet, columns, str(register))
    head = book.add_format({"bold": True, "text_wrap": True, "border": 1, "valign": "top"})
    for place, column in enumerate(columns):
        sheet.write_string(0, place, column.name, head)
    # The sheet is what goes into the binder, so it follows the agency's choice; CSV is for programs.
    digits = to_thai if settings_of(register.organisation).thai_digits else str
    _write(book, sheet, columns, rows, digits)
    book.close()
    return out.getvalue()


def _lay_out(sheet: xlsxwriter.worksheet.Worksheet, columns: Sequence[Column], title: str) -> None:
    """A4 lying, one page wide, the head on every page."""
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    sheet.freeze_panes(1, 0)
    sheet.set_header(f"&L{title}&R&P/&N")
    for place, column in enumerate(columns):
        sheet.set_column(place, place, column.width)


def _write(
    book: xlsxwriter.Workbook,
    sheet: xlsxwriter.worksheet.Worksheet,
    columns: Sequence[Column],
    rows: Iterator[Row],
    digits: Callable[[str], str],
) -> None:
    plain = book.add_format({"text_wrap": True, "valign": "top", "border": 1})
    void = book.add_format({"text_wrap": True, "valign": "top", "border": 1, "font_strikeout": True})
    line = book.add_format({"italic": True})
    at = 1
    for day, of_the_day in groupby(rows, key=lambda row: row.entry.shown_on):
        sheet.write_string(at, 0, digits(day_line(day)), line)
        for row in of_the_day:
            at += 1
            cancelled = row.entry.state == RegisterEntry.State.VOID
            for place, column in enumerate(columns):
                struck = cancelled and column.name != "หมายเหตุ"
                sheet.write_string(at, place, digits(column.value(row)), void if struck else plain)
        at += 1
