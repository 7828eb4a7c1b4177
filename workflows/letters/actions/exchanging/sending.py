"""Saying what is to be said: the attempt is written before it, the answer after it.

A letter whose attempt broke off may be with the server already: before it is tried again the server is asked
what it has. Messages about one letter go in their order; a server that is away costs one try a sweep, not one
for each letter that waits.
"""

from __future__ import annotations

import datetime as dt

from django.db import connection, transaction
from django.utils.translation import gettext as _

from documents.rules.keys import reference_key
from eoffice.common import clock
from eoffice.common.each import one_by_one
from workflows.engine.perform import perform
from workflows.letters.actions.exchanging.following import key_of
from workflows.letters.actions.exchanging.outcome import leased_until
from workflows.letters.exchange.choosing import address_of, no_codes_sentence, why_not_through
from workflows.letters.exchange.client import Away, Client, Declined
from workflows.letters.exchange.composing import letter_message, notifier
from workflows.letters.incoming.states import Channel
from workflows.letters.models import ExchangeAccount, ExchangeMessage, OutgoingLetter, Recipient
from workflows.letters.models.exchange import ExchangeMessageQuerySet
from workflows.letters.outgoing.inputs import FailInputs
from workflows.letters.outgoing.states import OUT, Exchanged, Sent
from workflows.letters.rules.ecms.messages import Letter, Which

AT_ONCE = 20
#: Minutes until the next try, one after another; the last repeats until a day is over: then it has failed.
PAUSES = (1, 5, 15, 60)
GIVE_UP = dt.timedelta(hours=26)
Stage, Kind = ExchangeMessage.Stage, ExchangeMessage.Kind
OF_LETTERS = frozenset({Kind.LETTER, Kind.DELETE})


class Stop(Exception):
    """It can't be sent at all; the words say why."""


class NotMeant(Exception):
    """Nobody wants it sent any more: it was given up, or goes by another way."""


def send_messages(now: dt.datetime | None = None) -> int:
    """Send what is due over every line that is on; answers how many messages went out."""
    moment = now or clock.now()
    lines = ExchangeAccount.objects.filter(is_on=True)
    due = lines.filter(pk__in=_due(moment).values("organisation__exchange_account"))
    sent = one_by_one(due.order_by("pk"), lambda line: _send_over(line, moment), what="e-CMS line")
    one_by_one(_stranded(moment), lambda one: _give_up(one, moment), what="e-CMS message")
    return sent


def _stranded(now: dt.datetime) -> list[ExchangeMessage]:
    """What has waited for longer than a day where the line was turned off meanwhile."""
    old = ExchangeMessage.objects.outgoing().waiting().filter(created_at__lt=now - GIVE_UP)
    off = old.exclude(organisation__exchange_account__is_on=True).select_related("recipient")
    return list(off.order_by("pk")[:AT_ONCE])


def _give_up(message: ExchangeMessage, now: dt.datetime) -> int:
    if message.kind in OF_LETTERS and not _is_meant(message, message.recipient):
        _left(message, _("The letter is not to be sent any more."), now)
    else:
        _failed(message, _("Not sent: the line to e-CMS was turned off."), now)
    return 1


def _send_over(line: ExchangeAccount, now: dt.datetime) -> int:
    """What waits on one line, until the server turns out to be away."""
    client, sent, reached = line.client(), 0, True
    waiting = _due(now).filter(organisation=line.organisation_id).order_by("pk")

    def try_one(pk: int) -> int:
        nonlocal reached
        if not reached:
            return 0
        done, reached = _send(pk, line, client, now)
        return int(done)

    sent += one_by_one(list(waiting.values_list("pk", flat=True)[:AT_ONCE]), try_one, what="e-CMS message")
    return sent


def _due(now: dt.datetime) -> ExchangeMessageQuerySet:
    return ExchangeMessage.objects.outgoing().waiting().filter(next_at__lte=now)


