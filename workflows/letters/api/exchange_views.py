"""What went through e-CMS, for a program of the registry."""

from __future__ import annotations

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.generics import GenericAPIView
from rest_framework.request import Request
from rest_framework.response import Response

from eoffice.people.models import Post
from workflows.engine.api.shapes import Shape
from workflows.letters.actions.exchanging.lines import settle, take_again
from workflows.letters.models import ExchangeMessage

M = ExchangeMessage


class ExchangeMessageShape(Shape):
    """One message between two agencies (domain sheet 9.1)."""

    id = serializers.IntegerField(source="pk")
    direction = serializers.ChoiceField(choices=M.Direction.choices)
    kind = serializers.ChoiceField(choices=M.Kind.choices)
    stage = serializers.ChoiceField(choices=M.Stage.choices)
    reference = serializers.CharField(source="number", help_text="ที่ of the letter that it speaks of.")
    dated_on = serializers.DateField(allow_null=True)
    accept_number = serializers.CharField(help_text="The receive number, where it tells one.")
    partner = serializers.CharField(help_text="The other agency's code.")
    outgoing_letter = serializers.IntegerField(source="letter_id", allow_null=True)
    incoming_letter = serializers.IntegerField(source="incoming_id", allow_null=True)
    created_at = serializers.DateTimeField()
    first_tried_at = serializers.DateTimeField(allow_null=True)
    done_at = serializers.DateTimeField(allow_null=True)
    tries = serializers.IntegerField()
    trouble = serializers.CharField(help_text="What somebody should look at; empty where nothing is wrong.")


class ExchangeMessagesView(GenericAPIView[ExchangeMessage]):
    """The agency's messages."""

    serializer_class = ExchangeMessageShape
    ordering = ("-pk",)

    def get_queryset(self) -> QuerySet[ExchangeMessage]:
        """Those that the post may see."""
        if getattr(self, "swagger_fake_view", False):
            return M.objects.none()
        return M.objects.visible_to(_post(self.request))

    @extend_schema(
        operation_id="exchange_messages_list",
        tags=["exchange"],
        responses={200: ExchangeMessageShape(many=True)},
    )
    def get(self, request: Request) -> Response:
        """What went through e-CMS and what came, latest first: to the registry, auditors, administrators."""
        page = self.paginate_queryset(self.get_queryset()) or []
        return self.get_paginated_response(ExchangeMessageShape(page, many=True).data)


class ExchangeAgainView(GenericAPIView[ExchangeMessage]):
    """Trying a message once more."""

    serializer_class = ExchangeMessageShape

    @extend_schema(
        operation_id="exchange_messages_again",
        tags=["exchange"],
        request=None,
        responses={200: ExchangeMessageShape},
    )
    def post(self, request: Request, id: int) -> Response:  # noqa: A002 -- the name in the path
        """What failed is sent or read anew; a receive number that the sender doubts is told again."""
        take_again(id, _post(request))
        return _shown(id)


class ExchangeSettledView(GenericAPIView[ExchangeMessage]):
    """Noting that somebody saw to it."""

    serializer_class = ExchangeMessageShape

    @extend_schema(
        operation_id="exchange_messages_settled",
        tags=["exchange"],
        request=None,
        responses={200: ExchangeMessageShape},
    )
    def post(self, request: Request, id: int) -> Response:  # noqa: A002 -- the name in the path
        """Somebody saw to what was wrong; the sentence stays."""
        settle(id, _post(request))
        return _shown(id)


def _shown(pk: int) -> Response:
    return Response(ExchangeMessageShape(M.objects.get(pk=pk)).data)


def _post(request: Request) -> Post:
    post: Post = request.post_held  # type: ignore[attr-defined] # set by the log-in
    return post
