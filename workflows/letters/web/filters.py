"""What a list of letters is narrowed to: read from the address, and written back into it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from urllib.parse import urlencode

from django.db.models import Q
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from documents.classes import Speed
from documents.rules.keys import text_key
from eoffice.common import clock
from eoffice.common.numbers import whole_number
from eoffice.common.thai.digits import to_arabic
from eoffice.common.thai.months import be_year
from workflows.engine.models.tracked import OPEN_CLASSES
from workflows.letters.incoming.queryset import LetterQuerySet
from workflows.letters.incoming.states import S

DUE = [("late", _("overdue")), ("today", _("due today")), ("week", _("due within 7 days"))]
#: Filters that only a letter can answer, not a row of the book.
OF_LETTERS = ("state", "unit", "speed", "due", "sender")
YEARS = range(2401, 2700)


@dataclass(frozen=True)
class Filters:
    """A narrowed list. Anything the address says wrongly counts as not said."""

    state: str = ""
    unit: str = ""
    speed: str = ""
    due: str = ""
    sender: str = ""
    year: int | None = None
    book: str = ""

    @classmethod
    def of(cls, query: QueryDict) -> Filters:
        """The filters that an address names."""
        year = to_arabic(query.get("year", ""))
        return cls(
            state=_one_of(query.get("state", ""), {*S.values, "open", "unnumbered"}),
            unit=_number(query.get("unit", "")),
            speed=_one_of(query.get("speed", ""), set(Speed.values)),
            due=_one_of(query.get("due", ""), {name for name, _label in DUE}),
            sender=query.get("sender", "").strip()[:200],
            year=int(year) if _number(year) and int(year) in YEARS else None,
            book=_number(query.get("book", "")),
        )

    @property
    def asks_letters(self) -> bool:
        """Whether only letters can answer it."""
        return any(getattr(self, name) for name in OF_LETTERS)

    @property
    def book_year(self) -> int:
        """The year of the book that is open: the one asked for, else this year's."""
        return self.year or be_year(clock.today().year)

    def query(self, **changes: object) -> str:
        """The filters as a query string, without what is empty; `changes` replace or add."""
        told = {name: getattr(self, name) for name in (*OF_LETTERS, "year", "book")} | changes
        return urlencode({name: value for name, value in told.items() if value})

    def applied(self, letters: LetterQuerySet, *, now: dt.datetime) -> LetterQuerySet:
        """The letters among `letters` that pass."""
        wanted = Q()
        if self.state == "open":
            wanted &= Q(state_class__in=OPEN_CLASSES)
        elif self.state == "unnumbered":
            wanted &= Q(state__in=[S.ARRIVED, S.CHECKED])
        elif self.state:
            wanted &= Q(state=self.state)
        if self.unit:
            wanted &= Q(unit=int(self.unit))
        if self.speed:
            wanted &= Q(document__speed=self.speed)
        if self.sender:
            wanted &= Q(document__sender_key__contains=text_key(self.sender))
        if self.year:
            wanted &= Q(receive_year=self.year)
        return letters.filter(wanted & self._due(now))

    def _due(self, now: dt.datetime) -> Q:
        if not self.due:
            return Q()
        until = {
            "late": now,
            "today": _midnight_after(now, days=1),
            "week": _midnight_after(now, days=8),
        }[self.due]
        return Q(state_class__in=OPEN_CLASSES) & (Q(due_at__lt=until) | Q(missed_due_at__isnull=False))


def _midnight_after(now: dt.datetime, *, days: int) -> dt.datetime:
    day = now.astimezone(clock.BANGKOK).date() + dt.timedelta(days=days)
    return dt.datetime.combine(day, dt.time(), tzinfo=clock.BANGKOK)


def _one_of(value: str, known: set[str]) -> str:
    return value if value in known else ""


def _number(value: str) -> str:
    return "" if whole_number(value, digits=9) is None else value
