"""Who was reminded that a letter waits for their receive number, when and by whom."""

from __future__ import annotations

import datetime as dt

from django.db import models
from django.db.models import Q

from eoffice.people.models import User
from workflows.letters.models.recipient import Recipient


class ReminderQuerySet(models.QuerySet["Reminder"]):
    """Questions about reminders."""

    def to_mail(self, at: dt.datetime) -> ReminderQuerySet:
        """Those whose short mail is due at the instant."""
        return self.filter(mail_next_at__lte=at)


class Reminder(models.Model):
    """One reminder to one recipient, through its own channel. What goes by e-mail waits here to be mailed."""

    recipient = models.ForeignKey(Recipient, models.PROTECT, related_name="reminders")
    at = models.DateTimeField()
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    mail_next_at = models.DateTimeField(null=True)
    mail_tries = models.PositiveSmallIntegerField(default=0)
    failure = models.CharField(max_length=300, blank=True)

    objects = ReminderQuerySet.as_manager()

    class Meta:
        ordering = ["recipient", "at", "pk"]
        indexes = [
            models.Index(
                fields=["mail_next_at"], condition=Q(mail_next_at__isnull=False), name="reminders_to_mail"
            )
        ]
