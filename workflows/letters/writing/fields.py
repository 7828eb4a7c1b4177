"""What every paper that is written in the office has: letters that leave, memos, orders, announcements."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from documents.models import Document, RegisterEntry
from documents.rules.filing import file_name_of
from documents.rules.wording import Wording
from eoffice.organisations.standards import standard_due
from eoffice.people.models import Post, User
from eoffice.people.roles import Role
from workflows.engine.act import Act
from workflows.engine.models import Holder, Tracked
from workflows.engine.step import ANY, step
from workflows.letters.incoming.holders import head_of
from workflows.letters.writing.route import SkipInputs

if TYPE_CHECKING:
    from documents.rendering.papers import Paper


def indexes(name: str) -> list[models.Index]:
    """What lists ask by; each begins with the organisation."""
    return [
        models.Index(fields=["organisation", "state", "-id"], name=f"{name}_by_state"),
        models.Index(fields=["organisation", "-id"], name=f"{name}_by_age"),
        models.Index(fields=["organisation", "state_class", "due_at"], name=f"{name}_by_due"),
        models.Index(fields=["organisation", "holder_role", "due_at"], name=f"{name}_by_role"),
        models.Index(fields=["organisation", "holder_person", "due_at"], name=f"{name}_by_person"),
    ]


class Written(Tracked):
    """The record of one paper's way. What it says is its `document`, version by version."""

    document = models.ForeignKey(Document, models.PROTECT, related_name="+")
    entry = models.ForeignKey(RegisterEntry, models.PROTECT, null=True, related_name="+")
    route = models.JSONField(default=list)  # who still reads, in order: [{"person": id}] or [{"role": id}]
    created_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    drafted_by = models.ForeignKey(Post, models.PROTECT, null=True, related_name="+")
    signed_at = models.DateTimeField(null=True)

    class Meta:
        abstract = True

    @step(_("Pass over who is not there"), source=ANY, inner=True, inputs=SkipInputs, quiet=True)
    def skip(self, inputs: SkipInputs, act: Act) -> None:
        """A stop of the route where nobody is: the history tells who was left out, and why."""

    def laid_out(self, wording: Wording) -> Paper:
        """These words on the paper of their kind; the item need not be kept yet."""
        raise NotImplementedError

    def get_absolute_url(self) -> str:
        """Its page beside the paper."""
        return reverse("memos:item", args=[self.path, self.pk])

    def page_of_step(self, name: str) -> str:
        """The text is written beside its look."""
        return reverse("memos:edit", args=[self.path, self.pk]) if name == "edit" else ""

    def paper_name(self) -> str:
        """What the file of the finished paper is called (appendix 7)."""
        if self.entry is None:
            return f"{self.process}-{self.pk}.pdf"
        return file_name_of(self.document.reference, year=self.entry.year)

    def secrecy_class(self) -> str:
        """The paper's."""
        return str(self.document.secrecy)

    def speed_class(self) -> str:
        """The class in force, for the log."""
        return str(self.document.speed)

    def words_may_be_logged(self) -> bool:
        """Nothing of a secret matter stands in the log."""
        return not self.document.is_secret

    def superiors(self) -> list[Holder]:
        """The director, and the head of the unit that writes."""
        return [Holder(role=Role.DIRECTOR), *head_of(self.unit_id)]

    def first_due(self, act: Act | None) -> dt.datetime | None:
        """The standard time of its speed class, from the moment it was submitted (sheet 12.6)."""
        opened = act.at if act else self.created_at
        return standard_due(self.organisation_id, self.process, opened, speed=self.document.speed)

    def headline(self) -> str:
        """The number and the subject, or that it is secret."""
        number = f"{self.document.reference} " if self.entry_id else ""
        return number + (self.document.subject or str(_("(secret)")))
