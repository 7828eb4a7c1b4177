"""Who works where: the lists a client needs to fill in `person`, `unit`, `sender`."""

from __future__ import annotations

from typing import Any

import django_filters
from django.db.models import Prefetch, Q, QuerySet
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.generics import GenericAPIView
from rest_framework.request import Request
from rest_framework.response import Response

from documents.api.shapes import NamedShape as Named
from eoffice.api.shapes import PostShape, post_held
from eoffice.common import clock
from eoffice.organisations.models import Organisation, Unit
from eoffice.people.absences import absent_people
from eoffice.people.models import Delegation, Post, User
from eoffice.people.roles import Role
from workflows.engine.api.filters import IdFilter, YesNoFilter
from workflows.engine.api.shapes import Shape


class Away(Shape):
    """Why somebody is away now, and who stands in."""

    kind = serializers.ChoiceField(choices=Delegation.Kind.choices)
    until = serializers.DateTimeField(source="ends_at", allow_null=True)
    stand_in = Named(source="delegate.person", default=None, allow_null=True)


class PersonShape(Shape):
    """Somebody who holds a post in the house. `id` is what `person` of an input takes."""

    id = serializers.IntegerField(source="pk")
    name = serializers.CharField()
    posts = PostShape(source="posts_here", many=True)
    away = serializers.SerializerMethodField()

    @extend_schema_field(Away(allow_null=True))
    def get_away(self, person: User) -> Any:
        """Whether the person is away now: to be seen before something is assigned."""
        found = self.context["away"].get(person.pk)
        return Away(found).data if found else None


class UnitShape(Shape):
    """A unit of the house. `id` is what `unit` of an input takes."""

    id = serializers.IntegerField(source="pk")
    name = serializers.CharField()
    short_name = serializers.CharField()
    parent = serializers.IntegerField(source="parent_id", allow_null=True)
    keeps_own_book = serializers.BooleanField()
    is_active = serializers.BooleanField()


class OrganisationShape(Shape):
    """An agency of this server: its id may stand as `sender` of a letter."""

    id = serializers.IntegerField(source="pk")
    name = serializers.CharField()
    short_name = serializers.CharField()
    kind = serializers.ChoiceField(choices=Organisation.Kind.choices)
    code = serializers.CharField(help_text="What stands before the number: ศธ 04346.26")
    parent = serializers.IntegerField(source="parent_id", allow_null=True)


class PersonFilters(django_filters.FilterSet):
    """By unit and role of the posts held in the house."""

    unit = IdFilter(method="in_unit", label="With a post in this unit.")
    role = django_filters.ChoiceFilter(choices=Role.choices, method="with_role", label="With this role.")

    def in_unit(self, rows: QuerySet[User], _name: str, unit: Any) -> QuerySet[User]:
        """People of the unit."""
        return rows.filter(pk__in=self._posts().filter(unit=int(unit)).values("person"))

    def with_role(self, rows: QuerySet[User], _name: str, role: str) -> QuerySet[User]:
        """People with the role."""
        return rows.filter(pk__in=self._posts().with_role(role).values("person"))

    def _posts(self) -> Any:
        return posts_of_the_house(post_held(self.request))


def _people() -> QuerySet[User]:
    everybody: QuerySet[User] = User.objects.all()
    return everybody


class UnitFilters(django_filters.FilterSet):
    """By whether it works still."""

    is_active = YesNoFilter()


def posts_of_the_house(post: Post) -> Any:
    """Posts in force of the agency that asks."""
    return Post.objects.visible_to(post).in_force()


class Listing(GenericAPIView[Any]):
    """A list of the house, page by page."""

    tag = ""

    def page(self, request: Request, **more: Any) -> Response:
        """One page in the view's shape."""
        rows = self.paginate_queryset(self.filter_queryset(self.get_queryset())) or []
        context = {**self.get_serializer_context(), **more}
        return self.get_paginated_response(self.get_serializer_class()(rows, many=True, context=context).data)


class PeopleView(Listing):
    """People of the house."""

    serializer_class = PersonShape
    filterset_class = PersonFilters
    ordering = ("first_name", "last_name", "pk")

    def get_queryset(self) -> QuerySet[User]:
        """Whoever holds a post in force in the agency, with those posts."""
        if getattr(self, "swagger_fake_view", False):
            return _people().none()
        here = posts_of_the_house(post_held(self.request))
        posts = here.select_related("organisation", "unit").prefetch_related("post_roles")
        found = _people().filter(pk__in=here.values("person"))
        return found.prefetch_related(Prefetch("posts", posts, to_attr="posts_here"))

    def search(self, rows: QuerySet[User], text: str) -> QuerySet[User]:
        """By name."""
        words = Q()
        for word in text.split():
            words &= Q(first_name__icontains=word) | Q(last_name__icontains=word) | Q(title__icontains=word)
        return rows.filter(words)

    @extend_schema(operation_id="people_list", tags=["directory"], responses={200: PersonShape(many=True)})
    def get(self, request: Request) -> Response:
        """People of the own agency, with their posts and whether they are away."""
        away = absent_people(post_held(request).organisation_id, at=clock.now())
        return self.page(request, away=away)


class UnitsView(Listing):
    """Units of the house."""

    serializer_class = UnitShape
    filterset_class = UnitFilters
    ordering = ("pk",)

    def get_queryset(self) -> QuerySet[Unit]:
        """Of the agency that asks."""
        if getattr(self, "swagger_fake_view", False):
            return Unit.objects.none()
        return Unit.objects.filter(organisation=post_held(self.request).organisation_id)

    @extend_schema(operation_id="units_list", tags=["directory"], responses={200: UnitShape(many=True)})
    def get(self, request: Request) -> Response:
        """Units of the own agency."""
        return self.page(request)


class OrganisationsView(Listing):
    """Agencies of this server."""

    serializer_class = OrganisationShape
    ordering = ("pk",)

    def get_queryset(self) -> QuerySet[Organisation]:
        """All that work: letters come from and go to them."""
        return Organisation.objects.filter(is_active=True)

    def search(self, rows: QuerySet[Organisation], text: str) -> QuerySet[Organisation]:
        """By name or code."""
        return rows.filter(Q(name__icontains=text) | Q(short_name__icontains=text) | Q(code__icontains=text))

    @extend_schema(
        operation_id="organisations_list", tags=["directory"], responses={200: OrganisationShape(many=True)}
    )
    def get(self, request: Request) -> Response:
        """Agencies of this server: whom letters come from and go to."""
        return self.page(request)
