"""The days and hours an office works: rows that a clerk edits."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from eoffice.organisations.models.agency import Organisation


class OfficeHours(models.Model):
    """Opening and closing time of one weekday from a date on; a break is two rows."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="office_hours")
    weekday = models.PositiveSmallIntegerField(_("weekday"))  # 0 = Monday
    opens = models.TimeField(_("opens"))
    closes = models.TimeField(_("closes"))
    valid_from = models.DateField(_("valid from"))

    class Meta:
        ordering = ["valid_from", "weekday", "opens"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "valid_from", "weekday", "opens"], name="office_hours_once"
            ),
            models.CheckConstraint(
                condition=models.Q(closes__gt=models.F("opens")), name="closes_after_opening"
            ),
            models.CheckConstraint(condition=models.Q(weekday__lte=6), name="weekday_of_a_week"),
        ]


class CalendarDay(models.Model):
    """A day that differs from its weekday: a holiday of some kind, or a day worked instead."""

    class Kind(models.TextChoices):
        PUBLIC = "public", _("Public holiday")
        SUBSTITUTE = "substitute", _("Substitute day")
        SPECIAL = "special", _("Special day by the cabinet")
        CLOSURE = "closure", _("Office closed")
        WORKING = "working", _("Working day")

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="calendar_days")
    day = models.DateField(_("day"))
    kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices)
    name = models.CharField(_("name"), max_length=120)

    class Meta:
        ordering = ["day"]
        constraints = [models.UniqueConstraint(fields=["organisation", "day"], name="calendar_day_once")]


class CalendarYear(models.Model):
    """Says that somebody has settled the holidays of a year; a missing one is warned of in time."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="calendar_years")
    year = models.PositiveSmallIntegerField()  # common era
    confirmed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organisation", "year"], name="calendar_year_once")]
