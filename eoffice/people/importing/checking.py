"""The dry run: every row is looked at, and every fault of every row is told."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import TypeVar

from django.utils.translation import gettext as _

from eoffice.common import clock
from eoffice.common.thai.names import split_name
from eoffice.organisations.models import Organisation, Unit
from eoffice.people.actions.accounts import Particulars
from eoffice.people.actions.duties import Duties
from eoffice.people.importing import cells
from eoffice.people.importing.cells import CellRefused
from eoffice.people.importing.columns import PEOPLE, PEOPLE_SHEET, UNITS, UNITS_SHEET, Column, heading_of
from eoffice.people.importing.plan import Fault, Known, NewPerson, NewUnit, Plan
from eoffice.people.importing.reading import Row, Table
from eoffice.people.models import Post, User

T = TypeVar("T")
_LONGEST_UNIT = 200
_NO_ROLES: tuple[str, ...] = ()


def plan_import(table: Table, organisation: Organisation) -> Plan:
    """What carrying out the table would do in the agency. Reads only; a constant number of queries."""
    plan = Plan()
    _Units(table, organisation, plan).look()
    _People(table, organisation, plan).look()
    return plan


class _Checker:
    """Common to both sheets: reading cells and noting what is wrong with them."""

    sheet = ""
    columns: tuple[Column, ...] = ()

    def __init__(self, table: Table, organisation: Organisation, plan: Plan) -> None:
        self.table, self.organisation, self.plan = table, organisation, plan

    def fault(self, row: Row, column: str, sentence: str) -> None:
        """Note a fault."""
        self.plan.faults.append(Fault(self.sheet, row.number, heading_of(column), sentence))

    def read(self, row: Row, column: str, reader: Callable[[str], T], otherwise: T) -> T:
        """The cell as `reader` understands it; a refusal is noted and `otherwise` answered."""
        try:
            return reader(row[column])
        except CellRefused as refused:
            self.fault(row, column, str(refused))
            return otherwise

    def check_sizes(self, row: Row) -> None:
        """Needed cells are filled, and none is longer than its field."""
        for column in self.columns:
            text = row[column.name]
            if column.needed and not text:
                self.fault(row, column.name, _("Please fill this in."))
            if len(text) > column.longest:
                self.fault(
                    row, column.name, _("No more than %(count)s characters.") % {"count": column.longest}
                )


class _Units(_Checker):
    sheet, columns = UNITS_SHEET, UNITS

    def look(self) -> None:
        """Look at the rows of units, then at the units that people's rows name."""
        known = {unit.name: unit for unit in Unit.objects.filter(organisation=self.organisation)}
        seen: dict[str, int] = {}
        for row in self.table.units:
            self.check_sizes(row)
            name = row["name"]
            if name and name in seen:
                self.fault(row, "name", _("The same unit stands in row %(row)s.") % {"row": seen[name]})
            elif name:
                seen[name] = row.number
                self._unit(row, known.get(name))
        self._parents(known)
        for name in {row["unit"]: None for row in self.table.people if row["unit"]}:
            if name not in known and name not in seen and len(name) <= _LONGEST_UNIT:
                self.plan.units.append(NewUnit(0, name))

    def _unit(self, row: Row, known: Unit | None) -> None:
        own_book = self.read(row, "keeps_own_book", cells.yes, otherwise=False)
        if known is None:
            self.plan.units.append(
                NewUnit(row.number, row["name"], row["short_name"], row["parent"], own_book)
            )
            return
        self.plan.known.append(Known(row.number, known.name))

    def _parents(self, known: dict[str, Unit]) -> None:
        """A parent is known, or made in this import, and nothing stands below itself."""
        rows = {row["name"]: row for row in self.table.units}
        for unit in self.plan.units:
            if unit.parent and unit.parent not in known and unit.parent not in rows:
                sentence = _("There is no unit “%(name)s”.") % {"name": unit.parent}
                self.fault(rows[unit.name], "parent", sentence)
            elif _in_a_circle(unit.name, rows, known):
                self.fault(rows[unit.name], "parent", _("The unit would stand below itself."))


def _in_a_circle(name: str, rows: dict[str, Row], known: dict[str, Unit]) -> bool:
    above, passed = rows[name]["parent"], {name}
    while above and above not in known and above in rows:
        if above in passed:
            return True
        passed.add(above)
        above = rows[above]["parent"]
    return False


