"""Telling the assignees of an order, some seconds after it was given (SCREENS 5).

The order itself is taken at once. In the seconds before its people are told it can be changed by a further
order (ข้อ 26), and nobody has heard of the first; nothing in the log is unmade.
"""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from eoffice.common import clock
from eoffice.common.each import one_by_one
from workflows.engine.perform import perform
from workflows.letters.incoming.guards import names_somebody
from workflows.letters.incoming.states import S
from workflows.letters.models import IncomingLetter, Telling

SECONDS = 10
HELD_MINUTES = 10  # whoever opens the order to mend it has so long


def tell_later(letter: IncomingLetter) -> None:
    """Let the assignees be told in ten seconds from now; asked again, the seconds begin anew."""
    at = clock.now() + dt.timedelta(seconds=SECONDS)
    Telling.objects.update_or_create(letter=letter, defaults={"at": at})


def hold(letter: IncomingLetter) -> None:
    """Somebody is mending the order: its people are told only when that is done, or given up."""
    at = clock.now() + dt.timedelta(minutes=HELD_MINUTES)
    Telling.objects.filter(letter=letter).update(at=at)


def tell_due(organisation_id: int | None = None) -> int:
    """Tell the people of every order whose seconds are over; answers of how many. Safe to run at any time.

    For the worker's sweep, and for the page that gave the order.
    """
    rows = Telling.objects.due(clock.now()).order_by("at")
    if organisation_id is not None:
        rows = rows.filter(letter__organisation=organisation_id)
    return one_by_one(list(rows.values_list("letter", flat=True)), _tell, what="order to tell of")


def _tell(letter_id: int) -> bool:
    """The letter is locked first, as every step does, and only then what hangs on it."""
    with transaction.atomic():
        letter = IncomingLetter._base_manager.select_for_update().get(pk=letter_id)
        telling = Telling.objects.select_for_update().filter(letter=letter).first()
        if telling is None or telling.at > clock.now():
            return False
        told = False
        if letter.state == S.ORDERED and not names_somebody(letter):
            perform(letter, "distribute", None)
            told = True
        telling.delete()
        return told
