"""Rows from CSV."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from typing import IO, TYPE_CHECKING

from kpi.measurement_log.rows import BadRow, Columns, RawRow, RowSource
from kpi.measurement_log.source import LogRefused, checked_lines

if TYPE_CHECKING:
    from _csv import Reader

#: A cell longer than this is no cell: a quote was never closed.
LONGEST_CELL = 100_000


def csv_rows(text: IO[str], columns: Columns, *, needs_process: bool) -> RowSource:
    """Read the header now and the rows as they are asked for. Raises LogRefused."""
    csv.field_size_limit(LONGEST_CELL)
    reader = csv.reader(checked_lines(text), strict=True)
    header = _header(reader)
    places = columns.place(header)
    _refuse_without(places, columns, needs_process)
    return RowSource("event" not in places, _rows(reader, len(header), places))


def _header(reader: Iterator[list[str]]) -> list[str]:
    try:
        return [name.strip() for name in next(reader)]
    except StopIteration:
        raise LogRefused("the file is empty") from None
    except csv.Error as error:
        raise LogRefused(f"the header can't be read: {error}") from error


def _refuse_without(places: Mapping[str, int], columns: Columns, needs_process: bool) -> None:
    missing = [getattr(columns, field) for field in ("case", "at") if field not in places]
    if "event" not in places and "state" not in places:
        missing.append(f"event or {columns.state}")
    if needs_process and "process" not in places:
        missing.append("process")
    if missing:
        raise LogRefused(f"a needed column is missing: {', '.join(missing)}")


def _rows(reader: Reader, width: int, places: Mapping[str, int]) -> Iterator[RawRow | BadRow]:
    while True:
        line = reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield BadRow(line, str(error))
            continue
        if len(cells) > width:
            yield BadRow(line, f"{len(cells)} cells under a header of {width}")
        elif cells:  # an empty line is no row
            yield _row(line, cells, places)


def _row(line: int, cells: list[str], places: Mapping[str, int]) -> RawRow:
    told = {field: cells[place].strip() for field, place in places.items() if place < len(cells)}
    return RawRow(line, **{"case": "", "at": "", **told})
