"""Filters that the list of every process takes, named like the fields."""

from __future__ import annotations

from typing import Any

import django_filters
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema_field

from eoffice.common import clock
from eoffice.common.filters import InstantsFilter
from workflows.engine.rules.classes import StateClass

YES_NO = [("true", "true"), ("false", "false")]


@extend_schema_field(OpenApiTypes.BOOL)
class YesNoFilter(django_filters.TypedChoiceFilter):
    """`true` or `false`; anything else is a 422, never silently everything."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(choices=YES_NO, coerce=lambda told: told == "true", **kwargs)


@extend_schema_field({"type": "integer", "minimum": 0})
class IdFilter(django_filters.NumberFilter):
    """The id of a row."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(min_value=0, max_value=2**63 - 1, decimal_places=0, **kwargs)


class ItemFilters(django_filters.FilterSet):
    """What every tracked item can be filtered by."""

    state = django_filters.MultipleChoiceFilter()
    state_class = django_filters.MultipleChoiceFilter(
        choices=[(kind.value, kind.value) for kind in StateClass]
    )
    unit = IdFilter(field_name="unit_id")
    holder_person = IdFilter(field_name="holder_person_id")
    holder_role = django_filters.CharFilter(max_length=24)
    overdue = YesNoFilter(method="only_overdue")
    waiting = YesNoFilter(method="only_waiting", label=_("Waits for whoever asks"))
    created_at = InstantsFilter()
    due_at = InstantsFilter()

    def only_overdue(self, rows: QuerySet[Any], _name: str, wanted: bool) -> QuerySet[Any]:
        """Open items past their due time, or all others."""
        late = rows.overdue(at=clock.now())  # type: ignore[attr-defined] # of TrackedQuerySet
        return late if wanted else rows.exclude(pk__in=late.values("pk"))

    def only_waiting(self, rows: QuerySet[Any], _name: str, wanted: bool) -> QuerySet[Any]:
        """Items that wait for the post that asks, or all others."""
        mine = rows.waiting_for(self.request.post_held)  # type: ignore[attr-defined,union-attr] # as above
        return mine if wanted else rows.exclude(pk__in=mine.values("pk"))