class _People(_Checker):
    sheet, columns = PEOPLE_SHEET, PEOPLE

    def look(self) -> None:
        """Look at the rows of people."""
        self.closed = set(
            Unit.objects.filter(organisation=self.organisation, is_active=False).values_list(
                "name", flat=True
            )
        )
        names = {row["username"].strip().lower() for row in self.table.people}
        self.taken = {user.username: user for user in User.objects.filter(username__in=names)}
        ours = Post.objects.filter(organisation=self.organisation).select_related("person", "unit")
        self.posts: dict[int, list[Post]] = {}
        for post in ours:
            self.posts.setdefault(post.person_id, []).append(post)
        self.called = {held[0].person.name: held[0].person.username for held in self.posts.values()}
        seen: dict[str, int] = {}
        for row in self.table.people:
            self._person(row, seen)

    def _person(self, row: Row, seen: dict[str, int]) -> None:
        before = len(self.plan.faults)
        self.check_sizes(row)
        name = self.read(row, "username", cells.username, otherwise="") if row["username"] else ""
        if name and name in seen:
            self.fault(row, "username", _("The same user name stands in row %(row)s.") % {"row": seen[name]})
        seen.setdefault(name, row.number)
        new = NewPerson(row.number, name, self._particulars(row), row["unit"], self._duties(row))
        if len(self.plan.faults) > before:
            return
        if (known := self.taken.get(name)) is not None:
            self._known(row, known, new)
            return
        if (namesake := self.called.get(new.name)) is not None:
            self.plan.namesakes.append(Known(row.number, new.name, (namesake,)))
        self.plan.people.append(new)

    def _particulars(self, row: Row) -> Particulars:
        title, first, last = row["title"], row["first_name"], row["last_name"]
        if not first and row["full_name"]:
            split = split_name(row["full_name"])
            title, first, last = title or split.title, split.first, last or split.last
        if not first:
            self.fault(row, "first_name", _("Please fill this in."))
        mail = self.read(row, "email", cells.email, otherwise="")
        return Particulars(title, first, last, mail, row["phone"])

    def _duties(self, row: Row) -> Duties:
        roles = self.read(row, "roles", cells.roles, otherwise=_NO_ROLES)
        starts_on = self.read(row, "starts_on", cells.day, otherwise=None)
        ends_on = self.read(row, "ends_on", cells.day, otherwise=None)
        if ends_on is not None and ends_on < (starts_on or clock.today()):
            self.fault(row, "ends_on", _("The last day lies before the first."))
        if row["unit"] in self.closed:
            self.fault(row, "unit", _("This unit is closed."))
        return Duties(None, row["position"], roles, starts_on, ends_on)

    def _known(self, row: Row, person: User, asked: NewPerson) -> None:
        """Somebody has the user name: the same person of ours is left alone, anybody else is a fault."""
        posts = self.posts.get(person.pk)
        if posts is None:
            self.fault(row, "username", _("This user name is taken. Choose another."))
        elif (person.first_name, person.last_name) != (
            asked.particulars.first_name,
            asked.particulars.last_name,
        ):
            sentence = _("This user name belongs to %(name)s.") % {"name": person.name}
            self.fault(row, "username", sentence)
        else:
            self.plan.known.append(Known(row.number, person.name, tuple(_differences(person, posts, asked))))


def _differences(person: User, posts: list[Post], asked: NewPerson) -> list[str]:
    """Headings of the cells that say something else than what is kept."""
    of = asked.particulars
    wanted = {"title": of.title, "email": of.email, "phone": of.phone}
    found = [name for name, value in wanted.items() if value and getattr(person, name) != value]
    if not any(_same(post, asked) for post in posts):
        found.append("position")
    return [heading_of(name) for name in found]


def _same(post: Post, asked: NewPerson) -> bool:
    """Whether the post is what the row asks for; an empty cell asks for nothing."""
    duties = asked.duties

    def agrees(wanted: str | dt.date | None, held: str | dt.date | None) -> bool:
        return not wanted or wanted == held

    return (
        agrees(asked.unit, post.unit.name if post.unit else "")
        and agrees(duties.position, post.position)
        and agrees(duties.starts_on, post.starts_on)
        and agrees(duties.ends_on, post.ends_on)
        and set(duties.roles) <= post.roles
    )
