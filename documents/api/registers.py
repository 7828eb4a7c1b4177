"""Registers, their rows, and their printing."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.utils.translation import gettext as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers, status
from rest_framework.generics import GenericAPIView
from rest_framework.request import Request
from rest_framework.response import Response

from documents.actions.numbers import open_book
from documents.api.asking import day, entry_seen, post_of, register_seen, year
from documents.api.shapes import EntryShape, RegisterShape
from documents.classes import Run, Secrecy
from documents.models import Register, RegisterEntry
from documents.models.register import EntryQuerySet, rows_for
from documents.printing.book import XLSX, Span, print_book
from eoffice.common.errors import InvalidInputs
from eoffice.common.numbers import whole_number

YEAR = OpenApiParameter("year", int, description="BE; all years unless told.")
SINCE = OpenApiParameter("from", OpenApiTypes.DATE, description="Registered on this day or later.")
UNTIL = OpenApiParameter("to", OpenApiTypes.DATE, description="Registered on this day or earlier.")

STATE = OpenApiParameter("state", str, enum=RegisterEntry.State.values)
WORDS = OpenApiParameter("q", str, description="In subject, reference, from, to; never in secret rows.")


class OpenInputs(serializers.Serializer[Any]):
    """Which book."""

    run = serializers.ChoiceField(choices=Run.choices)


class RegistersView(GenericAPIView[Register]):
    """Registers."""

    serializer_class = RegisterShape
    ordering = ("pk",)

    def get_queryset(self) -> QuerySet[Register]:
        """The one gate."""
        if getattr(self, "swagger_fake_view", False):
            return Register.objects.none()
        books = Register.objects.visible_to(post_of(self.request))
        return books.select_related("organisation", "unit").prefetch_related("counters")

    @extend_schema(
        operation_id="registers",
        tags=["registers"],
        parameters=[
            OpenApiParameter("run", str, enum=Run.values),
            OpenApiParameter("unit", int),
            OpenApiParameter("year", int, description="BE: books that have numbers of it."),
        ],
        responses={200: RegisterShape(many=True)},
    )
    def get(self, request: Request) -> Response:
        """The books that one may see."""
        page = self.paginate_queryset(self._asked(self.get_queryset(), request)) or []
        return self.get_paginated_response(RegisterShape(page, many=True).data)

    @extend_schema(
        operation_id="registers_open",
        tags=["registers"],
        request=OpenInputs,
        responses={201: RegisterShape},
    )
    def post(self, request: Request) -> Response:
        """Open the agency's book of a run, to reserve its numbers before the first is given."""
        inputs = OpenInputs(data=request.data)
        inputs.is_valid(raise_exception=True)
        register = open_book(post_of(request), inputs.validated_data["run"])
        return Response(RegisterShape(register).data, status=status.HTTP_201_CREATED)

    def _asked(self, books: QuerySet[Register], request: Request) -> QuerySet[Register]:
        if run := request.query_params.get("run", ""):
            if run not in Run.values:
                raise InvalidInputs(errors={"run": [_("There is no such run of numbers.")]})
            books = books.filter(run=run)
        if unit := request.query_params.get("unit", ""):
            if (wanted := whole_number(unit)) is None:
                raise InvalidInputs(errors={"unit": [_("A whole number, please.")]})
            books = books.filter(unit_id=wanted)
        if asked := year(request):
            books = books.filter(counters__year=asked)
        return books


class RegisterView(GenericAPIView[Register]):
    """One register."""

    serializer_class = RegisterShape

    @extend_schema(operation_id="register", tags=["registers"], responses={200: RegisterShape})
    def get(self, request: Request, id: int) -> Response:  # noqa: A002 -- the name in the address
        """A book: its run, its pattern, and how far it has come in each year."""
        return Response(RegisterShape(register_seen(id, post_of(request))).data)


class EntriesView(GenericAPIView[RegisterEntry]):
    """The rows of a register."""

    queryset = RegisterEntry.objects.none()  # for the description of the API; a request has its own rows
    serializer_class = EntryShape
    ordering = ("year", "number", "sub_number", "pk")

    @extend_schema(
        operation_id="register_entries",
        tags=["registers"],
        parameters=[YEAR, SINCE, UNTIL, STATE, WORDS],
        responses={200: EntryShape(many=True)},
    )
    def get(self, request: Request, id: int) -> Response:  # noqa: A002 -- the name in the address
        """The rows in number order, cancelled ones included."""
        post = post_of(request)
        register = register_seen(id, post)
        rows = RegisterEntry.objects.of(register)
        asked = self._asked(rows, request).select_related("register__organisation", "reserved_for__person")
        page = self.paginate_queryset(asked) or []
        return self.get_paginated_response(EntryShape(rows_for(page, post), many=True).data)

    def _asked(self, rows: EntryQuerySet, request: Request) -> QuerySet[RegisterEntry]:
        state = request.query_params.get("state", "")
        if state and state not in RegisterEntry.State.values:
            raise InvalidInputs(errors={"state": [_("There is no such state.")]})
        if state == RegisterEntry.State.RESERVED:
            rows = rows.reserved()
        elif state:
            rows = rows.filter(state=state)
        if text := request.query_params.get("q", "")[:200].replace("\x00", ""):
            found = Q(pk__in=[])
            for column in ("subject", "reference", "from_text", "to_text", "label"):
                found |= Q(**{f"{column}__icontains": text})
            rows = rows.filter(found, secrecy=Secrecy.NORMAL)
        return Span(year(request), day(request, "from"), day(request, "to")).of(rows)


class EntryView(GenericAPIView[RegisterEntry]):
    """One row."""

    serializer_class = EntryShape

    @extend_schema(operation_id="register_entry", tags=["registers"], responses={200: EntryShape})
    def get(self, request: Request, id: int) -> Response:  # noqa: A002 -- the name in the address
        """A row as one may read it."""
        post = post_of(request)
        return Response(EntryShape(entry_seen(id, post).masked_for(post)).data)


class PrintView(GenericAPIView[RegisterEntry]):
    """A register as a file."""

    @extend_schema(
        operation_id="print_register",
        tags=["registers"],
        parameters=[OpenApiParameter("format", str, enum=["xlsx", "csv", "pdf"]), YEAR, SINCE, UNTIL],
        responses={
            (200, XLSX): OpenApiTypes.BINARY,
            (200, "text/csv"): OpenApiTypes.STR,
            (200, "application/pdf"): OpenApiTypes.BINARY,
        },
    )
    def get(self, request: Request, id: int, **_ignored: Any) -> HttpResponse:  # noqa: A002
        """The book with the columns of its form, in their order; cancelled rows included. An audit event."""
        post = post_of(request)
        span = Span(year(request), day(request, "from"), day(request, "to"))
        return print_book(register_seen(id, post), post, span, request.query_params.get("format", "xlsx"))
