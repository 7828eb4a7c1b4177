"""A part of a register as PDF, as it goes into the binder."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from documents.models import Register, RegisterEntry
from documents.models.register import Row
from documents.printing.columns import columns_of, day_line
from documents.rendering import books
from eoffice.organisations.settings_of import settings_of

#: Columns whose head would not fit into the width that a spreadsheet gives them.
_LEAST_WIDTH = 15
_REMARKS = "หมายเหตุ"


def pdf_of(register: Register, rows: Iterator[Row], *, period: str) -> bytes:
    """PDF/A-2a of the rows; `period`: what the head says under the book's name. Raises BookTooLong."""
    organisation = register.organisation
    book = books.Book(
        title=f"{register} {period}".strip(),
        heads=(str(register), organisation.name, period),
        columns=tuple(
            books.Column(column.name, max(column.width, _LEAST_WIDTH), struck=column.name != _REMARKS)
            for column in columns_of(register.run)
        ),
        agency=organisation.name,
        secrecy="confidential" if register.is_secret else "normal",
        thai_digits=settings_of(organisation).thai_digits,
    )
    return books.render_book(book, _rows(register, rows)).pdf


def _rows(register: Register, rows: Iterator[Row]) -> Iterator[books.Row | books.Line]:
    columns = columns_of(register.run)
    for day, of_the_day in groupby(rows, key=lambda row: row.entry.shown_on):
        yield books.Line(day_line(day))
        for row in of_the_day:
            cells = tuple(column.value(row) for column in columns)
            yield books.Row(cells, cancelled=row.entry.state == RegisterEntry.State.VOID)
