"""How long papers are kept (ข้อ 57, 89/5): a table shared by all agencies."""

from __future__ import annotations

import datetime as dt

from django.db import models
from django.utils.translation import get_language


class RetentionClass(models.Model):
    """A class of sheet 7.2. `years` is empty where no number of years can be told from the class alone."""

    code = models.CharField(max_length=30, primary_key=True)
    label_th = models.CharField(max_length=200)
    label_en = models.CharField(max_length=200)
    years = models.PositiveSmallIntegerField(null=True)
    is_permanent = models.BooleanField(default=False)
    clause = models.CharField(max_length=40)
    order = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["order"]

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        """In the language of the reader."""
        return self.label_en if (get_language() or "th").startswith("en") else self.label_th

    def keep_until(self, closed_on: dt.date, *, electronic: bool) -> dt.date | None:
        """31 December of the year closed + `years` (practice); None: for ever, or the class does not tell.

        An electronic letter never gets a date (ข้อ 89/5); finance papers only once they were audited (57.6).
        """
        if electronic or self.years is None:
            return None
        return dt.date(closed_on.year + self.years, 12, 31)
