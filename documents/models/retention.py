"""How long papers are kept (ข้อ 57, 89/5): a table shared by all agencies."""

from __future__ import annotations

from django.db import models


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
        return self.label_th
