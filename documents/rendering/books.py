"""Registers, lists and histories as PDF: any number of rows under a head that every page repeats."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from documents.rendering.cleaning import Cleaner
from documents.rendering.fonts.kept import fonts
from documents.rendering.joining import join, pages_of
from documents.rendering.layout import BETWEEN, SECRECY, NeverElectronic, title_of
from documents.rendering.rendering import Rendered
from documents.rendering.typesetting import forget, typeset
from documents.rendering.words import pieces
from eoffice.common import clock
from eoffice.common.errors import InvalidInputs

#: Rows that one print may have: some minutes of a small machine, and some hundred pages of paper.
MOST_ROWS = 5000
#: Rows that are set at once: what bounds the memory, whatever the book's length.
AT_ONCE = 500
#: Average width of a character at the size of a book, in cm, for words that must be cut to fit.
_CHARACTER = 0.19
#: Room between the margins, in cm, by paper and by whether it lies.
_LINES = {("a4", True): 26.7, ("a4", False): 18.0, ("a5", True): 18.0, ("a5", False): 11.8}


class BookTooLong(InvalidInputs):
    """More rows than one print may have."""

    code = "book_too_long"
    title = _("The book is too long for one PDF")


_TOO_LONG = _("More than %(rows)s rows are too many for one PDF. Print it in spans of days, or take XLSX.")


@dataclass(frozen=True)
class Column:
    """One column: its official name and its share of the line."""

    name: str
    width: float
    struck: bool = True  # whether a cancelled row is struck through here


@dataclass(frozen=True)
class Row:
    """A text for each column. `cancelled`: struck through, and still legible."""

    cells: tuple[str, ...]
    cancelled: bool = False


@dataclass(frozen=True)
class Line:
    """A line over all columns: the registering day of forms 13 and 14."""

    text: str


@dataclass(frozen=True, kw_only=True)
class Book:
    """A register to print. `heads`: lines over the first page; `foot`: who signs, side by side (form 21)."""

    title: str
    columns: tuple[Column, ...]
    heads: tuple[str, ...] = ()
    foot: tuple[tuple[str, ...], ...] = ()
    agency: str = ""
    secrecy: str = "normal"
    thai_digits: bool = False
    lying: bool = True
    paper: str = "a4"  # or a5 (forms 16 and 18)
    size: float = 14  # points of TH Sarabun


def render_book(book: Book, rows: Iterable[Row | Line], *, made_at: dt.datetime | None = None) -> Rendered:
    """The book as PDF/A-2a and PDF/UA-1, in pieces of `AT_ONCE` rows, so that a long one needs little memory.

    Raises BookTooLong beyond `MOST_ROWS`.
    """
    if book.secrecy not in SECRECY:
        raise NeverElectronic(source="ข้อ 29")
    setter = _Setter(book, (made_at or clock.now()).astimezone(clock.BANGKOK))
    return Rendered(setter.pdf(iter(rows)), tuple(setter.clean.replaced))


class _Setter:
    def __init__(self, book: Book, made_at: dt.datetime) -> None:
        self.book, self.made_at = book, made_at
        self.clean = Cleaner(fonts().drawable, thai_digits=book.thai_digits)
        total = sum(column.width for column in book.columns)
        line = _LINES[book.paper, book.lying]
        self.longest = [max(3, int(line * column.width / total / _CHARACTER)) for column in book.columns]

    def pdf(self, rows: Iterator[Row | Line]) -> bytes:
        parts: list[bytes] = []
        pages = count = 0
        piece = list(itertools.islice(rows, AT_ONCE))
        while piece or not parts:
            following = list(itertools.islice(rows, AT_ONCE))
            count += len(piece)
            if count + len(following) > MOST_ROWS:
                raise BookTooLong(_TOO_LONG % {"rows": f"{MOST_ROWS:,}"})
            alone = not parts and not following
            data = self._data(piece, first=pages + 1, total=0 if alone else -1, last=not following)
            parts.append(typeset("book.typ", data))
            if len(piece) == AT_ONCE:
                forget()
            if alone:
                return parts[0]
            pages += pages_of(parts[-1])
            piece = following
        overlay = typeset("total.typ", self._common() | {"total": pages})
        return join(parts, overlay)

    def _common(self) -> dict[str, Any]:
        book = self.book
        return {
            "title": title_of(self.clean(book.title), self.clean),
            "author": self.clean(book.agency, keep_digits=True),
            "made": list(self.made_at.timetuple()[:6]),
            "thai": book.thai_digits,
            "lying": book.lying,
            "paper": book.paper,
            "size": book.size,
            "secrecy": SECRECY[book.secrecy],
        }

    def _data(self, rows: Sequence[Row | Line], *, first: int, total: int, last: bool) -> dict[str, Any]:
        columns = self.book.columns
        return self._common() | {
            "first": first,
            "total": total,
            "heads": [self._words(head) for head in self.book.heads],
            "head": [self._words(column.name, place) for place, column in enumerate(columns)],
            "widths": [column.width for column in columns],
            "unstruck": [place for place, column in enumerate(columns) if not column.struck],
            "rows": [self._row(row) for row in rows],
            "foot": [[self._words(line) for line in lines] for lines in self.book.foot] if last else [],
        }

    def _row(self, row: Row | Line) -> list[str]:
        if isinstance(row, Line):
            return ["line", self._words(row.text)]
        wanted = (*row.cells, *[""] * len(self.longest))[: len(self.longest)]
        return [
            "struck" if row.cancelled else "",
            *(self._words(cell, place) for place, cell in enumerate(wanted)),
        ]

    def _words(self, text: str, place: int | None = None) -> str:
        longest = 24 if place is None else min(24, self.longest[place])
        return BETWEEN.join(pieces(self.clean(text), longest))
