"""The life of a memo (บันทึกข้อความ), from the first words to everybody who has to know.

    draft -> numbered -> submitted -> decided -> distributed -> done      aside: cancelled

Domain sheet 12.3 (mm_). Opinions are written in the order of the route; the director decides at any time.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from documents.rules.wording import Wording
from eoffice.organisations.standards import standard_due
from eoffice.people.roles import Role
from workflows.engine.act import Act
from workflows.engine.inputs import NoInputs
from workflows.engine.models import Holder
from workflows.engine.rules.classes import Sort
from workflows.engine.step import NOT_BEGUN, step
from workflows.engine.timers import ALL
from workflows.letters.consultation import asking
from workflows.letters.consultation.inputs import ConsultInputs
from workflows.letters.memo import drafting, guards, paper
from workflows.letters.memo import inputs as i
from workflows.letters.memo import who as ours
from workflows.letters.memo.fields import INDEXES, MemoFields
from workflows.letters.memo.queryset import MemoQuerySet
from workflows.letters.memo.states import CLASSES, USUAL_WAY, M, Timer
from workflows.letters.outgoing.states import PAPERS
from workflows.letters.writing import named, who
from workflows.letters.writing.guards import says_something
from workflows.letters.writing.holders import reviewer
from workflows.letters.writing.route import goes_on

if TYPE_CHECKING:
    from documents.rendering.papers import Paper

REGISTRARS = (Role.UNIT_REGISTRAR, Role.CENTRAL_REGISTRAR, Role.SECRET_REGISTRAR)
ADVISERS = (Role.SECTION_HEAD, Role.DEPUTY, Role.FINANCE_OFFICER)


class Memo(MemoFields):
    """One memo within one office."""

    process = "memo"
    path = "memos"
    process_label = _("Memo")
    read_with = ("organisation", "document")
    states = M
    classes = CLASSES
    usual_way = USUAL_WAY

    objects = MemoQuerySet.as_manager()

    class Meta:
        verbose_name = _("memo")
        indexes = INDEXES

    @step(
        _("Write a memo"),
        source=NOT_BEGUN,
        target=M.DRAFT,
        who=who.anybody,
        inputs=i.DraftInputs,
        clause="ข้อ 12, 26",
    )
    def draft(self, inputs: i.DraftInputs, act: Act) -> None:
        """Somebody asks, proposes or reports, to a position."""
        drafting.begin(self, inputs, act)

    @step(
        _("Edit the draft"),
        source=(M.DRAFT, M.NUMBERED),
        who=who.is_drafter_or_head,
        inputs=i.EditInputs,
    )
    def edit(self, inputs: i.EditInputs, act: Act) -> None:
        """The next version; the one before stays readable."""
        drafting.rewrite(self, inputs, act)

    @step(
        _("Give the number"),
        source=M.DRAFT,
        target=M.NUMBERED,
        by=Role.UNIT_REGISTRAR,
        who=who.is_drafter,
        bars=ours.registrar_of_its_unit,
        inputs=i.NumberInputs,
        clause="ข้อ 12.2",
        needs=[guards.not_numbered_yet],
    )
    def number(self, inputs: i.NumberInputs, act: Act) -> None:
        """From the book of memos: the agency's, or the unit's own."""
        drafting.give_number(self, inputs, act)

    @step(
        pgettext_lazy("memo", "Submit"),
        source=(M.DRAFT, M.NUMBERED),
        target=M.SUBMITTED,
        who=who.is_drafter_or_head,
        inputs=i.SubmitInputs,
        clause="ข้อ 26",
        needs=[says_something],
        starts=[Timer.SLA],
        usual=True,
    )
    def submit(self, inputs: i.SubmitInputs, act: Act) -> None:
        """Up through those whose opinion is asked, to whoever decides."""
        drafting.send_up(self, inputs.route, act, inputs.named_route)

    @step(
        _("Add an opinion"),
        source=M.SUBMITTED,
        target=M.SUBMITTED,
        by=ADVISERS,
        who=who.asked_next,
        bars=ours.not_asked_next,
        never=who.not_ones_own,
        inputs=i.MinuteInputs,
        clause="ข้อ 26",
        usual=True,
    )
    def minute(self, inputs: i.MinuteInputs, act: Act) -> None:
        """Below the text, with name and date; the next on the route reads on."""
        from workflows.letters.models import MemoMinute

        MemoMinute.write(self, inputs.text, act)
        goes_on(self, act)

    @step(
        _("Ask for opinions"),
        source=(M.DRAFT, M.NUMBERED, M.SUBMITTED),
        who=asking.may_consult,
        inputs=ConsultInputs,
        clause="ข้อ 26",
        quiet=True,
    )
    def consult(self, inputs: ConsultInputs, act: Act) -> None:
        """Several at once, beside the way up, until a day; the draft waits for none of them."""
        asking.consult(self, inputs, act)

    @step(
        _("Decide"),
        source=M.SUBMITTED,
        target=M.DECIDED,
        by=Role.DIRECTOR,
        inputs=i.DecideInputs,
        clause="ข้อ 26",
        stops=[Timer.SLA],
        usual=True,
    )
    def decide(self, inputs: i.DecideInputs, act: Act) -> None:
        """Approved, permitted, noted, or not; the paper is made with everything that was written on it."""
        drafting.decide(self, inputs, act)
        asking.lapse_all(self, act)
        act.read_promptly(PAPERS, self.organisation_id)

    @step(
        _("Send back the memo"),
        source=M.SUBMITTED,
        target=M.DRAFT,
        by=(*ADVISERS, Role.DIRECTOR),
        who=who.asked_next,
        bars=ours.not_theirs_to_return,
        inputs=i.BackInputs,
        sort=Sort.RETURN,
        stops=[Timer.SLA],
    )
    def return_(self, inputs: i.BackInputs, act: Act) -> None:
        """Something is to be written otherwise; the version that was read is kept, and so is its number."""
        self.route, self.submitted_at = [], None

    @step(
        _("Tell those concerned"),
        source=M.DECIDED,
        target=M.DISTRIBUTED,
        by=(*REGISTRARS, Role.SYSTEM),
        who=who.is_drafter,
        bars=ours.registrar_of_its_unit,
        inputs=i.NotifyInputs,
        clause="ข้อ 39",
        starts=[Timer.DUE],
        usual=True,
    )
    def notify(self, inputs: i.NotifyInputs, act: Act) -> None:
        """Each of them has a row of their own: seen, or not yet."""
        self.acknowledge_by = inputs.acknowledge_by or named.usual_date(self, act.at)
        people = inputs.recipients or ((self.created_by,) if self.created_by else ())
        act.after(lambda: named.tell(self, people, act))

    @step(
        pgettext_lazy("memo", "Acknowledge"),
        source=M.DISTRIBUTED,
        who=named.is_awaited,
        usual=True,
    )
    def ack(self, inputs: NoInputs, act: Act) -> None:
        """Seen; after the last of all the memo is done."""
        named.acknowledge(self, act)

    @step(_("All have acknowledged"), source=M.DISTRIBUTED, target=M.DONE, inner=True, stops=[ALL])
    def finish(self, inputs: NoInputs, act: Act) -> None:
        """Nobody is waited for any more."""

    @step(
        _("Remind"),
        source=(M.SUBMITTED, M.DISTRIBUTED),
        by=(*REGISTRARS, Role.SYSTEM),
        who=who.is_drafter,
        bars=ours.registrar_of_its_unit,
        quiet=True,
    )
    def remind(self, inputs: NoInputs, act: Act) -> None:
        """Whoever it waits for is told again."""

    @step(
        _("Withdraw"),
        source=(M.DRAFT, M.SUBMITTED),
        target=M.CANCELLED,
        who=who.is_drafter_or_head,
        inputs=i.WithdrawInputs,
        needs=[guards.has_no_number],
        stops=[ALL],
    )
    def withdraw(self, inputs: i.WithdrawInputs, act: Act) -> None:
        """Taken back before it was decided, and no number was used."""
        asking.lapse_all(self, act)

    # What the engine asks

    def laid_out(self, wording: Wording) -> Paper:
        """These words on the paper of a memo."""
        return paper.laid_out(self, wording)

    def holder(self) -> Holder:
        """The writer, the next whose opinion is asked, or whoever decides."""
        if self.state in {M.DRAFT, M.NUMBERED, M.DECIDED}:
            return Holder(person_id=self.created_by_id)
        if self.state == M.SUBMITTED:
            return reviewer(self) if self.route else Holder(role=Role.DIRECTOR)
        return Holder()

    def holders(self) -> list[Holder]:
        """As `holder`; once it is told, everybody who has not acknowledged."""
        return named.awaited(self) if self.state == M.DISTRIBUTED else [self.holder()]

    def timer_due(self, timer: str, act: Act | None) -> dt.datetime | None:
        """T-SLA is the standard of letters received where memos have none: nothing rings twice."""
        at = act.at if act else self.entered_at
        if timer == Timer.DUE:
            return self.acknowledge_by
        if self.first_due(act) is not None:
            return None
        return standard_due(self.organisation_id, "incoming_letter", at, speed=self.document.speed)