def _send(pk: int, line: ExchangeAccount, client: Client, now: dt.datetime) -> tuple[bool, bool]:
    """Whether it went out, and whether the server is there."""
    message = _take(pk, now)
    if message is None:
        return False, True
    try:
        process_id = _say(message, line, client)
    except Away as error:
        _again_later(message, error, now)
        return False, error.answered
    except NotMeant:
        _left(message, _("The letter is not to be sent any more."), now)
        return False, True
    except (Declined, Stop) as error:
        _refused(message, str(error), now)
        return False, True
    _done(message, process_id, now)
    return True, True


def _take(pk: int, now: dt.datetime) -> ExchangeMessage | None:
    """The message, for this worker alone; None where another has it, or an earlier one about it waits."""
    around = (
        "recipient__party__organisation",
        "letter__document",
        "letter__organisation",
        "incoming__document",
    )
    with transaction.atomic():
        skip = connection.features.has_select_for_update_skip_locked
        rows = ExchangeMessage.objects.select_for_update(skip_locked=skip, of=("self",))
        found = rows.filter(pk=pk, stage=Stage.WAITING, next_at__lte=now).select_related(*around).first()
        if found is None or _earlier_waits(found):
            return None
        found.tries += 1
        found.first_tried_at = found.first_tried_at or now
        was_in_doubt, found.next_at, found.in_doubt = found.in_doubt, leased_until(now), True
        found.save(update_fields=["tries", "first_tried_at", "next_at", "in_doubt"])
        found.in_doubt = was_in_doubt
        return found


def _earlier_waits(message: ExchangeMessage) -> bool:
    """Messages about one letter keep their order."""
    rows = ExchangeMessage.objects.outgoing().waiting().filter(pk__lt=message.pk)
    if message.incoming_id is not None:
        return rows.filter(incoming=message.incoming_id).exists()
    return rows.filter(recipient=message.recipient_id).exists() if message.recipient_id else False


def _say(message: ExchangeMessage, line: ExchangeAccount, client: Client) -> str:
    if message.kind in OF_LETTERS and not _is_meant(message, message.recipient):
        raise NotMeant
    if message.kind == Kind.DELETE:
        which = Which(
            number=message.number,
            dated_on=message.dated_on,
            sender=line.department,
            receiver=message.partner,
        )
        return client.delete_document(which, message_id=message.message_id)
    if message.kind != Kind.LETTER:
        return client.send(notifier(message, line), message_id=message.message_id)
    if message.in_doubt and (known := _known_to_the_server(message, client)):
        return known
    return client.send(_letter(message, line), message_id=message.message_id)


def _letter(message: ExchangeMessage, line: ExchangeAccount) -> Letter:
    row = message.recipient
    if row is None:
        raise NotMeant
    row.letter = message.letter or row.letter
    if why := why_not_through(line, row.letter.document):
        raise Stop(why)
    to = address_of(line, row.party.address, row.party.organisation)
    if to is None:
        raise Stop(no_codes_sentence())
    return letter_message(row, line, to)


def _is_meant(message: ExchangeMessage, row: Recipient | None) -> bool:
    """Whether this recipient is to be reached by this very attempt: not given up, nor sent otherwise."""
    if row is None or row.is_past or row.result != Sent.SENT or row.channel != Channel.ECMS:
        return False
    return message.key == key_of(row, message.kind)


def _known_to_the_server(message: ExchangeMessage, client: Client) -> str:
    """The process id under which the server has this letter from the attempt that broke off, if it has it.

    The server tells numbers and no recipients, and a letter to several agencies has one number. What it has
    beyond what it acknowledged to us is ours where nothing else of that number is in doubt, or where it has
    as many as were tried. Else, and where it does not tell, the letter is sent once more: who gets it twice
    knows it by what it says, while one that was never sent is missed by nobody.
    """
    try:
        known = client.statuses()
    except Declined:
        return ""
    ours = ExchangeMessage.objects.outgoing().filter(organisation=message.organisation_id)
    ours = ours.about(message.number).exclude(pk=message.pk)
    told = set(ours.exclude(process_id="").values_list("process_id", flat=True))
    key = reference_key(message.number)
    found = [one.process_id for one in known if key and reference_key(one.number) == key]
    found = [one for one in dict.fromkeys(found) if one and one not in told]
    others = list(ours.filter(in_doubt=True).only("tries"))
    each_tried_once = message.tries == 2 and all(one.tries == 1 for one in others)
    if others and not (each_tried_once and len(found) > len(others)):
        return ""
    return found[0] if found else ""


