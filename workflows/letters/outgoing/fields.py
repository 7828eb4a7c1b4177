"""What an office keeps of an outgoing letter beside its state."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.utils.translation import gettext_lazy as _

from documents.models import Document, RegisterEntry
from eoffice.people.models import Post, User
from workflows.engine.models import Tracked

if TYPE_CHECKING:
    from django_stubs_ext.db.models.manager import RelatedManager

    from workflows.letters.models import Recipient

#: What lists ask by; each begins with the organisation.
INDEXES = [
    models.Index(fields=["organisation", "state", "-id"], name="outgoing_by_state"),
    models.Index(fields=["organisation", "-id"], name="outgoing_by_age"),
    models.Index(fields=["organisation", "state_class", "due_at"], name="outgoing_by_due"),
    models.Index(fields=["organisation", "holder_role", "due_at"], name="outgoing_by_role"),
    models.Index(fields=["organisation", "holder_person", "due_at"], name="outgoing_by_person"),
]


class OutgoingFields(Tracked):
    """The record of one letter's way out of one office. What the letter says is its `document`."""

    document = models.ForeignKey(Document, models.PROTECT, related_name="outgoing_letters")
    entry = models.ForeignKey(RegisterEntry, models.PROTECT, null=True, related_name="outgoing_letters")
    send_number = models.PositiveIntegerField(_("send number"), null=True)
    send_year = models.PositiveSmallIntegerField(_("year (BE)"), null=True)
    is_circular = models.BooleanField(_("circular letter (ว)"), default=False)
    answers = models.ForeignKey(
        "letters.IncomingLetter", models.PROTECT, null=True, blank=True, related_name="replies"
    )
    route = models.JSONField(default=list)  # who still reviews, in order: [{"person": id}] or [{"role": id}]
    created_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    drafted_by = models.ForeignKey(Post, models.PROTECT, null=True, related_name="+")
    signed_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(
        null=True
    )  # of the first attempt, which remains the sending time (ข้อ 89/3)
    file_name = models.CharField(_("file name"), max_length=120, blank=True)
    file_code = models.CharField(_("file code"), max_length=40, blank=True)
    file_code_known = models.BooleanField(default=True)
    retention_class = models.CharField(_("retention class"), max_length=24, blank=True)

    if TYPE_CHECKING:
        recipients: RelatedManager[Recipient]

    class Meta:
        abstract = True

    def secrecy_class(self) -> str:
        """The paper's."""
        return str(self.document.secrecy)
