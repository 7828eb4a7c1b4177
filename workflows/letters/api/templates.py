"""Templates from which drafts begin: kept, and used to fill the inputs of a creating step."""

from __future__ import annotations

from collections.abc import Mapping
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
from documents.rules.merging import asked_in
from documents.texts import Words
from eoffice.common.errors import InvalidInputs
from eoffice.organisations.models import Unit
from eoffice.people.models import Post
from workflows.engine.api.shapes import Shape
from workflows.letters.actions.templates import TemplateFacts, begun, drop_template, keep_template
from workflows.letters.models import IncomingLetter
from workflows.letters.models.template import LISTS, DraftTemplate, TemplateKind

WHERE = {"outgoing_letter": "outgoing-letters", "memo": "memos", "order": "orders"}


class TemplateInputs(Shape):
    """What a template consists of."""

    kind = serializers.ChoiceField(choices=TemplateKind.choices)
    name = Words(max_length=120)
    unit = serializers.IntegerField(
        min_value=1, max_value=2**63 - 1, required=False, allow_null=True, default=None
    )
    words = serializers.DictField(
        child=serializers.CharField(max_length=40_000, allow_blank=True),
        help_text="Field of the creating step -> text; lists a line each. {ผู้ร่าง}, {?asked at use}.",
    )


class TemplateShape(Shape):
    """A template, and what it asks when it is used."""

    id = serializers.IntegerField(source="pk")
    kind = serializers.ChoiceField(choices=TemplateKind.choices)
    name = serializers.CharField()
    unit = Named(allow_null=True)
    words = serializers.DictField(child=serializers.CharField())
    asks = serializers.SerializerMethodField()
    changed_at = serializers.DateTimeField()

    def get_asks(self, template: DraftTemplate) -> list[str]:
        """The names asked at use."""
        return asked_in(template.texts())


class UseInputs(Shape):
    """Answers to what the template asks, and the received letter that is answered."""

    answers = serializers.DictField(child=Words(max_length=500), required=False, default=dict)
    letter = serializers.IntegerField(
        min_value=1, max_value=2**63 - 1, required=False, allow_null=True, default=None
    )


class BegunShape(Shape):
    """What to send to the creating step, with what is still to be added (recipients, files)."""

    path = serializers.CharField(help_text="Where to POST it: outgoing-letters, memos …")
    inputs = serializers.DictField()


class Templates(GenericAPIView[DraftTemplate]):
    """What all views of templates share."""

    serializer_class = TemplateShape
    ordering = ("kind", "name", "pk")

    def get_queryset(self) -> QuerySet[DraftTemplate]:
        """Those of the office and of the own unit."""
        if getattr(self, "swagger_fake_view", False):
            return DraftTemplate.objects.none()
        return DraftTemplate.objects.visible_to(_post(self.request)).for_list()

    def told(self, request: Request, shape: type[Shape]) -> Mapping[str, Any]:
        """The inputs, or 422."""
        inputs = shape(data=request.data)
        inputs.is_valid(raise_exception=True)
        return dict(inputs.validated_data)

    def facts(self, request: Request) -> TemplateFacts:
        """What the body says, as the action takes it."""
        told = self.told(request, TemplateInputs)
        unit = None
        if told["unit"] is not None:
            here = Unit.objects.filter(organisation=_post(request).organisation_id)
            unit = here.filter(pk=told["unit"]).first()
            if unit is None:
                raise InvalidInputs(errors={"unit": [_("This unit belongs to another agency.")]})
        return TemplateFacts(told["kind"], told["name"], unit, told["words"])

    def one(self, pk: int) -> DraftTemplate:
        """The template, or 404."""
        found = self.get_queryset().filter(pk=pk).first()
        if found is None:
            raise Http404
        return found


class TemplatesView(Templates):
    """All that one may begin from."""

    @extend_schema(operation_id="templates_list", tags=["drafts"], responses={200: TemplateShape(many=True)})
    def get(self, request: Request) -> Response:
        """Templates of the office and of the own unit, by kind and name."""
        page = self.paginate_queryset(self.get_queryset()) or []
        return self.get_paginated_response(TemplateShape(page, many=True).data)

    @extend_schema(
        operation_id="templates_create",
        tags=["drafts"],
        request=TemplateInputs,
        responses={201: TemplateShape},
    )
    def post(self, request: Request) -> Response:
        """Keep a new template of the office or of the own unit."""
        made = keep_template(self.facts(request), by=_post(request))
        return Response(TemplateShape(made).data, status=status.HTTP_201_CREATED)


class TemplateView(Templates):
    """One template."""

    @extend_schema(operation_id="templates_get", tags=["drafts"], responses={200: TemplateShape})
    def get(self, request: Request, id: int) -> Response:  # noqa: A002 -- the name in the address
        """One template."""
        return Response(TemplateShape(self.one(id)).data)

    @extend_schema(
        operation_id="templates_set", tags=["drafts"], request=TemplateInputs, responses={200: TemplateShape}
    )
    def put(self, request: Request, id: int) -> Response:  # noqa: A002 -- the name in the address
        """Change it; drafts that began from it keep their words."""
        found = self.one(id)
        return Response(
            TemplateShape(keep_template(self.facts(request), by=_post(request), template=found)).data
        )

    @extend_schema(operation_id="templates_drop", tags=["drafts"], responses={204: None})
    def delete(self, request: Request, id: int) -> Response:  # noqa: A002 -- the name in the address
        """Take it away."""
        drop_template(self.one(id), by=_post(request))
        return Response(status=status.HTTP_204_NO_CONTENT)


class UseView(Templates):
    """Beginning a draft."""

    @extend_schema(
        operation_id="templates_use", tags=["drafts"], request=UseInputs, responses={200: BegunShape}
    )
    def post(self, request: Request, id: int) -> Response:  # noqa: A002 -- the name in the address
        """The inputs of the creating step, with known names exchanged; nothing is kept yet."""
        post, template, told = _post(request), self.one(id), self.told(request, UseInputs)
        letter = None
        if told["letter"] is not None:
            seen = IncomingLetter.objects.visible_to(post).select_related("document")
            letter = seen.filter(pk=told["letter"]).first()
            if letter is None:
                raise Http404
        inputs: dict[str, Any] = begun(template, post, told["answers"], letter)
        inputs |= {name: inputs[name].splitlines() for name in LISTS if name in inputs}
        path = WHERE.get(template.kind, "announcements")
        return Response(BegunShape({"path": path, "inputs": inputs}).data)


def _post(request: Any) -> Post:
    post: Post = request.post_held
    return post
