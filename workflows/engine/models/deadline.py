"""Times by which something must happen, and every time that was ever in force."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from eoffice.organisations.models import Organisation


class Deadline(models.Model):
    """One running or stopped timer of an item. `due` is the item's own, by which figures judge."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    process = models.CharField(max_length=40)
    item = models.PositiveBigIntegerField()
    timer = models.CharField(max_length=16)
    due_at = models.DateTimeField()
    original_due_at = models.DateTimeField()
    started_at = models.DateTimeField()
    basis = models.JSONField(default=dict)  # how it was worked out, so that a changed calendar can redo it
    stopped_at = models.DateTimeField(null=True)
    told_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["due_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["process", "item", "timer"], condition=Q(stopped_at=None), name="one_running_timer"
            )
        ]
        indexes = [
            models.Index(
                fields=["organisation", "due_at"], condition=Q(stopped_at=None), name="running_timers"
            ),
            models.Index(fields=["process", "item"], name="timers_of_item"),
        ]


class DeadlineChange(models.Model):
    """A due time that was in force, until when, and why it moved."""

    deadline = models.ForeignKey(Deadline, models.CASCADE, related_name="changes")
    was_due_at = models.DateTimeField()
    due_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    reason = models.CharField(max_length=1000)

    class Meta:
        ordering = ["pk"]
