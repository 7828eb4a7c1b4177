"""People who must acknowledge a paper: a row each, with when they did."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, ClassVar, Self

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from documents.actions.papers import grant
from eoffice.people.models import User
from workflows.engine.models import Holder
from workflows.letters.writing.drafting import all_cleared
from workflows.letters.writing.queryset import WrittenQuerySet

if TYPE_CHECKING:
    from eoffice.people.models import Post
    from workflows.engine.act import Act
    from workflows.letters.writing.fields import Written


class NamedQuerySet(models.QuerySet[Any]):
    """Questions about the people of one paper."""

    def pending(self) -> Self:
        """Those who were told and have not acknowledged yet."""
        return self.filter(told_at__isnull=False, acknowledged_at=None)


class Named(models.Model):
    """One person whom a paper concerns. `item` is the paper; a kind declares it."""

    person = models.ForeignKey(User, models.PROTECT, related_name="+")
    duty = models.CharField(_("duty"), max_length=300, blank=True)
    place = models.PositiveSmallIntegerField(default=0)
    told_at = models.DateTimeField(null=True)
    acknowledged_at = models.DateTimeField(_("acknowledged"), null=True)

    objects = NamedQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering = ["item", "place", "pk"]

    def __str__(self) -> str:
        return self.person.name


class CirculatedQuerySet(WrittenQuerySet):
    """Papers that also wait for everybody who has to acknowledge them."""

    told_in: ClassVar[tuple[str, ...]] = ()  # the states in which they do

    def _pending(self, post: Post) -> Exists:
        rows: Any = self.model._meta.get_field("readers").related_model
        return Exists(rows.objects.pending().filter(item=OuterRef("pk"), person=post.person_id))

    def waiting_for(self, post: Post) -> Self:
        """As every item; and what this very person has to acknowledge."""
        plain = super().waiting_for(post).order_by().values("pk")
        mine = Q(organisation=post.organisation_id, state__in=self.told_in) & Q(self._pending(post))
        return self.filter(Q(pk__in=plain) | mine)

    def count_waiting_for(self, post: Post, *, most: int) -> int:
        """How many wait for `post`, counted no further than `most`."""
        return len(self.waiting_for(post).order_by().values("pk")[:most])

    def held_in_parts(self, items: Iterable[int]) -> dict[int, list[str]]:
        """Those who have not acknowledged."""
        rows: Any = self.model._meta.get_field("readers").related_model
        found: dict[int, list[str]] = {}
        for row in rows.objects.pending().filter(item__in=list(items)).select_related("person"):
            found.setdefault(row.item_id, []).append(row.person.name)
        return found


def tell(item: Written, people: Iterable[User], act: Act) -> None:
    """Let everybody whom the paper names, and `people` besides, into it; from now on they are waited for."""
    people = list(dict.fromkeys(people))
    all_cleared(item, people, "recipients")
    rows = _rows(item)
    known = set(rows.values_list("person", flat=True))
    more = [person for person in people if person.pk not in known]
    rows.bulk_create(
        rows.model(item=item, person=person, place=len(known) + place) for place, person in enumerate(more)
    )
    rows.filter(told_at=None).update(told_at=act.at)
    for row in rows.select_related("person"):
        grant(item.document, row.person, "named", act.user, at=act.at)


def acknowledge(item: Written, act: Act) -> None:
    """The actor, or whoever it acts for, has seen it; after the last of all the paper is done."""
    rows = _rows(item)
    person = act.on_behalf_of.person_id if act.on_behalf_of else act.user and act.user.pk
    rows.pending().filter(person=person).update(acknowledged_at=act.at)
    if not rows.pending().exists():
        act.then(item, "finish")


def is_awaited(item: Written, post: Post) -> bool:
    """Told, and has not acknowledged yet."""
    rows = _rows(item)
    return bool(rows.pending().filter(person=post.person_id).exists())


def awaited(item: Written) -> list[Holder]:
    """Everybody who has not acknowledged."""
    rows = _rows(item)
    return [Holder(person_id=person) for person in rows.pending().values_list("person", flat=True)]


def usual_date(item: Written, at: dt.datetime) -> dt.datetime:
    """By when people usually acknowledge: the office's own setting."""
    from eoffice.organisations.calendar import office_clock
    from eoffice.organisations.settings_of import settings_of

    days = settings_of(item.organisation).delivery_days
    return office_clock(item.organisation_id).due_in_working_days(at, days)


def _rows(item: Any) -> Any:
    """The people of one paper of any kind."""
    return item.readers
