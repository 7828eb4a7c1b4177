"""The life of an outgoing letter (หนังสือส่ง), from the first draft to the recipient's receive number.

    draft -> reviewing -> to_sign -> signed -> numbered -> ready -> sent -> acknowledged -> closed

    aside: returned, failed, cancelled

Domain sheet 12.2. Sent, failed and acknowledged are kept for each recipient; the letter is failed while one
of them is, acknowledged when all are, else sent.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from documents.rules.wording import Wording
from eoffice.organisations.calendar import office_clock
from eoffice.organisations.settings_of import settings_of
from eoffice.people.roles import Role
from workflows.engine.act import Act
from workflows.engine.inputs import NoInputs
from workflows.engine.models import Holder
from workflows.engine.rules.classes import Sort
from workflows.engine.step import NOT_BEGUN, step
from workflows.engine.timers import ALL
from workflows.letters.consultation import asking
from workflows.letters.consultation.inputs import ConsultInputs
from workflows.letters.outgoing import drafting, guards, numbering, paper, sending
from workflows.letters.outgoing import inputs as i
from workflows.letters.outgoing.desk import SendingDesk
from workflows.letters.outgoing.fields import INDEXES, OutgoingFields
from workflows.letters.outgoing.holders import holder_of, whom_to_remind
from workflows.letters.outgoing.queryset import OutgoingQuerySet
from workflows.letters.outgoing.renewing import renew_if_sent
from workflows.letters.outgoing.states import CLASSES, OUT, PAPERS, USUAL_WAY, S, Timer
from workflows.letters.writing import signing, who
from workflows.letters.writing.drafting import send_up
from workflows.letters.writing.guards import says_something
from workflows.letters.writing.route import goes_on

if TYPE_CHECKING:
    from documents.rendering.papers import Paper

REGISTRARS = (Role.CENTRAL_REGISTRAR, Role.SECRET_REGISTRAR)
REVIEWERS = (Role.SECTION_HEAD, Role.DEPUTY)


class OutgoingLetter(SendingDesk, OutgoingFields):
    """One letter on its way out of one office."""

    process = "outgoing_letter"
    path = "outgoing-letters"
    process_label = _("Outgoing letter")
    read_with = ("organisation", "document")
    states = S
    classes = CLASSES
    usual_way = USUAL_WAY

    objects = OutgoingQuerySet.as_manager()

    class Meta:
        verbose_name = _("outgoing letter")
        indexes = INDEXES

    # The draft

    @step(
        _("Draft"),
        source=NOT_BEGUN,
        target=S.DRAFT,
        who=who.anybody,
        inputs=i.DraftInputs,
        clause="ข้อ 11, 12, 14",
    )
    def draft(self, inputs: i.DraftInputs, act: Act) -> None:
        """Somebody writes a letter: to whom, about what, in which words."""
        drafting.begin(self, inputs, act)

    @step(
        _("Edit the draft"),
        source=(S.DRAFT, S.RETURNED, S.REVIEWING),
        who=who.may_edit,
        inputs=i.EditInputs,
        clause="",
    )
    def edit(self, inputs: i.EditInputs, act: Act) -> None:
        """The next version; the one before stays readable."""
        drafting.rewrite(self, inputs, act)

    @step(
        _("Submit for review"),
        source=(S.DRAFT, S.RETURNED, S.NUMBERED),
        target=(S.REVIEWING, S.TO_SIGN),
        who=who.is_drafter_or_head,
        inputs=i.ReviewInputs,
        clause="ข้อ 42",
        needs=[guards.not_signed_yet, says_something, guards.goes_to_somebody],
        usual=True,
    )
    def review(self, inputs: i.ReviewInputs, act: Act) -> str:
        """Up through the superiors to whoever signs; where nobody else reviews, straight to the signature."""
        renew_if_sent(self, act)
        send_up(self, inputs.route, act, inputs.named_route)
        return S.REVIEWING if self.route else S.TO_SIGN

    @step(
        _("Send back the draft"),
        source=(S.REVIEWING, S.TO_SIGN),
        target=S.RETURNED,
        by=(*REVIEWERS, Role.DIRECTOR),
        who=who.asked_next,
        inputs=i.BackInputs,
        clause="",
        sort=Sort.RETURN,
    )
    def return_(self, inputs: i.BackInputs, act: Act) -> None:
        """Something is to be written otherwise; the version that was read is kept."""
        self.route = []

    @step(
        _("Approve the draft"),
        source=S.REVIEWING,
        target=(S.REVIEWING, S.TO_SIGN),
        by=REVIEWERS,
        who=who.asked_next,
        bars=who.not_their_turn,
        never=who.not_ones_own,
        inputs=i.ApproveInputs,
        clause="ภาคผนวก 7 ข้อ 4.1",
        usual=True,
    )
    def approve_draft(self, inputs: i.ApproveInputs, act: Act) -> str:
        """Initials: the next on the route reads on, and after the last it is ready for the signature."""
        goes_on(self, act)
        return S.REVIEWING if self.route else S.TO_SIGN

    @step(
        _("Ask for opinions"),
        source=(S.DRAFT, S.RETURNED, S.REVIEWING, S.TO_SIGN),
        who=asking.may_consult,
        inputs=ConsultInputs,
        clause="ข้อ 26",
        quiet=True,
    )
    def consult(self, inputs: ConsultInputs, act: Act) -> None:
        """Several at once, beside the way up, until a day; the draft waits for none of them."""
        asking.consult(self, inputs, act)

    @step(
        _("Sign"),
        source=S.TO_SIGN,
        target=S.SIGNED,
        by=Role.DIRECTOR,
        inputs=i.SignInputs,
        clause="ข้อ 11.10; ภาคผนวก 3; ม.9/26",
        usual=True,
    )
    def sign(self, inputs: i.SignInputs, act: Act) -> None:
        """From here on neither words nor files change."""
        signing.sign_it(self, inputs, act)
        asking.lapse_all(self, act)

    @step(
        _("Withdraw"),
        source=(S.DRAFT, S.RETURNED, S.REVIEWING, S.TO_SIGN),
        target=S.CANCELLED,
        who=who.is_drafter_or_head,
        inputs=i.WithdrawInputs,
        clause="",
        needs=[guards.has_no_number],
        stops=[ALL],
    )
    def withdraw(self, inputs: i.WithdrawInputs, act: Act) -> None:
        """It is not sent after all, and no number was used."""
        asking.lapse_all(self, act)

    # The number

    @step(
        _("Give the number"),
        source=S.SIGNED,
        target=S.NUMBERED,
        by=(*REGISTRARS, Role.SYSTEM),
        bars=who.the_right_registrar,
        inputs=i.NumberInputs,
        clause="ข้อ 43.1-43.2, 32",
        stops=[Timer.RESERVED],
        usual=True,
    )
    def number(self, inputs: i.NumberInputs, act: Act) -> None:
        """A row in the send register; the same number and date go on every copy."""
        numbering.give_number(self, inputs, act)
        act.read_promptly(PAPERS, self.organisation_id)
        if self.answers_id is not None:
            act.then(self, "link")

    @step(
        _("Give the number before the signature"),
        source=S.DRAFT,
        target=S.NUMBERED,
        by=REGISTRARS,
        bars=who.the_right_registrar,
        inputs=i.NumberFirstInputs,
        clause="",
        needs=[guards.may_number_first],
        starts=[Timer.RESERVED],
    )
    def number_first(self, inputs: i.NumberFirstInputs, act: Act) -> None:
        """Where the office allows it: the letter still goes through review and signature."""
        numbering.give_number(self, inputs, act)

    @step(
        _("Note the letter that is answered"),
        source=S.NUMBERED,
        inner=True,
        clause="ข้อ 47",
    )
    def link(self, inputs: NoInputs, act: Act) -> None:
        """Both registers note each other."""
        numbering.note_each_other(self, act)

    @step(
        _("Put the certificate's signature into the paper"), source=S.NUMBERED, inner=True, clause="ม.26, 28"
    )
    def certify(self, inputs: signing.Certifying, act: Act) -> None:
        """The number is on it: the very file that leaves is signed."""
        signing.certify(self, inputs, act)

    @step(
        _("Void the number"),
        source=(S.NUMBERED, S.READY),
        target=S.CANCELLED,
        by=REGISTRARS,
        bars=who.the_right_registrar,
        inputs=i.VoidInputs,
        clause="",
        stops=[ALL],
    )
    def void(self, inputs: i.VoidInputs, act: Act) -> None:
        """Not sent after all: the row is struck through and stays."""
        numbering.strike_through(self, inputs, act)

    # On its way

    @step(
        _("Check before sending"),
        source=S.NUMBERED,
        target=S.READY,
        by=REGISTRARS,
        bars=who.the_right_registrar,
        inputs=i.CheckInputs,
        clause="ข้อ 44",
        needs=[guards.is_signed],
        usual=True,
    )
    def check_(self, inputs: i.CheckInputs, act: Act) -> None:
        """The central unit looks once more: file, name, enclosures, recipients."""
        sending.check_over(self, inputs)

    @step(
        _("Send"),
        source=S.READY,
        target=S.SENT,
        by=REGISTRARS,
        bars=who.the_right_registrar,
        inputs=i.SendInputs,
        clause="ข้อ 46, 29; ภาคผนวก 7 ข้อ 5.3",
        starts=[Timer.DELIVERY],
        usual=True,
    )
    def send(self, inputs: i.SendInputs, act: Act) -> None:
        """To every recipient by its channel; the time of this first attempt remains."""
        sending.send_all(self, act)

    @step(
        _("Could not be sent"),
        source=OUT,
        target=S.FAILED,
        by=(*REGISTRARS, Role.SYSTEM),
        bars=who.the_right_registrar,
        inputs=i.FailInputs,
        clause="ข้อ 29, 89/3",
    )
    def fail(self, inputs: i.FailInputs, act: Act) -> None:
        """One recipient was not reached; the first attempt remains the sending time."""
        sending.note_failure(self, inputs, act)

    @step(
        _("Send again"),
        source=(S.FAILED, S.RETURNED),
        target=(S.SENT, S.FAILED, S.ACKNOWLEDGED),
        by=REGISTRARS,
        bars=who.the_right_registrar,
        inputs=i.ResendInputs,
        clause="ภาคผนวก 7 ข้อ 5.3.11, 5.4",
        needs=[guards.was_sent],
        starts=[Timer.DELIVERY],
    )
    def resend(self, inputs: i.ResendInputs, act: Act) -> str:
        """To a corrected address, or by another way."""
        return sending.send_again(self, inputs, act)

    @step(
        _("Recipient acknowledged"),
        source=(*OUT, S.CLOSED),
        target=(*OUT, S.CLOSED),
        by=(*REGISTRARS, Role.SYSTEM),
        bars=who.the_right_registrar,
        inputs=i.AckInputs,
        clause="ข้อ 29",
    )
    def ack(self, inputs: i.AckInputs, act: Act) -> str:
        """With their receive number, where they told it."""
        return sending.note_acknowledgement(self, inputs, act)

    @step(
        _("Confirmed by telephone"),
        source=OUT,
        target=OUT,
        by=REGISTRARS,
        who=who.is_drafter,
        bars=who.registrar_or_drafter,
        inputs=i.PhoneInputs,
        clause="ภาคผนวก 7 ข้อ 5.5",
    )
    def phone_confirm(self, inputs: i.PhoneInputs, act: Act) -> str:
        """The owner rang up; name and time go into the remarks of the register row."""
        return sending.note_phone_call(self, inputs, act)

    @step(
        _("Rejected by the recipient"),
        source=(*OUT, S.CLOSED),
        target=(S.RETURNED, S.FAILED),
        by=Role.SYSTEM,
        inputs=i.RejectedInputs,
        clause="",
    )
    def rejected(self, inputs: i.RejectedInputs, act: Act) -> str:
        """Sent back by its only recipient it is a draft again; one of several keeps it failed."""
        return sending.note_rejection(self, inputs, act)

    @step(
        _("Recall"),
        source=S.SENT,
        target=S.SENT,
        by=REGISTRARS,
        who=who.is_drafter,
        bars=who.registrar_or_drafter,
        inputs=i.RecallInputs,
        clause="",
    )
    def recall(self, inputs: i.RecallInputs, act: Act) -> None:
        """A further letter cancels this one; nothing that was sent is removed."""
        act.link("recalls", inputs.letter, self)

    @step(
        _("Close"),
        source=(S.SENT, S.ACKNOWLEDGED),
        target=S.CLOSED,
        by=(*REGISTRARS, Role.SYSTEM),
        who=who.is_drafter,
        bars=who.registrar_or_drafter,
        inputs=i.CloseInputs,
        clause="ข้อ 30, 54",
        stops=[ALL],
        usual=True,
    )
    def close(self, inputs: i.CloseInputs, act: Act) -> None:
        """The file copy is a record from now on."""
        sending.file_away(self, inputs.file_code, inputs.retention_class)

    # What the engine asks

    def get_absolute_url(self) -> str:
        """The letter's page."""
        return reverse("outgoing:letter", args=[self.pk])

    def page_of_step(self, name: str) -> str:
        """The text is written beside its look; letters are signed in the book."""
        if name == "edit":
            return reverse("outgoing:edit", args=[self.pk])
        return f"{reverse('outgoing:signing')}?at={self.pk}" if name == "sign" else ""

    def holder(self) -> Holder:
        """Whom the letter waits for."""
        return holder_of(self)

    def whom_to_remind(self) -> list[Holder]:
        """What left the house waits for outside, and is followed by those here."""
        return whom_to_remind(self)

    def laid_out(self, wording: Wording) -> Paper:
        """These words on the paper of their kind."""
        return paper.laid_out(self, wording)

    def timer_due(self, timer: str, act: Act | None) -> dt.datetime | None:
        """When a single step of this letter is due."""
        decided = settings_of(self.organisation)
        at = act.at if act else self.entered_at
        if timer == Timer.RESERVED:
            return at + dt.timedelta(days=decided.reserved_days)
        return office_clock(self.organisation_id).due_in_working_days(at, decided.delivery_days)
