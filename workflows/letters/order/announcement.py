"""The life of an announcement (ประกาศ), from the draft until it is taken down.

    draft -> to_sign -> signed -> published      aside: cancelled

Domain sheet 12.3: as an order up to the signature, then an_publish.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from documents.classes import Kind
from documents.rules.wording import Wording
from eoffice.common import clock
from workflows.engine.act import Act
from workflows.engine.models import Holder
from workflows.engine.step import NOT_BEGUN, step
from workflows.letters.order import drafting, guards, paper
from workflows.letters.order import inputs as i
from workflows.letters.order.queryset import AnnouncementQuerySet
from workflows.letters.order.signable import REGISTRARS, Signable
from workflows.letters.order.states import NOTICE_CLASSES, NOTICE_WAY, N, Timer
from workflows.letters.outgoing.states import PAPERS
from workflows.letters.writing import who
from workflows.letters.writing.fields import indexes
from workflows.letters.writing.holders import registrar

if TYPE_CHECKING:
    from documents.rendering.papers import Paper

#: The end of office hours, at which a day that is stated ends (sheet 12.6).
END_OF_DAY = dt.time(16, 30)


class Announcement(Signable):
    """One announcement of one office."""

    process = "announcement"
    path = "announcements"
    process_label = pgettext_lazy("process", "Announcement")
    read_with = ("organisation", "document")
    states = N
    classes = NOTICE_CLASSES
    usual_way = NOTICE_WAY

    places = models.JSONField(_("places"), default=list)
    posted_from = models.DateField(_("posted from"), null=True)
    posted_until = models.DateField(_("posted until"), null=True)
    taken_down_at = models.DateTimeField(_("taken down"), null=True)

    objects = AnnouncementQuerySet.as_manager()

    class Meta:
        verbose_name = pgettext_lazy("process", "announcement")
        indexes = indexes("notices")

    @step(
        _("Draft an announcement"),
        source=NOT_BEGUN,
        target=N.DRAFT,
        who=who.anybody,
        inputs=i.AnnouncementInputs,
        clause="ข้อ 20",
    )
    def draft(self, inputs: i.AnnouncementInputs, act: Act) -> None:
        """What the public is to know."""
        drafting.says_all(inputs)
        wording = Wording(kind=Kind.ANNOUNCEMENT, subject=inputs.subject, body=inputs.body)
        drafting.begin(self, wording, act, inputs.unit)
        drafting.enclose(self, inputs.files, act)

    @step(_("Edit the draft"), source=N.DRAFT, who=who.may_edit, inputs=i.EditAnnouncementInputs)
    def edit(self, inputs: i.EditAnnouncementInputs, act: Act) -> None:
        """The next version; the one before stays readable."""
        drafting.rewrite(self, drafting.change(self, subject=inputs.subject, body=inputs.body), act)
        drafting.enclose(self, inputs.files, act)

    @step(
        _("Publish"),
        source=N.SIGNED,
        target=N.PUBLISHED,
        by=REGISTRARS,
        bars=who.the_right_registrar,
        inputs=i.PublishInputs,
        clause="ข้อ 20",
        starts=[Timer.DUE],
        usual=True,
    )
    def publish(self, inputs: i.PublishInputs, act: Act) -> None:
        """Where it is posted, and until when."""
        drafting.publish(self, inputs, act)
        act.read_promptly(PAPERS, self.organisation_id)

    @step(
        _("Take down"),
        source=N.PUBLISHED,
        by=REGISTRARS,
        bars=who.the_right_registrar,
        inputs=i.TakeDownInputs,
        needs=[guards.is_posted],
        stops=[Timer.DUE],
    )
    def take_down(self, inputs: i.TakeDownInputs, act: Act) -> None:
        """No longer posted; what it said stays readable."""
        self.taken_down_at = act.at

    # What the engine asks

    def laid_out(self, wording: Wording) -> Paper:
        """These words on the paper of form 7."""
        return paper.announcement(self, wording)

    def paper_name(self) -> str:
        """ประกาศ before the number, where it has one."""
        return f"announcement-{(self.document.reference or str(self.pk)).replace('/', '-')}.pdf"

    def whom_to_remind(self) -> list[Holder]:
        """Who takes it down when its time has run out."""
        return [registrar(self)] if self.state == N.PUBLISHED else self.holders()

    def timer_due(self, timer: str, act: Act | None) -> dt.datetime | None:
        """The end of the last day on which it is posted."""
        if self.posted_until is None:
            return None
        return dt.datetime.combine(self.posted_until, END_OF_DAY, clock.BANGKOK)
