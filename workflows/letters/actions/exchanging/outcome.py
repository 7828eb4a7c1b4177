"""How dealing with a message ended."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from eoffice.common import clock
from workflows.letters.models import ExchangeMessage


@dataclass(frozen=True)
class Outcome:
    """The stage that the message enters, and what somebody should look at; empty where nothing is wrong."""

    stage: str = ExchangeMessage.Stage.DONE
    trouble: str = ""


class Held(Exception):
    """It has to wait for something in the office; the words are a sentence for people."""


#: Whoever took a message and died leaves it for so long.
LEASE = dt.timedelta(minutes=10)


def leased_until(now: dt.datetime) -> dt.datetime:
    """Until when a message taken just now is its worker's. `now` is when the sweep began, which may be
    long ago: the lease runs from the take.
    """
    return max(now, clock.now()) + LEASE


def still_waits(message: ExchangeMessage) -> bool:
    """Whether nobody else dealt with it meanwhile; its row is locked. Only in a transaction."""
    now = ExchangeMessage.objects.select_for_update().get(pk=message.pk)
    return now.stage == ExchangeMessage.Stage.WAITING and now.incoming_id is None
