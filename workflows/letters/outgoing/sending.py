"""Sending to each recipient, and what comes back from each."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from documents.actions.numbers import note_remark
from documents.rules.filing import file_name_of
from eoffice.common.errors import InvalidInputs
from eoffice.common.thai.dates import short_datetime
from eoffice.organisations.settings_of import settings_of
from workflows.engine.models import Deadline
from workflows.letters.incoming.inputs import ReplyLinkInputs
from workflows.letters.incoming.states import Channel
from workflows.letters.incoming.states import S as Incoming
from workflows.letters.outgoing.choosing import recipient_meant
from workflows.letters.outgoing.drafting import must_be_reachable
from workflows.letters.outgoing.handing import keep_receipt
from workflows.letters.outgoing.mail import may_mail
from workflows.letters.outgoing.states import DELIVERY, S, Sent, Timer
from workflows.letters.writing import paper

if TYPE_CHECKING:
    from workflows.engine.act import Act
    from workflows.letters.models import IncomingLetter, OutgoingLetter, Recipient
    from workflows.letters.outgoing import inputs as i


def check_over(letter: OutgoingLetter, inputs: i.CheckInputs) -> None:
    """Nothing leaves with a doubt; the name of the file follows appendix 7, 4.3."""
    doubts = {
        "enclosures_ok": [] if inputs.enclosures_ok else [_("Complete the enclosures first.")],
        "recipients_ok": [] if inputs.recipients_ok else [_("Correct the recipients first.")],
    }
    if any(doubts.values()):
        raise InvalidInputs(errors={name: texts for name, texts in doubts.items() if texts}, source="ข้อ 44")
    paper.keep_paper(letter)
    if letter.entry is not None:
        letter.file_name = file_name_of(letter.document.reference, year=letter.entry.year)


def send_all(letter: OutgoingLetter, act: Act) -> None:
    """Every recipient by its channel; a received letter that is answered by this one is done with it."""
    letter.sent_at = letter.sent_at or act.at
    letter.recipients.filter(result=Sent.WAITING).update(result=Sent.SENT, sent_at=act.at, tried_at=act.at)
    if may_mail(letter):
        by_mail = letter.recipients.filter(channel=Channel.EMAIL, result=Sent.SENT)
        by_mail.exclude(party__address="").update(mail_next_at=act.at, mail_tries=0)
    act.read_promptly(DELIVERY, letter.organisation_id)
    source = letter.answers
    if source is not None and _is_in_work(source) and letter.document.dated_on is not None:
        told = ReplyLinkInputs(reference=letter.document.reference, dated_on=letter.document.dated_on)
        act.then(source, "reply_link", told)


def note_failure(letter: OutgoingLetter, inputs: i.FailInputs, act: Act) -> None:
    """One recipient was not reached."""
    row = recipient_meant(letter, inputs.recipient)
    row.result, row.failure, row.tried_at = Sent.FAILED, inputs.error, act.at
    row.save(update_fields=["result", "failure", "tried_at"])


def send_again(letter: OutgoingLetter, inputs: i.ResendInputs, act: Act) -> str:
    """By a corrected address or another channel; the first sending time stays."""
    row = recipient_meant(letter, inputs.recipient)
    if row.result not in {Sent.FAILED, Sent.REJECTED}:
        sentence = _("%(name)s was reached already.") % {"name": row.party.name}
        raise InvalidInputs(sentence, errors={"recipient": [sentence]})
    if inputs.channel == Channel.SYSTEM and row.party.organisation_id is None:
        sentence = _("Through this system only agencies of this server can be reached.")
        raise InvalidInputs(sentence, errors={"channel": [sentence]})
    if (inputs.channel or row.channel) == Channel.ECMS:
        address = inputs.address or row.party.address
        must_be_reachable(letter, address, row.party.organisation, field="address")
    if row.result == Sent.REJECTED:
        row.incoming = None  # what came back is theirs; it arrives there once more
    row.channel = inputs.channel or row.channel
    row.result, row.failure, row.tried_at = Sent.SENT, "", act.at
    if inputs.address:
        row.party.address = inputs.address
        row.party.save(update_fields=["address"])
    mailed = row.channel == Channel.EMAIL and row.party.address and may_mail(letter)
    row.mail_next_at, row.mail_tries = (act.at if mailed else None), 0
    row.save()
    act.read_promptly(DELIVERY, letter.organisation_id)
    return state_of(letter)


def note_acknowledgement(letter: OutgoingLetter, inputs: i.AckInputs, act: Act) -> str:
    """The recipient has it, under a number of theirs where they told it."""
    row = recipient_meant(letter, inputs.recipient)
    received_at = inputs.acknowledged_at or act.at
    if received_at > act.at:
        sentence = _("It can't have been received at a time that lies ahead.")
        raise InvalidInputs(sentence, errors={"acknowledged_at": [sentence]})
    _acknowledge(row, at=received_at, number=inputs.number, proof=inputs.proof)
    if inputs.received_by or inputs.files:
        keep_receipt(row, inputs.received_by, inputs.files, act)
    return _after(letter, act)


def note_phone_call(letter: OutgoingLetter, inputs: i.PhoneInputs, act: Act) -> str:
    """Whom the owner rang up, and when, stands in the remarks of the send register."""
    row = recipient_meant(letter, inputs.recipient)
    _acknowledge(row, at=inputs.acknowledged_at, proof=inputs.name)
    if letter.entry is not None:
        note_remark(
            letter.entry,
            _("telephoned: %(name)s of %(recipient)s, %(when)s")
            % {
                "name": inputs.name,
                "recipient": row.party.name,
                "when": short_datetime(inputs.acknowledged_at),
            },
        )
    return _after(letter, act)


def note_rejection(letter: OutgoingLetter, inputs: i.RejectedInputs, act: Act) -> str:
    """Sent back: a letter to nobody else is the drafter's again."""
    row = recipient_meant(letter, inputs.recipient)
    row.result, row.failure, row.tried_at = Sent.REJECTED, inputs.note, act.at
    row.save(update_fields=["result", "failure", "tried_at"])
    if letter.recipients.count() > 1:
        return S.FAILED
    act.after(lambda: _stop_waiting(letter, act.at))
    return S.RETURNED


