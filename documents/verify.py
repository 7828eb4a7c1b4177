"""Checking that registers are whole: every number that was issued still has its row."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Count, Max, Q

from documents.models import RegisterCounter


@dataclass(frozen=True)
class Missing:
    """A book that lacks rows, or has more than its counter says."""

    organisation: str
    book: str
    sentence: str


def verify_registers() -> Iterator[Missing]:
    """Every counter against the rows behind it; numbers up to the floor may stand in a paper book."""
    counters = RegisterCounter.objects.select_related("register__organisation").order_by("pk")
    for counter in counters:
        rows = counter.register.entries.filter(year=counter.year, sub_number=0)
        told = rows.aggregate(behind=Count("pk", filter=Q(number__gt=counter.floor)), last=Max("number"))
        expected = counter.last - counter.floor
        if told["behind"] != expected or (told["last"] or 0) > counter.last:
            yield Missing(
                str(counter.register.organisation),
                f"{counter.register} {counter.year}",
                f"{told['behind']} rows where {expected} numbers were issued",
            )
