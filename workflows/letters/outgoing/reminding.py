"""Reminding recipients that a letter waits for their receive number, each through its own channel."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from django.db.models import Max
from django.utils.translation import gettext as _

from eoffice.common import clock
from eoffice.common.errors import InvalidInputs, TransitionRefused
from eoffice.organisations.calendar import office_clock
from eoffice.organisations.settings_of import settings_of
from workflows.engine.models import Notice
from workflows.engine.notices import tell_roles
from workflows.letters.incoming.states import Channel
from workflows.letters.outgoing.mail import may_mail
from workflows.letters.outgoing.states import Sent

if TYPE_CHECKING:
    from workflows.engine.act import Act
    from workflows.letters.models import OutgoingLetter, Recipient
    from workflows.letters.outgoing.desk_inputs import ReminderRow, RemindInputs


def remind(letter: OutgoingLetter, inputs: RemindInputs, act: Act) -> None:
    """Remind those named, or all, of whoever has not registered and was not reminded lately.

    On this server their registry gets a notice, by e-mail a short mail goes out; those on paper stand in the
    printed list alone. The number of queries does not depend on how many they are.
    """
    waiting = _chosen(letter, inputs.recipients)
    rows = [row for row in waiting if not _too_soon(letter, row, act.at)]
    if not rows:
        raise TransitionRefused(_nobody(letter, waiting))
    _write_down(letter, rows, act)
    arrived = [row.incoming for row in rows if row.channel == Channel.SYSTEM and row.incoming is not None]
    about = f"sender:{letter.pk}:{act.at.astimezone(clock.BANGKOK):%Y-%m-%d}"
    tell_roles(arrived, Notice.Kind.REMINDER, about=about, at=act.at)
    act.evidence["reminded"] = [row.pk for row in rows]


def waiting_of(letter: OutgoingLetter) -> list[Recipient]:
    """Who has the letter and has not registered it, each with `reminded_at`: when it was reminded last."""
    rows = letter.recipients.filter(result=Sent.SENT).select_related("party", "incoming")
    return [row for row in rows.annotate(reminded_at=Max("reminders__at")) if _is_with_them(row)]


def _is_with_them(row: Recipient) -> bool:
    """On this server a letter may be on its way yet, or registered a moment ago."""
    if row.channel != Channel.SYSTEM or row.party.organisation_id is None:
        return True
    return row.incoming is not None and row.incoming.receive_number is None


def next_day(letter: OutgoingLetter, last: dt.datetime) -> dt.date:
    """From which day on a recipient that was reminded at `last` may be reminded again."""
    days = settings_of(letter.organisation).reminder_days
    day = last.astimezone(clock.BANGKOK).date()
    return office_clock(letter.organisation_id).working_day_after(day, days)


def _too_soon(letter: OutgoingLetter, row: Recipient, at: dt.datetime) -> bool:
    last: dt.datetime | None = row.reminded_at  # type: ignore[attr-defined] # annotated
    return last is not None and next_day(letter, last) > at.astimezone(clock.BANGKOK).date()


def _chosen(letter: OutgoingLetter, told: Sequence[ReminderRow]) -> list[Recipient]:
    waiting = waiting_of(letter)
    if not told:
        return waiting
    wanted = {row.recipient for row in told}
    if wanted - set(letter.recipients.values_list("pk", flat=True)):
        sentence = _("Say which recipient of this letter is meant.")
        raise InvalidInputs(sentence, errors={"recipients": [sentence]})
    return [row for row in waiting if row.pk in wanted]


def _nobody(letter: OutgoingLetter, waiting: Iterable[Recipient]) -> str:
    last = max((row.reminded_at for row in waiting), default=None)  # type: ignore[attr-defined] # annotated
    if last is None:
        return _("Nobody is left to remind: all have registered the letter.")
    return _(
        "All of them were reminded already; they may be reminded again when %(days)s working day(s) are over."
    ) % {"days": settings_of(letter.organisation).reminder_days}


def _write_down(letter: OutgoingLetter, rows: Iterable[Recipient], act: Act) -> None:
    from workflows.letters.models import Reminder

    mails = may_mail(letter)
    Reminder.objects.bulk_create(
        Reminder(
            recipient=row,
            at=act.at,
            by=act.user,
            mail_next_at=act.at if mails and row.channel == Channel.EMAIL and row.party.address else None,
        )
        for row in rows
    )
