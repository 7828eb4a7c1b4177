"""One e-mail becomes one arrived letter, or a note about a letter of ours; however often it is delivered.

Files are read and checked first, outside any transaction. Then one transaction writes the message, its letter
and what follows; whoever dies before its end has written nothing, and the next sweep takes the mail anew.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from enum import StrEnum

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.translation import gettext as _

from documents.actions.papers import attach, record
from documents.classes import Secrecy
from documents.files.receive import keep_sealed, receive
from documents.models import FileRecord
from eoffice.common import clock
from eoffice.common.errors import RuleBroken
from eoffice.people import audit
from eoffice.people.models import Post
from eoffice.people.roles import Role
from workflows.engine.perform import start
from workflows.letters.incoming.inputs import DeliveredInputs
from workflows.letters.incoming.states import Channel
from workflows.letters.intake import saying
from workflows.letters.intake.answering import queue_answer
from workflows.letters.intake.outcomes import note_outcome
from workflows.letters.intake.reading import Attachment, Mail, read_mail
from workflows.letters.intake.sorting import Sorted, sort
from workflows.letters.models import IncomingLetter, MailAccount, MailMessage, MailPlace

MEDIA_TYPE = "message/rfc822"
A_YEAR = dt.timedelta(days=365)
Kind = MailMessage.Kind


@dataclass(frozen=True)
class Place:
    """Where a mail lies."""

    folder: str
    validity: int
    uid: int
    is_spam: bool = False


@dataclass(frozen=True)
class Found:
    """A mail as it was fetched: all of it, or the headers of one too large."""

    place: Place
    raw: bytes
    arrived_at: dt.datetime
    size: int
    whole: bool = True


class Outcome(StrEnum):
    """What became of a mail."""

    TAKEN = "taken"
    COPY = "copies"
    NOTICE = "notices"
    HELD = "held"


@dataclass
class Kept:
    """Files of a mail that were found good, and what is told of those that were not."""

    files: list[FileRecord] = field(default_factory=list)
    troubles: list[tuple[str, str]] = field(default_factory=list)


def take(account: MailAccount, found: Found) -> Outcome:
    """Take in one mail. Safe to do again: the same mail is a copy then, and makes no second letter.

    Raises RuleBroken (status 500 and above) where files can't be kept just now: the mail stays for later.
    """
    mail = read_mail(found.raw, whole=found.whole)
    known = MailMessage.objects.filter(organisation=account.organisation_id, fingerprint=mail.fingerprint)
    if (message := known.first()) is not None:
        return _note_copy(message, found.place)
    how = sort(mail, found.raw, account=account, in_spam=found.place.is_spam)
    if not found.whole:
        mail.troubles.append(("", too_large_sentence(found.size)))
    post = whose_name(account, how.secrecy)
    kept = _keep_files(mail, post, how) if how.kind == Kind.LETTER else Kept()
    try:
        with transaction.atomic():
            return _write_down(account, found, mail, how, kept, post)
    except IntegrityError:  # another sweep was faster
        if (message := known.first()) is None:
            raise
        return _note_copy(message, found.place)


def take_in(message: MailMessage, by: Post) -> IncomingLetter:
    """What lay among spam is a letter after all, says the clerk: from its kept raw form."""
    raw = raw_of(message)
    account = MailAccount.objects.select_related("organisation").get(organisation=message.organisation_id)
    mail = read_mail(raw, whole=message.size <= len(raw))
    how = sort(mail, raw, account=account, in_spam=False).as_letter()
    kept = _keep_files(mail, by, how)
    with transaction.atomic():
        message = MailMessage.objects.select_for_update().get(pk=message.pk)
        if message.letter is not None:
            return message.letter
        message.kind, message.settled_at, message.settled_by = Kind.LETTER, clock.now(), by
        letter = _arrive(message, mail, how, kept, by)
        audit.note("mail_taken_in", post=by, subject=f"mail:{message.pk}")
    return letter


def raw_of(message: MailMessage) -> bytes:
    """The mail as it came."""
    from documents.files import blobs

    return b"".join(blobs.read(message.raw)) if message.raw is not None else b""


def whose_name(account: MailAccount, secrecy: str) -> Post:
    """The registrar in whose name papers of the class are written down; else whoever set up the mailbox."""
    role = Role.CENTRAL_REGISTRAR if secrecy == Secrecy.NORMAL else Role.SECRET_REGISTRAR
    posts = Post.objects.in_force().filter(organisation=account.organisation_id).with_role(role)
    return posts.order_by("pk").first() or account.set_by


def too_large_sentence(size: int) -> str:
    """What is said of a mail that is not fetched."""
    return _("The mail is too large to be fetched (%(size)s MB). Look at it in the mailbox.") % {
        "size": max(1, size // 1024**2)
    }


def _note_copy(message: MailMessage, place: Place) -> Outcome:
    """The same mail in another place; in the very same it was only fetched twice."""
    with transaction.atomic():
        _row, is_new = _keep_place(message, place)
        if is_new:
            MailMessage.objects.filter(pk=message.pk).update(copies=F("copies") + 1)
    return Outcome.COPY


def _keep_place(message: MailMessage, place: Place) -> tuple[MailPlace, bool]:
    return MailPlace.objects.get_or_create(
        organisation_id=message.organisation_id,
        folder=place.folder,
        validity=place.validity,
        uid=place.uid,
        defaults={"message": message},
    )


def _keep_files(mail: Mail, post: Post, how: Sorted) -> Kept:
    """Every attachment through the checks of uploads: one that is refused is told, and stops no other."""
    kept = Kept()
    if how.secrecy == Secrecy.TOP_SECRET:
        return kept
    for each in mail.attachments:
        try:
            kept.files.append(_receive(each, post, how))
        except RuleBroken as refused:
            if refused.status >= 500:  # no room, no scanner: not the fault of the mail
                raise
            kept.troubles.append((each.name, _said_of(each, refused)))
    return kept


def _receive(each: Attachment, post: Post, how: Sorted) -> FileRecord:
    return receive([each.content], name=each.name, post=post, secret=how.secrecy != Secrecy.NORMAL)


def _said_of(each: Attachment, refused: RuleBroken) -> str:
    if each.name.lower() == "winmail.dat" or "ms-tnef" in each.media_type:
        return _("Outlook has packed the files into winmail.dat. Ask the sender to send them as plain files.")
    return str(refused)


def _write_down(
    account: MailAccount, found: Found, mail: Mail, how: Sorted, kept: Kept, post: Post
) -> Outcome:
    now = clock.now()
    is_top_secret = how.secrecy == Secrecy.TOP_SECRET
    message = MailMessage(
        organisation_id=account.organisation_id,
        fingerprint=mail.fingerprint,
        kind=how.kind,
        arrived_at=min(found.arrived_at, now),
        found_at=now,
        message_id=mail.message_id,
        sender_name=mail.sender_name,
        sender_address=mail.sender_address,
        size=found.size,
        secrecy=how.secrecy,
        in_spam=found.place.is_spam,
        recipient=how.recipient,
        raw=None if is_top_secret else keep_sealed(found.raw, media_type=MEDIA_TYPE),
    )
    _write_words(message, mail, how, kept)
    message.save(force_insert=True)
    _keep_place(message, found.place)
    if how.kind == Kind.LETTER:
        _arrive(message, mail, how, kept, post)
        queue_answer(message, mail, account)
        return Outcome.TAKEN
    if how.kind == Kind.SPAM:
        return Outcome.HELD
    note_outcome(message, mail, how)
    return Outcome.NOTICE


def _write_words(message: MailMessage, mail: Mail, how: Sorted, kept: Kept) -> None:
    message.write_words(
        subject=mail.subject,
        body=how.said or mail.body,
        files=[each.name for each in mail.attachments],
        troubles=[*mail.troubles, *kept.troubles],
    )


def _arrive(message: MailMessage, mail: Mail, how: Sorted, kept: Kept, post: Post) -> IncomingLetter:
    """The letter in it, to be checked and registered; the system takes the step (12.1)."""
    arrived = max(message.arrived_at, clock.now() - A_YEAR)
    sent = mail.sent_at or arrived
    sender = (mail.sender_name or mail.sender_address or _("(sender not told)"))[:300]
    paper = record(
        post=post,
        reference=saying.number_of(mail),
        dated_on=min(sent, arrived).astimezone(clock.BANGKOK).date(),
        sender_text=sender,
        addressee=message.organisation.name,
        subject=saying.subject_of(mail) or _("(the mail has no subject)"),
        speed=saying.speed_of(mail),
        secrecy=how.secrecy,
    )
    attach(paper, kept.files, post=post)
    told = DeliveredInputs(
        paper=paper,
        sender=sender,
        subject="",
        dated_on=paper.dated_on or clock.today(),
        channel=Channel.EMAIL.value,
        received_at=arrived,
        confirmed=True,
    )
    letter: IncomingLetter = start(
        "incoming_letter", "arrive", None, told, organisation_id=message.organisation_id
    )
    message.letter = letter
    message.secrecy = how.secrecy
    _write_words(message, mail, how, kept)
    message.save()
    return letter
