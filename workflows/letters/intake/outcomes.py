"""What mails say of a letter of ours, brought to that letter's recipient (ข้อ 29; appendix 7, 5.3.10-11)."""

from __future__ import annotations

from django.utils.translation import gettext as _

from workflows.engine.perform import perform
from workflows.letters.intake import saying
from workflows.letters.intake.reading import Mail
from workflows.letters.intake.sorting import Sorted
from workflows.letters.models import MailMessage, Recipient
from workflows.letters.outgoing.inputs import AckInputs, FailInputs
from workflows.letters.outgoing.states import OUT, S, Sent

Kind = MailMessage.Kind
#: How it stands with a recipient who may still say that the letter came.
WAITS = {Sent.SENT, Sent.FAILED}


def note_outcome(message: MailMessage, mail: Mail, how: Sorted) -> None:
    """Failed with the reason, or received: as a step of the system. A bounce of an attempt that was followed
    by another is only kept.
    """
    row = message.recipient
    if row is None or row.is_past:
        return
    if message.kind == Kind.FAILURE and how.is_present:
        _failed(row, how.said)
    elif message.kind == Kind.RECEIPT:
        _received(row, message, mail)


def _failed(row: Recipient, said: str) -> None:
    if row.result == Sent.SENT and row.letter.state in OUT:
        why = _("The mail server could not deliver it: %(said)s") % {"said": said}
        perform(row.letter, "fail", None, FailInputs(recipient=row.pk, error=why[:500]))


def _received(row: Recipient, message: MailMessage, mail: Mail) -> None:
    if row.result not in WAITS or row.letter.state not in (*OUT, S.CLOSED):
        return
    proof = _("e-mail of %(address)s") % {"address": message.sender_address}
    told = AckInputs(
        recipient=row.pk,
        number=saying.their_number(mail),
        acknowledged_at=message.arrived_at,
        proof=proof[:300],
    )
    perform(row.letter, "ack", None, told)
