"""How recipients are addressed, as the office has it; the administrator edits it."""

from __future__ import annotations

from typing import Any

from django.http import Http404
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from documents.texts import Words
from eoffice.people.models import Post
from workflows.engine.api.shapes import Shape
from workflows.letters.actions.addressing import drop_address, keep_address
from workflows.letters.models.salutation import addresses_of
from workflows.letters.rules.salutations import ORDINARY, Address, found_for


class AddressInputs(Shape):
    """One rank of recipients."""

    recipients = Words(max_length=300)
    salutation = Words(max_length=100, help_text="… stands for the name within it.")
    second = Words(max_length=100, required=False, default="", help_text="Pronoun for the recipient.")
    first = Words(max_length=100, required=False, default="", help_text="Pronoun for the writer.")
    closing = Words(max_length=100)
    envelope = Words(max_length=100)
    known = serializers.ListField(
        child=Words(max_length=100),
        required=False,
        default=list,
        max_length=100,
        help_text="Beginnings of names and positions that get this form; … behind: a name follows at once.",
    )
    by_hand = serializers.BooleanField(default=False, help_text="Never filled in by itself.")


class AddressShape(AddressInputs):
    """The same, with the code by which it is told."""

    code = serializers.CharField()


class AddressList(Shape):
    """The table; it is whole."""

    results = AddressShape(many=True)
    next = serializers.CharField(allow_null=True)


class AddressesView(APIView):
    """The table of the office."""

    @extend_schema(
        operation_id="addresses_list",
        tags=["drafts"],
        parameters=[
            OpenApiParameter(
                "for",
                str,
                description="A recipient: the one form it gets; `by_hand` ones where a person chooses.",
            )
        ],
        responses={200: AddressList},
    )
    def get(self, request: Request) -> Response:
        """How recipients are addressed (appendix 2); with `for`, how this one is.

        For a recipient of royal rank all rows are answered that are chosen by hand: none is the right one
        before a person said so.
        """
        rows = addresses_of(_post(request).organisation_id)
        wanted = request.query_params.get("for", "").strip()[:300]
        if wanted:
            rows = _for(wanted, rows)
        return Response(AddressList({"results": rows, "next": None}).data)

    @extend_schema(
        operation_id="addresses_create",
        tags=["drafts"],
        request=AddressInputs,
        responses={201: AddressShape},
    )
    def post(self, request: Request) -> Response:
        """Add a form of address of the office's own."""
        return Response(AddressShape(_kept(request, "")).data, status=status.HTTP_201_CREATED)


class AddressView(APIView):
    """One row."""

    @extend_schema(operation_id="addresses_get", tags=["drafts"], responses={200: AddressShape})
    def get(self, request: Request, code: str) -> Response:
        """One form of address."""
        return Response(AddressShape(_row(request, code)).data)

    @extend_schema(
        operation_id="addresses_set", tags=["drafts"], request=AddressInputs, responses={200: AddressShape}
    )
    def put(self, request: Request, code: str) -> Response:
        """Edit it; letters already written keep their words."""
        _row(request, code)
        return Response(AddressShape(_kept(request, code)).data)

    @extend_schema(operation_id="addresses_drop", tags=["drafts"], responses={204: None})
    def delete(self, request: Request, code: str) -> Response:
        """Take it out of the table."""
        _row(request, code)
        drop_address(code, by=_post(request))
        return Response(status=status.HTTP_204_NO_CONTENT)


def _for(recipient: str, rows: tuple[Address, ...]) -> tuple[Address, ...]:
    found = found_for(recipient, rows)
    if found is not None and found.by_hand:
        return tuple(row for row in rows if row.by_hand)
    return tuple(row for row in rows if row == found or (found is None and row.code == ORDINARY))


def _kept(request: Request, code: str) -> Address:
    inputs = AddressInputs(data=request.data)
    inputs.is_valid(raise_exception=True)
    told = dict(inputs.validated_data)
    known = tuple(dict.fromkeys(filter(None, told.pop("known"))))
    return keep_address(Address(code=code, known=known, **told), by=_post(request))


def _row(request: Request, code: str) -> Address:
    rows = addresses_of(_post(request).organisation_id)
    found = next((row for row in rows if row.code == code), None)
    if found is None:
        raise Http404
    return found


def _post(request: Any) -> Post:
    post: Post = request.post_held
    return post
