"""The life of an assignment (การมอบหมาย): one person or unit, one letter.

    planned -> assigned -> in_progress -> done      aside: declined, cancelled

Domain sheet 12.1. What happens here moves the letter in the same transaction, by the same person.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from eoffice.people.models import Post, User
from eoffice.people.roles import Role
from workflows.engine.act import Act
from workflows.engine.inputs import NoInputs
from workflows.engine.models import Holder, Tracked
from workflows.engine.rules.classes import Sort
from workflows.engine.step import NOT_BEGUN, step
from workflows.engine.timers import ALL
from workflows.letters.assignment import effects
from workflows.letters.assignment.inputs import AssignInputs, EndInputs, ReturnInputs
from workflows.letters.assignment.queryset import AssignmentQuerySet
from workflows.letters.assignment.states import CLASSES, A, Part
from workflows.letters.assignment.who import gave_it, is_mine, not_the_assignee
from workflows.letters.incoming.holders import head_of
from workflows.letters.incoming.inputs import (
    AcknowledgeInputs,
    Assignee,
    DeclineInputs,
    DelegateInputs,
    ExtendInputs,
    ReportInputs,
)

if TYPE_CHECKING:
    from workflows.letters.models import IncomingLetter

OPEN = (A.ASSIGNED, A.IN_PROGRESS)


class Assignment(Tracked):
    """What one person or unit has to do about a letter."""

    process = "assignment"
    path = "assignments"
    process_label = _("Assignment")
    read_with = ("organisation", "letter__document")
    seen_by_post_alone = True
    states = A
    classes = CLASSES
    usual_way = (A.ASSIGNED, A.IN_PROGRESS, A.DONE)

    letter: models.ForeignKey[IncomingLetter] = models.ForeignKey(
        "letters.IncomingLetter", models.PROTECT, related_name="assignments"
    )
    person = models.ForeignKey(User, models.PROTECT, null=True, related_name="assignments")
    part = models.CharField(_("part"), max_length=4, choices=Part.choices, default=Part.LEAD)
    assigned_by = models.ForeignKey(Post, models.PROTECT, null=True, related_name="+")
    result = models.TextField(_("result"), blank=True)

    objects = AssignmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("assignment")
        indexes = [
            models.Index(fields=["organisation", "holder_role", "due_at"], name="assignments_by_role"),
            models.Index(fields=["organisation", "holder_person", "due_at"], name="assignments_by_holder"),
            models.Index(fields=["person", "state_class", "due_at"], name="assignments_by_person"),
        ]

    @step(_("Assign"), source=NOT_BEGUN, target=A.PLANNED, inner=True, inputs=AssignInputs)
    def assign(self, inputs: AssignInputs, act: Act) -> None:
        """Planned with the order; told when the order is distributed."""
        self.due_at = self.original_due_at = inputs.due_at

    @step(_("Give out"), source=A.PLANNED, target=A.ASSIGNED, inner=True)
    def give(self, inputs: NoInputs, act: Act) -> None:
        """The assignee is told."""

    @step(
        _("Acknowledge"),
        source=A.ASSIGNED,
        target=(A.IN_PROGRESS, A.DONE),
        who=is_mine,
        inputs=AcknowledgeInputs,
        usual=True,
    )
    def acknowledge(self, inputs: AcknowledgeInputs, act: Act) -> str:
        """Seen: whoever is named for information has done with it."""
        effects.take_up(self, act)
        act.after(lambda: effects.move_the_letter(self, act))
        return A.DONE if self.part == Part.CC else A.IN_PROGRESS

    @step(_("Delegate onward"), source=OPEN, who=is_mine, inputs=DelegateInputs)
    def delegate(self, inputs: DelegateInputs, act: Act) -> None:
        """Passed on to somebody else, who holds it from now."""
        effects.pass_on(self, inputs.person, act)

    @step(_("Hand back"), source=OPEN, target=A.DECLINED, who=is_mine, inputs=DeclineInputs, stops=[ALL])
    def decline(self, inputs: DeclineInputs, act: Act) -> None:
        """Not mine to do, with the reason; the director orders anew if nobody is left."""
        effects.let_off(self, act)
        act.after(lambda: effects.move_the_letter(self, act))

    @step(
        _("Report"),
        source=A.IN_PROGRESS,
        target=A.DONE,
        who=is_mine,
        first=effects.acknowledge_first,
        inputs=ReportInputs,
        clause="ข้อ 53",
        stops=[ALL],
        usual=True,
    )
    def report(self, inputs: ReportInputs, act: Act) -> None:
        """The result; a lead who had not acknowledged does both."""
        effects.keep_result(self, inputs.text, inputs.files, act)
        act.after(lambda: effects.move_the_letter(self, act))

    @step(
        _("Send back"),
        source=A.DONE,
        target=A.IN_PROGRESS,
        by=(Role.DIRECTOR, Role.SECTION_HEAD),
        never=not_the_assignee,
        inputs=ReturnInputs,
    )
    def return_(self, inputs: ReturnInputs, act: Act) -> None:
        """The result is not what was asked for."""
        act.after(lambda: effects.reopen_the_letter(self, act))

    @step(
        _("Extend"),
        source=(A.PLANNED, A.ASSIGNED, A.IN_PROGRESS),
        by=Role.DIRECTOR,
        who=gave_it,
        never=not_the_assignee,
        inputs=ExtendInputs,
        sort=Sort.EXTEND,
    )
    def extend(self, inputs: ExtendInputs, act: Act) -> None:
        """More time, from whoever ordered it."""
        effects.later_than_now(self, inputs.due_at)
        act.move_due(inputs.due_at, inputs.note)

    @step(
        _("Cancel"),
        source=(A.PLANNED, A.ASSIGNED, A.IN_PROGRESS),
        target=A.CANCELLED,
        inner=True,
        inputs=EndInputs,
        stops=[ALL],
    )
    def cancel(self, inputs: EndInputs, act: Act) -> None:
        """The order changed, or the letter was voided."""
        effects.let_off(self, act)

    def get_absolute_url(self) -> str:
        """Its place on the letter's page."""
        return f"{reverse('letters:letter', args=[self.letter_id])}#assignment-{self.pk}"

    # What the engine asks

    def holder(self) -> Holder:
        """The assignee, or those who act for the unit."""
        if self.state not in OPEN:
            return Holder()
        if self.person_id:
            return Holder(person_id=self.person_id)
        return Holder(role=Role.SECTION_HEAD, unit_id=self.unit_id)

    def given_by(self) -> Post | None:
        """Whoever ordered it, though somebody else gave it out."""
        return self.assigned_by

    def superiors(self) -> list[Holder]:
        """Whoever gave it, and the head of the unit."""
        giver = [Holder(person_id=self.assigned_by.person_id)] if self.assigned_by else []
        return [*giver, *head_of(self.unit_id)]

    def first_due(self, act: Act | None) -> dt.datetime | None:
        """The order's date, else its letter's (sheet 12.6)."""
        return self.due_at or self.letter.due_at

    def lock_first(self) -> models.QuerySet[IncomingLetter]:
        """The letter is locked before its assignments."""
        from workflows.letters.models import IncomingLetter

        mine = Assignment._base_manager.filter(pk=self.pk).values("letter")
        return IncomingLetter._base_manager.filter(pk__in=mine)

    def speed_class(self) -> str:
        """The letter's."""
        return self.letter.speed_class()

    def secrecy_class(self) -> str:
        """The letter's."""
        return self.letter.secrecy_class()

    def words_may_be_logged(self) -> bool:
        """As the letter says."""
        return self.letter.words_may_be_logged()

    def headline(self) -> str:
        """The letter's."""
        return self.letter.headline()

    # Small questions

    @property
    def who(self) -> str:
        """The person's name, or the unit's."""
        return self.person.name if self.person else str(self.unit or "")

    def belongs_to(self, post: Post) -> bool:
        """Whether `post` answers for it."""
        return is_mine(self, post)

    def is_for(self, assignee: Assignee) -> bool:
        """Whether a new order names the same again."""
        if assignee.person is not None:
            return self.person_id == assignee.person.pk and self.part == assignee.role
        return self.person_id is None and self.unit == assignee.unit and self.part == assignee.role
