"""What kind of mail it is, and whom it concerns."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from documents.classes import Secrecy
from workflows.letters.intake import saying
from workflows.letters.intake.automatic import is_automatic
from workflows.letters.intake.ours import OurLetter, is_answer_of_ours, letter_among, letter_in
from workflows.letters.intake.reading import Mail
from workflows.letters.intake.reports import ARRIVED, DELAYED, FAILED, report_in
from workflows.letters.models import MailAccount, MailMessage, Recipient
from workflows.letters.outgoing.mail import message_id

Kind = MailMessage.Kind
_OF_REPORT = {FAILED: Kind.FAILURE, DELAYED: Kind.DELAY, ARRIVED: Kind.AUTOMATIC}
#: Agencies of the state and schools: mail of theirs in the spam folder is taken in (appendix 7, 2).
_OFFICIAL = re.compile(r"@([\w-]+\.)*(go|ac|mi)\.th$")


@dataclass(frozen=True)
class Sorted:
    """The kind of a mail, its class, the recipient of ours whom it speaks of, and the words that matter."""

    kind: str
    secrecy: str = Secrecy.NORMAL.value
    recipient: Recipient | None = None
    said: str = ""
    is_present: bool = False  # it speaks of the last attempt to reach that recipient

    def as_letter(self) -> Sorted:
        """The same, where somebody says that it is a letter."""
        return replace(self, kind=Kind.LETTER.value, said="")


def sort(mail: Mail, raw: bytes, *, account: MailAccount, in_spam: bool) -> Sorted:
    """Reports and answers about letters of ours, own mail, spam, and what remains: letters."""
    if report := report_in(mail, raw):
        return _about(account, report.about, _OF_REPORT[report.what], report.said)
    if _is_own(mail, account):
        return Sorted(Kind.OWN)
    about = letter_among(mail.answers)
    if is_automatic(mail) and (about or is_answer_of_ours(mail.answers)):
        kind = Kind.RECEIPT if saying.says_received(mail) else Kind.AUTOMATIC
        return _from_recipient(mail, _about(account, about, kind))
    if about and saying.says_received(mail) and not mail.attachments:
        answer = _from_recipient(mail, _about(account, about, Kind.RECEIPT))
        if answer.kind == Kind.RECEIPT:
            return answer
    secrecy = saying.secrecy_of(mail)
    if in_spam and secrecy == Secrecy.NORMAL and not about and not _OFFICIAL.search(mail.sender_address):
        return Sorted(Kind.SPAM)
    return replace(_about(account, about, Kind.LETTER), secrecy=secrecy)


def _is_own(mail: Mail, account: MailAccount) -> bool:
    own = account.organisation.email.lower()
    ours = letter_in(mail.message_id) or is_answer_of_ours([mail.message_id])
    return bool(ours) and mail.sender_address == own


def _about(account: MailAccount, ours: OurLetter | None, kind: str, said: str = "") -> Sorted:
    """With the recipient that it speaks of; of another agency's letters nothing is known here."""
    if ours is None:
        return Sorted(kind, said=said)
    rows = Recipient.everyone.filter(letter__organisation=account.organisation_id, letter=ours.letter)
    row = rows.select_related("party", "letter__organisation").filter(pk=ours.recipient).first()
    is_present = row is not None and f"<{ours.words}." in message_id(row)
    return Sorted(kind, recipient=row, said=said, is_present=is_present)


def _from_recipient(mail: Mail, found: Sorted) -> Sorted:
    """Only whom we wrote to says that they have it: an answer of anybody else proves nothing."""
    if found.kind != Kind.RECEIPT or found.recipient is None:
        return found
    theirs = found.recipient.party.address.rpartition("@")[2].lower()
    if theirs and mail.sender_address.rpartition("@")[2] == theirs:
        return found
    return replace(found, kind=Kind.AUTOMATIC if is_automatic(mail) else Kind.LETTER)
