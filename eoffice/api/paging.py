"""Cursor paging by the last row's own values: stable under insertion, every page as quick as the first."""

from __future__ import annotations

import base64
import binascii
import datetime as dt
import json
from collections.abc import Mapping, Sequence
from decimal import Decimal
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.db.models import F, Field, Q, QuerySet
from django.utils.translation import gettext as _
from rest_framework import serializers
from rest_framework.pagination import BasePagination
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.utils.urls import replace_query_param

from eoffice.common.numbers import whole_number

if TYPE_CHECKING:
    from rest_framework.views import APIView

USUAL_SIZE = 50
LARGEST = 200


class Term:
    """One column of an order: `-due_at` is the due time, latest first; rows without a value come last."""

    def __init__(self, name: str, queryset: QuerySet[Any]) -> None:
        self.path = name.lstrip("-")
        self.down = name.startswith("-")
        self.field = field_at(queryset, self.path)
        self.nullable = bool(self.field.null) or "__" in self.path

    def order(self) -> Any:
        """For `order_by`. PostgreSQL's own order is kept where it serves, so that indexes do."""
        if not self.nullable:
            return ("-" if self.down else "") + self.path
        column = F(self.path)
        return column.desc(nulls_last=True) if self.down else column.asc(nulls_last=True)

    def value(self, row: Any) -> Any:
        """The row's value, as JSON."""
        value = attrgetter(self.path.replace("__", "."))(row)
        if isinstance(value, dt.datetime | dt.date):
            return value.isoformat()
        return str(value) if isinstance(value, Decimal) else value

    def read(self, value: Any) -> Any:
        """The value back from JSON, as the database takes it. Raises ValueError or OverflowError."""
        if isinstance(value, dict | list) or (isinstance(value, str) and "\x00" in value):
            raise ValueError(self.path)
        if isinstance(value, str):
            value.encode()  # half a pair of surrogates is no text
        try:
            read = self.field.to_python(value)
        except (ValidationError, TypeError) as error:
            raise ValueError(self.path) from error
        return read.astimezone(dt.UTC) if isinstance(read, dt.datetime) else read

    def beyond(self, value: Any) -> Q:
        """Rows whose value comes strictly later in the order."""
        if value is None:
            return Q(pk__in=[])
        later = Q(**{f"{self.path}__{'lt' if self.down else 'gt'}": value})
        return later | Q(**{f"{self.path}__isnull": True}) if self.nullable else later

    def level(self, value: Any) -> Q:
        """Rows of the same value."""
        return Q(**{f"{self.path}__isnull": True}) if value is None else Q(**{self.path: value})

    def not_before(self, value: Any) -> Q:
        """Rows of the same value or a later one, said in a way that an index can use."""
        if value is None or self.nullable:
            return Q()
        return Q(**{f"{self.path}__{'lte' if self.down else 'gte'}": value})


def field_at(queryset: QuerySet[Any], path: str) -> Field[Any, Any]:
    """The model field at the end of a path such as `document__subject`."""
    model: Any = queryset.model
    names = path.split("__")
    for name in names[:-1]:
        model = model._meta.get_field(name).related_model
    field = model._meta.pk if names[-1] == "pk" else model._meta.get_field(names[-1])
    if not isinstance(field, Field):
        raise FieldDoesNotExist(path)
    return field


