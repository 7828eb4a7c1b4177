"""Checking that registers are whole: every number that was issued still has its row."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Aggregate, Count, F, Max, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from documents.models import RegisterCounter, RegisterEntry


@dataclass(frozen=True)
class Missing:
    """A book that lacks rows, or has more than its counter says."""

    organisation: str
    book: str
    sentence: str


def verify_registers() -> Iterator[Missing]:
    """Every counter against the rows behind it; numbers up to the floor may stand in a paper book.

    Numbers may be issued meanwhile: counter and rows are asked in one statement.
    """
    counters = RegisterCounter.objects.annotate(
        behind=Coalesce(_told(Count("pk"), number__gt=OuterRef("floor")), 0),
        greatest=Coalesce(_told(Max("number")), 0),
    )
    wrong = counters.filter(~Q(behind=F("last") - F("floor")) | Q(greatest__gt=F("last")))
    for counter in wrong.select_related("register__organisation").order_by("pk"):
        yield Missing(
            str(counter.register.organisation),
            f"{counter.register} {counter.year}",
            _("%(rows)s rows where %(numbers)s numbers were issued")
            % {"rows": counter.behind, "numbers": counter.last - counter.floor},
        )


def _told(what: Aggregate, **rows: Any) -> Subquery:
    """An aggregate over the rows of the counter's book and year."""
    entries = RegisterEntry.objects.filter(
        register=OuterRef("register"), year=OuterRef("year"), sub_number=0, **rows
    )
    return Subquery(entries.order_by().values("register").annotate(told=what).values("told"))
