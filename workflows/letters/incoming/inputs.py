"""What each step of an incoming letter asks, declared once for page, API and description."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from documents import retention
from documents.classes import Secrecy, Speed
from documents.models import Document, FileRecord
from eoffice.common import clock
from eoffice.organisations.models import Unit
from eoffice.people.models import User
from eoffice.people.roles import Role
from workflows.engine.inputs import StepInputs, ask
from workflows.engine.models import Tracked
from workflows.engine.rules.classes import ReasonKind
from workflows.letters.assignment.states import Part
from workflows.letters.incoming.filing import codes_for
from workflows.letters.incoming.states import Channel

#: Who approves that a number is struck through (sheet 12.1).
MAY_APPROVE = (Role.DIRECTOR, Role.DEPUTY)

REASON_KINDS = [(ReasonKind.FAULT, _("a fault")), (ReasonKind.NEW_INSTRUCTION, _("a new instruction"))]


#: The same two, as whoever hands work back would say them.
HAND_BACK_KINDS = [
    (ReasonKind.FAULT, _("not my duty, or wrongly assigned")),
    (ReasonKind.NEW_INSTRUCTION, _("something changed since (leave, transfer, another order)")),
]


def reason_kind(default: ReasonKind, kinds: list[tuple[ReasonKind, Any]] = REASON_KINDS) -> str:
    """Why work comes back, in the words of `kinds`; `default` unless told."""
    declared: str = ask.choice(_("Kind of reason"), kinds, required=False, default=default.value)
    return declared


@dataclass(frozen=True, kw_only=True)
class ArriveInputs(StepInputs):
    """A letter as it came."""

    reference: str = ask.text(_("ที่ (number of the letter)"), required=False, max_length=100)
    dated_on: dt.date = ask.day(_("Dated"))
    sender: str = ask.text(_("From"), max_length=300)
    addressee: str = ask.text(_("To"), max_length=300, required=False)
    subject: str = ask.text(_("Subject"), max_length=2000)
    speed: str = ask.choice(_("Speed"), Speed.choices, default=Speed.NORMAL.value)
    secrecy: str = ask.choice(_("Secrecy"), Secrecy.choices, default=Secrecy.NORMAL.value)
    channel: str = ask.choice(_("Channel"), Channel.choices)
    received_at: dt.datetime = ask.instant(_("Received"), required=False, default=lambda _item: clock.now())
    files: tuple[FileRecord, ...] = ask.files(_("Files"))
    answers_due_on: dt.date | None = ask.day(_("Answer by"), required=False)
    within_at: dt.datetime | None = ask.instant(_("ด่วนภายใน (must arrive by)"), required=False)
    is_question: bool = ask.flag(_("It asks a question that must be answered (15 days)"))
    is_circular: bool = ask.flag(_("Circular"))
    confirmed: bool = ask.flag(_("It is not the same letter again"))


@dataclass(frozen=True, kw_only=True)
class DeliveredInputs(ArriveInputs):
    """A letter that another agency of this server sent, with the paper itself. Asked of nobody."""

    paper: Document = ask.number(_("Paper"))  # the document itself; the log keeps its id


@dataclass(frozen=True, kw_only=True)
class CheckInputs(StepInputs):
    """What was found when the letter was opened (ข้อ 36)."""

    addressee_ok: bool = ask.flag(_("Rightly addressed"), default=True)
    enclosures_ok: bool = ask.flag(_("Enclosures complete"), default=True)
    speed: str = ask.choice(_("Speed"), Speed.choices, required=False)
    secrecy: str = ask.choice(_("Secrecy"), Secrecy.choices, required=False)
    defects: str = ask.text(_("Defects noted"), required=False, max_length=500)
    occurred_at: dt.datetime | None = ask.on_paper()


@dataclass(frozen=True, kw_only=True)
class ReturnInputs(StepInputs):
    """Why the letter goes back to whoever sent it."""

    note: str = ask.reason()
    as_wrong: bool = ask.flag(_("It is a wrong letter, or was sent to the wrong agency"))
    contact: str = ask.text(_("Whom we told, and how"), required=False, max_length=300)
    occurred_at: dt.datetime | None = ask.on_paper()


@dataclass(frozen=True, kw_only=True)
class DuplicateInputs(StepInputs):
    """Which letter this one repeats."""

    first: Tracked = ask.item(_("The first copy"), "incoming_letter")
    note: str = ask.reason(_("Remark"), required=False)


@dataclass(frozen=True, kw_only=True)
class RegisterInputs(StepInputs):
    """Corrections at the desk; what the letter already has is not asked again."""

    reference: str = ask.text(_("ที่ (number of the letter)"), required=False, max_length=100)
    dated_on: dt.date | None = ask.day(_("Dated"), required=False)
    sender: str = ask.text(_("From"), required=False, max_length=300)
    addressee: str = ask.text(_("To"), required=False, max_length=300)
    subject: str = ask.text(_("Subject"), required=False, max_length=2000)
    remarks: str = ask.text(_("Remarks"), required=False, max_length=300)


@dataclass(frozen=True, kw_only=True)
class AckSenderInputs(StepInputs):
    """What the sender was told (appendix 7, 3.2)."""

    text: str = ask.text(_("What the sender is told"), required=False, lines=4, max_length=2000)
    occurred_at: dt.datetime | None = ask.on_paper()


FIXABLE = [
    ("reference", _("ที่ (number of the letter)")),
    ("dated_on", _("Dated")),
    ("from_text", _("From")),
    ("to_text", _("To")),
    ("subject", _("Subject")),
    ("remarks", _("Remarks")),
]


@dataclass(frozen=True, kw_only=True)
class FixRowInputs(StepInputs):
    """A correction of a register row; its number never changes."""

    field: str = ask.choice(_("Field"), FIXABLE)
    value: str = ask.text(_("New value"), max_length=2000)
    note: str = ask.reason()


@dataclass(frozen=True, kw_only=True)
class VoidInputs(StepInputs):
    """Why a number is struck through, and who approved it."""

    note: str = ask.reason()
    approved_by: User = ask.person(_("Approved by"), roles=MAY_APPROVE)


@dataclass(frozen=True, kw_only=True)
class ForwardUnitInputs(StepInputs):
    """The unit, or a person of it, that gets the letter (ข้อ 39)."""

    unit: Unit = ask.unit(_("Unit"))
    person: User | None = ask.person(_("Person"), required=False)
    due_at: dt.datetime | None = ask.instant(_("Due"), required=False)
    text: str = ask.text(_("Instruction"), required=False, lines=3, max_length=2000)


@dataclass(frozen=True, kw_only=True)
class SubmitInputs(StepInputs):
    """To whom the letter goes, for what, and what is proposed."""

    purpose: str = ask.text(_("For"), max_length=200, default=lambda _item: str(_("เพื่อโปรดพิจารณา")))
    text: str = ask.text(_("Proposal"), required=False, lines=4, max_length=4000)
    route: tuple[User, ...] = ask.people(_("Through"), required=False)
    occurred_at: dt.datetime | None = ask.on_paper()


@dataclass(frozen=True, kw_only=True)
class MinuteInputs(StepInputs):
    """A minute (เกษียน), signed with the typed name (ข้อ 26)."""

    text: str = ask.text(_("Minute"), lines=4, max_length=4000)
    occurred_at: dt.datetime | None = ask.on_paper()


@dataclass(frozen=True, kw_only=True)
class ReturnDownInputs(StepInputs):
    """Why the letter goes back to the registry."""

    note: str = ask.reason()
    reason_kind: str = reason_kind(ReasonKind.FAULT)
    occurred_at: dt.datetime | None = ask.on_paper()


@dataclass(frozen=True, kw_only=True)
class Assignee(StepInputs):
    """One person or unit that an order names."""

    person: User | None = ask.person(_("Person"), required=False)
    unit: Unit | None = ask.unit(_("Unit"), required=False)
    role: str = ask.choice(_("Part"), Part.choices, default=Part.LEAD.value)
    due_at: dt.datetime | None = ask.instant(_("Due"), required=False)


@dataclass(frozen=True, kw_only=True)
class OrderInputs(StepInputs):
    """What the director orders, and whom."""

    text: str = ask.text(_("Order"), lines=4, max_length=4000)
    assignees: tuple[Assignee, ...] = ask.rows(Assignee, _("Assigned to"), required=False)
    due_at: dt.datetime | None = ask.instant(_("Due"), required=False)
    occurred_at: dt.datetime | None = ask.on_paper()


@dataclass(frozen=True, kw_only=True)
class OrderAmendInputs(OrderInputs):
    """A new order in place of the old one, which stays readable."""

    note: str = ask.reason(_("Reason"), required=False)
    reason_kind: str = reason_kind(ReasonKind.NEW_INSTRUCTION)


@dataclass(frozen=True, kw_only=True)
class DistributeInputs(StepInputs):
    """When the people were told, if that was on paper."""

    occurred_at: dt.datetime | None = ask.on_paper()


@dataclass(frozen=True, kw_only=True)
class AcknowledgeInputs(StepInputs):
    """A remark with the acknowledgement."""

    note: str = ask.reason(_("Remark"), required=False)


@dataclass(frozen=True, kw_only=True)
class DelegateInputs(StepInputs):
    """Who does it instead, and why."""

    person: User = ask.person(_("New person"))
    note: str = ask.reason()


@dataclass(frozen=True, kw_only=True)
class DeclineInputs(StepInputs):
    """Why the matter is handed back."""

    note: str = ask.reason()
    reason_kind: str = reason_kind(ReasonKind.FAULT, HAND_BACK_KINDS)


@dataclass(frozen=True, kw_only=True)
class ReportInputs(StepInputs):
    """The result, or that no action was needed."""

    text: str = ask.text(_("Result, or “no action needed”"), lines=4, max_length=4000)
    files: tuple[FileRecord, ...] = ask.files(_("Files"))


@dataclass(frozen=True, kw_only=True)
class ReplyLinkInputs(StepInputs):
    """The letter that answers this one (ข้อ 47)."""

    reference: str = ask.text(_("ที่ of the answer"), max_length=100, keep=True)
    dated_on: dt.date = ask.day(_("Dated"))


@dataclass(frozen=True, kw_only=True)
class WaitInputs(StepInputs):
    """Whom outside the matter waits for."""

    waits_for: str = ask.text(_("Waits for"), max_length=200)
    note: str = ask.reason(_("Remark"), required=False)
    occurred_at: dt.datetime | None = ask.on_paper()


@dataclass(frozen=True, kw_only=True)
class ResumeInputs(StepInputs):
    """The answer that came."""

    note: str = ask.reason(_("The answer"))
    occurred_at: dt.datetime | None = ask.on_paper()


@dataclass(frozen=True, kw_only=True)
class ForwardOutInputs(StepInputs):
    """The agency that gets the letter, and by which letter of ours."""

    agency: str = ask.text(_("Receiving agency"), max_length=300)
    reference: str = ask.text(_("ที่ of our letter"), max_length=100)
    dated_on: dt.date = ask.day(_("Dated"))
    note: str = ask.reason(_("Remark"), required=False)
    occurred_at: dt.datetime | None = ask.on_paper()


@dataclass(frozen=True, kw_only=True)
class ExtendInputs(StepInputs):
    """The new due time, and why."""

    due_at: dt.datetime = ask.instant(_("New due time"))
    note: str = ask.reason()


@dataclass(frozen=True, kw_only=True)
class ReopenInputs(StepInputs):
    """Why a finished matter is taken up again."""

    note: str = ask.reason()
    reason_kind: str = reason_kind(ReasonKind.FAULT)


@dataclass(frozen=True, kw_only=True)
class RemindInputs(StepInputs):
    """A word with the reminder."""

    note: str = ask.reason(_("Remark"), required=False)


@dataclass(frozen=True, kw_only=True)
class CloseInputs(StepInputs):
    """Where the matter is filed, and how long it is kept."""

    file_code: str = ask.text(_("File code"), max_length=40, keep=True, suggest=codes_for)
    retention_class: str = ask.choice(_("Retention class"), retention.choices)
    occurred_at: dt.datetime | None = ask.on_paper()
