"""A row as a file gives it: text, and the line it stands on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple


class RawRow(NamedTuple):
    """One row, every cell stripped; an empty cell and a column that isn't there are the same."""

    line: int
    case: str
    at: str
    event: str = ""
    state: str = ""
    due_at: str = ""
    reason: str = ""
    speed: str = ""
    recorded_at: str = ""
    process: str = ""


class BadRow(NamedTuple):
    """A row that can't be read, and why. The header of a CSV is line 1."""

    line: int
    reason: str


@dataclass(frozen=True)
class Columns:
    """What the columns of a CSV are called in this file."""

    case: str = "case_id"
    at: str = "at"
    state: str = "state"

    def place(self, header: list[str]) -> Mapping[str, int]:
        """Where each field of a row stands in a line of this header."""
        told = {"case": self.case, "at": self.at, "state": self.state}
        names = {field: told.get(field, field) for field in RawRow._fields if field != "line"}
        return {field: header.index(name) for field, name in names.items() if name in header}


@dataclass(frozen=True)
class RowSource:
    """The rows of a file. A plain one has no events: each case runs from its first row to its last."""

    is_plain: bool
    rows: Iterator[RawRow | BadRow]
