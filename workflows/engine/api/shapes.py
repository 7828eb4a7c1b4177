"""How an item, its steps and its transitions look to an API client."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from documents.api.shapes import NamedShape as Named
from eoffice.people.roles import Role
from workflows.engine.api.etag import etag_of
from workflows.engine.may import state_label
from workflows.engine.models import Tracked, Transition
from workflows.engine.rules.classes import ReasonKind, StateClass


class Shape(serializers.Serializer[Any]):
    """A serializer that only shows."""

    if TYPE_CHECKING:  # names that serializers have too, and that answers need
        label: Any
        source: Any
        parent: Any


class HolderShape(Shape):
    """Whom an item waits for: a person, or a role (of one unit, where a unit is named)."""

    role = serializers.ChoiceField(choices=Role.choices, allow_null=True)
    unit = Named(allow_null=True)
    person = Named(allow_null=True)


class LinkShape(Shape):
    """Another item that this one is joined to. `direction` says which of the two `kind` is said of."""

    kind = serializers.CharField()
    direction = serializers.ChoiceField(choices=["to", "from"])
    process = serializers.CharField()
    item = serializers.IntegerField()
    title = serializers.CharField()


class ItemShape(Shape):
    """What every tracked item carries; a process adds its own fields."""

    id = serializers.IntegerField(source="pk")
    process = serializers.CharField(help_text="As in the log: singular.")
    state = serializers.CharField()
    state_label = serializers.SerializerMethodField()
    state_class = serializers.ChoiceField(choices=[kind.value for kind in StateClass])
    organisation = Named()
    unit = Named(allow_null=True)
    created_at = serializers.DateTimeField()
    due_at = serializers.DateTimeField(allow_null=True)
    missed_due_at = serializers.DateTimeField(
        allow_null=True,
        help_text="The due time that had passed before more time was given: figures go on judging by it.",
    )
    overdue = serializers.BooleanField(help_text="Open, and past the due time by which figures judge.")
    holder = serializers.SerializerMethodField()
    links = serializers.SerializerMethodField()
    etag = serializers.SerializerMethodField(
        help_text="For `If-Match`; also the header ETag of a single item."
    )

    def get_state_label(self, item: Tracked) -> str:
        """The state in words, in the reader's language."""
        return state_label(item, item.state)

    @extend_schema_field(HolderShape(allow_null=True))
    def get_holder(self, item: Tracked) -> dict[str, Any] | None:
        """Whom it waits for; null where for nobody here."""
        if not (item.holder_role or item.holder_person_id or item.holder_unit_id):
            return None
        return {
            "role": item.holder_role or None,
            "unit": _named(item.holder_unit),
            "person": _named(item.holder_person),
        }

    @extend_schema_field(LinkShape(many=True))
    def get_links(self, item: Tracked) -> list[dict[str, Any]]:
        """The items it is joined to, those that the reader may see."""
        found: list[dict[str, Any]] = self.context["page"].links.get(item.pk, [])
        return found

    def get_etag(self, item: Tracked) -> str:
        """Changes with every step."""
        return etag_of(item)


class StepShape(Shape):
    """One step of the present state: open to the reader, or closed with the sentence why."""

    name = serializers.CharField()
    label = serializers.CharField()
    open = serializers.BooleanField()
    reason = serializers.CharField(help_text="Why it is closed; empty where it is open.")
    clause = serializers.CharField(help_text="The clause of the regulation that it rests on.")
    usual = serializers.BooleanField(help_text="The next step of a plain day.")
    on_behalf_of = serializers.SerializerMethodField()
    inputs = serializers.DictField(help_text="JSON Schema of the body.")

    @extend_schema_field(Named(allow_null=True))
    def get_on_behalf_of(self, row: Any) -> dict[str, Any] | None:
        """In whose name it would be taken (a post and its holder's name); null: one's own."""
        return _acting_post(row["on_behalf_of"])


class TransitionShape(Shape):
    """One row of the transition log. Written once, never changed; each carries the hash of the one before."""

    number = serializers.IntegerField(help_text="In the organisation's chain: gap-free.")
    process = serializers.CharField()
    item = serializers.IntegerField()
    step = serializers.CharField()
    source = serializers.SerializerMethodField()
    target = serializers.CharField()
    state_class = serializers.ChoiceField(choices=[kind.value for kind in StateClass])
    actor = serializers.SerializerMethodField()
    on_behalf_of = serializers.SerializerMethodField()
    unit = Named(allow_null=True)
    occurred_at = serializers.DateTimeField()
    recorded_at = serializers.DateTimeField()
    working_minutes = serializers.IntegerField(allow_null=True, help_text="Spent in `source`.")
    reason_kind = serializers.SerializerMethodField()
    note = serializers.CharField()
    clause = serializers.CharField()
    hash = serializers.CharField()
    previous_hash = serializers.CharField()

    @extend_schema_field(serializers.CharField(allow_null=True))
    def get_source(self, row: Transition) -> str | None:
        """The state before; null for the step that made the item."""
        return row.source or None

    @extend_schema_field(Named(allow_null=True))
    def get_actor(self, row: Transition) -> dict[str, Any] | None:
        """Who did it; null: the system."""
        return _named(row.actor)

    @extend_schema_field(Named(allow_null=True))
    def get_on_behalf_of(self, row: Transition) -> dict[str, Any] | None:
        """The post in whose name, with its holder's name; null: one's own."""
        return _acting_post(row.on_behalf_of)

    @extend_schema_field(
        serializers.ChoiceField(choices=[kind.value for kind in ReasonKind], allow_null=True)
    )
    def get_reason_kind(self, row: Transition) -> str | None:
        """Of steps that return, decline or reopen."""
        return row.reason_kind or None


def with_names(rows: QuerySet[Transition]) -> QuerySet[Transition]:
    """Transitions with the names that their shape shows."""
    return rows.select_related("actor", "on_behalf_of__person", "unit")


def _named(row: Any) -> dict[str, Any] | None:
    return {"id": row.pk, "name": row.name} if row is not None else None


def _acting_post(post: Any) -> dict[str, Any] | None:
    return {"id": post.pk, "name": post.person.name} if post is not None else None
