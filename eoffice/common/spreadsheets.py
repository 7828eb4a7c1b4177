"""Reading the tables that offices send: XLSX and CSV, whatever saved them, never trusting what is inside."""

from __future__ import annotations

import csv
import datetime as dt
import io
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import openpyxl
from django.utils.translation import gettext as _
from openpyxl.utils.exceptions import InvalidFileException

from eoffice.common.errors import TooLarge, UnsupportedType
from eoffice.common.thai.dates import full_date
from eoffice.common.thai.normalise import normalise

MOST_BYTES = 5 * 1024 * 1024
MOST_UNPACKED = 100 * 1024 * 1024  # an XLSX is a ZIP; a small one can unpack to gigabytes
MOST_ROWS = 50_000
MOST_COLUMNS = 100
_ZIP, _OLD_EXCEL = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
_ENCODINGS = ("utf-8-sig", "cp874")  # Thai Windows still saves CSV as cp874
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True)
class Sheet:
    """One table: its name (empty for CSV) and its filled rows as (row number in the file, cells as text)."""

    name: str
    rows: tuple[tuple[int, tuple[str, ...]], ...]


def read_sheets(content: bytes) -> list[Sheet]:
    """The tables of a file, told by its bytes and not by its name. Days come as 22 พฤศจิกายน 2569.

    Raises UnsupportedType for what is no readable table, TooLarge for what no office table can be.
    """
    if len(content) > MOST_BYTES:
        raise TooLarge(_("The table is larger than %(size)s MB.") % {"size": MOST_BYTES // 1024**2})
    if not content.strip():
        raise UnsupportedType(_("The file is empty."))
    if content.startswith(_ZIP):
        return _from_xlsx(content)
    if content.startswith(_OLD_EXCEL):
        raise UnsupportedType(_("This is the old Excel format. Save it as .xlsx or .csv and send it again."))
    return [Sheet("", tuple(_filled(_csv_rows(_decoded(content)))))]


# What the library raises for a broken or hostile file: a missing part, a bad number, broken XML.
_BROKEN = (InvalidFileException, zipfile.BadZipFile, KeyError, ValueError, TypeError, SyntaxError, OSError)


def _from_xlsx(content: bytes) -> list[Sheet]:
    _refuse_a_bomb(content)
    try:
        book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        return [Sheet(str(sheet.title), tuple(_filled(_cells(sheet)))) for sheet in book.worksheets]
    except _BROKEN as error:
        raise UnsupportedType(_("The file cannot be read as a table. Save it anew and try again.")) from error


def _refuse_a_bomb(content: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            unpacked = sum(entry.file_size for entry in archive.infolist())
    except zipfile.BadZipFile as error:
        raise UnsupportedType(_("The file is damaged. Save it anew and try again.")) from error
    if unpacked > MOST_UNPACKED:
        raise TooLarge(_("The table is far too large when unpacked."))


def _cells(sheet: object) -> Iterator[Sequence[object]]:
    # The size that a sheet states may be a lie; reading is bounded by what is really there.
    yield from sheet.iter_rows(max_col=MOST_COLUMNS, values_only=True)  # type: ignore[attr-defined]


def _decoded(content: bytes) -> str:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _decode(content, "utf-16")
    for encoding in _ENCODINGS:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text:
            return text
    raise UnsupportedType(_("Only tables are read here: .xlsx or .csv."))


def _decode(content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        raise UnsupportedType(_("Only tables are read here: .xlsx or .csv.")) from error


def _csv_rows(text: str) -> Iterator[Sequence[object]]:
    first_line = text.partition("\n")[0]
    delimiter = max(",;\t", key=first_line.count)
    try:
        yield from csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    except csv.Error as error:
        raise UnsupportedType(_("The file cannot be read as a table. Save it anew and try again.")) from error


def _filled(rows: Iterable[Sequence[object]]) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Rows with anything in them, numbered as the program that made the file numbers them."""
    found = 0
    for number, row in enumerate(rows, start=1):
        cells = [_text(cell) for cell in row[:MOST_COLUMNS]]
        while cells and not cells[-1]:
            cells.pop()
        if not cells:
            continue
        found += 1
        if found > MOST_ROWS:
            raise TooLarge(_("The table has more than %(rows)s rows.") % {"rows": MOST_ROWS})
        yield number, tuple(cells)


def _text(cell: object) -> str:
    if cell is None:
        return ""
    if isinstance(cell, dt.date):  # also a datetime: Excel knows no day without a time
        return _day_text(cell)
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))  # a phone number typed as a number
    return normalise(str(cell), keep_lines=True)


def _day_text(day: dt.date) -> str:
    """A date cell in words, so that it is read as a typed one.

    Offices type 1/10/2568 and Excel takes it for the year 2568 of the common era: no office has such days.
    """
    if day.year > 2400:
        return f"{day.day}/{day.month}/{day.year}"
    return full_date(dt.date(day.year, day.month, day.day))


def csv_bytes(header: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """A CSV file that Excel opens with its Thai letters whole, and in which no cell acts as a formula."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(header)
    writer.writerows([harmless(cell) for cell in row] for row in rows)
    return out.getvalue().encode("utf-8-sig")


def harmless(cell: object) -> str:
    """The cell as text; one that a spreadsheet would take for a formula gets an apostrophe before it."""
    text = "" if cell is None else str(cell)
    return f"'{text}" if text.startswith(_FORMULA) else text
