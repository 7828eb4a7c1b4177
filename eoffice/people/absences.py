"""Who is away, to be shown before somebody assigns work to them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from eoffice.common import clock
from eoffice.people.models import Delegation

ONE_DAY = dt.timedelta(days=1)
#: Kinds that say that somebody is not there. Delegated power (ปฏิบัติราชการแทน) says nothing of that.
AWAY = (Delegation.Kind.ABSENCE, Delegation.Kind.ACTING)


def absent_people(
    organisation_id: int, *, at: dt.datetime, people: Iterable[int] | None = None
) -> dict[int, Delegation]:
    """The record of each person (by id) who is away at the instant; of all people unless told of whom.

    Where a person has two, the one that names who acts is given. One query.
    """
    rows = (
        Delegation.objects.in_force(at)
        .for_list()
        .filter(principal__organisation=organisation_id, kind__in=AWAY)
        .order_by("pk")
    )
    if people is not None:
        rows = rows.filter(principal__person__in=list(people))
    found: dict[int, Delegation] = {}
    for row in rows:
        known = found.get(row.principal.person_id)
        if known is None or known.delegate_id is None:
            found[row.principal.person_id] = row
    return found


@dataclass(frozen=True)
class DayAway:
    """One day and the records of those who are away in its course."""

    day: dt.date
    away: tuple[Delegation, ...]


def days_away(organisation_id: int, *, since: dt.datetime, days: int) -> list[DayAway]:
    """Day by day, who is away for some part of it; of the first day, what is left at `since`. One query."""
    first = since.astimezone(clock.BANGKOK).date()
    rows = list(
        Delegation.objects.filter(principal__organisation=organisation_id, kind__in=AWAY)
        .for_list()
        .filter(starts_at__lt=_midnight(first + days * ONE_DAY))
        .not_over(since)
        .order_by("starts_at", "pk")
    )
    begins = [since, *(_midnight(first + number * ONE_DAY) for number in range(1, days))]
    return [_on(instant, rows) for instant in begins]


def _on(begins: dt.datetime, rows: list[Delegation]) -> DayAway:
    """The day of the instant, from that instant on."""
    day = begins.astimezone(clock.BANGKOK).date()
    ends = _midnight(day + ONE_DAY)
    away = [row for row in rows if row.starts_at < ends and _ends(row) > max(begins, row.starts_at)]
    return DayAway(day, tuple(away))


def _ends(row: Delegation) -> dt.datetime:
    ends = [instant for instant in (row.ends_at, row.revoked_at) if instant is not None]
    return min(ends, default=dt.datetime.max.replace(tzinfo=dt.UTC))


def _midnight(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(), tzinfo=clock.BANGKOK)
