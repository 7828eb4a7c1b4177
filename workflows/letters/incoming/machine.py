"""The life of an incoming letter (หนังสือรับ), from the counter to the file.

    arrived -> checked -> registered -> submitted <-> minuted -> ordered -> distributed
            -> in_progress -> done -> closed

    aside: waiting_outside, returned_to_sender, forwarded_out, voided

Domain sheet 12.1. The people whom an order names answer on their own assignments, which move the letter.
"""

from __future__ import annotations

import datetime as dt
from functools import partial

from django.utils.translation import gettext_lazy as _

from documents.actions.papers import correct
from eoffice.people.roles import Role
from workflows.engine.act import Act
from workflows.engine.inputs import NoInputs
from workflows.engine.models import Holder, Tracked
from workflows.engine.rules.classes import Sort
from workflows.engine.step import NOT_BEGUN, step
from workflows.engine.timers import ALL
from workflows.letters.incoming import effects, guards, naming, times, who
from workflows.letters.incoming import inputs as i
from workflows.letters.incoming.fields import INDEXES, LetterFields
from workflows.letters.incoming.holders import head_of, holder_of
from workflows.letters.incoming.queryset import LetterQuerySet
from workflows.letters.incoming.routes import LAST, next_on_route, route_for
from workflows.letters.incoming.states import CLASSES, OPEN, REPLY_OWED, USUAL_WAY, S, Timer

REGISTRARS = (Role.CENTRAL_REGISTRAR, Role.SECRET_REGISTRAR)


