"""Delegation and absence: one record that moves tasks, signatures and notices."""

from __future__ import annotations

import datetime as dt

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from eoffice.people.models.person import User
from eoffice.people.models.post import Post


class DelegationQuerySet(models.QuerySet["Delegation"]):
    """Questions about delegations."""

    def visible_to(self, post: Post) -> DelegationQuerySet:
        """Those of the agency of `post`: everyone may know who is away and who acts."""
        return self.filter(principal__organisation=post.organisation_id)

    def for_list(self) -> DelegationQuerySet:
        """With what a list shows, in a constant number of queries."""
        return self.select_related("principal__person", "principal__unit", "delegate__person", "created_by")

    def in_force(self, at: dt.datetime) -> DelegationQuerySet:
        """Those that hold at the instant: begun, not ended, not revoked."""
        return self.filter(
            Q(ends_at__gt=at) | Q(ends_at__isnull=True),
            self._stands(at),
            starts_at__lte=at,
        )

    def giving_power(self) -> DelegationQuerySet:
        """Those by which somebody acts in another's name; an absence alone gives nothing."""
        return self.exclude(kind=Delegation.Kind.ABSENCE)

    def not_over(self, at: dt.datetime) -> DelegationQuerySet:
        """Those in force at the instant or still to begin."""
        return self.filter(Q(ends_at__gt=at) | Q(ends_at__isnull=True), self._stands(at))

    def over(self, at: dt.datetime) -> DelegationQuerySet:
        """Those that ended or were revoked before the instant."""
        return self.exclude(pk__in=self.not_over(at).values("pk"))

    def touching(self, starts_at: dt.datetime, ends_at: dt.datetime | None) -> DelegationQuerySet:
        """Unrevoked ones that share an instant with the half-open time; no end means for ever."""
        rows = self.filter(Q(ends_at__gt=starts_at) | Q(ends_at__isnull=True), revoked_at__isnull=True)
        return rows if ends_at is None else rows.filter(starts_at__lt=ends_at)

    @staticmethod
    def _stands(at: dt.datetime) -> Q:
        return Q(revoked_at__isnull=True) | Q(revoked_at__gt=at)


class Delegation(models.Model):
    """`principal` is away or has given power away; `delegate`, if any, acts in the post's name."""

    class Kind(models.TextChoices):
        ACTING = "acting", _("รักษาราชการแทน")
        POWER = "power", _("ปฏิบัติราชการแทน")
        ABSENCE = "absence", _("Absence only")

    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices)
    principal = models.ForeignKey(Post, models.PROTECT, related_name="delegations_given")
    delegate = models.ForeignKey(Post, models.PROTECT, null=True, blank=True, related_name="delegations_held")
    order_number = models.CharField(_("order number"), max_length=60, blank=True)
    scope = models.JSONField(default=list, blank=True)  # process ids; empty means everything
    reason = models.CharField(_("reason"), max_length=200, blank=True)
    starts_at = models.DateTimeField(pgettext_lazy("period", "from"))
    ends_at = models.DateTimeField(pgettext_lazy("period", "until"), null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True, editable=False)
    created_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    objects = DelegationQuerySet.as_manager()

    class Meta:
        ordering = ["-starts_at", "-pk"]
        verbose_name = _("delegation")
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__isnull=True) | Q(ends_at__gt=models.F("starts_at")),
                name="delegation_ends_after_it_starts",
            ),
            models.CheckConstraint(
                condition=Q(kind="absence") | Q(delegate__isnull=False), name="delegation_names_the_delegate"
            ),
        ]

    def holds(self, at: dt.datetime) -> bool:
        """Whether it is in force at the instant."""
        over = [instant for instant in (self.ends_at, self.revoked_at) if instant is not None]
        return self.starts_at <= at and all(at < instant for instant in over)

    def covers(self, process: str) -> bool:
        """Whether the order's scope takes in the process."""
        return not self.scope or process in self.scope
