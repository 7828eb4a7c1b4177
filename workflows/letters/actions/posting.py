"""Letters that go out by e-mail: the attempt is written before it, the answer after it.

Whoever dies in between leaves a row that is tried once more, under the same Message-ID. A server that is away
is asked again for a day; an address that it refuses fails at once, and the registry sends by other means.
"""

from __future__ import annotations

import datetime as dt
import smtplib
from contextlib import suppress

from django.core.mail import get_connection
from django.db import connection, transaction
from django.utils.translation import gettext as _

from eoffice.common import clock
from eoffice.common.each import one_by_one
from workflows.engine.perform import perform
from workflows.letters.models import Recipient
from workflows.letters.outgoing.inputs import FailInputs
from workflows.letters.outgoing.mail import compose, files_of

AT_ONCE = 20
#: Minutes until the next try, one after another: more than a day in all; then it has failed.
PAUSES = (1, 5, 30, 120, 480, 960)
MOST_BYTES = 20 * 1024 * 1024  # what common mail servers take, before it grows by a third on its way


def mail_letters(now: dt.datetime | None = None) -> int:
    """Mail what is due; answers how many letters went out."""
    moment = now or clock.now()
    due = Recipient.objects.to_mail().filter(mail_next_at__lte=moment).order_by("mail_next_at")
    found = list(due.values_list("pk", flat=True)[:AT_ONCE])
    return one_by_one(found, lambda pk: _mail(pk, moment), what="letter to mail")


def _mail(pk: int, now: dt.datetime) -> bool:
    row = _take(pk, now)
    if row is None:
        return False
    if sum(link.file.blob.size for link in files_of(row.letter)) > MOST_BYTES:
        return _failed(row, _("The files are too large for e-mail: send them by another way."))
    try:
        _hand_over(row)
    except smtplib.SMTPRecipientsRefused as error:
        return _failed(row, _refusal(error))
    except (smtplib.SMTPException, OSError) as error:
        return _again_later(row, error, now)
    Recipient.objects.filter(pk=pk).update(mail_next_at=None)
    return True


def _hand_over(row: Recipient) -> None:
    """To the recipient, then to the owner, whose copy is no reason to send the letter again."""
    with get_connection() as server:
        mail = compose(row, server)
        mail.envelope = tuple(mail.to)
        mail.send()
        if mail.cc:
            mail.envelope = tuple(mail.cc)
            with suppress(smtplib.SMTPException, OSError):
                mail.send()


def _take(pk: int, now: dt.datetime) -> Recipient | None:
    with transaction.atomic():
        skip = connection.features.has_select_for_update_skip_locked
        rows = Recipient.objects.select_for_update(skip_locked=skip, of=("self",)).to_mail()
        around = ("party", "letter__document", "letter__organisation", "letter__unit", "letter__created_by")
        row: Recipient | None = rows.filter(pk=pk, mail_next_at__lte=now).select_related(*around).first()
        if row is not None:
            row.mail_tries += 1
            again = now + dt.timedelta(minutes=PAUSES[-1])
            Recipient.objects.filter(pk=pk).update(mail_tries=row.mail_tries, mail_next_at=again)
    return row


def _again_later(row: Recipient, error: Exception, now: dt.datetime) -> bool:
    if row.mail_tries > len(PAUSES):
        why = _("The mail server could not be reached for a day (%(error)s).") % {
            "error": type(error).__name__
        }
        return _failed(row, why)
    pause = dt.timedelta(minutes=PAUSES[row.mail_tries - 1])
    Recipient.objects.filter(pk=row.pk).update(mail_next_at=now + pause)
    return False


def _failed(row: Recipient, why: str) -> bool:
    """The letter is failed for this recipient; the registry decides what comes next (appendix 7, 5.3.11)."""
    with transaction.atomic():
        Recipient.objects.filter(pk=row.pk).update(mail_next_at=None)
        perform(row.letter, "fail", None, FailInputs(recipient=row.pk, error=why[:500]))
    return False


def _refusal(error: smtplib.SMTPRecipientsRefused) -> str:
    said = next(iter(error.recipients.values()), (0, b""))
    text = said[1].decode("utf-8", "replace") if isinstance(said[1], bytes) else str(said[1])
    return _("The mail server refused the address: %(said)s") % {"said": f"{said[0]} {text}"[:300]}
