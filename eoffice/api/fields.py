"""Fields that bodies below `/api/` ask with, beside those of steps."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from eoffice.api.shapes import post_held
from eoffice.organisations.models import Unit
from eoffice.people.models import Post, User
from workflows.engine.inputs.fields import FAR, RowField, WordsField, of_our_time


class Words(WordsField):
    """Text as steps take it: normalised, without control characters."""


class InstantOfLife(serializers.DateTimeField):
    """An instant with offset, within a few centuries of now."""

    default_error_messages = {"far": FAR}

    def to_internal_value(self, value: Any) -> dt.datetime:
        """The instant, aware."""
        instant = super().to_internal_value(value)
        of_our_time(self, instant.date())
        return instant

    def enforce_timezone(self, value: dt.datetime) -> dt.datetime:
        """As REST framework's, but an instant at the edge of time is refused, not a fault."""
        of_our_time(self, value.date())
        return super().enforce_timezone(value)


@extend_schema_field({"type": "string", "pattern": "^([01][0-9]|2[0-3]):[0-5][0-9]$", "examples": ["08:30"]})
class TimeOfDay(serializers.TimeField):
    """Hours and minutes."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(format="%H:%M", input_formats=["%H:%M"], **kwargs)


class OfTheHouse(RowField):
    """The id of a row of the agency that asks."""

    def house(self) -> int:
        """The agency's id."""
        organisation_id: int = post_held(self.context["request"]).organisation_id
        return organisation_id


class PostField(OfTheHouse):
    """A post of the own agency, by id."""

    def model_queryset(self) -> QuerySet[Any]:
        """Posts."""
        return Post.objects.all()

    def get_queryset(self) -> QuerySet[Any]:
        """Posts of the house."""
        return Post.objects.filter(organisation=self.house()).select_related("person", "organisation", "unit")


class UnitOfHouseField(OfTheHouse):
    """A unit of the own agency, by id."""

    def model_queryset(self) -> QuerySet[Any]:
        """Units."""
        return Unit.objects.all()

    def get_queryset(self) -> QuerySet[Any]:
        """Units of the house."""
        return Unit.objects.filter(organisation=self.house())


class PersonOfHouseField(OfTheHouse):
    """Somebody with a post in the own agency, by id."""

    def model_queryset(self) -> QuerySet[Any]:
        """People."""
        everybody: QuerySet[User] = User.objects.all()
        return everybody

    def get_queryset(self) -> QuerySet[Any]:
        """People of the house."""
        posts = Post.objects.filter(organisation=self.house())
        people: QuerySet[User] = User.objects.filter(pk__in=posts.values("person"))
        return people
