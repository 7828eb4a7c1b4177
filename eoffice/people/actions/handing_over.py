"""What becomes of delegations when the post that gave or holds them ends or changes."""

from __future__ import annotations

import datetime as dt

from django.db.models import Q

from eoffice.common import clock
from eoffice.people.models import Delegation, Post, User


def end_delegations(post: Post, *, after: dt.date) -> list[Delegation]:
    """End, with the day `after`, what the post gave or holds beyond it; answers those records."""
    at = _midnight(after + dt.timedelta(days=1))
    rows = list(Delegation.objects.not_over(at).filter(Q(principal=post) | Q(delegate=post)))
    for row in rows:
        ended_at = at if row.starts_at < at else clock.now()
        Delegation.objects.filter(pk=row.pk).update(revoked_at=ended_at)
    return rows


def hand_over_delegations(old: Post, new: Post, *, by: User) -> None:
    """What reaches beyond the old post's last day goes on under the new one, order and all."""
    first = _midnight(new.starts_on)
    for row in end_delegations(old, after=new.starts_on - dt.timedelta(days=1)):
        for side in ("principal", "delegate"):
            if getattr(row, f"{side}_id") == old.pk:
                setattr(row, side, new)
        row.pk, row.created_by, row.starts_at = None, by, max(row.starts_at, first)
        row._state.adding = True
        row.save()


def _midnight(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(), tzinfo=clock.BANGKOK)