def state_of(letter: OutgoingLetter) -> str:
    """Failed while one recipient is, acknowledged when all are, else sent (sheet 12.2)."""
    states = set(letter.recipients.values_list("result", flat=True))
    if states & {Sent.FAILED, Sent.REJECTED}:
        return S.FAILED
    return S.ACKNOWLEDGED if states == {Sent.ACKNOWLEDGED} else S.SENT


def file_away(letter: OutgoingLetter, file_code: str, retention_class: str) -> None:
    """What remains is a record; a file code that the plan lacks is kept and marked."""
    known = settings_of(letter.organisation).file_plan
    letter.file_code, letter.retention_class = file_code, retention_class
    letter.file_code_known = not known or file_code in known


def _is_in_work(source: IncomingLetter) -> bool:
    """A received letter that somebody leads is done when its answer goes out; others the answer leaves be."""
    if source.state == Incoming.DISTRIBUTED:
        return bool(source.assignments.live().lead().exists())
    return bool(source.state == Incoming.IN_PROGRESS)


def _acknowledge(row: Recipient, *, at: dt.datetime, number: str = "", proof: str = "") -> None:
    row.result, row.acknowledged_at = Sent.ACKNOWLEDGED, at
    row.their_number, row.proof = number or row.their_number, proof or row.proof
    row.save(update_fields=["result", "acknowledged_at", "their_number", "proof"])


def _after(letter: OutgoingLetter, act: Act) -> str:
    """Once everybody has acknowledged nothing is waited for any more; a closed letter stays closed."""
    found = state_of(letter)
    if found == S.ACKNOWLEDGED:
        act.after(lambda: _stop_waiting(letter, act.at))
    return S.CLOSED if letter.state == S.CLOSED else found


def _stop_waiting(letter: OutgoingLetter, at: dt.datetime) -> None:
    running = Deadline.objects.filter(process=letter.process, item=letter.pk, stopped_at=None)
    running.filter(timer=Timer.DELIVERY).update(stopped_at=at)
