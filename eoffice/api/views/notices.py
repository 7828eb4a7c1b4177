"""What one was told."""

from __future__ import annotations

from typing import Any

import django_filters
from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from eoffice.api.shapes import post_held
from eoffice.api.views.asking import one_of
from eoffice.api.views.directory import Listing
from eoffice.common import clock
from workflows.engine.api.filters import YesNoFilter
from workflows.engine.api.shapes import Shape
from workflows.engine.models import Notice
from workflows.engine.registry import by_process


class NoticeShape(Shape):
    """One notice. `title` is the item's, if the reader may see it now."""

    id = serializers.IntegerField(source="pk")
    kind = serializers.ChoiceField(choices=Notice.Kind.choices)
    kind_label = serializers.CharField(source="get_kind_display")
    process = serializers.CharField(allow_blank=True)
    item = serializers.IntegerField(allow_null=True)
    title = serializers.SerializerMethodField()
    at = serializers.DateTimeField()
    read_at = serializers.DateTimeField(allow_null=True)

    @extend_schema_field(serializers.CharField(allow_null=True))
    def get_title(self, notice: Notice) -> str | None:
        """What it is about; null where that is not the reader's to see."""
        found: str | None = self.context["titles"].get((notice.process, notice.item))
        return found


class ReadCount(Shape):
    """How many notices were marked as read."""

    read = serializers.IntegerField()


class NoticeFilters(django_filters.FilterSet):
    """By kind, and whether it was read."""

    kind = django_filters.MultipleChoiceFilter(choices=Notice.Kind.choices)
    unread = YesNoFilter(field_name="read_at", lookup_expr="isnull", label="Not read yet.")


class Notices(Listing):
    """The notices of whoever asks."""

    serializer_class = NoticeShape
    filterset_class = NoticeFilters

    def get_queryset(self) -> QuerySet[Notice]:
        """One's own, in the agency of the acting post."""
        if getattr(self, "swagger_fake_view", False):
            return Notice.objects.none()
        post = post_held(self.request)
        return Notice.objects.of(post.person).filter(organisation=post.organisation_id)

    def shown(self, notices: list[Notice], *, many: bool) -> Any:
        """Notices with the titles of what they are about."""
        context = {"titles": titles_of(notices, post_held(self.request))}
        rows: Any = notices if many else notices[0]
        return NoticeShape(rows, many=many, context=context).data


class NoticesView(Notices):
    """List."""

    @extend_schema(operation_id="notices_list", tags=["work"], responses={200: NoticeShape(many=True)})
    def get(self, request: Request) -> Response:
        """What one was told, newest first."""
        rows = self.paginate_queryset(self.filter_queryset(self.get_queryset())) or []
        return self.get_paginated_response(self.shown(list(rows), many=True))


class NoticeReadView(Notices):
    """One notice."""

    @extend_schema(operation_id="notices_read", tags=["work"], request=None, responses={200: NoticeShape})
    def post(self, request: Request, id: int) -> Response:  # noqa: A002 -- the name in the path
        """Mark as read; twice is once."""
        notice = one_of(self.get_queryset(), id)
        if notice.read_at is None:
            notice.read_at = clock.now()
            notice.save(update_fields=["read_at"])
        return Response(self.shown([notice], many=False))


class NoticesReadView(Notices):
    """All notices."""

    @extend_schema(operation_id="notices_read_all", tags=["work"], request=None, responses={200: ReadCount})
    def post(self, request: Request) -> Response:
        """Mark all as read."""
        read = self.get_queryset().unread().update(read_at=clock.now())  # type: ignore[attr-defined] # ours
        return Response(ReadCount({"read": read}).data)


def titles_of(notices: list[Notice], post: Any) -> dict[tuple[str, int], str]:
    """The headlines of what the notices are about and `post` may see; one question for each process."""
    wanted: dict[str, set[int]] = {}
    for notice in notices:
        if notice.process and notice.item is not None:
            wanted.setdefault(notice.process, set()).add(notice.item)
    titles = {}
    for process, keys in wanted.items():
        manager: Any = by_process(process)._default_manager
        for item in manager.visible_to(post).for_list().filter(pk__in=keys):
            titles[process, item.pk] = item.headline()
    return titles
