"""What an import would do: decided for every row before anything is written."""

from __future__ import annotations

from dataclasses import dataclass, field

from eoffice.people.actions.accounts import Particulars
from eoffice.people.actions.duties import Duties


@dataclass(frozen=True)
class Fault:
    """Why a row can't be taken: where, and a sentence that says what is wrong."""

    sheet: str
    row: int
    column: str
    sentence: str


@dataclass(frozen=True)
class NewUnit:
    """A unit that will be made; `row` is 0 where only people's rows name it."""

    row: int
    name: str
    short_name: str = ""
    parent: str = ""
    keeps_own_book: bool = False


@dataclass(frozen=True)
class NewPerson:
    """A person who will be made. The unit is named: it may not exist yet."""

    row: int
    username: str
    particulars: Particulars
    unit: str
    duties: Duties

    @property
    def name(self) -> str:
        """As the person will be shown."""
        of = self.particulars
        return f"{of.title}{of.first_name} {of.last_name}".strip()


@dataclass(frozen=True)
class Known:
    """Somebody or something that is there already and is left as it is; `differs` names what the file has
    otherwise."""

    row: int
    name: str
    differs: tuple[str, ...] = ()


@dataclass(frozen=True)
class Plan:
    """The whole of it. It may be carried out when there are no faults."""

    people: list[NewPerson] = field(default_factory=list)
    units: list[NewUnit] = field(default_factory=list)
    known: list[Known] = field(default_factory=list)
    namesakes: list[Known] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)

    @property
    def is_clean(self) -> bool:
        """Whether every row can be taken."""
        return not self.faults

    @property
    def does_something(self) -> bool:
        """Whether carrying it out would write anything."""
        return bool(self.people or self.units)
