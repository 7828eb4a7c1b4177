"""What each step of an outgoing letter asks, declared once for page, API and description."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from documents import retention
from documents.actions import certificates
from documents.actions.texts import wording_of
from documents.classes import Kind, Secrecy, Speed
from documents.models import FileRecord
from eoffice.common import clock
from eoffice.organisations.models import Organisation, Unit
from eoffice.organisations.settings_of import settings_of
from eoffice.people.models import Post, User
from workflows.engine.inputs import StepInputs, ask
from workflows.engine.models import Tracked
from workflows.engine.rules.classes import ReasonKind
from workflows.letters.incoming.inputs import MAY_APPROVE, reason_kind
from workflows.letters.incoming.states import Channel
from workflows.letters.outgoing.choosing import the_only_one
from workflows.letters.outgoing.states import KINDS
from workflows.letters.writing.numbers import WhichNumber
from workflows.letters.writing.route import named_route

SECRECY = [(value, label) for value, label in Secrecy.choices if value != Secrecy.TOP_SECRET]
BODY_HELP = _("One paragraph a line. List items begin with their number; rows of a table with |.")


def now(name: str) -> Callable[[Any], Any]:
    """The usual answer of a question about a draft: what its newest version says."""

    def said(letter: Any) -> Any:
        wording = wording_of(letter.document) if letter.pk else None
        return getattr(wording, name) if wording else None

    return said


#: Memo paper is of A4 or, for a short text, of A5 (ข้อ 74, 76; sheet 2.2).
SHEETS = [("a4", "A4"), ("a5", "A5")]
SHEET_HELP = _("A5 is for short texts on memo paper.")


def sheet_now(item: Any) -> str:
    """The size that the newest version has."""
    return str(now("sheet")(item) or "a4")


@dataclass(frozen=True, kw_only=True)
class RecipientRow(StepInputs):
    """One recipient: an agency of this server, or anybody else by name."""

    name: str = ask.text(_("Name or position"), required=False, max_length=300)
    organisation: Organisation | None = ask.organisation(_("Agency on this server"), required=False)
    channel: str = ask.choice(_("Channel"), Channel.choices, required=False)
    address: str = ask.text(_("Address"), required=False, max_length=300)


@dataclass(frozen=True, kw_only=True)
class DraftInputs(StepInputs):
    """A new letter: to whom, what it says, with which files."""

    kind: str = ask.choice(_("Kind of letter"), KINDS, default=Kind.EXTERNAL_LETTER.value)
    recipients: tuple[RecipientRow, ...] = ask.rows(RecipientRow, _("To"))
    subject: str = ask.text(_("Subject"), max_length=2000)
    salutation: str = ask.text(_("Salutation"), required=False, max_length=100, default="เรียน", clears=True)
    body: str = ask.text(_("Text"), required=False, lines=12, max_length=40000, help=BODY_HELP)
    closing: str = ask.text(
        _("Closing"), required=False, max_length=100, default="ขอแสดงความนับถือ", clears=True
    )
    references: tuple[str, ...] = ask.texts(_("Refers to"))
    enclosures: tuple[str, ...] = ask.texts(_("Enclosures"))
    files: tuple[FileRecord, ...] = ask.files(_("Files"))
    answers: Tracked | None = ask.item(
        pgettext_lazy("outgoing letter", "Answers the received letter"), "incoming_letter", required=False
    )
    speed: str = ask.choice(_("Speed"), Speed.choices, default=Speed.NORMAL.value)
    secrecy: str = ask.choice(_("Secrecy"), SECRECY, default=Secrecy.NORMAL.value)
    is_circular: bool = ask.flag(_("Circular letter (ว)"))
    sheet: str = ask.choice(_("Size of the paper"), SHEETS, default="a4", help=SHEET_HELP)
    unit: Unit | None = ask.unit(_("Owner unit"), required=False)


@dataclass(frozen=True, kw_only=True)
class EditInputs(StepInputs):
    """The next version of the draft: what isn't told stays as it stands, what is told empty is taken out."""

    subject: str = ask.text(_("Subject"), max_length=2000, default=now("subject"))
    salutation: str = ask.text(
        _("Salutation"), required=False, max_length=100, default=now("salutation"), clears=True
    )
    body: str = ask.text(
        _("Text"),
        required=False,
        lines=12,
        max_length=40000,
        help=BODY_HELP,
        default=now("body"),
        clears=True,
    )
    closing: str = ask.text(_("Closing"), required=False, max_length=100, default=now("closing"), clears=True)
    references: tuple[str, ...] = ask.texts(_("Refers to"), default=now("references"), clears=True)
    enclosures: tuple[str, ...] = ask.texts(_("Enclosures"), default=now("enclosures"), clears=True)
    speed: str = ask.choice(_("Speed"), Speed.choices, default=lambda letter: letter.document.speed)
    sheet: str = ask.choice(_("Size of the paper"), SHEETS, default=sheet_now, help=SHEET_HELP)
    recipients: tuple[RecipientRow, ...] = ask.rows(
        RecipientRow, _("To, in place of those before"), required=False
    )
    files: tuple[FileRecord, ...] = ask.files(_("Further files"))


@dataclass(frozen=True, kw_only=True)
class ReviewInputs(StepInputs):
    """Who reads it before the signature, in order; nobody named: the head or a deputy."""

    named_route: str = named_route()
    route: tuple[User, ...] = ask.people(_("Through"), required=False)
    note: str = ask.reason(_("Remark"), required=False)


@dataclass(frozen=True, kw_only=True)
class BackInputs(StepInputs):
    """Why the draft goes back."""

    note: str = ask.reason()
    reason_kind: str = reason_kind(ReasonKind.FAULT)


