"""What a list may be asked: filters named like fields, `q`, `ordering`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django_filters.rest_framework import DjangoFilterBackend
from rest_framework import serializers
from rest_framework.filters import BaseFilterBackend
from rest_framework.request import Request

from eoffice.common.thai.normalise import normalise

if TYPE_CHECKING:
    from rest_framework.views import APIView

LONGEST_QUESTION = 200


class FieldFilters(DjangoFilterBackend):
    """The view's `filterset_class`; a value that cannot be is a 422."""


class Search(BaseFilterBackend):
    """`q`, where the view says how its rows are searched (`search(queryset, text)`)."""

    def filter_queryset(self, request: Request, queryset: QuerySet[Any], view: APIView) -> QuerySet[Any]:
        """Rows that hold what was asked for."""
        search = getattr(view, "search", None)
        text = question(request)
        return search(queryset, text) if search is not None and text else queryset

    def get_schema_operation_parameters(self, view: Any) -> list[dict[str, Any]]:
        """For the description."""
        if getattr(view, "search", None) is None:
            return []
        return [parameter("q", {"type": "string", "maxLength": LONGEST_QUESTION}, "Words to search for.")]


class Ordering(BaseFilterBackend):
    """`ordering=-due_at`: one of the names in the view's `ordering_fields` (name -> column)."""

    def filter_queryset(self, request: Request, queryset: QuerySet[Any], view: APIView) -> QuerySet[Any]:
        """The rows in the order asked for; the paginator makes it complete."""
        told = request.query_params.get("ordering", "")
        known: Mapping[str, str] = getattr(view, "ordering_fields", {})
        if not told or not known:
            return queryset
        column = known.get(told.removeprefix("-"))
        if column is None:
            sentence = _("A list can be ordered by: %(names)s.") % {"names": ", ".join(known)}
            raise serializers.ValidationError({"ordering": [sentence]})
        return queryset.order_by(("-" if told.startswith("-") else "") + column)

    def get_schema_operation_parameters(self, view: Any) -> list[dict[str, Any]]:
        """For the description."""
        known = list(getattr(view, "ordering_fields", {}))
        if not known:
            return []
        names = [name for each in known for name in (each, f"-{each}")]
        return [parameter("ordering", {"type": "string", "enum": names}, "Newest first unless told.")]


def question(request: Request) -> str:
    """What `q` asks, normalised. Raises ValidationError for one that is too long."""
    text = normalise(request.query_params.get("q", "")).strip()
    if len(text) > LONGEST_QUESTION:
        sentence = _("At most %(longest)d characters.") % {"longest": LONGEST_QUESTION}
        raise serializers.ValidationError({"q": [sentence]})
    return text


def parameter(name: str, schema: Mapping[str, Any], words: str) -> dict[str, Any]:
    """A query parameter, for the description."""
    return {"name": name, "in": "query", "required": False, "description": words, "schema": dict(schema)}
