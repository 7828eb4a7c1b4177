"""Changing an office's calendar: one road, so that the clock and all who count by it follow.

What hangs on the calendar (due times that lie ahead) is told by listeners, in the same transaction.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial

from django.db import transaction
from django.db.models import F

from eoffice.organisations import calendar
from eoffice.organisations.models import Organisation
from eoffice.organisations.rules.office_clock import OfficeClock


@dataclass(frozen=True)
class CalendarChange:
    """What listeners get: the clock as it was and as it is, and the sentence that says why it moved."""

    organisation: Organisation
    before: OfficeClock
    after: OfficeClock
    reason: str
    at: dt.datetime


Listener = Callable[[CalendarChange], None]
_listeners: list[Listener] = []


def on_calendar_change(listener: Listener) -> Listener:
    """Register `listener` for every change of any calendar, once; it runs inside the change's transaction."""
    if listener not in _listeners:
        _listeners.append(listener)
    return listener


@contextmanager
def changing_calendar(organisation_id: int, *, reason: str, at: dt.datetime) -> Iterator[Organisation]:
    """Inside the block the rows of the calendar may be changed; behind it everything else follows.

    Two changes of one calendar wait for each other. Yields the organisation. A block that changed nothing
    that counts (the name of a holiday) tells nobody.
    """
    with transaction.atomic():
        # The key itself stays, so that letters which refer to the organisation need not wait.
        organisation = Organisation.objects.select_for_update(no_key=True).get(pk=organisation_id)
        before = calendar.build_clock(organisation_id)
        yield organisation
        Organisation.objects.filter(pk=organisation_id).update(calendar_version=F("calendar_version") + 1)
        calendar.forget(organisation_id)
        transaction.on_commit(partial(calendar.forget, organisation_id))
        after = calendar.build_clock(organisation_id)
        if (before.hours, before.holidays, before.working_days) != (
            after.hours,
            after.holidays,
            after.working_days,
        ):
            change = CalendarChange(organisation, before, after, reason, at)
            for listener in _listeners:
                listener(change)
