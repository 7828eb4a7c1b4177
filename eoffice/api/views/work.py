"""What waits for whoever asks, and the search across everything that one may see."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from documents.api.shapes import NamedShape as Named
from eoffice.api.filters import question
from eoffice.api.shapes import PostShape, post_held
from eoffice.common import clock
from workflows.engine.api.declare import ProcessApi, api_of
from workflows.engine.api.shapes import Shape
from workflows.engine.inputs.fields import DayField
from workflows.engine.models import Tracked
from workflows.engine.registry import processes
from workflows.engine.work import Waiting, waiting_for

MOST_WORK = 200
MOST_FOUND = 50


class WorkRow(Shape):
    """One thing that waits: what it is, until when."""

    process = serializers.CharField(source="item.process")
    item = serializers.IntegerField(source="item.pk")
    address = serializers.SerializerMethodField()
    title = serializers.CharField(source="item.headline")
    state = serializers.CharField(source="item.state")
    state_class = serializers.CharField(source="item.state_class")
    organisation = Named(source="item.organisation")
    due_at = serializers.DateTimeField(source="item.due_at", allow_null=True)
    overdue = serializers.BooleanField(source="item.overdue")
    on_behalf_of = PostShape(allow_null=True, help_text="In whose name it waits; null: one's own.")

    def get_address(self, row: Waiting) -> str:
        """Where the item is found."""
        return f"/api/v1/{row.item.path}/{row.item.pk}/"


class WorkList(Shape):
    """Everything that waits; the list is whole, soonest due first."""

    results = WorkRow(many=True)
    next = serializers.CharField(allow_null=True)


class WorkView(APIView):
    """My work."""

    @extend_schema(operation_id="work", tags=["work"], responses={200: WorkList})
    def get(self, request: Request) -> Response:
        """What waits for the acting post, and for those in whose name it acts now."""
        rows = waiting_for(post_held(request), limit=MOST_WORK)
        return Response(WorkList({"results": rows, "next": None}).data)


class FoundRow(Shape):
    """Something found."""

    process = serializers.CharField()
    item = serializers.IntegerField(source="pk")
    address = serializers.SerializerMethodField()
    title = serializers.CharField(source="headline")
    state = serializers.CharField()
    state_class = serializers.CharField()
    created_at = serializers.DateTimeField()

    def get_address(self, item: Tracked) -> str:
        """Where the item is found."""
        return f"/api/v1/{item.path}/{item.pk}/"


class FoundList(Shape):
    """The newest of what was found."""

    results = FoundRow(many=True)
    next = serializers.CharField(allow_null=True)


class Span(Shape):
    """A span of days."""

    def get_fields(self) -> dict[str, serializers.Field[Any, Any, Any, Any]]:
        """Both ends; `from` is a word that a class body cannot hold."""
        return {"from": DayField(required=False), "to": DayField(required=False)}


class SearchView(APIView):
    """Search."""

    @extend_schema(
        operation_id="search",
        tags=["work"],
        responses={200: FoundList},
        parameters=[
            OpenApiParameter("q", str, required=True, description="Words, ที่, or a receive number."),
            OpenApiParameter("kind", str, description="A process id; all processes unless told."),
            OpenApiParameter("from", dt.date, description="Not made before this day."),
            OpenApiParameter("to", dt.date, description="Not made after this day."),
        ],
    )
    def get(self, request: Request) -> Response:
        """Across everything that one may see, newest first."""
        text = question(request)
        if not text:
            raise serializers.ValidationError({"q": [_("Please fill this in.")]})
        found: list[Tracked] = []
        for api in _searched(request.query_params.get("kind", "")):
            assert api.search is not None
            rows = api.search(_of_days(api, request), text)
            found += list(rows.order_by("-created_at", "-pk")[:MOST_FOUND])
        newest = sorted(found, key=lambda item: (item.created_at, item.pk), reverse=True)[:MOST_FOUND]
        return Response(FoundList({"results": newest, "next": None}).data)


def _searched(kind: str) -> list[ProcessApi]:
    found = [api for api in map(api_of, processes()) if api.search and kind in {"", api.model.process}]
    if not found:
        raise serializers.ValidationError({"kind": [_("There is no such kind.")]})
    return found


def _of_days(api: ProcessApi, request: Request) -> QuerySet[Any]:
    told = Span(data={name: value for name, value in request.query_params.items() if value})
    told.is_valid(raise_exception=True)
    manager: Any = api.model._default_manager
    rows: QuerySet[Any] = manager.visible_to(post_held(request)).for_list()
    if first := told.validated_data.get("from"):
        rows = rows.filter(created_at__gte=_midnight(first))
    if last := told.validated_data.get("to"):
        rows = rows.filter(created_at__lt=_midnight(last) + dt.timedelta(days=1))
    return rows


def _midnight(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(), tzinfo=clock.BANGKOK)
