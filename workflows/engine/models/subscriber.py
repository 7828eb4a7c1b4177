"""How far each reader of the log has read."""

from __future__ import annotations

from django.db import models

from eoffice.organisations.models import Organisation


class SubscriberCursor(models.Model):
    """The last chain number that a subscriber has handled for an organisation."""

    subscriber = models.CharField(max_length=40)
    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    number = models.PositiveBigIntegerField(default=0)
    moved_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["subscriber", "organisation"], name="one_cursor_per_organisation")
        ]
