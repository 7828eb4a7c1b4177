"""Where stamp and minutes stand on the copy of a received letter."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from workflows.engine.api.shapes import Shape
from workflows.letters.actions.stamping import place_marks, places_of
from workflows.letters.models import IncomingLetter, StampPlace

if TYPE_CHECKING:
    from documents.rendering.stamps import Place


class MarkPlaceShape(Shape):
    """The upper left corner of one mark, in shares of the page as it is shown."""

    mark = serializers.ChoiceField(choices=StampPlace.Mark.choices)
    page = serializers.IntegerField(min_value=1, max_value=100_000, default=1)
    x = serializers.FloatField(min_value=0, max_value=1)
    y = serializers.FloatField(min_value=0, max_value=1)


class StampPlacesShape(Shape):
    """All marks of a letter; minutes without a place stand on a sheet behind."""

    marks = MarkPlaceShape(many=True)


class StampPlacesInputs(StampPlacesShape):
    """The same, as it is told."""

    as_usual = serializers.BooleanField(
        default=False, help_text="The stamp of all letters to come stands there too."
    )


class StampView(APIView):
    """The places of one letter."""

    @extend_schema(
        operation_id="incoming_letters_stamp", tags=["incoming-letters"], responses={200: StampPlacesShape}
    )
    def get(self, request: Request, id: int) -> Response:  # noqa: A002 -- the name in the path
        """Where the received stamp (form 12) and the minutes are laid over the printed copy."""
        return Response(_shown(places_of(_seen(request, id))))

    @extend_schema(
        operation_id="incoming_letters_place_stamp",
        tags=["incoming-letters"],
        request=StampPlacesInputs,
        responses={200: StampPlacesShape},
    )
    def put(self, request: Request, id: int) -> Response:  # noqa: A002 -- as above
        """Put them elsewhere; the original stays as it came."""
        from documents.rendering.stamps import Place

        letter = _seen(request, id)
        inputs = StampPlacesInputs(data=request.data)
        inputs.is_valid(raise_exception=True)
        told = inputs.validated_data
        places = {one["mark"]: Place(one["page"], one["x"], one["y"]) for one in told["marks"]}
        place_marks(letter, request.post_held, places, as_usual=told["as_usual"])  # type: ignore[attr-defined] # set by the log-in
        return Response(_shown(places_of(letter)))


def _shown(places: dict[str, Place]) -> Any:
    marks = [{"mark": mark, "page": place.page, "x": place.x, "y": place.y} for mark, place in places.items()]
    return StampPlacesShape({"marks": marks}).data


def _seen(request: Request, pk: int) -> IncomingLetter:
    rows = IncomingLetter.objects.visible_to(request.post_held).for_list()  # type: ignore[attr-defined] # as above
    found: IncomingLetter | None = rows.filter(pk=pk).first()
    if found is None:
        raise Http404
    return found