class IncomingLetter(LetterFields):
    """One letter in one office."""

    process = "incoming_letter"
    path = "incoming-letters"
    process_label = _("Incoming letter")
    read_with = ("organisation", "document")
    seen_by_post_alone = True
    states = S
    classes = CLASSES
    usual_way = USUAL_WAY

    objects = LetterQuerySet.as_manager()

    class Meta:
        verbose_name = _("incoming letter")
        indexes = INDEXES

    # The counter

    @step(
        _("Receive"),
        source=NOT_BEGUN,
        target=S.ARRIVED,
        by=(*REGISTRARS, Role.SYSTEM),
        inputs=i.ArriveInputs,
        clause="ข้อ 35, 89/3",
        starts=[Timer.ACK],
    )
    def arrive(self, inputs: i.ArriveInputs, act: Act) -> None:
        """Something came in: by post, by hand, into the mailbox."""
        effects.record_arrival(self, inputs, act)

    @step(
        _("Check"),
        source=S.ARRIVED,
        target=S.CHECKED,
        by=REGISTRARS,
        bars=guards.the_right_registrar,
        inputs=i.CheckInputs,
        clause="ข้อ 36",
        usual=True,
    )
    def check_(self, inputs: i.CheckInputs, act: Act) -> None:
        """Rightly addressed, complete, signed? Defects are noted; secret ones go on as such."""
        effects.put_under_secrecy(self, inputs.secrecy)
        self.defects = effects.noted(self, inputs.defects, act)
        if inputs.speed:
            correct(self.document, speed=inputs.speed)

    @step(
        _("Return to sender"),
        source=(S.ARRIVED, S.CHECKED),
        target=S.RETURNED_TO_SENDER,
        by=REGISTRARS,
        bars=guards.the_right_registrar,
        inputs=i.ReturnInputs,
        clause="ข้อ 36; ภาคผนวก 7 ข้อ 3.6",
        stops=[Timer.ACK],
    )
    def return_(self, inputs: i.ReturnInputs, act: Act) -> None:
        """Not for us, or not complete: the sender is told."""
        self.outcome = effects.noted(self, inputs.contact, act)
        effects.tell_the_sender(self, act)

    @step(
        _("Same letter again"),
        source=S.ARRIVED,
        target=S.CLOSED,
        by=REGISTRARS,
        bars=guards.the_right_registrar,
        inputs=i.DuplicateInputs,
        clause="",
        stops=[Timer.ACK],
    )
    def duplicate(self, inputs: i.DuplicateInputs, act: Act) -> None:
        """The same letter by another channel: joined to the first copy; no number is used."""
        effects.must_be_another(self, inputs.first)
        act.link("duplicate_of", self, inputs.first)

    @step(
        _("Register"),
        source=S.CHECKED,
        target=S.REGISTERED,
        by=REGISTRARS,
        bars=guards.secret_registrar_only,
        inputs=i.RegisterInputs,
        clause="ข้อ 37-38",
        starts=[Timer.SLA, Timer.DUE, Timer.QUESTION],
        usual=True,
    )
    def register(self, inputs: i.RegisterInputs, act: Act) -> None:
        """Enter the letter in the register; from here on it has a number."""
        effects.give_number(self, inputs, act)

    @step(
        _("Tell the sender"),
        source=REPLY_OWED,
        by=(*REGISTRARS, Role.SYSTEM),
        bars=guards.the_right_registrar,
        inputs=i.AckSenderInputs,
        clause="ข้อ 29; ภาคผนวก 7 ข้อ 3.2",
        needs=[guards.waits_for_a_reply],
        stops=[Timer.ACK],
    )
    def ack_sender(self, inputs: i.AckSenderInputs, act: Act) -> None:
        """The sender knows that the letter came; the reply to a mail is owed however far the matter went."""
        self.acknowledged_at = act.at

    @step(
        _("Correct the row"),
        source=S.REGISTERED,
        by=REGISTRARS,
        bars=guards.secret_registrar_only,
        inputs=i.FixRowInputs,
        clause="ข้อ 38",
    )
    def fix_row(self, inputs: i.FixRowInputs, act: Act) -> None:
        """A slip of the pen; the number itself never changes."""
        effects.correct_row(self, inputs.field, inputs.value, inputs.note, act)

    @step(
        _("Void the number"),
        source=S.REGISTERED,
        target=S.VOIDED,
        by=REGISTRARS,
        bars=guards.secret_registrar_only,
        inputs=i.VoidInputs,
        clause="",
        stops=[ALL],
    )
    def void(self, inputs: i.VoidInputs, act: Act) -> None:
        """Registered by mistake: the row is struck through and stays."""
        effects.approved(self, inputs.approved_by)
        effects.strike_through(self, inputs.note, act)
        naming.let_everyone_off(self, act, reason=inputs.note)

    # Up to the director

    @step(
        _("Pass to a unit"),
        source=S.REGISTERED,
        target=S.DISTRIBUTED,
        by=REGISTRARS,
        bars=guards.the_right_registrar,
        inputs=i.ForwardUnitInputs,
        clause="ข้อ 39-40",
    )
    def forward_unit(self, inputs: i.ForwardUnitInputs, act: Act) -> None:
        """Straight to the unit whose matter it is, into its own book if it keeps one."""
        self.unit, self.route = inputs.unit, []
        if inputs.unit.keeps_own_book and not guards.is_secret(self):  # their book is no secret one
            effects.give_unit_number(self, inputs.unit, act)
        if inputs.text:
            effects.write_minute(self, "instruction", inputs.text, act)
        lead = i.Assignee(person=inputs.person, unit=inputs.unit, due_at=inputs.due_at)
        naming.plan_assignments(self, [lead], act)
        naming.give_out(self, act)

    @step(
        _("Submit"),
        source=(S.REGISTERED, S.MINUTED),
        target=S.SUBMITTED,
        by=(*REGISTRARS, Role.UNIT_REGISTRAR, Role.SECTION_HEAD),
        bars=guards.the_right_registrar,
        inputs=i.SubmitInputs,
        clause="ข้อ 39 วรรคสาม",
        stops=[Timer.SLA],
        usual=True,
    )
    def submit(self, inputs: i.SubmitInputs, act: Act) -> None:
        """Up the route the head of the office has set, with a proposal."""
        self.route = route_for(self, inputs.route)
        self.submitted_by = act.post
        naming.let_route_in(self, act)
        effects.write_minute(self, "submission", f"{inputs.purpose}\n{inputs.text}".strip(), act)

    @step(
        _("Minute"),
        source=S.SUBMITTED,
        target=S.MINUTED,
        by=(Role.SECTION_HEAD, Role.DEPUTY),
        who=who.may_minute,
        inputs=i.MinuteInputs,
        clause="ข้อ 26",
    )
    def minute(self, inputs: i.MinuteInputs, act: Act) -> None:
        """A head or deputy adds an opinion; if it was their turn, the next on the route reads on."""
        effects.write_minute(self, "minute", inputs.text, act)
        self.route = next_on_route(self.route, act.on_behalf_of or act.post)

    @step(
        _("Send back"),
        source=S.SUBMITTED,
        target=S.REGISTERED,
        by=(Role.DEPUTY, Role.DIRECTOR),
        inputs=i.ReturnDownInputs,
        clause="",
        sort=Sort.RETURN,
    )
    def return_down(self, inputs: i.ReturnDownInputs, act: Act) -> None:
        """Wrongly registered, wrongly routed, or something is missing."""
        effects.write_minute(self, "return", inputs.note, act)

    @step(
        _("Order"),
        source=(S.SUBMITTED, S.MINUTED),
        target=(S.ORDERED, S.DONE),
        by=Role.DIRECTOR,
        inputs=i.OrderInputs,
        clause="ข้อ 26",
        usual=True,
    )
    def order(self, inputs: i.OrderInputs, act: Act) -> str:
        """Who does what by when; an order that names nobody settles the matter."""
        effects.write_minute(self, "order", inputs.text, act)
        self.route = []
        named = naming.plan_assignments(self, inputs.assignees, act, due_at=inputs.due_at)
        return S.ORDERED if named else S.DONE

    @step(
        _("Change the order"),
        source=(S.ORDERED, S.DISTRIBUTED, S.IN_PROGRESS),
        target=S.ORDERED,
        by=Role.DIRECTOR,
        inputs=i.OrderAmendInputs,
        clause="ข้อ 26",
        sort=Sort.RETURN,
    )
    def order_amend(self, inputs: i.OrderAmendInputs, act: Act) -> None:
        """A new order; the old one stays readable, and who is no longer named is let off."""
        effects.write_minute(self, "order", inputs.text, act)
        self.route = []
        naming.replace_assignments(self, inputs.assignees, act, due_at=inputs.due_at)

    # Down to those who do it

    @step(
        _("Distribute"),
        source=S.ORDERED,
        target=S.DISTRIBUTED,
        by=(*REGISTRARS, Role.SYSTEM),
        bars=guards.the_right_registrar,
        inputs=i.DistributeInputs,
        clause="ข้อ 32, 39",
        needs=[guards.names_somebody],
        usual=True,
    )
    def distribute(self, inputs: i.DistributeInputs, act: Act) -> None:
        """Everyone whom the order names is told."""
        naming.give_out(self, act)

    @step(_("Read"), source=(S.DISTRIBUTED, S.IN_PROGRESS), who=who.is_assignee, clause="", quiet=True)
    def read(self, inputs: NoInputs, act: Act) -> None:
        """Somebody named opened the letter."""
        effects.note_read(self, act)

    @step(
        _("Acknowledge"),
        source=S.DISTRIBUTED,
        target=(S.IN_PROGRESS, S.DONE),
        inner=True,
        clause="",
        stops=[Timer.SLA],
    )
    def acknowledge(self, inputs: NoInputs, act: Act) -> str:
        """Moved by the first lead who acknowledges, or where nobody leads by the last of all."""
        return S.IN_PROGRESS if self.assignments.live().at_work().exists() else S.DONE

    @step(_("Delegate onward"), source=(S.DISTRIBUTED, S.IN_PROGRESS), inner=True, clause="")
    def delegate(self, inputs: NoInputs, act: Act) -> None:
        """An assignee passed the work on; told by the assignment."""

    @step(
        _("Hand back"),
        source=(S.DISTRIBUTED, S.IN_PROGRESS),
        target=S.ORDERED,
        inner=True,
        inputs=i.DeclineInputs,
        clause="",
        sort=Sort.RETURN,
    )
    def decline(self, inputs: i.DeclineInputs, act: Act) -> None:
        """The last of those who led handed it back: the director orders anew."""
        self.route = [LAST]

    @step(
        _("Report"),
        source=S.IN_PROGRESS,
        target=S.DONE,
        inner=True,
        clause="ข้อ 53",
        stops=[Timer.DUE, Timer.QUESTION],
    )
    def report(self, inputs: NoInputs, act: Act) -> None:
        """The last lead reported; where nobody leads, the last of all."""

    @step(
        _("Answered"),
        source=S.IN_PROGRESS,
        target=S.DONE,
        by=Role.SYSTEM,
        first=naming.taken_up_by_answering,
        inputs=i.ReplyLinkInputs,
        clause="ข้อ 39 วรรคสี่, 47",
        stops=[Timer.DUE, Timer.QUESTION],
    )
    def reply_link(self, inputs: i.ReplyLinkInputs, act: Act) -> None:
        """The answer went out; both registers note each other, and whoever led has done with it."""
        self.outcome = effects.noted(self, inputs.reference, act)
        naming.finish_leads(self, inputs.reference, act)

    @step(
        _("Wait for another agency"),
        source=S.IN_PROGRESS,
        target=S.WAITING_OUTSIDE,
        by=REGISTRARS,
        bars=guards.the_right_registrar,
        who=who.is_lead,
        inputs=i.WaitInputs,
        clause="",
    )
    def wait(self, inputs: i.WaitInputs, act: Act) -> None:
        """Somebody outside must answer first; the clock of figures pauses, the due time stays."""
        self.waits_for = effects.noted(self, inputs.waits_for, act)

    @step(
        _("Go on"),
        source=S.WAITING_OUTSIDE,
        target=S.IN_PROGRESS,
        by=REGISTRARS,
        bars=guards.the_right_registrar,
        who=who.is_lead,
        inputs=i.ResumeInputs,
        clause="",
        usual=True,
    )
    def resume(self, inputs: i.ResumeInputs, act: Act) -> None:
        """The answer came; what the assignees did meanwhile moves the letter now."""
        self.waits_for = ""
        act.after(partial(effects.go_on, self, act, since=self.entered_at))

    @step(
        _("Forward to another agency"),
        source=(S.REGISTERED, S.ORDERED),
        target=S.FORWARDED_OUT,
        by=REGISTRARS,
        bars=guards.the_right_registrar,
        inputs=i.ForwardOutInputs,
        clause="",
        stops=[ALL],
    )
    def forward_out(self, inputs: i.ForwardOutInputs, act: Act) -> None:
        """Another agency's matter: sent on with a letter of ours."""
        self.outcome = effects.noted(self, f"{inputs.agency} {inputs.reference}", act)
        naming.let_everyone_off(self, act, reason=inputs.note)

    # Time

    @step(
        _("Extend"),
        source=OPEN,
        by=(Role.DIRECTOR, Role.DEPUTY),
        never=guards.not_the_doer,
        inputs=i.ExtendInputs,
        clause="",
        sort=Sort.EXTEND,
        stops=[Timer.DUE],
    )
    def extend(self, inputs: i.ExtendInputs, act: Act) -> None:
        """More time, given by a superior with a reason; the old due time stays on record."""
        effects.later_than_now(self, inputs.due_at)
        act.move_due(inputs.due_at, inputs.note)

    @step(
        _("Take up again"),
        source=(S.DONE, S.CLOSED),
        target=S.IN_PROGRESS,
        by=(Role.DIRECTOR, *REGISTRARS),
        bars=guards.the_right_registrar,
        inputs=i.ReopenInputs,
        clause="",
    )
    def reopen(self, inputs: i.ReopenInputs, act: Act) -> None:
        """Something was wrong with the result: back to those who led, else to the director."""
        self.route = [] if naming.give_back_to_leads(self, act) else [LAST]

    @step(
        _("Remind"),
        source=OPEN,
        by=(*REGISTRARS, Role.SYSTEM),
        bars=guards.the_right_registrar,
        inputs=i.RemindInputs,
        clause="ข้อ 50",
        quiet=True,
    )
    def remind(self, inputs: i.RemindInputs, act: Act) -> None:
        """Whoever holds it is told again."""

    @step(
        _("Close"),
        source=S.DONE,
        target=S.CLOSED,
        by=REGISTRARS,
        bars=guards.the_right_registrar,
        who=who.led,
        inputs=i.CloseInputs,
        clause="ข้อ 54",
        needs=[guards.every_lead_has_reported],
        stops=[ALL],
        usual=True,
    )
    def close(self, inputs: i.CloseInputs, act: Act) -> None:
        """Nothing more will be done; what remains is a record with a retention class."""
        effects.file_away(self, inputs.file_code, inputs.retention_class)

    # What the engine asks

    def holder(self) -> Holder:
        """Whom the letter waits for."""
        return holder_of(self)

    def whom_to_remind(self) -> list[Holder]:
        """Whoever holds it; what was given out waits with the assignees."""
        return [self.holder(), *(row.holder() for row in self.assignments.unfinished())]

    def superiors(self) -> list[Holder]:
        """The director, and the head of the unit whose matter it is."""
        return [Holder(role=Role.DIRECTOR), *head_of(self.unit_id)]

    def timed_with_it(self) -> list[Tracked]:
        """Assignments that were given the letter's own due time."""
        return list(self.assignments.open().filter(due_at=self.due_at))

    def first_due(self, act: Act | None) -> dt.datetime | None:
        """By which figures will judge (sheet 12.6)."""
        return times.first_due(self)

    def timer_due(self, timer: str, act: Act | None) -> dt.datetime | None:
        """When a single step of this letter is due."""
        return times.timer_due(self, timer)

    def speed_class(self) -> str:
        """The class in force, for the log."""
        return str(self.document.speed)

    def words_may_be_logged(self) -> bool:
        """Nothing of a secret matter stands in the log."""
        return not guards.is_secret(self)

    def headline(self) -> str:
        """The subject, or that it is secret."""
        number = f"{self.receive_number}/{self.receive_year} " if self.receive_number else ""
        return number + (self.document.subject or str(_("(secret)")))
