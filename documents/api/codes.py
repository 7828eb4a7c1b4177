"""Lists shared by all agencies: retention classes, kinds of papers, speed and secrecy classes, runs."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework.generics import GenericAPIView
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from documents.api.shapes import CodesShape, RetentionShape
from documents.classes import Kind, Run, Secrecy, Speed
from documents.models import RetentionClass

LISTS: dict[str, Any] = {"kinds": Kind, "speeds": Speed, "secrecies": Secrecy, "runs": Run}


class RetentionClassesView(GenericAPIView[RetentionClass]):
    """Retention classes."""

    serializer_class = RetentionShape
    ordering = ("order",)

    def get_queryset(self) -> QuerySet[RetentionClass]:
        """All: nothing in it is anybody's own."""
        return RetentionClass.objects.all()

    @extend_schema(
        operation_id="retention_classes", tags=["codes"], responses={200: RetentionShape(many=True)}
    )
    def get(self, _request: Request) -> Response:
        """How long papers are kept (ข้อ 57, 89/5)."""
        page = self.paginate_queryset(self.get_queryset()) or []
        return self.get_paginated_response(RetentionShape(page, many=True).data)


class CodesView(APIView):
    """A fixed list."""

    name: str = ""

    @extend_schema(tags=["codes"], responses={200: CodesShape})
    def get(self, _request: Request) -> Response:
        """The ids and what they are called, in order; the list is whole."""
        found = [{"code": code, "label": str(label)} for code, label in LISTS[self.name].choices]
        return Response(CodesShape({"results": found, "next": None}).data)
