"""Uploading files and reading them back."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import Http404
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.generics import GenericAPIView
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response

from documents.api.asking import post_of
from documents.api.shapes import FileShape
from documents.files.receive import no_room_is_said, receive, too_large_sentence
from documents.files.serving import content_response, picture_response
from documents.files.uploading import AROUND
from documents.models import FileRecord
from eoffice.common.errors import InvalidInputs, TooLarge
from eoffice.common.numbers import whole_number
from eoffice.people.hidden import seen_or_404
from eoffice.people.models import Post


class Upload(serializers.Serializer[Any]):
    """One file."""

    file = serializers.FileField(allow_empty_file=True)
    secret = serializers.BooleanField(default=False, help_text="Keep it sealed from the first byte.")


class FilesView(GenericAPIView[FileRecord]):
    """Files."""

    serializer_class = FileShape
    parser_classes = (MultiPartParser,)

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        """Refuse what is too large before reading it."""
        super().initial(request, *args, **kwargs)
        length = whole_number(request.META.get("CONTENT_LENGTH") or "0")
        if length is None or length > settings.FILE_BYTES + AROUND:
            raise TooLarge(too_large_sentence())

    @extend_schema(operation_id="upload_file", tags=["files"], request=Upload, responses={201: FileShape})
    def post(self, request: Request) -> Response:
        """Upload a file. Until a document has it, only whoever uploaded it sees it.

        The type is told from the bytes. 413 too large, 415 a kind that is not accepted or that holds scripts,
        422 empty, damaged or blown up, 507 no room.
        """
        with no_room_is_said():
            asked = Upload(data=request.data)
            asked.is_valid(raise_exception=True)
        given = asked.validated_data["file"]
        record = receive(
            given,
            name=given.name,
            post=post_of(request),
            secret=asked.validated_data["secret"],
            key=request.headers.get("Idempotency-Key", ""),
        )
        return Response(FileShape(record).data, status=201)


class FileView(GenericAPIView[FileRecord]):
    """One file."""

    serializer_class = FileShape

    @extend_schema(operation_id="file", tags=["files"], responses={200: FileShape})
    def get(self, request: Request, id: int) -> Response:  # noqa: A002 -- the name in the address
        """Name, hash, size and kind of a file."""
        return Response(FileShape(seen(id, post_of(request))).data)


class ContentView(GenericAPIView[FileRecord]):
    """The bytes of a file."""

    @extend_schema(
        operation_id="file_content",
        tags=["files"],
        parameters=[OpenApiParameter("Range", str, OpenApiParameter.HEADER, description="bytes=0-1023")],
        responses={(200, "application/octet-stream"): OpenApiTypes.BINARY},
    )
    def get(self, request: Request, id: int) -> HttpResponseBase:  # noqa: A002 -- the name in the address
        """The bytes, whole or in part (206); their SHA-256 is the ETag."""
        post = post_of(request)
        return content_response(request._request, seen(id, post), post=post)


class PreviewView(GenericAPIView[FileRecord]):
    """A page of a file as a picture."""

    @extend_schema(
        operation_id="file_preview",
        tags=["files"],
        parameters=[
            OpenApiParameter("page", int, description="From 1."),
            OpenApiParameter("width", int, description="Pixels; 400, 900 or 1600, the nearest is taken."),
        ],
        responses={(200, "image/png"): OpenApiTypes.BINARY},
    )
    def get(self, request: Request, id: int) -> HttpResponseBase:  # noqa: A002 -- the name in the address
        """One page of a PDF, or a picture, as PNG; 404 where it has no such page."""
        post = post_of(request)
        page, width = number(request, "page", 1), number(request, "width", 900)
        answer = picture_response(seen(id, post), page, width, post=post)
        if answer is None:
            raise Http404
        return answer


def seen(pk: int, post: Post) -> FileRecord:
    """The file, if `post` may see it."""
    return seen_or_404(FileRecord.objects.visible_to(post).select_related("blob"), pk, post, kind="file")


def number(request: Request, name: str, usual: int) -> int:
    """A small whole number of the query."""
    value = whole_number(request.query_params.get(name, str(usual)), digits=6)
    if value is None:
        raise InvalidInputs(errors={name: [_("A whole number, please.")]})
    return value
