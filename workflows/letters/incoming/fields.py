"""What an office keeps of an incoming letter beside its state."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, cast

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from documents.models import Document, RegisterEntry
from eoffice.people.models import Post, User
from workflows.engine.models import Tracked
from workflows.letters.incoming.finding import copies_of, letters_named
from workflows.letters.incoming.states import Channel
from workflows.letters.verify import verify_letters

if TYPE_CHECKING:
    from django_stubs_ext.db.models.manager import RelatedManager

    from workflows.engine.inputs.ask import Ask
    from workflows.letters.models import Assignment, Endorsement, IncomingLetter


#: What lists ask by; each begins with the organisation, so that offices of one database don't meet.
INDEXES = [
    models.Index(fields=["organisation", "state", "-id"], name="letters_by_state"),
    models.Index(fields=["organisation", "-id"], name="letters_by_arrival"),
    models.Index(fields=["organisation", "state_class", "due_at"], name="letters_by_due"),
    models.Index(  # what was late before it got more time is late: the other half of that question
        fields=["organisation", "state_class"],
        condition=models.Q(missed_due_at__isnull=False),
        name="letters_late_once",
    ),
    models.Index(fields=["organisation", "holder_role", "due_at"], name="letters_by_role"),
    models.Index(fields=["organisation", "holder_person", "due_at"], name="letters_by_person"),
]


class LetterFields(Tracked):
    """The record of one letter's life in one office. What the letter says is its `document`."""

    document = models.ForeignKey(Document, models.PROTECT, related_name="incoming_letters")
    entry = models.ForeignKey(RegisterEntry, models.PROTECT, null=True, related_name="incoming_letters")
    unit_entry = models.ForeignKey(RegisterEntry, models.PROTECT, null=True, related_name="+")
    receive_number = models.PositiveIntegerField(_("receive number"), null=True)
    receive_year = models.PositiveSmallIntegerField(_("year (BE)"), null=True)
    channel = models.CharField(_("channel"), max_length=8, choices=Channel.choices)
    received_at = models.DateTimeField(_("received"))
    answers_due_on = models.DateField(_("answer by"), null=True, blank=True)
    within_at = models.DateTimeField(_("must reach the addressee by"), null=True, blank=True)
    is_question = models.BooleanField(_("asks a question that must be answered"), default=False)
    is_circular = models.BooleanField(_("circular"), default=False)
    defects = models.CharField(_("defects"), max_length=500, blank=True)
    route = models.JSONField(default=list)  # roles and people the letter still goes to before the order
    created_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    submitted_by = models.ForeignKey(Post, models.PROTECT, null=True, related_name="+")
    acknowledged_at = models.DateTimeField(_("told the sender"), null=True)
    file_code = models.CharField(_("file code"), max_length=40, blank=True)
    file_code_known = models.BooleanField(default=True)
    retention_class = models.CharField(_("retention class"), max_length=24, blank=True)
    waits_for = models.CharField(_("waits for"), max_length=200, blank=True)
    outcome = models.CharField(_("outcome"), max_length=500, blank=True)

    if TYPE_CHECKING:
        assignments: RelatedManager[Assignment]
        endorsements: RelatedManager[Endorsement]

    class Meta:
        abstract = True

    def get_absolute_url(self) -> str:
        """The letter's page."""
        return reverse("letters:letter", args=[self.pk])

    def page_of_step(self, name: str) -> str:
        """Orders and minutes are given on the stack."""
        if name in {"order", "minute"}:
            return f"{reverse('letters:desk')}?at={self.pk}"
        return reverse("letters:amend", args=[self.pk]) if name == "order_amend" else ""

    def proposed_for(self, ask: Ask, post: Post) -> list[IncomingLetter]:
        """The first copy of a letter that came again."""
        return copies_of(cast("IncomingLetter", self), post) if self.pk else []

    def secrecy_class(self) -> str:
        """The paper's."""
        return str(self.document.secrecy)

    def told_with_it(self) -> list[Tracked]:
        """What those did whom the orders named."""
        return list(self.assignments.select_related("unit").order_by("pk"))

    @classmethod
    def named(cls, text: str, post: Post) -> list[IncomingLetter]:
        """By receive number or ที่."""
        return letters_named(text, post)

    @classmethod
    def verify_words(cls) -> Iterator[tuple[IncomingLetter, str]]:
        """Rows, papers and minutes against the evidence in the log."""
        return verify_letters()
