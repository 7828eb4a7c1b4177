"""Where the received stamp and the minutes of a letter stand on the copy that is made of its paper."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from eoffice.people.models import User
from workflows.letters.incoming.machine import IncomingLetter


class StampPlace(models.Model):
    """One mark of one letter: the page from 1, and its upper left corner in shares of the page as shown."""

    class Mark(models.TextChoices):
        RECEIVED = "received", _("receiving stamp")
        MINUTES = "minutes", _("minutes (เกษียน)")

    letter = models.ForeignKey(IncomingLetter, models.CASCADE, related_name="stamp_places")
    mark = models.CharField(max_length=8, choices=Mark.choices)
    page = models.PositiveIntegerField(default=1)
    x = models.FloatField()
    y = models.FloatField()
    set_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    set_at = models.DateTimeField()

    class Meta:
        ordering = ["letter", "mark"]
        constraints = [
            models.UniqueConstraint(fields=["letter", "mark"], name="stamp_place_once"),
            models.CheckConstraint(
                condition=Q(page__gte=1, x__gte=0, x__lte=1, y__gte=0, y__lte=1), name="stamp_on_its_page"
            ),
        ]
