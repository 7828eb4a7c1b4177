"""Pages of the incoming register: rows of the book, or the letters that pass a filter.

Both are read by their keys from where the reader stands, never counted and never skipped over, so that page
one thousand costs what page one costs.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TypeVar

from django.http import QueryDict

from documents.classes import Run
from documents.models import Register, RegisterEntry
from documents.models.register import Row, rows_for
from eoffice.common import clock
from eoffice.common.numbers import whole_number
from eoffice.people.models import Post
from workflows.letters.models import IncomingLetter
from workflows.letters.web.filters import Filters

T = TypeVar("T")
ROWS = 30  # as on a leaf of the book; a page stays light on a slow line
BOOKS = (Run.RECEIVE, Run.SECRET_RECEIVE)


@dataclass(frozen=True)
class Line:
    """One line of the book: the columns as the reader may see them, and the letter they lead to."""

    row: Row | None
    letter: IncomingLetter | None
    day: dt.date

    @property
    def void(self) -> bool:
        """Struck through."""
        return self.row is not None and self.row.entry.state == RegisterEntry.State.VOID


@dataclass(frozen=True)
class Page:
    """One page: the days with their lines, newest first, and the addresses of its neighbours."""

    days: list[tuple[dt.date, list[Line]]]
    newer: str
    older: str

    @property
    def lines(self) -> list[Line]:
        """All lines, without their days."""
        return [line for _day, lines in self.days for line in lines]


def books_open_to(post: Post) -> list[Register]:
    """The receive registers that `post` may leaf through: the central one first, then units', then secret."""
    books = Register.objects.visible_to(post).filter(run__in=BOOKS).select_related("organisation", "unit")
    return sorted(books, key=lambda book: (book.is_secret, book.unit_id or 0))


def page_of(query: QueryDict, filters: Filters, post: Post, books: Sequence[Register]) -> Page:
    """The page that the address asks for."""
    book = _book(filters, books)
    if book is not None and not filters.asks_letters:
        return _of_book(book, query, filters, post)
    return _of_letters(query, filters, post)


def _book(filters: Filters, books: Sequence[Register]) -> Register | None:
    named = (book for book in books if str(book.pk) == filters.book)
    return next(named, books[0] if books else None)


def _of_book(book: Register, query: QueryDict, filters: Filters, post: Post) -> Page:
    """Rows of one book of one year, number by number."""
    rows = RegisterEntry.objects.filter(register=book, year=filters.book_year).select_related("register")
    asked = _cursor(query, 2)
    if asked is None:
        found = list(rows.order_by("-number", "-sub_number")[: ROWS + 1])
    elif "after" in query:
        number, sub = asked
        newer = rows.filter(number__gte=number).exclude(number=number, sub_number__lte=sub)
        found = list(newer.order_by("number", "sub_number")[: ROWS + 1])[::-1]
    else:
        number, sub = asked
        older = rows.filter(number__lte=number).exclude(number=number, sub_number__gte=sub)
        found = list(older.order_by("-number", "-sub_number")[: ROWS + 1])
    found, newer_address, older_address = _cut(
        found, query, filters, asked is not None, lambda row: f"{row.number}.{row.sub_number}"
    )
    lines = _book_lines(found, post, of_unit=book.unit_id is not None)
    return Page(_by_day(lines), newer_address, older_address)


def _of_letters(query: QueryDict, filters: Filters, post: Post) -> Page:
    """Letters that `post` may see, in the order in which they came.

    Their keys alone are looked for first: what a list shows is joined to fifty rows, not to all.
    """
    rows = filters.applied(IncomingLetter.objects.visible_to(post), now=clock.now()).order_by("-pk")
    keys = rows.values_list("pk", flat=True)
    asked = _cursor(query, 1)
    if asked is None:
        found = list(keys[: ROWS + 1])
    elif "after" in query:
        found = list(keys.filter(pk__gt=asked[0]).order_by("pk")[: ROWS + 1])[::-1]
    else:
        found = list(keys.filter(pk__lt=asked[0])[: ROWS + 1])
    found, newer, older = _cut(found, query, filters, asked is not None, str)
    letters = IncomingLetter.objects.for_list().filter(pk__in=found).order_by("-pk")
    return Page(_by_day(_letter_lines(list(letters), post)), newer, older)


def _cursor(query: QueryDict, parts: int) -> tuple[int, ...] | None:
    """Where the reader stands: the key of the last row seen, or nothing."""
    told = (query.get("after") or query.get("before") or "").split(".")
    numbers = tuple(number for part in told if (number := whole_number(part)) is not None)
    return numbers if len(told) == len(numbers) == parts else None


def _cut(
    found: list[T], query: QueryDict, filters: Filters, moved: bool, key: Callable[[T], str]
) -> tuple[list[T], str, str]:
    """The rows of this page alone, and the addresses of the newer and the older one."""
    upward = moved and "after" in query
    more = len(found) > ROWS
    if more:
        found = found[1:] if upward else found[:-1]
    newer = moved and (more if upward else True)
    older = bool(found) and (True if upward else more)
    if not found:
        return found, f"?{filters.query()}" if moved else "", ""
    return (
        found,
        f"?{filters.query(after=key(found[0]))}" if newer else "",
        f"?{filters.query(before=key(found[-1]))}" if older else "",
    )


def _book_lines(entries: Iterable[RegisterEntry], post: Post, *, of_unit: bool) -> list[Line]:
    """The rows with the letters they are of: by the unit's own number in its book (ข้อ 40)."""
    rows = rows_for(entries, post)
    number = "unit_entry" if of_unit else "entry"
    # By the row alone first: joined with who may see what, a planner takes the whole office instead.
    of_rows = IncomingLetter.objects.filter(**{f"{number}__in": [row.entry.pk for row in rows]})
    keys = list(of_rows.values_list("pk", flat=True))
    letters = IncomingLetter.objects.visible_to(post).for_list().filter(pk__in=keys)
    of_entry = {getattr(letter, f"{number}_id"): letter for letter in letters}
    return [Line(row, of_entry.get(row.entry.pk), row.entry.shown_on) for row in rows]


def _letter_lines(letters: list[IncomingLetter], post: Post) -> list[Line]:
    rows = {row.entry.pk: row for row in rows_for([one.entry for one in letters if one.entry], post)}
    return [
        Line(
            rows[letter.entry_id] if letter.entry_id else None,
            letter,
            letter.created_at.astimezone(clock.BANGKOK).date(),
        )
        for letter in letters
    ]


def _by_day(lines: list[Line]) -> list[tuple[dt.date, list[Line]]]:
    return [(day, list(group)) for day, group in groupby(lines, key=lambda line: line.day)]
