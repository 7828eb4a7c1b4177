"""From a file to named cells."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass, field

from django.utils.translation import gettext as _

from eoffice.common.errors import InvalidInputs
from eoffice.common.spreadsheets import Sheet, read_sheets
from eoffice.people.importing.columns import PEOPLE, UNITS, Column, by_heading

LOOK_FOR_HEADINGS_IN = 10  # rows: offices put the name of the school above the table
MOST_PEOPLE = 2_000


@dataclass(frozen=True)
class Row:
    """One row: its number in the file and its cells by column id."""

    number: int
    cells: dict[str, str]

    def __getitem__(self, name: str) -> str:
        return self.cells.get(name, "")


@dataclass(frozen=True)
class Table:
    """What a file asks for, before anything is checked."""

    people: list[Row] = field(default_factory=list)
    units: list[Row] = field(default_factory=list)

    def as_json(self) -> dict[str, object]:
        """To be carried from the dry run to the real one."""
        return asdict(self)

    @classmethod
    def from_json(cls, data: dict[str, list[dict[str, object]]]) -> Table:
        """Back again."""
        return cls(*([Row(**row) for row in data[name]] for name in ("people", "units")))  # type: ignore[arg-type] # written by as_json


def read_table(content: bytes) -> Table:
    """The rows of people and of units in a file.

    A sheet is recognised by its headings, in any order, Thai or English. Raises InvalidInputs where there is
    none with people or units, or more people than an office has.
    """
    table = Table()
    for sheet in read_sheets(content):
        if rows := _rows(sheet, PEOPLE, _heads_people):
            table.people.extend(rows)
        elif rows := _rows(sheet, UNITS, _heads_units):
            table.units.extend(rows)
    if not table.people and not table.units:
        sentence = _("No row was found. The first row carries the headings of the template, like “%(name)s”.")
        raise InvalidInputs(errors={"file": [sentence % {"name": PEOPLE[0].thai}]})
    if len(table.people) > MOST_PEOPLE:
        sentence = _("At most %(count)s people at once. Divide the table.") % {"count": MOST_PEOPLE}
        raise InvalidInputs(errors={"file": [sentence]})
    return table


def _heads_people(names: set[str]) -> bool:
    return "username" in names and bool(names & {"first_name", "full_name"})


def _heads_units(names: set[str]) -> bool:
    return "name" in names


def _rows(sheet: Sheet, columns: tuple[Column, ...], heads: Callable[[set[str]], bool]) -> list[Row]:
    for at, (_number, cells) in enumerate(sheet.rows[:LOOK_FOR_HEADINGS_IN]):
        found = [by_heading(cell, columns) for cell in cells]
        if heads({column.name for column in found if column}):
            return [Row(number, _named(found, cells)) for number, cells in sheet.rows[at + 1 :]]
    return []


def _named(columns: list[Column | None], cells: tuple[str, ...]) -> dict[str, str]:
    return {
        column.name: text for column, text in zip(columns, cells, strict=False) if column is not None and text
    }
