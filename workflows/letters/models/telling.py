"""Orders whose assignees are told a little later, so that a slip can still be mended."""

from __future__ import annotations

import datetime as dt

from django.db import models

from workflows.letters.incoming.machine import IncomingLetter


class TellingQuerySet(models.QuerySet["Telling"]):
    """Questions about tellings."""

    def due(self, at: dt.datetime) -> TellingQuerySet:
        """Those whose time has come at the instant."""
        return self.filter(at__lte=at)


class Telling(models.Model):
    """An order given on the phone: its assignees are told at `at`, not before. Told, the row is gone."""

    letter = models.OneToOneField(IncomingLetter, models.CASCADE, related_name="telling")
    at = models.DateTimeField(db_index=True)

    objects = TellingQuerySet.as_manager()
