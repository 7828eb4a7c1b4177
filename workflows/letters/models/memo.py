"""What is written on a memo, and who has to know of it."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from workflows.letters.memo.machine import Memo
from workflows.letters.memo.states import Decision
from workflows.letters.writing.minute import Minute
from workflows.letters.writing.named import Named


class MemoMinute(Minute):
    """An opinion on a memo, or the decision."""

    item = models.ForeignKey(Memo, models.PROTECT, related_name="minutes")
    decision = models.CharField(_("decision"), max_length=16, choices=Decision.choices, blank=True)


class MemoReader(Named):
    """One person whom the decision concerns."""

    item = models.ForeignKey(Memo, models.PROTECT, related_name="readers")

    class Meta(Named.Meta):
        constraints = [models.UniqueConstraint(fields=["item", "person"], name="memo_reader_once")]
