"""How orders and announcements look to an API client."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from workflows.letters.api.memo_shapes import ReaderRow
from workflows.letters.api.outgoing_shapes import WrittenShape
from workflows.letters.models import Order


class OrderShape(WrittenShape):
    """An order (คำสั่ง)."""

    effective_on = serializers.DateField(allow_null=True)
    acknowledge_by = serializers.DateTimeField(allow_null=True)
    readers = serializers.SerializerMethodField()

    @extend_schema_field(ReaderRow(many=True))
    def get_readers(self, item: Order) -> Any:
        """Whom it names, and who has acknowledged."""
        return ReaderRow(self.context["page"].more["around"].readers.get(item.pk, []), many=True).data


class AnnouncementShape(WrittenShape):
    """An announcement (ประกาศ)."""

    places = serializers.ListField(child=serializers.CharField())
    posted_from = serializers.DateField(allow_null=True)
    posted_until = serializers.DateField(allow_null=True)
    taken_down_at = serializers.DateTimeField(allow_null=True)