@transaction.atomic
def _done(message: ExchangeMessage, process_id: str, now: dt.datetime) -> None:
    waiting = ExchangeMessage.objects.filter(pk=message.pk, stage=Stage.WAITING)
    is_ours = waiting.update(
        stage=Stage.DONE, process_id=process_id, done_at=now, next_at=None, in_doubt=False, trouble=""
    )
    if not is_ours or message.recipient_id is None:  # an answer came first, and says more
        return
    rows = Recipient.everyone.select_for_update().filter(pk=message.recipient_id)
    row = rows.first()  # as it stands now: while the server was asked somebody may have given it up
    if row is None or not _is_meant(message, row):
        return
    if message.kind == Kind.DELETE:
        row.exchange = Exchanged.DELETE_REQUESTED
    elif message.kind == Kind.LETTER:
        row.exchange = Exchanged.SENT
    row.arrived_at = None
    row.save(update_fields=["exchange", "arrived_at"])


def _again_later(message: ExchangeMessage, error: Away, now: dt.datetime) -> None:
    message.in_doubt = message.in_doubt or error.in_doubt
    if message.first_tried_at is not None and now - message.first_tried_at > GIVE_UP:
        _failed(message, _("Not sent for a day: %(why)s") % {"why": error}, now)
        return
    pause = dt.timedelta(minutes=PAUSES[min(message.tries, len(PAUSES)) - 1])
    ExchangeMessage.objects.filter(pk=message.pk, stage=Stage.WAITING).update(
        next_at=now + pause, in_doubt=message.in_doubt, trouble=str(error)[:500]
    )


def _refused(message: ExchangeMessage, why: str, now: dt.datetime) -> None:
    """The server said no. That what may never have reached it can't be withdrawn is no trouble."""
    letters = ExchangeMessage.objects.outgoing().filter(recipient=message.recipient_id, kind=Kind.LETTER)
    was_there = letters.filter(pk__lt=message.pk, stage=Stage.DONE).exists()
    if message.kind == Kind.DELETE and not was_there:
        _left(message, why, now)
    else:
        _failed(message, why, now)


def _left(message: ExchangeMessage, why: str, now: dt.datetime) -> None:
    """It need not be said any more, and nobody has to look at it. What was in doubt before remains so."""
    ExchangeMessage.objects.filter(pk=message.pk, stage=Stage.WAITING).update(
        stage=Stage.LEFT, done_at=now, next_at=None, in_doubt=message.in_doubt, trouble=why[:500]
    )


def _failed(message: ExchangeMessage, why: str, now: dt.datetime) -> None:
    """It is given up; of a letter its registry is told, and decides what comes next (ข้อ 29). What could not
    be withdrawn is sent all the same: the server may have forgotten it.
    """
    with transaction.atomic():
        rows = ExchangeMessage.objects.select_for_update().filter(pk=message.pk, stage=Stage.WAITING)
        if not rows.exists():
            return
        rows.update(
            stage=Stage.FAILED, done_at=now, next_at=None, in_doubt=message.in_doubt, trouble=why[:500]
        )
        if message.kind != Kind.LETTER or message.letter_id is None or message.recipient_id is None:
            return
        letter = OutgoingLetter._base_manager.select_for_update().get(pk=message.letter_id)  # before its rows
        row = Recipient.everyone.filter(pk=message.recipient_id).first()
        if row is not None and _is_meant(message, row) and letter.state in OUT:
            perform(letter, "fail", None, FailInputs(recipient=row.pk, error=why[:500]))
