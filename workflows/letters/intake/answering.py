"""The automatic answer to a mail that came (appendix 7, 3.2, 3.6): queued with the letter, sent like letters.

Never more than one to a mail, and few to one address within a day: no loop can come of it (RFC 3834).
"""

from __future__ import annotations

import datetime as dt
import smtplib

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import connection, transaction
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import override

from documents.classes import Secrecy
from eoffice.common import clock
from eoffice.common.each import one_by_one
from eoffice.common.thai.dates import full_datetime
from workflows.engine.perform import perform
from workflows.letters.incoming.inputs import AckSenderInputs
from workflows.letters.incoming.states import REPLY_OWED
from workflows.letters.intake.automatic import answer_to, why_no_answer
from workflows.letters.intake.ours import answer_id
from workflows.letters.intake.reading import Mail
from workflows.letters.models import MailAccount, MailMessage, MailReply

AT_ONCE = 20
MOST_A_DAY = 20  # to one address
#: Minutes until the next try, one after another; then a person tells the sender.
PAUSES = (1, 5, 30, 120, 480)
Kind = MailReply.Kind


def queue_answer(message: MailMessage, mail: Mail, account: MailAccount) -> None:
    """Let the sender be told, or note why a person has to. In the transaction that writes the message."""
    message.no_reply = _why_not(message, mail, account)
    message.save(update_fields=["no_reply"])
    if message.no_reply:
        return
    is_top_secret = message.secrecy == Secrecy.TOP_SECRET
    MailReply.objects.create(
        message=message,
        kind=Kind.NOT_BY_MAIL if is_top_secret else Kind.RECEIVED,
        address=answer_to(mail),
        next_at=clock.now(),
    )


def _why_not(message: MailMessage, mail: Mail, account: MailAccount) -> str:
    own = account.organisation.email
    if message.in_spam:
        return _("It lay among spam: look at it first.")
    if sentence := why_no_answer(mail, own):
        return sentence
    if not account.replies:
        return _("This office tells senders by hand.")
    if not (settings.EMAIL_NOTICES and own):
        return _("The system has no mail server to send by, or the agency no central address.")
    since = clock.now() - dt.timedelta(days=1)
    lately = MailReply.objects.filter(address=answer_to(mail), message__found_at__gte=since)
    if lately.filter(message__organisation=account.organisation_id).count() >= MOST_A_DAY:
        return _("This address was answered very often today.")
    return ""


def send_answers(now: dt.datetime | None = None) -> int:
    """Send the answers that are due; answers how many went out. A server that is away costs a try."""
    moment = now or clock.now()
    due = MailReply.objects.to_send().filter(next_at__lte=moment).order_by("next_at")
    found = list(due.values_list("pk", flat=True)[:AT_ONCE])
    return one_by_one(found, lambda pk: _send(pk, moment), what="answer to a mail")


def _send(pk: int, now: dt.datetime) -> bool:
    reply = _claim(pk, now)
    if reply is None:
        return False
    letter = reply.message.letter
    if letter is not None and (letter.acknowledged_at or letter.state not in REPLY_OWED):
        MailReply.objects.filter(pk=pk).update(next_at=None)  # somebody told the sender meanwhile
        return False
    try:
        with get_connection() as server:
            compose(reply, server).send()
    except (smtplib.SMTPException, OSError) as error:
        return _put_back(reply, error, now)
    with transaction.atomic():
        MailReply.objects.filter(pk=pk).update(next_at=None, sent_at=now, failure="")
        _take_the_step(reply)
    return True


def _claim(pk: int, now: dt.datetime) -> MailReply | None:
    """Write down that we try: whoever dies before the answer leaves a row that is tried once more, under the
    same Message-ID.
    """
    with transaction.atomic():
        skip = connection.features.has_select_for_update_skip_locked
        rows = MailReply.objects.select_for_update(skip_locked=skip, of=("self",)).to_send()
        around = ("message__organisation", "message__letter__document")
        reply = rows.filter(pk=pk, next_at__lte=now).select_related(*around).first()
        if reply is not None:
            reply.tries += 1
            again = now + dt.timedelta(minutes=PAUSES[-1])
            MailReply.objects.filter(pk=pk).update(tries=reply.tries, next_at=again)
    return reply


def _put_back(reply: MailReply, error: Exception, now: dt.datetime) -> bool:
    refused = isinstance(error, smtplib.SMTPRecipientsRefused | smtplib.SMTPSenderRefused)
    over = refused or reply.tries > len(PAUSES)
    pause = PAUSES[min(reply.tries, len(PAUSES)) - 1]
    MailReply.objects.filter(pk=reply.pk).update(
        next_at=None if over else now + dt.timedelta(minutes=pause), failure=type(error).__name__[:300]
    )
    return False


def _take_the_step(reply: MailReply) -> None:
    letter = reply.message.letter
    if letter is None:
        return
    letter.refresh_from_db()
    if letter.acknowledged_at is None and letter.state in REPLY_OWED:
        with override("th"):
            text = str(_("The system answered the e-mail that it was received."))
            if reply.kind == Kind.NOT_BY_MAIL:
                text = str(_("The system told the sender that top secret papers do not travel by e-mail."))
        perform(letter, "ack_sender", None, AckSenderInputs(text=text))


def compose(reply: MailReply, server: BaseEmailBackend | None = None) -> EmailMultiAlternatives:
    """From the central address, Thai and English with the telephone, in the order of appendix 7."""
    message, office = reply.message, reply.message.organisation
    told = _said(reply)
    thread = (
        {"In-Reply-To": message.message_id, "References": message.message_id} if message.message_id else {}
    )
    mail = EmailMultiAlternatives(
        subject=_subject(reply),
        body=render_to_string("letters/mail/received.txt", told),
        from_email=f"{office.name} <{office.email}>",
        to=[reply.address],
        headers={
            "Message-ID": answer_id(message.pk, office.email),
            "Auto-Submitted": "auto-replied",
            "X-Auto-Response-Suppress": "All",
            **thread,
        },
        connection=server,
    )
    mail.attach_alternative(render_to_string("letters/mail/received.html", told), "text/html")
    return mail


def _subject(reply: MailReply) -> str:
    """เรื่อง of what is answered; of a secret one no word of it."""
    about = _about(reply)
    if reply.kind == Kind.NOT_BY_MAIL:
        return "หนังสือชั้นลับที่สุดส่งทางไปรษณีย์อิเล็กทรอนิกส์ไม่ได้ / Not by e-mail"
    return f"ได้รับแล้ว / Received{f' : {about}' if about else ''}"[:900].replace("\n", " ")


def _about(reply: MailReply) -> str:
    message = reply.message
    is_secret = message.secrecy != Secrecy.NORMAL or (message.letter and message.letter.document.is_secret)
    return "" if is_secret else str(message.words.get("subject", ""))


def _said(reply: MailReply) -> dict[str, object]:
    message = reply.message
    arrived = message.arrived_at.astimezone(clock.BANGKOK)
    return {
        "office": message.organisation,
        "to": message.sender_name or message.sender_address,
        "about": _about(reply),
        "is_top_secret": reply.kind == Kind.NOT_BY_MAIL,
        "arrived": full_datetime(arrived),
        "arrived_english": f"{arrived:%-d %B %Y, %H:%M} (Bangkok)",
    }
