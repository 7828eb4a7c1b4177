"""What an office keeps of a memo beside its state."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.utils.translation import gettext_lazy as _

from workflows.letters.memo.states import Decision, Template
from workflows.letters.writing.fields import Written, indexes

if TYPE_CHECKING:
    from django_stubs_ext.db.models.manager import RelatedManager

    from workflows.letters.models import MemoMinute, MemoReader

INDEXES = indexes("memos")


class MemoFields(Written):
    """The record of one memo's way. What it says is its `document`."""

    template = models.CharField(_("about"), max_length=8, choices=Template.choices, default=Template.GENERAL)
    amount = models.PositiveIntegerField(_("amount (baht)"), null=True)
    starts_on = models.DateField(_("from day"), null=True)
    ends_on = models.DateField(_("until day"), null=True)
    place = models.CharField(_("place"), max_length=200, blank=True)
    submitted_at = models.DateTimeField(null=True)
    decision = models.CharField(_("decision"), max_length=16, choices=Decision.choices, blank=True)
    acknowledge_by = models.DateTimeField(_("acknowledge by"), null=True)

    if TYPE_CHECKING:
        minutes: RelatedManager[MemoMinute]
        readers: RelatedManager[MemoReader]

    class Meta:
        abstract = True
