"""How long work may take, by process and speed class, from a date on."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from eoffice.organisations.models.agency import Organisation


class ServiceStandard(models.Model):
    """The standard time of a process; items keep the due time they were given."""

    class Clock(models.TextChoices):
        WORKING_HOURS = "working_hours", _("working hours")
        WORKING_DAYS = "working_days", _("working days")
        CALENDAR_DAYS = "calendar_days", _("calendar days")

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="standards")
    process = models.CharField(max_length=40)
    milestone = models.CharField(max_length=40, blank=True)
    speed = models.CharField(max_length=12, blank=True)
    clock = models.CharField(max_length=14, choices=Clock.choices)
    value = models.PositiveSmallIntegerField()
    valid_from = models.DateField()

    class Meta:
        ordering = ["process", "milestone", "speed", "-valid_from"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "process", "milestone", "speed", "valid_from"], name="standard_once"
            )
        ]
