"""The transition log: append-only, one numbered chain of hashes per organisation."""

from __future__ import annotations

from typing import Any, NoReturn

from django.db import models

from eoffice.organisations.models import Organisation, Unit
from eoffice.people.models import Post, User


class LogIsAppendOnly(RuntimeError):
    """Somebody tried to change or remove what happened."""


class TransitionQuerySet(models.QuerySet["Transition"]):
    """Questions about what happened. There is no way to change it."""

    def of(self, process: str, item: int) -> TransitionQuerySet:
        """What happened to one item, oldest first."""
        return self.filter(process=process, item=item).order_by("number")

    def after(self, organisation_id: int, number: int) -> TransitionQuerySet:
        """The rows of one organisation's chain behind `number`, in order."""
        return self.filter(organisation_id=organisation_id, number__gt=number).order_by("number")

    def update(self, **kwargs: Any) -> NoReturn:
        """Refused: a mistake is corrected by a further step."""
        raise LogIsAppendOnly("The log is never changed.")

    def delete(self) -> NoReturn:
        """Refused."""
        raise LogIsAppendOnly("The log is never shortened.")


class Transition(models.Model):
    """One thing that happened to one item. Written by the engine alone; a database trigger guards it too.

    `number` is gap-free within the organisation and in commit order. `working_minutes` is the time spent
    in `source` by the calendar as it then stood: evidence; figures are computed from the instants.
    """

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    number = models.PositiveBigIntegerField()
    process = models.CharField(max_length=40)
    item = models.PositiveBigIntegerField()
    step = models.CharField(max_length=40)
    source = models.CharField(max_length=32, blank=True)
    target = models.CharField(max_length=32)
    source_class = models.CharField(max_length=10, blank=True)
    state_class = models.CharField(max_length=10)
    sort = models.CharField(max_length=8)
    actor = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    post = models.ForeignKey(Post, models.PROTECT, null=True, related_name="+")
    on_behalf_of = models.ForeignKey(Post, models.PROTECT, null=True, related_name="+")
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")
    speed = models.CharField(max_length=12, blank=True)
    due_at = models.DateTimeField(null=True)
    occurred_at = models.DateTimeField()
    recorded_at = models.DateTimeField()
    working_minutes = models.PositiveIntegerField(null=True)
    reason_kind = models.CharField(max_length=16, blank=True)
    note = models.TextField(blank=True)
    clause = models.CharField(max_length=120, blank=True)
    evidence = models.JSONField(default=dict)
    previous_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    objects = TransitionQuerySet.as_manager()

    class Meta:
        ordering = ["organisation", "number"]
        constraints = [models.UniqueConstraint(fields=["organisation", "number"], name="log_number_once")]
        indexes = [models.Index(fields=["process", "item", "number"], name="log_of_item")]

    def __str__(self) -> str:
        return f"{self.number} {self.process}:{self.item} {self.step}"

    def save(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Refused: rows are appended by the engine."""
        raise LogIsAppendOnly("Only the engine appends to the log.")

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Refused."""
        raise LogIsAppendOnly("The log is never shortened.")


class ChainHead(models.Model):
    """Where an organisation's chain ends. Its row is the lock under which rows are appended."""

    organisation = models.OneToOneField(Organisation, models.PROTECT, primary_key=True, related_name="+")
    number = models.PositiveBigIntegerField(default=0)
    hash = models.CharField(max_length=64, default="0" * 64)
