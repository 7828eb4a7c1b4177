"""Reusable ways up (เส้นทางเสนอ): who reads a draft, in which order, of an office or one of its units."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from eoffice.organisations.models import Organisation, Unit
from eoffice.people.models import User
from eoffice.people.roles import Role
from workflows.letters.models.template import KEEPERS, TemplateKind

if TYPE_CHECKING:
    from eoffice.people.models import Post

#: Levels that a stop may name; whoever holds one of them reads the draft.
LEVELS = (Role.SECTION_HEAD, Role.DEPUTY, Role.FINANCE_OFFICER)


class ReviewRouteQuerySet(models.QuerySet["ReviewRoute"]):
    """Questions about routes."""

    def visible_to(self, post: Post) -> ReviewRouteQuerySet:
        """Those of the whole office, and of the post's own unit; all of the office for who keeps them."""
        mine = self.filter(organisation=post.organisation_id)
        if post.has(*KEEPERS):
            return mine
        return mine.filter(Q(unit=None) | Q(unit=post.unit_id))

    def for_draft(self, kind: str, organisation_id: int, unit_id: int | None) -> ReviewRouteQuerySet:
        """Those by which a draft of this kind and unit may go; the unit's before the office's."""
        here = self.filter(organisation=organisation_id, kind=kind).filter(Q(unit=None) | Q(unit=unit_id))
        return here.order_by(models.F("unit").asc(nulls_last=True), "-is_default", "name")

    def for_list(self) -> ReviewRouteQuerySet:
        """With what a list shows."""
        return self.select_related("unit")


class ReviewRoute(models.Model):
    """One named way up. Drafts under way carry a copy: to change it changes none of them."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    unit = models.ForeignKey(Unit, models.CASCADE, null=True, blank=True, related_name="+")
    kind = models.CharField(pgettext_lazy("route", "for"), max_length=24, choices=TemplateKind.choices)
    name = models.CharField(pgettext_lazy("route", "name"), max_length=120)
    #: In order: {"post": id} or {"role": id}, each with "optional": passed over where nobody is there.
    stops = models.JSONField(default=list)
    is_default = models.BooleanField(_("the usual one"), default=False)
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    changed_at = models.DateTimeField()

    objects = ReviewRouteQuerySet.as_manager()

    class Meta:
        verbose_name = _("review route")
        ordering = ["kind", "name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "unit", "kind", "name"], name="review_route_once_per_unit"
            ),
            models.UniqueConstraint(
                fields=["organisation", "kind", "name"],
                condition=Q(unit=None),
                name="review_route_once_per_office",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def is_kept_by(self, post: Post) -> bool:
        """Whether the post may change it: the office's keepers, and the head of the unit it belongs to."""
        if post.organisation_id != self.organisation_id:
            return False
        heads = post.has(Role.SECTION_HEAD) and self.unit_id is not None and self.unit_id == post.unit_id
        return post.has(*KEEPERS) or heads
