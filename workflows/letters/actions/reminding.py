"""Short mails to recipients who have the letter and have not said that it came: a few tries, then told."""

from __future__ import annotations

import datetime as dt
import smtplib
from typing import TYPE_CHECKING

from django.core.mail import get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import connection, transaction
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from eoffice.common import clock
from eoffice.common.each import one_by_one
from workflows.letters.models import Recipient, Reminder
from workflows.letters.outgoing.mail import URGENT, OfficialMail, message_id
from workflows.letters.outgoing.states import Sent

if TYPE_CHECKING:
    from workflows.letters.models import OutgoingLetter

AT_ONCE = 20
#: Minutes until the next try; a reminder that comes on the next day is none.
PAUSES = (1, 5, 30, 120)


def mail_reminders(now: dt.datetime | None = None) -> int:
    """Mail the reminders that are due; answers how many went out. Safe to run at any time, twice."""
    moment = now or clock.now()
    due = Reminder.objects.to_mail(moment).order_by("mail_next_at", "pk").values_list("pk", flat=True)
    return one_by_one(list(due[:AT_ONCE]), lambda pk: _mail(pk, moment), what="reminder to mail")


def compose(reminder: Reminder, server: BaseEmailBackend | None = None) -> OfficialMail:
    """From the central address, the owner in copy, in the order of appendix 7, 5.3.6; nothing is attached."""
    row = reminder.recipient
    letter, office = row.letter, row.letter.organisation
    said = {"letter": letter, "office": office, "row": row, "drafter": letter.created_by}
    mail = OfficialMail(
        subject=reminder_subject(letter),
        body=render_to_string("letters/mail/reminder.txt", said),
        from_email=f"{office.name} <{office.email}>",
        to=[row.party.address],
        cc=[letter.created_by.email] if letter.created_by and letter.created_by.email else [],
        headers={
            "Message-ID": f"<eoffice.reminder.{reminder.pk}@{office.email.partition('@')[2] or 'localhost'}>",
            "In-Reply-To": message_id(row),
        },
        connection=server,
    )
    mail.attach_alternative(render_to_string("letters/mail/reminder.html", said), "text/html")
    return mail


def reminder_subject(letter: OutgoingLetter) -> str:
    """Its own เรื่อง, behind the class of an urgent letter (appendix 7, 5.3.4)."""
    paper = letter.document
    subject = f"ขอทราบผลการลงรับหนังสือ ที่ {paper.reference} เรื่อง {paper.subject}"
    return " : ".join(filter(None, [URGENT.get(paper.speed, ""), subject]))[:900].replace("\n", " ")


def _mail(pk: int, now: dt.datetime) -> bool:
    reminder = _take(pk, now)
    if reminder is None:
        return False
    if reminder.recipient.result != Sent.SENT:  # they told us meanwhile
        return _ended(reminder, "")
    try:
        with get_connection() as server:
            compose(reminder, server).send()
    except smtplib.SMTPRecipientsRefused:
        return _ended(reminder, _("The mail server refused the address."))
    except (smtplib.SMTPException, OSError) as error:
        return _again_later(reminder, error, now)
    Reminder.objects.filter(pk=pk).update(mail_next_at=None)
    return True


def _take(pk: int, now: dt.datetime) -> Reminder | None:
    """Written before the attempt: whoever dies in it leaves a row that is tried once more."""
    around = ("party", "letter__document", "letter__organisation", "letter__unit", "letter__created_by")
    with transaction.atomic():
        skip = connection.features.has_select_for_update_skip_locked
        locked = Reminder.objects.select_for_update(skip_locked=skip, of=("self",)).to_mail(now)
        found: Reminder | None = locked.filter(pk=pk).first()
        if found is None:
            return None
        found.mail_tries += 1
        found.mail_next_at = now + dt.timedelta(minutes=PAUSES[-1])
        found.save(update_fields=["mail_tries", "mail_next_at"])
    found.recipient = Recipient.everyone.select_related(*around).get(pk=found.recipient_id)
    return found


def _again_later(reminder: Reminder, error: Exception, now: dt.datetime) -> bool:
    if reminder.mail_tries > len(PAUSES):
        return _ended(
            reminder,
            _("The mail server could not be reached (%(error)s).") % {"error": type(error).__name__},
        )
    pause = dt.timedelta(minutes=PAUSES[reminder.mail_tries - 1])
    Reminder.objects.filter(pk=reminder.pk).update(mail_next_at=now + pause)
    return False


def _ended(reminder: Reminder, why: str) -> bool:
    Reminder.objects.filter(pk=reminder.pk).update(mail_next_at=None, failure=why[:300])
    return False