class KeysetPagination(BasePagination):
    """`{"results": […], "next": URL or null}`; `count` only where `?count=true` asks for it."""

    def paginate_queryset(  # type: ignore[override] # keysets need a queryset, never a list
        self, queryset: QuerySet[Any], request: Request, view: APIView | None = None
    ) -> list[Any]:
        """The rows of this page."""
        size = page_size(request)
        terms = _terms(queryset, view)
        self.request = request
        self.count = queryset.count() if _asks_count(request) else None
        rows = queryset.order_by(*(term.order() for term in terms))
        if token := request.query_params.get("cursor"):
            rows = rows.filter(_after(terms, _read(token, terms)))
        found = list(rows[: size + 1])
        self.more = _write(terms, found[size - 1]) if len(found) > size else None
        return found[:size]

    def get_paginated_response(self, data: Any) -> Response:
        """The page with the address of the next one."""
        address = None
        if self.more:
            address = replace_query_param(self.request.build_absolute_uri(), "cursor", self.more)
        body = {"results": data, "next": address}
        if self.count is not None:
            body["count"] = self.count
        return Response(body)

    def get_paginated_response_schema(self, schema: dict[str, Any]) -> dict[str, Any]:
        """The shape of a page, for the description."""
        return {
            "type": "object",
            "required": ["results", "next"],
            "properties": {
                "results": schema,
                "next": {"type": ["string", "null"], "format": "uri"},
                "count": {"type": "integer", "description": "Only with `?count=true`."},
            },
        }

    def get_schema_operation_parameters(self, view: Any) -> list[dict[str, Any]]:
        """What a list may be asked, for the description."""
        return [
            _parameter("cursor", {"type": "string"}, "Where the last page ended: follow `next`."),
            _parameter(
                "page_size",
                {"type": "integer", "minimum": 1, "default": USUAL_SIZE},
                f"Rows a page; more than {LARGEST} are answered as {LARGEST}.",
            ),
            _parameter("count", {"type": "boolean", "default": False}, "Whether to count all rows."),
        ]


def page_size(request: Request) -> int:
    """How many rows are asked for, at most LARGEST. Raises ValidationError."""
    size = whole_number(request.query_params.get("page_size", str(USUAL_SIZE)))
    if not size:
        raise serializers.ValidationError({"page_size": [_("Please give a whole number.")]})
    return min(size, LARGEST)


def _asks_count(request: Request) -> bool:
    told = request.query_params.get("count", "false").lower()
    if told not in {"true", "false", "1", "0"}:
        raise serializers.ValidationError({"count": [_("true or false.")]})
    return told in {"true", "1"}


def _terms(queryset: QuerySet[Any], view: APIView | None) -> list[Term]:
    asked = [name for name in queryset.query.order_by if isinstance(name, str)]
    names: Sequence[str] = asked or getattr(view, "ordering", ()) or ("-pk",)
    terms = [Term(name, queryset) for name in names]
    if names[-1].lstrip("-") not in {"pk", "id"}:
        terms.append(Term("-pk" if terms[0].down else "pk", queryset))
    return terms


def _after(terms: Sequence[Term], values: Sequence[Any]) -> Q:
    """Rows behind the one with these values: later in the first column, or level and later in the next."""
    behind = Q(pk__in=[])
    level = Q()
    for term, value in zip(terms, values, strict=True):
        behind |= level & term.beyond(value)
        level &= term.level(value)
    return terms[0].not_before(values[0]) & behind


def _name(terms: Sequence[Term]) -> str:
    return ",".join(("-" if term.down else "") + term.path for term in terms)


def _write(terms: Sequence[Term], row: Any) -> str:
    told = json.dumps([_name(terms), *(term.value(row) for term in terms)], ensure_ascii=False)
    return base64.urlsafe_b64encode(told.encode()).decode().rstrip("=")


def _read(token: str, terms: Sequence[Term]) -> list[Any]:
    try:
        told = json.loads(base64.urlsafe_b64decode(token.encode() + b"=" * (-len(token) % 4)).decode())
        if not isinstance(told, list) or len(told) != len(terms) + 1 or told[0] != _name(terms):
            raise ValueError(token)
        return [term.read(value) for term, value in zip(terms, told[1:], strict=True)]
    except (ValueError, binascii.Error, RecursionError, OverflowError) as error:
        sentence = _("This cursor does not belong to this list.")
        raise serializers.ValidationError({"cursor": [sentence]}) from error


def _parameter(name: str, schema: Mapping[str, Any], words: str) -> dict[str, Any]:
    return {"name": name, "in": "query", "required": False, "description": words, "schema": dict(schema)}
