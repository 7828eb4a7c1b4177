"""The numbers desk: reserve, use, cancel, insert, correct, continue a paper book."""

from __future__ import annotations

from typing import Any

from django.http import Http404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.generics import GenericAPIView
from rest_framework.request import Request
from rest_framework.response import Response

from documents.actions import numbers
from documents.api.asking import entry_seen, post_of, register_seen
from documents.api.shapes import BookYear, EntryShape
from documents.models import RegisterEntry
from documents.texts import Words
from eoffice.people.models import Post


class Columns(serializers.Serializer[Any]):
    """Columns of a row."""

    reference = Words(max_length=120, required=False)
    dated_on = serializers.DateField(required=False, allow_null=True)
    subject = Words(max_length=4000, required=False)
    action = Words(max_length=300, required=False)
    remarks = Words(max_length=500, required=False)

    def get_fields(self) -> dict[str, serializers.Field[Any, Any, Any, Any]]:
        """With จาก and ถึง; `from` is a word that a class body cannot hold."""
        return super().get_fields() | {
            "from": Words(max_length=300, required=False, source="from_text"),
            "to": Words(max_length=300, required=False, source="to_text"),
        }


class Reserve(serializers.Serializer[Any]):
    """What a number is kept for."""

    purpose = Words(max_length=200)
    reserved_for = serializers.IntegerField(required=False, help_text="A post's id; oneself unless told.")
    expires_at = serializers.DateTimeField(required=False, help_text="In 15 days unless told.")


class Insert(Columns):
    """A row between two numbers."""

    year = serializers.IntegerField(min_value=2400, max_value=3000, help_text="BE")
    number = serializers.IntegerField(min_value=1, help_text="The number it comes after.")
    stated_on = serializers.DateField(help_text="The day that the book shows.")
    reason = Words(max_length=300)


class Floor(serializers.Serializer[Any]):
    """How far the book used so far has come."""

    year = serializers.IntegerField(min_value=2400, max_value=3000, help_text="BE")
    last_used = serializers.IntegerField(min_value=0, max_value=9_999_999)


class Reason(serializers.Serializer[Any]):
    """Why."""

    reason = Words(max_length=300)


class Correct(Columns):
    """Columns to correct, and why."""

    reason = Words(max_length=300)


class Desk(GenericAPIView[RegisterEntry]):
    """A view of the desk: reads its inputs, calls one action, shows the row."""

    serializer_class = EntryShape
    asks: type[serializers.Serializer[Any]]

    def inputs(self, request: Request) -> dict[str, Any]:
        """The inputs, or 422."""
        told = self.asks(data=request.data)
        told.is_valid(raise_exception=True)
        return dict(told.validated_data)

    def shown(self, entry: RegisterEntry, post: Post, status: int = 200) -> Response:
        """The row as `post` may read it."""
        return Response(EntryShape(entry.masked_for(post)).data, status=status)


class ReserveView(Desk):
    """Reserving."""

    asks = Reserve

    @extend_schema(
        operation_id="reserve_number", tags=["registers"], request=Reserve, responses={201: EntryShape}
    )
    def post(self, request: Request, id: int) -> Response:  # noqa: A002 -- the name in the address
        """Keep the next number for somebody (จองเลข); it takes its row at once."""
        post = post_of(request)
        register = register_seen(id, post)
        told = self.inputs(request)
        holder = self._holder(told.pop("reserved_for", None), post)
        return self.shown(numbers.reserve(register, post=post, reserved_for=holder, **told), post, 201)

    def _holder(self, pk: int | None, post: Post) -> Post | None:
        if pk is None:
            return None
        colleagues = Post.objects.in_force().filter(organisation_id=post.organisation_id)
        found = colleagues.select_related("person").filter(pk=pk).first() if pk < 2**63 else None
        if found is None:
            raise Http404
        return found


class InsertView(Desk):
    """Inserting."""

    asks = Insert

    @extend_schema(
        operation_id="insert_number", tags=["registers"], request=Insert, responses={201: EntryShape}
    )
    def post(self, request: Request, id: int) -> Response:  # noqa: A002 -- the name in the address
        """Put a row between two numbers (เลขแทรก): the registrar, with a reason."""
        post = post_of(request)
        return self.shown(
            numbers.insert_after(register_seen(id, post), post=post, **self.inputs(request)), post, 201
        )


class FloorView(Desk):
    """Continuing a paper book."""

    asks = Floor

    @extend_schema(operation_id="set_floor", tags=["registers"], request=Floor, responses={200: BookYear})
    def post(self, request: Request, id: int) -> Response:  # noqa: A002 -- the name in the address
        """Say which number the book used so far has reached; the next one continues. Only upward."""
        post = post_of(request)
        counter = numbers.set_floor(register_seen(id, post), post=post, **self.inputs(request))
        return Response(BookYear(counter).data)


class VoidView(Desk):
    """Cancelling."""

    asks = Reason

    @extend_schema(
        operation_id="void_number", tags=["registers"], request=Reason, responses={200: EntryShape}
    )
    def post(self, request: Request, id: int) -> Response:  # noqa: A002 -- the name in the address
        """Cancel a number (ยกเลิกเลข): its row stays, with the reason, for ever."""
        post = post_of(request)
        return self.shown(numbers.void(entry_seen(id, post), post=post, **self.inputs(request)), post)


class UseView(Desk):
    """Using a reserved number."""

    asks = Columns

    @extend_schema(
        operation_id="use_number", tags=["registers"], request=Columns, responses={200: EntryShape}
    )
    def post(self, request: Request, id: int) -> Response:  # noqa: A002 -- the name in the address
        """Fill in the row of a reserved number."""
        post = post_of(request)
        entry = numbers.use_reservation(entry_seen(id, post), None, post=post, **self.inputs(request))
        return self.shown(entry, post)


class CorrectView(Desk):
    """Correcting a row."""

    asks = Correct

    @extend_schema(
        operation_id="correct_entry", tags=["registers"], request=Correct, responses={200: EntryShape}
    )
    def post(self, request: Request, id: int) -> Response:  # noqa: A002 -- the name in the address
        """Correct columns of a row; what stood there is kept with the reason."""
        post = post_of(request)
        entry = entry_seen(id, post)
        numbers.fix_row(entry, post=post, **self.inputs(request))
        return self.shown(entry_seen(entry.pk, post), post)
