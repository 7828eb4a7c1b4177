"""What an office keeps of an outgoing letter beside its state."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.utils.translation import gettext_lazy as _

from workflows.letters.writing.fields import Written, indexes

if TYPE_CHECKING:
    from django_stubs_ext.db.models.manager import RelatedManager

    from workflows.letters.models import Recipient

INDEXES = indexes("outgoing")


class OutgoingFields(Written):
    """The record of one letter's way out of one office. What the letter says is its `document`."""

    send_number = models.PositiveIntegerField(_("send number"), null=True)
    send_year = models.PositiveSmallIntegerField(_("year (BE)"), null=True)
    is_circular = models.BooleanField(_("circular letter (ว)"), default=False)
    answers = models.ForeignKey(
        "letters.IncomingLetter", models.PROTECT, null=True, blank=True, related_name="replies"
    )
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
