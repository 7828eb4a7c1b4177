"""Delegations and absences (รักษาราชการแทน, ปฏิบัติราชการแทน) by the API, over the same actions as the pages."""

from __future__ import annotations

from typing import Any

import django_filters
from django.db.models import QuerySet
from django.http import Http404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response

from documents.api.shapes import NamedShape as Named
from eoffice.api.fields import InstantOfLife, PostField, Words
from eoffice.api.shapes import post_held
from eoffice.api.views.directory import Listing
from eoffice.common import clock
from eoffice.people.actions.delegating import Wanted, delegate, reason_for, revoke
from eoffice.people.models import Delegation
from eoffice.people.scopes import SCOPES
from workflows.engine.api.filters import IdFilter, YesNoFilter
from workflows.engine.api.shapes import Shape


class PostOf(Shape):
    """A post and its holder."""

    id = serializers.IntegerField(source="pk")
    position = serializers.CharField()
    person = Named()


class DelegationShape(Shape):
    """Who is away, and who acts, from when to when, by which order, for what."""

    id = serializers.IntegerField(source="pk")
    kind = serializers.ChoiceField(choices=Delegation.Kind.choices)
    principal = PostOf()
    delegate = PostOf(allow_null=True)
    order_number = serializers.CharField()
    scope = serializers.ListField(child=serializers.CharField(), help_text="Process ids; empty: everything.")
    reason = serializers.SerializerMethodField(help_text="Empty to whom it does not concern.")
    starts_at = serializers.DateTimeField()
    ends_at = serializers.DateTimeField(allow_null=True)
    revoked_at = serializers.DateTimeField(allow_null=True)
    in_force = serializers.SerializerMethodField()

    def get_reason(self, row: Delegation) -> str:
        """Why somebody is away, as far as the asker may know."""
        return reason_for(row, post_held(self.context["request"]))

    def get_in_force(self, row: Delegation) -> bool:
        """Whether it holds now."""
        now = clock.now()
        ended = row.ends_at is not None and row.ends_at <= now
        return row.starts_at <= now and not ended and (row.revoked_at is None or row.revoked_at > now)


class DelegationInputs(Shape):
    """A delegation or an absence to enter."""

    kind = serializers.ChoiceField(choices=Delegation.Kind.choices)
    principal = PostField(help_text="The post that is away or gives power; its id.")
    delegate = PostField(required=False, allow_null=True, help_text="The post that acts; its id.")
    starts_at = InstantOfLife()
    ends_at = InstantOfLife(required=False, allow_null=True)
    order_number = Words(max_length=60, required=False, allow_blank=True)
    scope = serializers.ListField(
        child=serializers.ChoiceField(choices=SCOPES), required=False, max_length=len(SCOPES)
    )
    reason = Words(max_length=200, required=False, allow_blank=True)


class DelegationFilters(django_filters.FilterSet):
    """By kind, people, and whether it holds now."""

    kind = django_filters.MultipleChoiceFilter(choices=Delegation.Kind.choices)
    principal = IdFilter(field_name="principal_id")
    delegate = IdFilter(field_name="delegate_id")
    in_force = YesNoFilter(method="holding", label="Holds now.")

    def holding(self, rows: QuerySet[Any], _name: str, wanted: bool) -> QuerySet[Any]:
        """Those in force, or all others."""
        now = Delegation.objects.in_force(clock.now()).values("pk")
        return rows.filter(pk__in=now) if wanted else rows.exclude(pk__in=now)


class Delegations(Listing):
    """What the views of delegations share."""

    serializer_class = DelegationShape
    filterset_class = DelegationFilters
    ordering = ("-starts_at", "-pk")

    def get_queryset(self) -> QuerySet[Delegation]:
        """Everyone may know who is away and who acts."""
        if getattr(self, "swagger_fake_view", False):
            return Delegation.objects.none()
        return Delegation.objects.visible_to(post_held(self.request)).for_list()

    def one(self, pk: int) -> Delegation:
        """The delegation with this id, if the asker may see it."""
        found = self.get_queryset().filter(pk=pk).first()
        if found is None:
            raise Http404
        return found


class DelegationsView(Delegations):
    """Delegations of the agency."""

    @extend_schema(
        operation_id="delegations_list", tags=["delegations"], responses={200: DelegationShape(many=True)}
    )
    def get(self, request: Request) -> Response:
        """Delegations and absences of the own agency, those that begin last first."""
        return self.page(request)

    @extend_schema(
        operation_id="delegations_create",
        tags=["delegations"],
        request=DelegationInputs,
        responses={201: DelegationShape},
    )
    def post(self, request: Request) -> Response:
        """Enter a delegation by its order, or an absence; everyone enters the own absence."""
        told = DelegationInputs(data=request.data, context={"request": request})
        told.is_valid(raise_exception=True)
        values = {**told.validated_data, "scope": tuple(told.validated_data.get("scope", ()))}
        made = delegate(Wanted(**values), by=post_held(request))
        shown = self.get_queryset().get(pk=made.pk)
        return Response(self.get_serializer(shown).data, status=status.HTTP_201_CREATED)


class DelegationView(Delegations):
    """One delegation."""

    @extend_schema(
        operation_id="delegations_retrieve", tags=["delegations"], responses={200: DelegationShape}
    )
    def get(self, request: Request, id: int) -> Response:  # noqa: A002 -- the name in the path
        """One delegation or absence."""
        return Response(self.get_serializer(self.one(id)).data)


class RevokeView(Delegations):
    """Ending a delegation."""

    @extend_schema(
        operation_id="delegations_revoke",
        tags=["delegations"],
        request=None,
        responses={200: DelegationShape},
    )
    def post(self, request: Request, id: int) -> Response:  # noqa: A002 -- the name in the path
        """End it now; what was done in its time stands. Twice is once."""
        revoke(self.one(id), by=post_held(request))
        return Response(self.get_serializer(self.one(id)).data)
