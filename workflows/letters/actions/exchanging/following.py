"""A reader of the log: what is to be said through e-CMS, written down once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.db.models import Q

from eoffice.common import clock
from workflows.engine.models import Transition
from workflows.engine.perform import perform
from workflows.letters.exchange.choosing import address_of, line_of, no_codes_sentence, why_not_through
from workflows.letters.exchange.client import new_id
from workflows.letters.incoming.states import Channel
from workflows.letters.models import (
    ExchangeAccount,
    ExchangeMessage,
    IncomingLetter,
    OutgoingLetter,
    Recipient,
)
from workflows.letters.models.exchange import ExchangeMessageQuerySet
from workflows.letters.outgoing.inputs import FailInputs
from workflows.letters.outgoing.states import OUT, Sent

SENDING = {"send", "resend"}
K = ExchangeMessage.Kind
#: What the sender is told of, by the step that a letter of theirs took here.
TOLD = {"arrive": K.RECEIVED, "register": K.ACCEPTED, "return": K.REJECTED, "void": K.INVALID_NUMBER}


def follow(rows: Sequence[Transition]) -> None:
    """Write down the letters that these rows sent, and what they tell the senders of received ones."""
    sent = [row.item for row in rows if row.process == OutgoingLetter.process and row.step in SENDING]
    for letter_id in dict.fromkeys(sent):
        _letters(letter_id)
    told = [row for row in rows if row.process == IncomingLetter.process and row.step in TOLD]
    _notices(told)


def _letters(letter_id: int) -> None:
    rows = Recipient.objects.filter(letter=letter_id, channel=Channel.ECMS, result=Sent.SENT)
    found = list(rows.select_related("letter__document", "letter__organisation", "party__organisation"))
    account = line_of(found[0].letter.organisation_id) if found else None
    if account is None:  # carried by a program of its own: the registry notes what came of it
        return
    for row in found:
        _letter(row, account)


def _letter(row: Recipient, account: ExchangeAccount) -> None:
    to = address_of(account, row.party.address, row.party.organisation)
    why = why_not_through(account, row.letter.document) or ("" if to else no_codes_sentence())
    if to is None or why:
        _not_this_way(row, why)
        return
    paper = row.letter.document
    made = [
        _message(account.organisation_id, K.LETTER, key_of(row, K.LETTER), paper.reference, to.department)
    ]
    if before := _perhaps_there(row).exclude(key=made[0].key).order_by("pk").last():
        key = key_of(row, K.DELETE)
        made.insert(0, _message(account.organisation_id, K.DELETE, key, before.number, before.partner))
    for one in made:
        one.recipient, one.letter = row, row.letter
        one.dated_on, one.is_secret = paper.dated_on, paper.is_secret
    ExchangeMessage.objects.bulk_create(made, ignore_conflicts=True)


def key_of(row: Recipient, kind: str) -> str:
    """What makes it one attempt of a person to reach this recipient: another attempt has another key."""
    stamp = int(row.tried_at.timestamp() * 1000) if row.tried_at else 0
    return f"{kind}:{row.pk}:{stamp}"


def _perhaps_there(row: Recipient) -> ExchangeMessageQuerySet:
    """Earlier attempts that the server took, or may have taken."""
    found: ExchangeMessageQuerySet = row.exchange_messages.outgoing().filter(kind=K.LETTER)
    return found.filter(Q(stage=ExchangeMessage.Stage.DONE) | Q(in_doubt=True))


def _not_this_way(row: Recipient, why: str) -> None:
    """Its registry is told; where the letter was closed meanwhile no step is left, and the row tells it."""
    if row.letter.state in OUT:
        perform(row.letter, "fail", None, FailInputs(recipient=row.pk, error=why[:500]))
    else:
        Recipient.everyone.filter(pk=row.pk).update(failure=why[:500])


def _notices(rows: Iterable[Transition]) -> None:
    by_item = {row.item: None for row in rows}
    if not by_item:
        return
    came = ExchangeMessage.objects.arrivals().filter(incoming__in=list(by_item)).select_related("incoming")
    by_letter = {one.incoming_id: one for one in came}
    made = [_notice(row, by_letter[row.item]) for row in rows if row.item in by_letter]
    ExchangeMessage.objects.bulk_create(made, ignore_conflicts=True)


def _notice(row: Transition, came: ExchangeMessage) -> ExchangeMessage:
    kind = TOLD[row.step]
    if row.step == "return" and row.evidence.get("as_wrong"):
        kind = K.INVALID_LETTER
    key = f"{kind}:{row.item}:{row.number}"
    return notice_about(came, kind, key)


def notice_about(
    came: ExchangeMessage, kind: str, key: str, accept_number: str | None = None
) -> ExchangeMessage:
    """What is to be told about a letter that came (not saved): under the number that its sender wrote."""
    made = _message(came.organisation_id, kind, key, came.number, came.partner)
    made.incoming, made.dated_on, made.is_secret = came.incoming, came.dated_on, came.is_secret
    if kind in {K.ACCEPTED, K.INVALID_NUMBER}:
        made.accept_number = number_of(came.incoming) if accept_number is None else accept_number
    return made


def number_of(letter: IncomingLetter | None) -> str:
    """The receive number as the sender is told it."""
    if letter is None or letter.receive_number is None:
        return ""
    return f"{letter.receive_number}/{letter.receive_year}"


def _message(organisation_id: int, kind: str, key: str, number: str, partner: str) -> ExchangeMessage:
    now = clock.now()
    return ExchangeMessage(
        organisation_id=organisation_id,
        direction=ExchangeMessage.Direction.OUT,
        kind=kind,
        key=key,
        number=number,
        partner=partner,
        message_id=new_id(),
        created_at=now,
        next_at=now,
    )