@dataclass(frozen=True, kw_only=True)
class ApproveInputs(StepInputs):
    """A remark with the initials."""

    note: str = ask.reason(_("Remark"), required=False)


def usual_certificate(item: Any) -> str:
    """The own one where the office asks for a certificate."""
    return certificates.OWN if item.process in settings_of(item.organisation).certificate_for else "none"


def certificates_of(item: Any, post: Post) -> list[str]:
    """What a page offers: nothing where nothing of the kind was uploaded, or the paper can't be so signed."""
    if item.process not in certificates.CERTIFIABLE:
        return []
    kinds = [certificates.OWN, *([certificates.SEAL] if post.has(*certificates.SEALERS) else [])]
    there = [kind for kind in kinds if certificates.certificate_of(post, kind) is not None]
    if usual_certificate(item) != "none":
        return there or [certificates.OWN]
    return ["none", *there] if there else []


@dataclass(frozen=True, kw_only=True)
class SignInputs(StepInputs):
    """The password again makes the signature one of type 2 (sheet 9.2), a certificate one of type 3."""

    password: str = ask.password(_("Your password"))
    certificate: str = ask.choice(
        pgettext_lazy("signing", "Certificate"),
        [
            ("none", _("without a certificate")),
            (certificates.OWN, _("my certificate")),
            (certificates.SEAL, _("the agency's seal")),
        ],
        default=usual_certificate,
        offered=certificates_of,
        keep=True,
    )
    passphrase: str = ask.secret(
        _("Passphrase of the certificate"),
        offered=certificates_of,
        help=_("Only where you sign with a certificate; it is not kept."),
    )


@dataclass(frozen=True, kw_only=True)
class NumberInputs(WhichNumber):
    """The date that the letter bears; it is the day of its number (ข้อ 43)."""

    dated_on: dt.date | None = ask.day(_("Dated"), required=False, default=lambda _item: clock.today())
    remarks: str = ask.text(_("Remarks"), required=False, max_length=300)


@dataclass(frozen=True, kw_only=True)
class NumberFirstInputs(NumberInputs):
    """Why a number is needed before the signature."""

    note: str = ask.reason()


@dataclass(frozen=True, kw_only=True)
class CheckInputs(StepInputs):
    """What the central unit looks at once more (ข้อ 44)."""

    enclosures_ok: bool = ask.flag(_("Enclosures complete"), default=True)
    recipients_ok: bool = ask.flag(_("Recipients and addresses right"), default=True)


@dataclass(frozen=True, kw_only=True)
class SendInputs(StepInputs):
    """A remark with the sending."""

    note: str = ask.reason(_("Remark"), required=False)


def which() -> Any:
    """One recipient by the id of its row; where there is only one it needn't be told."""
    return ask.number(
        _("Recipient"), minimum=1, maximum=2**53, default=the_only_one, help=_("The id of the recipient row.")
    )


@dataclass(frozen=True, kw_only=True)
class FailInputs(StepInputs):
    """Which recipient was not reached, and why."""

    recipient: int | None = which()
    error: str = ask.text(_("Why it failed"), max_length=500)


@dataclass(frozen=True, kw_only=True)
class ResendInputs(StepInputs):
    """Where and how it is sent now."""

    recipient: int | None = which()
    channel: str = ask.choice(_("Channel"), Channel.choices, required=False)
    address: str = ask.text(_("Corrected address"), required=False, max_length=300)
    note: str = ask.reason(_("Remark"), required=False)


@dataclass(frozen=True, kw_only=True)
class AckInputs(StepInputs):
    """Who acknowledged, when, under which number of theirs; by hand: who signed for it, and the scan."""

    recipient: int | None = which()
    number: str = ask.text(_("Their receive number"), required=False, max_length=60, keep=True)
    acknowledged_at: dt.datetime | None = ask.instant(_("When"), required=False)
    proof: str = ask.text(_("Proof"), required=False, max_length=300)
    received_by: str = ask.text(_("Received by"), required=False, max_length=200, keep=True)
    files: tuple[FileRecord, ...] = ask.files(_("Signed page or slip (scan or photo)"))


@dataclass(frozen=True, kw_only=True)
class PhoneInputs(StepInputs):
    """Whom the owner rang up, and when (appendix 7, 5.5)."""

    recipient: int | None = which()
    name: str = ask.text(_("Who confirmed"), max_length=200)
    acknowledged_at: dt.datetime = ask.instant(_("When"), required=False, default=lambda _item: clock.now())


@dataclass(frozen=True, kw_only=True)
class RejectedInputs(StepInputs):
    """Which recipient sent it back, and why."""

    recipient: int | None = which()
    note: str = ask.reason()


@dataclass(frozen=True, kw_only=True)
class WithdrawInputs(StepInputs):
    """Why it is not sent."""

    note: str = ask.reason()


@dataclass(frozen=True, kw_only=True)
class VoidInputs(StepInputs):
    """Why the number is struck through, and who approved it."""

    note: str = ask.reason()
    approved_by: User = ask.person(_("Approved by"), roles=MAY_APPROVE)


@dataclass(frozen=True, kw_only=True)
class RecallInputs(StepInputs):
    """The letter that cancels this one, and why."""

    letter: Tracked = ask.item(_("The letter that cancels it"), "outgoing_letter")
    note: str = ask.reason()


@dataclass(frozen=True, kw_only=True)
class CloseInputs(StepInputs):
    """Where the file copy goes, and how long it is kept."""

    file_code: str = ask.text(_("File code"), max_length=40, keep=True)
    retention_class: str = ask.choice(_("Retention class"), retention.choices)
