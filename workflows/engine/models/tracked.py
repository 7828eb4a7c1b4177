"""The base of everything whose state is tracked."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar, Self

from django.db import models
from django.db.models import OuterRef, Q, Subquery
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django_fsm import FSMField

from eoffice.common import clock
from eoffice.organisations.models import Organisation, Unit
from eoffice.people.models import Post, User
from eoffice.people.roles import Role
from workflows.engine.retime_inputs import RetimeInputs
from workflows.engine.rules.classes import Sort, StateClass, effective
from workflows.engine.step import ANY, NOT_BEGUN, step

if TYPE_CHECKING:
    from workflows.engine.act import Act
    from workflows.engine.inputs.ask import Ask

OPEN_CLASSES = (StateClass.ACTIVE.value, StateClass.PAUSED.value)


@dataclass(frozen=True)
class Holder:
    """Whom an item waits for: a role, a unit's role, or a person. Nobody: all empty."""

    role: str = ""
    unit_id: int | None = None
    person_id: int | None = None


class TrackedQuerySet(models.QuerySet[Any]):
    """Questions asked of items of any process."""

    def visible_to(self, post: Post) -> Self:
        """Those that `post` may see. Each process says more; the base lets nobody in."""
        return self.none()

    def for_list(self) -> Self:
        """With what a list shows, in a constant number of queries."""
        return self

    def open(self) -> Self:
        """Active or paused: somebody still has to do something that counts."""
        return self.filter(state_class__in=OPEN_CLASSES)

    def overdue(self, *, at: dt.datetime) -> Self:
        """Open items whose due time lies before the instant, or was moved only after it had passed."""
        return self.open().filter(Q(due_at__lt=at) | Q(missed_due_at__isnull=False))

    def waiting_for(self, post: Post) -> Self:
        """What waits for this very person, or for a role that the post carries (in its unit, if named)."""
        return self.filter(_by_role(post) | _by_name(post))

    def sent_on_by(self, post: Post) -> Self:
        """Open items that `post` handed on and that wait for somebody else now: whose last step it took."""
        from workflows.engine.models.log import Transition

        last = Transition.objects.filter(process=self.model.process, item=OuterRef("pk")).order_by("-number")
        rows = self.open().exclude(pk__in=self.waiting_for(post).values("pk"))
        return rows.annotate(last_by=Subquery(last.values("actor")[:1])).filter(last_by=post.person_id)

    def held_in_parts(self, items: Iterable[int]) -> dict[int, list[str]]:
        """Of items that wait with several at once: the names of those who still have to, by the item's id."""
        return {}

    def count_waiting_for(self, post: Post, *, most: int) -> int:
        """How many wait for `post`, counted no further than `most`: what it costs has a bound."""
        # Apart, since each half has an index of its own; nothing waits for a role and a person at once.
        by_role, by_name = (
            self.filter(half).order_by().values("pk") for half in (_by_role(post), _by_name(post))
        )
        return len(by_role.union(by_name, all=True)[:most])


def _by_role(post: Post) -> Q:
    in_its_unit = Q(holder_unit=None) | Q(holder_unit=post.unit_id)
    return Q(organisation=post.organisation_id, holder_role__in=post.roles) & in_its_unit


def _by_name(post: Post) -> Q:
    return Q(organisation=post.organisation_id, holder_person=post.person_id)


