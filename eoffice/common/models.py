"""What was done under a request key; kept for 24 hours."""

from __future__ import annotations

from django.db import models


class DoneOnce(models.Model):
    """The answer that a person's request key got. The person is a plain number: people lie above."""

    person_id = models.BigIntegerField()
    key = models.CharField(max_length=200)
    digest = models.CharField(max_length=64)
    claim = models.UUIDField()
    at = models.DateTimeField(db_index=True)
    answer = models.JSONField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person_id", "key"], name="key_once_per_person")]
