"""What an import would do: the rows to enter, what is wrong, and what the clerk should look at."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from documents.importing.columns import LABELS


@dataclass(frozen=True)
class NewEntry:
    """A row to enter, as the book will hold it."""

    row: int
    year: int
    number: int
    sub_number: int
    registered_on: dt.date | None
    secrecy: str
    void_reason: str
    columns: dict[str, str | dt.date | None]

    @property
    def key(self) -> tuple[int, int, int]:
        """What must be unique in a book."""
        return self.year, self.number, self.sub_number

    @property
    def digest(self) -> str:
        """By which the same row is known again when the file is read a second time."""
        told = [*self.key, str(self.registered_on), self.secrecy, self.void_reason]
        told += [f"{name}={self.columns[name]}" for name in sorted(self.columns)]
        return hashlib.sha256(json.dumps(told, ensure_ascii=False).encode()).hexdigest()


@dataclass(frozen=True)
class Fault:
    """What is wrong with a row, and in which column."""

    row: int
    column: str
    sentence: str

    @property
    def label(self) -> str:
        """What the column is called."""
        return str(LABELS.get(self.column, self.column))

    def __str__(self) -> str:
        return _("Row %(row)s, %(column)s: %(sentence)s") % {
            "row": self.row,
            "column": self.label,
            "sentence": self.sentence,
        }


@dataclass(frozen=True)
class Stretch:
    """How the numbers of one year run in the file."""

    year: int
    first: int
    last: int
    count: int
    missing: tuple[tuple[int, int], ...]

    @property
    def missing_count(self) -> int:
        """How many numbers between the first and the last are not there."""
        return sum(until - since + 1 for since, until in self.missing)

    @property
    def missing_words(self) -> str:
        """12, 15-17, … (the first twenty runs)."""
        runs = [str(since) if since == until else f"{since}-{until}" for since, until in self.missing[:20]]
        return ", ".join(runs) + (" …" if len(self.missing) > 20 else "")


@dataclass
class Plan:
    """The outcome of a dry run. It can be carried out when `faults` is empty."""

    entries: list[NewEntry] = field(default_factory=list)
    already: int = 0
    faults: list[Fault] = field(default_factory=list)
    remarks: list[Fault] = field(default_factory=list)
    stretches: list[Stretch] = field(default_factory=list)

    @property
    def is_sound(self) -> bool:
        """Whether it can be carried out."""
        return not self.faults
