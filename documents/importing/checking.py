"""The dry run: every row is looked at, and everything wrong with any row is told."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable
from itertools import pairwise
from typing import TypeVar

from django.utils.translation import gettext as _

from documents.importing import cells
from documents.importing.cells import CellRefused, Number
from documents.importing.plan import Fault, NewEntry, Plan, Stretch
from documents.importing.reading import Line
from documents.models import Register
from documents.rules.years import year_of_day
from eoffice.common import clock

Value = TypeVar("Value")
LONGEST = {"reference": 120, "from_text": 300, "to_text": 300, "subject": 4000, "action": 300, "remarks": 500}
_VOID = ("ยกเลิก", "cancelled", "void")


def plan_import(lines: Iterable[Line], register: Register, *, year: int | None = None) -> Plan:
    """What entering the rows into `register` would do. Reads only; one query for each thousand rows or so.

    `year` (BE) is for files that name none.
    """
    plan = Plan()
    found = [entry for line in lines if (entry := _Reader(line, plan, year).entry())]
    _refuse_doubles(found, plan)
    _compare(found, register, plan)
    plan.stretches = list(_stretches(found))
    _note_order(found, plan)
    return plan


class _Reader:
    """Reads one row, noting each fault."""

    def __init__(self, line: Line, plan: Plan, year: int | None) -> None:
        self.line, self.plan, self.usual_year = line, plan, year
        self.sound = True

    def fault(self, column: str, sentence: str) -> None:
        """Note what is wrong."""
        self.sound = False
        self.plan.faults.append(Fault(self.line.row, column, sentence))

    def read(self, column: str, reader: Callable[[str], Value], otherwise: Value) -> Value:
        """The cell as `reader` understands it."""
        try:
            return reader(self.line[column])
        except CellRefused as refused:
            self.fault(column, str(refused))
            return otherwise

    def entry(self) -> NewEntry | None:
        """The row as the book will hold it; None where something is wrong with it."""
        number = self.read("number", cells.number, Number(0))
        registered_on = self._registered_on()
        dated_on = self.read("dated_on", self._day, None)
        secrecy = self.read("secret", cells.secrecy, "normal")
        year = self._year(number, registered_on, dated_on)
        void_reason = self._void_reason()
        columns = self._columns(dated_on, void=bool(void_reason))
        if not self.sound or year is None:
            return None
        return NewEntry(
            self.line.row,
            year,
            number.number,
            number.sub_number,
            registered_on or dated_on,
            secrecy,
            void_reason,
            columns,
        )

    def _day(self, text: str) -> dt.date | None:
        return cells.day(text, clock.today())

    def _registered_on(self) -> dt.date | None:
        """The row's own day, else that of the line above it."""
        own = self.read("registered_on", self._day, None)
        if own is not None or not self.line.day_above:
            return own
        try:
            return self._day(self.line.day_above)
        except CellRefused as refused:
            self.fault("registered_on", str(refused))
            return None

    def _year(self, number: Number, registered_on: dt.date | None, dated_on: dt.date | None) -> int | None:
        told = self.read("year", cells.year, None) or number.year
        by_day = year_of_day(registered_on) if registered_on else None
        if told and by_day and told != by_day:
            self.fault(
                "registered_on", _("The day is not in the year %(year)s of the number.") % {"year": told}
            )
        year = told or by_day or self.usual_year or (year_of_day(dated_on) if dated_on else None)
        if year is None:
            self.fault("year", _("The row does not say of which year it is."))
        return year

    def _void_reason(self) -> str:
        """A row is cancelled when หมายเหตุ (or เรื่อง) begins so."""
        for column in ("remarks", "subject"):
            if self.line[column].lower().startswith(_VOID):
                return self.line[column][:300]
        return ""

    def _columns(self, dated_on: dt.date | None, *, void: bool) -> dict[str, str | dt.date | None]:
        texts = {name: self.line[name] for name in LONGEST}
        if group := self.line["group"]:
            texts["action"] = f"{group}: {texts['action']}" if texts["action"] else group
        if not texts["subject"] and not void:
            self.fault("subject", _("Please fill this in."))
        for name, text in texts.items():
            if len(text) > LONGEST[name]:
                self.fault(name, _("No more than %(count)s characters.") % {"count": LONGEST[name]})
        return {**texts, "dated_on": dated_on}


def _refuse_doubles(found: list[NewEntry], plan: Plan) -> None:
    """The same number twice in the file; rows that are equal in everything count once."""
    seen: dict[tuple[int, int, int], NewEntry] = {}
    for entry in list(found):
        first = seen.setdefault(entry.key, entry)
        if first is entry:
            continue
        if first.digest == entry.digest:
            found.remove(entry)
            plan.remarks.append(
                Fault(entry.row, "number", _("The same as row %(row)s.") % {"row": first.row})
            )
        else:
            sentence = _("The number stands in row %(row)s already, with another letter.")
            plan.faults.append(Fault(entry.row, "number", sentence % {"row": first.row}))


def _compare(found: list[NewEntry], register: Register, plan: Plan) -> None:
    """Rows that the book holds already are left out; a number that it holds for something else is a fault."""
    years = {entry.year for entry in found}
    held = {
        (year, number, sub): digest
        for year, number, sub, digest in register.entries.filter(year__in=years).values_list(
            "year", "number", "sub_number", "source_row"
        )
    }
    for entry in found:
        digest = held.get(entry.key)
        if digest is None:
            plan.entries.append(entry)
        elif digest == entry.digest:
            plan.already += 1
        else:
            sentence = _("The register here has this number already, with another letter.")
            plan.faults.append(Fault(entry.row, "number", sentence))


def _stretches(found: list[NewEntry]) -> Iterable[Stretch]:
    by_year: dict[int, set[int]] = defaultdict(set)
    for entry in found:
        by_year[entry.year].add(entry.number)
    for year, numbers in sorted(by_year.items()):
        ordered = sorted(numbers)
        pairs = pairwise(ordered)
        missing = tuple((before + 1, after - 1) for before, after in pairs if after - before > 1)
        yield Stretch(year, ordered[0], ordered[-1], len(ordered), missing)


def _note_order(found: list[NewEntry], plan: Plan) -> None:
    """A day that goes backwards while the numbers go on is no fault, but worth a look."""
    latest: dict[int, tuple[dt.date, int]] = {}
    for entry in sorted(found, key=lambda one: one.key):
        if entry.registered_on is None or entry.sub_number:
            continue
        before = latest.get(entry.year)
        if before and entry.registered_on < before[0]:
            sentence = _("Registered on an earlier day than number %(number)s.") % {"number": before[1]}
            plan.remarks.append(Fault(entry.row, "registered_on", sentence))
        else:
            latest[entry.year] = (entry.registered_on, entry.number)
