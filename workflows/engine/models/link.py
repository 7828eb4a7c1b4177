"""What joins one tracked item to another, of any process."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from eoffice.people.models import User


class LinkQuerySet(models.QuerySet["Link"]):
    """Questions about links."""

    def of(self, process: str, item: int) -> LinkQuerySet:
        """Links from or to the item."""
        return self.filter(
            Q(from_process=process, from_item=item) | Q(to_process=process, to_item=item)
        ).order_by("pk")


class Link(models.Model):
    """A directed link: `kind` reads from the first to the second (answers, duplicate_of, related)."""

    kind = models.CharField(max_length=24)
    from_process = models.CharField(max_length=40)
    from_item = models.PositiveBigIntegerField()
    to_process = models.CharField(max_length=40)
    to_item = models.PositiveBigIntegerField()
    made_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField()

    objects = LinkQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "from_process", "from_item", "to_process", "to_item"], name="link_once"
            )
        ]
        indexes = [models.Index(fields=["to_process", "to_item"], name="links_to_item")]
