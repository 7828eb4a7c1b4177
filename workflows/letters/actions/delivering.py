"""From agency to agency on one server: letters that arrive, numbers that come back.

Two readers of the log. What they do is safe to do twice: a recipient that has its incoming letter is passed
over, and the same number told again changes nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.db import transaction

from eoffice.common import clock
from eoffice.common.once import one_transaction
from workflows.engine.models import Transition
from workflows.engine.perform import perform, start
from workflows.letters.incoming.inputs import DeliveredInputs
from workflows.letters.incoming.states import Channel
from workflows.letters.models import IncomingLetter, OutgoingLetter, Recipient
from workflows.letters.outgoing.inputs import AckInputs, RejectedInputs
from workflows.letters.outgoing.states import Sent

AT_ONCE = 50  # so many agencies are reached in one transaction (API.md)
SENDING = {"send", "resend"}


def deliver_ahead(rows: Sequence[Transition]) -> bool:
    """Let up to fifty copies of each letter that these rows sent arrive; answers whether any did."""
    return sum(deliver_some(letter_id) for letter_id in _sent_by(rows)) > 0


def deliver(rows: Sequence[Transition]) -> None:
    """The same, for what was not reached ahead."""
    while deliver_ahead(rows):
        pass


def deliver_some(letter_id: int) -> int:
    """Let up to fifty incoming letters of one outgoing letter arrive; answers how many.

    Chains are appended to in the order of the agencies' ids: two deliveries never wait for each other.
    """
    with transaction.atomic():
        waiting = Recipient.objects.to_deliver().filter(letter=letter_id).order_by("party__organisation")
        locked = waiting.select_for_update(of=("self",)).select_related("party", "letter__document")
        rows = list(locked[:AT_ONCE])
        with one_transaction():
            for row in rows:
                row.incoming = _arrive(row)
        Recipient.objects.bulk_update(rows, ["incoming"])
        return len(rows)


def _arrive(row: Recipient) -> IncomingLetter:
    paper = row.letter.document
    told = DeliveredInputs(
        paper=paper,
        sender=paper.sender_text,
        subject=paper.subject,
        dated_on=paper.dated_on or clock.today(),
        channel=Channel.SYSTEM.value,
        received_at=clock.now(),
        is_circular=row.letter.is_circular,
        confirmed=True,
    )
    letter: IncomingLetter = start(
        "incoming_letter", "arrive", None, told, organisation_id=row.party.organisation_id
    )
    return letter


def bring_back(rows: Sequence[Transition]) -> None:
    """Tell the sender what became of its letter: registered under this number, or sent back."""
    told = [row for row in rows if row.process == "incoming_letter" and row.step in {"register", "return"}]
    if not told:
        return
    letters = Recipient.objects.filter(incoming__in=[row.item for row in told]).select_related(
        "letter", "incoming"
    )
    by_letter = {recipient.incoming_id: recipient for recipient in letters}
    for row in told:
        if recipient := by_letter.get(row.item):
            _tell_the_sender(recipient, row)


def _tell_the_sender(recipient: Recipient, row: Transition) -> None:
    letter, incoming = recipient.letter, recipient.incoming
    if row.step == "return" and recipient.result == Sent.SENT:
        perform(letter, "rejected", None, RejectedInputs(recipient=recipient.pk, note=row.note))
    elif row.step == "register" and incoming is not None and recipient.result == Sent.SENT:
        number = f"{incoming.receive_number}/{incoming.receive_year}"
        told = AckInputs(recipient=recipient.pk, number=number, acknowledged_at=row.occurred_at)
        perform(letter, "ack", None, told)


def _sent_by(rows: Iterable[Transition]) -> list[int]:
    of = [row.item for row in rows if row.process == OutgoingLetter.process and row.step in SENDING]
    return list(dict.fromkeys(of))
