"""Dealing with what came through e-CMS, one message after the other; what fails in one stops no other."""

from __future__ import annotations

import datetime as dt

from django.db import connection, transaction
from django.utils.translation import gettext as _

from documents.files import blobs
from documents.files.errors import ScannerAway, StorageFull
from eoffice.common import clock
from eoffice.common.each import one_by_one
from eoffice.common.errors import RuleBroken
from workflows.letters.actions.exchanging.answers import take_answer
from workflows.letters.actions.exchanging.arriving import let_arrive
from workflows.letters.actions.exchanging.outcome import Held, Outcome, leased_until
from workflows.letters.models import ExchangeMessage
from workflows.letters.rules.ecms import reading

AT_ONCE = 20
#: Minutes until a message is looked at again that could not be dealt with.
PAUSES = (1, 5, 30, 120)
Stage, Kind = ExchangeMessage.Stage, ExchangeMessage.Kind


def handle_messages(now: dt.datetime | None = None) -> int:
    """Deal with what came and waits; answers how many messages were dealt with."""
    moment = now or clock.now()
    due = ExchangeMessage.objects.incoming().waiting().filter(next_at__lte=moment).order_by("pk")
    found = list(due.values_list("pk", flat=True)[:AT_ONCE])
    return one_by_one(found, lambda pk: _handle(pk, moment), what="e-CMS message that came")


def _handle(pk: int, now: dt.datetime) -> bool:
    message = _take(pk, now)
    if message is None:
        return False
    try:
        done = take_up(message)
    except (Held, ScannerAway, StorageFull) as held:  # the office's own, and no fault of the message
        _look_again(message, str(held), now)
        return False
    except RuleBroken as refused:
        done = Outcome(Stage.FAILED, trouble=str(refused))
    except reading.Unreadable as error:
        done = Outcome(Stage.FAILED, trouble=_(error.message) % error.params)
    except Exception as error:
        _look_again(message, _("The program failed at it: %(why)s") % {"why": type(error).__name__}, now)
        raise
    waiting = ExchangeMessage.objects.filter(pk=pk, stage=Stage.WAITING)
    waiting.update(stage=done.stage, trouble=done.trouble[:500], done_at=now, next_at=None)
    return True


def _look_again(message: ExchangeMessage, why: str, now: dt.datetime) -> None:
    """It stays, with the reason, and its turn comes after a while."""
    pause = dt.timedelta(minutes=PAUSES[min(message.tries, len(PAUSES)) - 1])
    waiting = ExchangeMessage.objects.filter(pk=message.pk, stage=Stage.WAITING)
    waiting.update(trouble=why[:500], next_at=now + pause)


def take_up(message: ExchangeMessage) -> Outcome:
    """Do what the message asks for. Raises Held where it has to wait, RuleBroken where it can't be done."""
    if message.raw is None:  # top secret: nothing of it was kept
        return let_arrive(message, None)
    said = reading.message(b"".join(blobs.read(message.raw)))
    if message.kind == Kind.LETTER:
        return let_arrive(message, said)
    return take_answer(message, said)


def _take(pk: int, now: dt.datetime) -> ExchangeMessage | None:
    with transaction.atomic():
        skip = connection.features.has_select_for_update_skip_locked
        rows = ExchangeMessage.objects.select_for_update(skip_locked=skip, of=("self",)).incoming().waiting()
        found = rows.filter(pk=pk, next_at__lte=now).select_related("organisation", "raw").first()
        if found is not None:
            found.tries += 1
            ExchangeMessage.objects.filter(pk=pk).update(tries=found.tries, next_at=leased_until(now))
    return found
