"""A post: what a person is in an organisation, from a day to a day."""

from __future__ import annotations

import datetime as dt
from functools import cached_property
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from eoffice.common import clock
from eoffice.organisations.models import Organisation, Unit
from eoffice.people.models.person import User
from eoffice.people.roles import Role

if TYPE_CHECKING:
    from django_stubs_ext.db.models.manager import RelatedManager

    from eoffice.people.models.delegation import Delegation


class PostQuerySet(models.QuerySet["Post"]):
    """Questions about posts."""

    def visible_to(self, post: Post) -> PostQuerySet:
        """Posts of the agency of `post`; who works where is no secret inside the house."""
        return self.filter(organisation=post.organisation_id)

    def in_force(self, on: dt.date | None = None) -> PostQuerySet:
        """Posts held on the day (today unless told), by people who may log in."""
        day = on or clock.today()
        return self.filter(
            Q(ends_on__isnull=True) | Q(ends_on__gte=day), starts_on__lte=day, person__is_active=True
        )

    def not_over(self, on: dt.date) -> PostQuerySet:
        """Posts held on the day or later."""
        return self.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=on))

    def with_role(self, *roles: str) -> PostQuerySet:
        """Posts that carry at least one of the roles."""
        return self.filter(pk__in=PostRole.objects.filter(role__in=roles).values("post_id"))


class Post(models.Model):
    """A person holding duties in an organisation (and, mostly, in one of its units)."""

    person = models.ForeignKey(User, models.PROTECT, related_name="posts")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="posts")
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="posts")
    position = models.CharField(_("position"), max_length=120, blank=True)
    starts_on = models.DateField(pgettext_lazy("period", "from"))
    ends_on = models.DateField(pgettext_lazy("period", "to"), null=True, blank=True)

    objects = PostQuerySet.as_manager()

    #: Whether it acts for others now; None where that was not asked (only posts of one request say so).
    stands_in: bool | None = None
    #: The delegations by which it does, once they were read; kept by posts of one request alone.
    delegations_at_hand: list[Delegation] | None = None

    if TYPE_CHECKING:
        post_roles: RelatedManager[PostRole]

    class Meta:
        ordering = ["organisation", "pk"]
        verbose_name = pgettext_lazy("person", "post")
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=models.F("starts_on")),
                name="post_ends_after_it_starts",
            )
        ]

    def __str__(self) -> str:
        return f"{self.person.name} ({self.position or self.organisation})"

    @cached_property
    def roles(self) -> frozenset[str]:
        """The role ids of the post. Everyone with a post is an officer."""
        return frozenset(row.role for row in self.post_roles.all()) | {Role.OFFICER.value}

    def has(self, *roles: str) -> bool:
        """Whether the post carries at least one of the roles."""
        return not self.roles.isdisjoint(roles)

    def is_in_force(self, on: dt.date) -> bool:
        """Whether the post is held on that day."""
        return self.starts_on <= on and (self.ends_on is None or on <= self.ends_on)


class PostRole(models.Model):
    """One role of a post."""

    post = models.ForeignKey(Post, models.CASCADE, related_name="post_roles")
    role = models.CharField(max_length=24, choices=Role.choices)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["post", "role"], name="role_once_per_post")]
        indexes = [models.Index(fields=["role", "post"], name="post_by_role")]
