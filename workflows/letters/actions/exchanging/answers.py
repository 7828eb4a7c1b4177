"""What the other side told of a letter of ours, brought to the row of its recipient."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from eoffice.common import clock
from workflows.engine.perform import perform
from workflows.letters.actions.exchanging.following import number_of
from workflows.letters.actions.exchanging.outcome import Outcome, still_waits
from workflows.letters.exchange.client import new_id
from workflows.letters.incoming.states import S
from workflows.letters.models import ExchangeMessage, Recipient
from workflows.letters.outgoing.inputs import AckInputs, FailInputs, RejectedInputs
from workflows.letters.outgoing.states import Exchanged, Sent
from workflows.letters.rules.ecms import messages as m

Stage, Kind = ExchangeMessage.Stage, ExchangeMessage.Kind


@transaction.atomic
def take_answer(message: ExchangeMessage, said: m.Message) -> Outcome:
    """Bring one answer home; the same answer again changes nothing. Raises RuleBroken."""
    if not still_waits(message):
        return Outcome(Stage.AGAIN)
    if not isinstance(said, m.Notifier):
        return Outcome(Stage.FAILED, trouble=_("The message is not what it was kept as."))
    return _brought_home(message, said)


def _brought_home(message: ExchangeMessage, said: m.Notifier) -> Outcome:
    sent = _letters_meant(message, said)
    meant = sent if len(sent) < 2 else _told_apart(sent, message, said)
    if len(meant) == 1:
        return _to_its_row(meant[0], message, said)
    if said.kind == m.Kind.INVALID_NUMBER:
        return _our_number_is_wrong(message, said)
    if not sent:
        return _puzzle(_("No letter of ours bears this number."))
    if len({one.letter_id for one in sent}) == 1:
        ExchangeMessage.objects.filter(pk=message.pk).update(letter=sent[0].letter_id)
    if said.kind == m.Kind.RECEIVED:
        return Outcome()  # one of them has it; the receive number will tell which
    return _puzzle(_("It speaks of a letter to several agencies, and does not say which of them it is."))


def _letters_meant(message: ExchangeMessage, said: m.Notifier) -> list[ExchangeMessage]:
    """The letters of ours that it may speak of: by number, and by the agency where that is told."""
    ours = ExchangeMessage.objects.outgoing().filter(organisation=message.organisation_id, kind=Kind.LETTER)
    ours = ours.about(said.number).exclude(recipient=None).filter(first_tried_at__isnull=False)
    ours = ours.exclude(stage__in=[Stage.FAILED, Stage.LEFT], in_doubt=False)
    if said.department:
        ours = ours.filter(partner=said.department)
    newest = {one.recipient_id: one for one in ours.order_by("pk").select_related("recipient")}
    return list(newest.values())


def _told_apart(
    sent: list[ExchangeMessage], message: ExchangeMessage, said: m.Notifier
) -> list[ExchangeMessage]:
    """Which of several recipients speaks. The standard lets the number alone name its agency (sheet 9.1): the
    rest is told by what can't be said by the others any more. The same words a second time may be a second
    delivery as well as a second agency, and tell nothing.
    """
    rows = [(one, one.recipient) for one in sent if one.recipient is not None]
    if said.kind in m.WITH_NUMBER:
        number = said.accept_number
        return [one for one, row in rows if number and row.their_number == number]
    same = ExchangeMessage.objects.incoming().filter(organisation=message.organisation_id)
    if same.filter(kind=message.kind, digest=message.digest).exclude(pk=message.pk).exists():
        return []
    still = [(one, row) for one, row in rows if row.result == Sent.SENT]
    if said.kind == m.Kind.RECEIVED:
        still = [(one, row) for one, row in still if row.arrived_at is None]
    return [one for one, _row in still]


def _to_its_row(sent: ExchangeMessage, message: ExchangeMessage, said: m.Notifier) -> Outcome:
    row = _row_of(sent)
    if row is None or row.is_past:
        return _puzzle(_("The letter was written anew since."))
    ExchangeMessage.objects.filter(pk=message.pk).update(letter=sent.letter_id, recipient=row.pk)
    _was_taken(sent)
    return ANSWERS[said.kind](row, message, said)


def _row_of(sent: ExchangeMessage) -> Recipient | None:
    rows = Recipient.everyone.select_related("letter", "party")
    return rows.filter(exchange_messages=sent.pk).first()


def _was_taken(sent: ExchangeMessage) -> None:
    """Whoever answers has the letter: an attempt that broke off had reached the server after all."""
    rows = ExchangeMessage.objects.filter(pk=sent.pk, stage=Stage.WAITING)
    rows.update(stage=Stage.DONE, next_at=None, in_doubt=False, trouble="", done_at=clock.now())


def _arrived(row: Recipient, message: ExchangeMessage, said: m.Notifier) -> Outcome:
    if row.arrived_at is not None:
        return Outcome(Stage.AGAIN)
    fresh = row.exchange in {"", Exchanged.SENT, Exchanged.DELETE_REQUESTED}
    row.exchange = Exchanged.RECEIVE_NOTIFIED if fresh else row.exchange
    row.arrived_at = clock.now()
    row.save(update_fields=["exchange", "arrived_at"])
    return Outcome()


def _registered(row: Recipient, message: ExchangeMessage, said: m.Notifier) -> Outcome:
    if row.result == Sent.ACKNOWLEDGED and row.their_number == said.accept_number:
        return Outcome(Stage.AGAIN)
    if not said.accept_number:
        _tell_wrong_number(message, said)
        return _puzzle(_("The recipient told no receive number; it is asked for one."))
    if row.result == Sent.ACKNOWLEDGED and row.their_number:
        _tell_wrong_number(message, said)
        told = {"old": row.their_number, "new": said.accept_number}
        return _puzzle(
            _("First it was registered as %(old)s, now as %(new)s: the recipient is asked.") % told
        )
    now = clock.now()
    at = (
        said.accepted_at
        if said.accepted_at and row.sent_at and row.sent_at <= said.accepted_at <= now
        else now
    )
    told_inputs = AckInputs(recipient=row.pk, number=said.accept_number[:60], acknowledged_at=at)
    perform(row.letter, "ack", None, told_inputs)
    Recipient.everyone.filter(pk=row.pk).update(
        exchange=Exchanged.ACCEPTED, arrived_at=row.arrived_at or at, failure=""
    )
    return Outcome()


def _sent_back(row: Recipient, message: ExchangeMessage, said: m.Notifier) -> Outcome:
    wrong = said.kind == m.Kind.INVALID_LETTER
    state = Exchanged.INVALID_LETTER if wrong else Exchanged.REJECTED
    if row.result == Sent.REJECTED:
        return Outcome(Stage.AGAIN)
    if row.result == Sent.ACKNOWLEDGED:
        return _puzzle(_("The recipient sent it back after it had registered it."))
    perform(row.letter, "rejected", None, RejectedInputs(recipient=row.pk, note=_why(said)))
    Recipient.everyone.filter(pk=row.pk).update(exchange=state)
    return Outcome()


def _their_number_is_wrong(row: Recipient, message: ExchangeMessage, said: m.Notifier) -> Outcome:
    """The recipient takes its number back: the letter waits for another one."""
    if row.result != Sent.ACKNOWLEDGED or row.their_number != said.accept_number:
        return Outcome(Stage.AGAIN)
    why = _("The recipient took back its receive number %(number)s.") % {"number": said.accept_number}
    perform(row.letter, "fail", None, FailInputs(recipient=row.pk, error=why))
    Recipient.everyone.filter(pk=row.pk).update(exchange=Exchanged.INVALID_ACCEPT_ID, their_number="")
    return Outcome(Stage.DONE, trouble=why)


def _our_number_is_wrong(message: ExchangeMessage, said: m.Notifier) -> Outcome:
    """The sender of a letter that we registered doubts our number: the registry looks, and tells it again."""
    came = ExchangeMessage.objects.arrivals().filter(organisation=message.organisation_id)
    came = came.about(said.number).exclude(incoming__state=S.RETURNED_TO_SENDER).select_related("incoming")
    if said.department:
        came = came.filter(partner=said.department)
    found = list(came)
    ours = [one for one in found if number_of(one.incoming) == said.accept_number]
    if len(about := found if len(found) == 1 else ours) != 1:
        sentence = _("Letters of several agencies bear this number.")
        return _puzzle(sentence if found else _("No letter of ours bears this number."))
    (one,) = about
    ExchangeMessage.objects.filter(pk=message.pk).update(incoming=one.incoming_id)
    told = {"number": said.accept_number or "–", "ours": number_of(one.incoming) or "–"}
    return _puzzle(_("The sender says that receive number %(number)s is wrong; ours is %(ours)s.") % told)


def _why(said: m.Notifier) -> str:
    wrong = said.kind == m.Kind.INVALID_LETTER
    sentence = _("The recipient says: a wrong letter, or sent to the wrong agency (e-CMS).")
    sentence = sentence if wrong else _("The recipient rejected the letter (e-CMS).")
    return f"{sentence} {said.reason}".strip()[:500]


def _tell_wrong_number(message: ExchangeMessage, said: m.Notifier) -> None:
    now = clock.now()
    about = ExchangeMessage(
        organisation_id=message.organisation_id,
        direction=ExchangeMessage.Direction.OUT,
        kind=Kind.INVALID_NUMBER,
        key=f"{Kind.INVALID_NUMBER}:answer:{message.pk}",
        number=said.number[:120],
        dated_on=said.dated_on,
        accept_number=said.accept_number[:60],
        partner=said.department[:20],
        is_secret=message.is_secret,
        letter_id=ExchangeMessage.objects.get(pk=message.pk).letter_id,
        message_id=new_id(),
        created_at=now,
        next_at=now,
    )
    ExchangeMessage.objects.bulk_create([about], ignore_conflicts=True)


def _puzzle(sentence: str) -> Outcome:
    return Outcome(Stage.FAILED, trouble=sentence)


ANSWERS = {
    m.Kind.RECEIVED: _arrived,
    m.Kind.ACCEPTED: _registered,
    m.Kind.REJECTED: _sent_back,
    m.Kind.INVALID_LETTER: _sent_back,
    m.Kind.INVALID_NUMBER: _their_number_is_wrong,
}
