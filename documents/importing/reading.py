"""From the bytes of a file to rows with our names for their cells."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from documents.importing.columns import LOOK_AT, read_heading
from documents.importing.html_table import read_html
from eoffice.common.errors import TooLarge, UnsupportedType
from eoffice.common.spreadsheets import MOST_BYTES, Sheet, read_sheets
from eoffice.common.thai.digits import to_arabic

_PAGE = re.compile(rb"\s*(<!doctype html|<html|<table|<meta)", re.IGNORECASE)
_DAY_LINE = re.compile(r"วันที่\s*(.+)|.*\bRegistered on\s+(.+)")
_FORM_HEAD = re.compile(
    r"วันที่\s*[.…]*\s*(\d{1,2})\s*[.…]*\s*เดือน\s*[.…]*\s*(\S+?)\s*[.…]*\s*พ\.?\s*ศ\.?\s*[.…]*\s*(\d{2,4})"
)


@dataclass(frozen=True)
class Line:
    """A row of the file: its number there, its cells by our names, and the day of the line above it."""

    row: int
    cells: dict[str, str]
    day_above: str = ""

    def __getitem__(self, name: str) -> str:
        return self.cells.get(name, "")


def read_file(content: bytes) -> list[Line]:
    """The rows of the first table with a heading we know.

    Raises UnsupportedType when there is none, TooLarge for what is no register of a year.
    """
    for sheet in _sheets(content):
        lines = _lines(sheet.rows)
        if lines is not None:
            return lines
    raise UnsupportedType(
        _("No heading of a register was found. It needs at least the columns เลขทะเบียนรับ (or ส่ง) and เรื่อง."),
        code="no_heading",
    )


def _sheets(content: bytes) -> list[Sheet]:
    head = content[:200].removeprefix(b"\xef\xbb\xbf")
    if not _PAGE.match(head):
        return read_sheets(content)
    if len(content) > MOST_BYTES:
        raise TooLarge(_("The table is larger than %(size)s MB.") % {"size": MOST_BYTES // 1024**2})
    try:
        return [Sheet("", tuple(read_html(content.decode("utf-8-sig"))))]
    except UnicodeDecodeError:
        return [Sheet("", tuple(read_html(content.decode("cp874", "replace"))))]


def _lines(rows: Sequence[tuple[int, tuple[str, ...]]]) -> list[Line] | None:
    for at, (_number, cells) in enumerate(rows[:LOOK_AT]):
        heading = read_heading(cells)
        if heading:
            above = next((day for _n, told in reversed(rows[:at]) if (day := _day_line(told))), "")
            return list(_below(rows[at + 1 :], heading, above))
    return None


def _below(
    rows: Sequence[tuple[int, tuple[str, ...]]], heading: dict[int, str], day_above: str
) -> Iterator[Line]:
    """Rows under the heading; day lines change the day of what follows, repeated headings are left out."""
    for number, told in rows:
        if day := _day_line(told):
            day_above = day
            continue
        if read_heading(told):
            continue
        cells = {ours: told[place] for place, ours in heading.items() if place < len(told) and told[place]}
        if cells:
            yield Line(number, cells, day_above)


def _day_line(cells: Sequence[str]) -> str:
    """The day that a line of one cell names: the head of forms 13 and 14."""
    filled = [cell for cell in cells if cell]
    text = to_arabic(" ".join(filled)) if len(filled) <= 6 else ""
    if match := _FORM_HEAD.search(text):
        return f"{match[1]} {match[2]} {match[3]}"
    if len(filled) != 1:
        return ""
    match = _DAY_LINE.fullmatch(text)
    return (match[1] or match[2]).strip() if match else ""