class Tracked(models.Model):
    """An item whose state changes through `perform()` and in no other way."""

    process: ClassVar[str]  # singular id, as in the log
    path: ClassVar[str]  # plural in kebab case, as in the API
    states: ClassVar[type[models.TextChoices]]
    classes: ClassVar[dict[str, StateClass]]  # state -> class
    process_label: ClassVar[Any]
    read_with: ClassVar[tuple[str, ...]] = ("organisation",)  # what most steps look at, read with the item
    #: Whether `visible_to` goes by the post's ids, roles and clearance alone (for one that acts for nobody):
    #: then the question which it comes to may be kept ready.
    seen_by_post_alone: ClassVar[bool] = False
    usual_way: ClassVar[tuple[str, ...]] = ()  # states of a plain day in their order, for the life line

    # No index of their own: each process has some that begin with the organisation and serve its lists.
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+", db_index=False)
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="+")
    state = FSMField(default=NOT_BEGUN, protected=True, max_length=32)
    state_class = models.CharField(max_length=10, editable=False)
    created_at = models.DateTimeField(editable=False)
    entered_at = models.DateTimeField(editable=False)  # when the present state was entered
    opened_at = models.DateTimeField(null=True, editable=False)
    due_at = models.DateTimeField(null=True, editable=False)
    original_due_at = models.DateTimeField(null=True, editable=False)
    # By this the figures go on judging, if more time was given only after it had passed (kpi.md 4, E05).
    missed_due_at = models.DateTimeField(null=True, editable=False)
    holder_role = models.CharField(max_length=24, blank=True, editable=False)
    holder_unit = models.ForeignKey(
        Unit, models.PROTECT, null=True, related_name="+", editable=False, db_index=False
    )
    holder_person = models.ForeignKey(
        User, models.PROTECT, null=True, related_name="+", editable=False, db_index=False
    )
    version = models.PositiveIntegerField(default=0, editable=False)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.process}:{self.pk}"

    def get_absolute_url(self) -> str:
        """The item's page; a process with a page of its own says so."""
        return reverse("engine:item", args=[self.path, self.pk])

    def refresh_from_db(
        self, using: str | None = None, fields: Iterable[str] | None = None, from_queryset: Any = None
    ) -> None:
        """As Django's, but a failure never leaves the state unprotected.

        django-fsm lifts the protection for the whole process while it refreshes; so the state is taken out
        of the instance first, and put back if the database could not say. The fields are named, since a
        field that was taken out counts as deferred and would be passed over.
        """
        if fields is None:
            deferred = self.get_deferred_fields()
            fields = [f.attname for f in self._meta.concrete_fields if f.attname not in deferred]
            self._prefetched_objects_cache: dict[str, Any] = {}
        fields = list(fields)
        kept = self.__dict__.pop("state", None) if "state" in fields else None
        try:
            models.Model.refresh_from_db(self, using=using, fields=fields, from_queryset=from_queryset)
        finally:
            if kept is not None and "state" not in self.__dict__:
                self.__dict__["state"] = kept

    @step(_("Work out the due time anew"), source=ANY, by=Role.SYSTEM, inputs=RetimeInputs, sort=Sort.RETIME)
    def retime(self, inputs: RetimeInputs, act: Act) -> None:
        """The office's calendar changed while the due time lay ahead (kpi.md 4)."""
        act.move_due(inputs.due_at, inputs.note)

    # What a process says about its items; the engine asks.

    def holder(self) -> Holder:
        """Whom the item waits for in its present state."""
        return Holder()

    def holders(self) -> list[Holder]:
        """Everybody whom it waits for at once, where that is more than one holder."""
        return [self.holder()]

    def whom_to_remind(self) -> list[Holder]:
        """Who is told when the item is reminded of or overdue."""
        return self.holders()

    def superiors(self) -> list[Holder]:
        """Who is told, besides, when it is overdue."""
        return []

    def first_due(self, act: Act | None) -> dt.datetime | None:
        """The due time by which figures will judge, asked when the item is opened."""
        return None

    def timer_due(self, timer: str, act: Act | None) -> dt.datetime | None:
        """When a timer that a step starts runs out; None where it doesn't apply to this item."""
        return None

    def timed_with_it(self) -> list[Tracked]:
        """Open items whose due time is this one's."""
        return []

    def lock_first(self) -> models.QuerySet[Any] | None:
        """Rows to lock before the item's own (a letter before its assignments)."""
        return None

    def speed_class(self) -> str:
        """The speed class for the log; empty where the process has none."""
        return ""

    def secrecy_class(self) -> str:
        """The class that a print of it bears."""
        return "normal"

    def told_with_it(self) -> list[Tracked]:
        """Items whose history is part of this one's."""
        return []

    def words_may_be_logged(self) -> bool:
        """Whether a step's note may stand in the log; false for secret matters."""
        return True

    def headline(self) -> str:
        """One line that tells people which item this is; no secret text."""
        return str(self)

    def given_by(self) -> Post | None:
        """Who gave this work, where that is more than whoever took the last step."""
        return None

    def page_of_step(self, name: str) -> str:
        """A page made for this very step, in place of its form; empty where the form serves."""
        return ""

    def proposed_for(self, ask: Ask, post: Post) -> Iterable[Tracked]:
        """Other items that a page proposes where a step asks for one; `post` must be able to see them."""
        return []

    @classmethod
    def named(cls, text: str, post: Post) -> list[Any]:
        """Items that somebody may mean who writes `text` (a number, a reference), as `post` may see them."""
        return []

    @classmethod
    def verify_words(cls) -> Iterable[tuple[Tracked, str]]:
        """Items whose words are not what the log has evidence of, each with the sentence what is wrong."""
        return []

    # What follows from the declarations.

    @classmethod
    def class_of(cls, state: str, *, was_opened: bool) -> StateClass:
        """The class of a state for an item that was, or was not, opened before."""
        return effective(cls.classes[state], was_opened=was_opened)

    @property
    def state_label(self) -> str:
        """The word for the present state."""
        return str(dict(self.states.choices).get(self.state, self.state))

    @property
    def is_open(self) -> bool:
        """Active or paused."""
        return self.state_class in OPEN_CLASSES

    @property
    def overdue(self) -> bool:
        """Open, and past the due time by which figures judge."""
        due_at = self.missed_due_at or self.due_at
        return self.is_open and due_at is not None and due_at < clock.now()
