"""The number of an outgoing letter: its row in the send register, and the registers' notes of each other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from documents.actions.numbers import circular_register, note_action, register_of, void
from documents.actions.papers import correct
from documents.classes import Run
from documents.models import Register
from eoffice.common.thai.dates import short_date
from workflows.engine.models import Deadline
from workflows.letters.incoming.effects import approved
from workflows.letters.incoming.states import Timer as IncomingTimer
from workflows.letters.writing.drafting import not_ahead
from workflows.letters.writing.numbers import Place, enter_in_book

if TYPE_CHECKING:
    from workflows.engine.act import Act
    from workflows.letters.models import OutgoingLetter
    from workflows.letters.outgoing.inputs import NumberInputs, VoidInputs


def give_number(letter: OutgoingLetter, inputs: NumberInputs, act: Act) -> None:
    """Enter the letter in its book; what was numbered before its signature keeps that number."""
    if letter.entry_id is not None:
        return
    dated_on = not_ahead(inputs.dated_on)
    document = letter.document
    document.dated_on = dated_on
    register, pattern = _book(letter)
    place = Place(register, dated_on, pattern, inputs.remarks)
    letter.entry = enter_in_book(letter, inputs, place, act)
    letter.send_number, letter.send_year = letter.entry.number, letter.entry.year
    correct(document, reference=letter.entry.label)
    document.save(update_fields=["dated_on"])
    letter.entry.reference = letter.entry.label
    letter.entry.save(update_fields=["reference"])
    act.evidence |= {"reference": letter.entry.label, "dated_on": dated_on.isoformat()}


def note_each_other(letter: OutgoingLetter, act: Act) -> None:
    """The send row names the received letter it answers, the receive row the answer (ข้อ 39, 47)."""
    source, entry = letter.answers, letter.entry
    if source is None or entry is None:
        return
    answer = _("answered by %(number)s of %(day)s") % {
        "number": entry.label,
        "day": short_date(letter.document.dated_on or act.at.date()),
    }
    running = Deadline.objects.filter(process=source.process, item=source.pk, stopped_at=None)
    running.filter(timer=IncomingTimer.QUESTION).update(stopped_at=act.at)
    if source.entry is not None:
        note_action(source.entry, "; ".join(filter(None, [source.entry.action, answer])))
        received = _("answers receive number %(number)s/%(year)s") % {
            "number": source.receive_number,
            "year": source.receive_year,
        }
        note_action(entry, received)


def strike_through(letter: OutgoingLetter, inputs: VoidInputs, act: Act) -> None:
    """Void the number; the row stays and prints (sheet 3.3)."""
    approved(letter, inputs.approved_by)
    if letter.entry is not None and act.post is not None:
        void(letter.entry, reason=inputs.note, post=act.post, at=act.at, by_holder=True)


def _book(letter: OutgoingLetter) -> tuple[Register, str]:
    if letter.document.is_secret:
        return register_of(letter.organisation, Run.SECRET_SEND), ""
    if letter.is_circular:
        return circular_register(letter.organisation)
    return register_of(letter.organisation, Run.SEND), ""
