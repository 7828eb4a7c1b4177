"""Signing several letters at one go, for API clients."""

from __future__ import annotations

import uuid
from typing import Any

from django.http import Http404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from documents.api.asking import post_of
from workflows.engine.api.shapes import Shape
from workflows.letters.actions.folders import MOST, hand_over
from workflows.letters.models.folder import FolderRow, SigningFolder

CHOICES = [("none", "none"), ("own", "own"), ("seal", "seal")]


class FolderInputs(serializers.Serializer[Any]):
    """Which letters, and what the signature takes."""

    letters = serializers.ListField(
        child=serializers.IntegerField(min_value=1, max_value=2**63 - 1), min_length=1, max_length=MOST
    )
    password = serializers.CharField(max_length=200, trim_whitespace=False, write_only=True)
    certificate = serializers.ChoiceField(choices=CHOICES, default="none")
    passphrase = serializers.CharField(
        max_length=500, trim_whitespace=False, required=False, allow_blank=True, default="", write_only=True
    )


class FolderRowShape(Shape):
    """One letter of it."""

    letter = serializers.IntegerField(source="letter_id")
    state = serializers.ChoiceField(source="result", choices=FolderRow.Result.choices)
    reason = serializers.CharField(help_text="Why it was not signed; else empty.")


class FolderShape(Shape):
    """How far it is."""

    id = serializers.UUIDField(source="key")
    asked_at = serializers.DateTimeField()
    done_at = serializers.DateTimeField(allow_null=True)
    letters = FolderRowShape(many=True, source="rows.all")


class FoldersView(APIView):
    """Folders that are signed at one go."""

    @extend_schema(
        operation_id="sign_folder", tags=["signatures"], request=FolderInputs, responses={201: FolderShape}
    )
    def post(self, request: Request) -> Response:
        """Have letters signed by the worker, each as by its step `sign`; what is refused says why."""
        asked = FolderInputs(data=request.data)
        asked.is_valid(raise_exception=True)
        key = request.headers.get("Idempotency-Key", "") or uuid.uuid4().hex
        folder = hand_over(
            asked.validated_data.pop("letters"), post_of(request), key=key, **asked.validated_data
        )
        return Response(FolderShape(folder).data, status=201)


class FolderView(APIView):
    """One folder."""

    @extend_schema(operation_id="signing_folder", tags=["signatures"], responses={200: FolderShape})
    def get(self, request: Request, id: uuid.UUID) -> Response:  # noqa: A002 -- the name in the address
        """How far the worker is. Only for whoever handed it over."""
        found = SigningFolder.objects.filter(key=id, post=post_of(request)).first()
        if found is None:
            raise Http404
        return Response(FolderShape(found).data)
