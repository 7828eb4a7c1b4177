"""Review routes: named ways of drafts up, of the office and its units."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import Http404
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.generics import GenericAPIView
from rest_framework.request import Request
from rest_framework.response import Response

from documents.api.shapes import NamedShape as Named
from documents.texts import Words
from eoffice.common.errors import InvalidInputs
from eoffice.organisations.models import Unit
from eoffice.people.models import Post
from workflows.engine.api.shapes import Shape
from workflows.letters.actions.routes import MOST_STOPS, RouteFacts, drop_route, keep_route
from workflows.letters.models.route import LEVELS, ReviewRoute
from workflows.letters.models.template import TemplateKind

MOST = 2**63 - 1


class StopShape(Shape):
    """A post, or a level that somebody holds; `optional`: passed over where nobody is there."""

    post = serializers.IntegerField(min_value=1, max_value=MOST, required=False)
    role = serializers.ChoiceField(choices=[(level.value, level.label) for level in LEVELS], required=False)
    optional = serializers.BooleanField(default=False)


class RouteInputs(Shape):
    """What a route consists of."""

    kind = serializers.ChoiceField(choices=TemplateKind.choices)
    name = Words(max_length=120)
    unit = serializers.IntegerField(
        min_value=1, max_value=MOST, required=False, allow_null=True, default=None
    )
    stops = serializers.ListField(child=StopShape(), min_length=1, max_length=MOST_STOPS)
    is_default = serializers.BooleanField(default=False)


class RouteShape(Shape):
    """A route."""

    id = serializers.IntegerField(source="pk")
    kind = serializers.ChoiceField(choices=TemplateKind.choices)
    name = serializers.CharField(help_text="What `named_route` of the submitting step takes.")
    unit = Named(allow_null=True)
    stops = StopShape(many=True)
    is_default = serializers.BooleanField()
    changed_at = serializers.DateTimeField()


class Routes(GenericAPIView[ReviewRoute]):
    """What all views of routes share."""

    serializer_class = RouteShape
    ordering = ("kind", "name", "pk")

    def get_queryset(self) -> QuerySet[ReviewRoute]:
        """Those of the office and of the own unit."""
        if getattr(self, "swagger_fake_view", False):
            return ReviewRoute.objects.none()
        return ReviewRoute.objects.visible_to(_post(self.request)).for_list()

    def facts(self, request: Request) -> RouteFacts:
        """What the body says, as the action takes it."""
        inputs = RouteInputs(data=request.data)
        inputs.is_valid(raise_exception=True)
        told = dict(inputs.validated_data)
        unit = None
        if told["unit"] is not None:
            here = Unit.objects.filter(organisation=_post(request).organisation_id)
            unit = here.filter(pk=told["unit"]).first()
            if unit is None:
                raise InvalidInputs(errors={"unit": [_("This unit belongs to another agency.")]})
        return RouteFacts(told["kind"], told["name"], unit, told["stops"], told["is_default"])

    def one(self, pk: int) -> ReviewRoute:
        """The route, or 404."""
        found = self.get_queryset().filter(pk=pk).first()
        if found is None:
            raise Http404
        return found


class RoutesView(Routes):
    """All routes."""

    @extend_schema(operation_id="routes_list", tags=["drafts"], responses={200: RouteShape(many=True)})
    def get(self, request: Request) -> Response:
        """Review routes of the office and of the own unit, by kind and name."""
        page = self.paginate_queryset(self.get_queryset()) or []
        return self.get_paginated_response(RouteShape(page, many=True).data)

    @extend_schema(
        operation_id="routes_create", tags=["drafts"], request=RouteInputs, responses={201: RouteShape}
    )
    def post(self, request: Request) -> Response:
        """Keep a new route."""
        made = keep_route(self.facts(request), by=_post(request))
        return Response(RouteShape(made).data, status=status.HTTP_201_CREATED)


class RouteView(Routes):
    """One route."""

    @extend_schema(operation_id="routes_get", tags=["drafts"], responses={200: RouteShape})
    def get(self, request: Request, id: int) -> Response:  # noqa: A002 -- the name in the address
        """One route."""
        return Response(RouteShape(self.one(id)).data)

    @extend_schema(
        operation_id="routes_set", tags=["drafts"], request=RouteInputs, responses={200: RouteShape}
    )
    def put(self, request: Request, id: int) -> Response:  # noqa: A002 -- the name in the address
        """Change it; drafts under way go on as they were submitted."""
        found = self.one(id)
        return Response(RouteShape(keep_route(self.facts(request), by=_post(request), route=found)).data)

    @extend_schema(operation_id="routes_drop", tags=["drafts"], responses={204: None})
    def delete(self, request: Request, id: int) -> Response:  # noqa: A002 -- the name in the address
        """Take it away."""
        drop_route(self.one(id), by=_post(request))
        return Response(status=status.HTTP_204_NO_CONTENT)


def _post(request: Any) -> Post:
    post: Post = request.post_held
    return post
