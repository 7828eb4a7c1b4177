"""Notices that go out by e-mail: the attempt is written before it, the answer after it."""

from __future__ import annotations

import datetime as dt
import smtplib
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import connection, transaction
from django.utils import translation
from django.utils.translation import gettext as _

from eoffice.common import clock
from eoffice.common.each import one_by_one
from eoffice.people.models import Post
from workflows.engine.models import Notice
from workflows.engine.registry import by_process

AT_ONCE = 50
#: Minutes until the next try, one after another; then it is given up and shown as failed.
PAUSES = (1, 5, 30, 120, 480)


def send_waiting(now: dt.datetime | None = None) -> int:
    """Send what is due; answers how many went out. A server that is away costs a try, never a notice."""
    moment = now or clock.now()
    if not settings.EMAIL_NOTICES:
        return 0
    due = Notice.objects.to_mail().filter(mail_next_at__lte=moment).order_by("mail_next_at")
    found = list(due.values_list("pk", flat=True)[:AT_ONCE])
    return one_by_one(found, lambda pk: _send(pk, moment), what="notice to mail")


def _send(pk: int, now: dt.datetime) -> bool:
    notice = _take(pk, now)
    if notice is None:
        return False
    if not _may_know(notice):
        Notice.objects.filter(pk=notice.pk).update(mail=Notice.Mail.NONE)
        return False
    try:
        with get_connection() as server:
            message(notice, server).send()
    except (smtplib.SMTPException, OSError) as error:
        _put_back(notice, error, now)
        return False
    Notice.objects.filter(pk=pk).update(mail=Notice.Mail.SENT, mail_error="")
    return True


def _may_know(notice: Notice) -> bool:
    """Whether the person is still of the house and sees the matter: hours may lie between notice and mail."""
    held = Post.objects.in_force().filter(person=notice.person_id, organisation=notice.organisation_id)
    posts = list(held.select_related("person"))
    if not (notice.process and notice.item):
        return bool(posts)
    rows: Any = by_process(notice.process)._default_manager
    return any(rows.visible_to(post).filter(pk=notice.item).exists() for post in posts)


def _take(pk: int, now: dt.datetime) -> Notice | None:
    """Write down that we try. Whoever dies between here and the answer leaves a row that is tried once more
    after the longest pause: told twice at worst, never not at all.
    """
    with transaction.atomic():
        skip = connection.features.has_select_for_update_skip_locked
        rows = Notice.objects.select_for_update(skip_locked=skip, of=("self",)).to_mail()
        notice = rows.filter(pk=pk, mail_next_at__lte=now).select_related("person", "organisation").first()
        if notice is not None:
            notice.mail_tries += 1
            again = now + dt.timedelta(minutes=PAUSES[-1])
            Notice.objects.filter(pk=pk).update(mail_tries=notice.mail_tries, mail_next_at=again)
    return notice


def _put_back(notice: Notice, error: Exception, now: dt.datetime) -> None:
    over = notice.mail_tries > len(PAUSES)
    pause = PAUSES[min(notice.mail_tries, len(PAUSES)) - 1]
    Notice.objects.filter(pk=notice.pk).update(
        mail=Notice.Mail.FAILED if over else Notice.Mail.WAITING,
        mail_next_at=now + dt.timedelta(minutes=pause),
        mail_error=type(error).__name__[:200],
    )


def message(notice: Notice, server: BaseEmailBackend | None = None) -> EmailMessage:
    """What is sent: which item, and what about it. A secret matter's headline says only that it is one."""
    with translation.override(notice.person.language):
        what = str(Notice.Kind(notice.kind).label)
        item = (
            by_process(notice.process)._base_manager.filter(pk=notice.item).first() if notice.item else None
        )
        subject = f"{item.headline() if item else notice.organisation.name} · {what}"
        body = _("%(subject)s\n\nLog in to see it: %(address)s\n\n%(office)s") % {
            "subject": subject,
            "address": settings.PUBLIC_ADDRESS,
            "office": notice.organisation.name,
        }
    return EmailMessage(subject[:200].replace("\n", " "), body, to=[notice.person.email], connection=server)
