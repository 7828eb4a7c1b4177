"""One row for each tracked item that was ever opened: its events, and what they come to."""

from __future__ import annotations

import datetime as dt
from typing import Self

from django.db import models
from django.db.models import Q

from eoffice.organisations.models import Organisation, Unit
from kpi.rules.history import ItemHistory
from kpi.rules.stored import read_events
from kpi.rules.window import Window

#: Until when an open item may still matter to a period.
FAR = dt.datetime(9999, 1, 1, tzinfo=dt.UTC)


class ItemFactQuerySet(models.QuerySet["ItemFact"]):
    """Which items a figure must look at."""

    def of(self, organisation_id: int, process: str) -> Self:
        """The items of one process of one organisation."""
        return self.filter(organisation_id=organisation_id, process=process)

    def touching(self, window: Window) -> Self:
        """Those that can count in the window: alive in it, or due in it at some time."""
        return self.filter(relevant_until__gte=window.since, opened_at__lt=window.as_of)

    def perhaps_of_unit(self, unit_id: int) -> Self:
        """Those of a unit, and those that changed hands: the fold settles whose they were when due."""
        return self.filter(Q(unit_id=unit_id) | Q(changed_hands=True))


class ItemFact(models.Model):
    """What the log tells of one item. Made from the log alone; rebuilt, it comes out the same.

    `events` hold all that any figure at any `as_of` needs (kpi.rules.stored); the other columns are what
    they come to now, to find items by. Working times are never kept: a calendar may still change.
    """

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    process = models.CharField(max_length=40)
    item = models.PositiveBigIntegerField()
    unit = models.ForeignKey(Unit, models.SET_NULL, null=True, related_name="+")  # its owner when due
    changed_hands = models.BooleanField(default=False)
    state = models.CharField(max_length=32)
    state_class = models.CharField(max_length=10)
    speed = models.CharField(max_length=12)
    opened_at = models.DateTimeField()
    due_at = models.DateTimeField(null=True)
    original_due_at = models.DateTimeField(null=True)
    first_done_at = models.DateTimeField(null=True)
    done_at = models.DateTimeField(null=True)
    cancelled_at = models.DateTimeField(null=True)
    voided_at = models.DateTimeField(null=True)
    fault_returns = models.PositiveIntegerField(default=0)
    fault_reopens = models.PositiveIntegerField(default=0)
    reopened = models.PositiveIntegerField(default=0)
    extended = models.PositiveIntegerField(default=0)
    steps = models.PositiveIntegerField(default=0)
    from_paper = models.BooleanField(default=False)
    event_count = models.PositiveIntegerField(default=0)
    relevant_until = models.DateTimeField()  # last event or due time; FAR while open
    events = models.JSONField()
    log_number = models.PositiveBigIntegerField()  # of the last row read; rows up to it change nothing

    objects = ItemFactQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["process", "item"], name="one_fact_per_item")]
        indexes = [
            models.Index(fields=["organisation", "process", "relevant_until"], name="facts_that_matter"),
            models.Index(fields=["organisation", "process", "due_at"], name="facts_by_due_time"),
        ]

    def __str__(self) -> str:
        return f"{self.process}:{self.item}"

    def history(self) -> ItemHistory:
        """Its events, folded, ready to be asked about any instant."""
        return ItemHistory.of(str(self.item), read_events(self.events))
