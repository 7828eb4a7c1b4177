"""How memos look to an API client."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from documents.api.shapes import NamedShape as Named
from workflows.engine.api.shapes import Shape
from workflows.letters.api.outgoing_shapes import WrittenShape
from workflows.letters.memo.states import Decision, Template
from workflows.letters.models import Memo


class ReaderRow(Shape):
    """One person whom the paper concerns, and whether they have acknowledged it."""

    person = serializers.IntegerField(source="person_id")
    person_name = serializers.CharField(source="person.name")
    duty = serializers.CharField()
    told_at = serializers.DateTimeField(allow_null=True)
    acknowledged_at = serializers.DateTimeField(allow_null=True)


class MinuteRow(Shape):
    """An opinion on a memo or its decision, in the order of writing."""

    id = serializers.IntegerField(source="pk")
    decision = serializers.ChoiceField(choices=[("", ""), *Decision.choices], help_text="Of a decision.")
    text = serializers.CharField(source="words")
    author = Named()
    signed_name = serializers.CharField()
    signed_position = serializers.CharField()
    digest = serializers.CharField(help_text="SHA-256 of the words and files as they were read.")
    written_at = serializers.DateTimeField()


class MemoShape(WrittenShape):
    """A memo (บันทึกข้อความ)."""

    template = serializers.ChoiceField(choices=Template.choices)
    amount = serializers.IntegerField(allow_null=True, help_text="Baht.")
    starts_on = serializers.DateField(allow_null=True)
    ends_on = serializers.DateField(allow_null=True)
    place = serializers.CharField()
    submitted_at = serializers.DateTimeField(allow_null=True)
    decision = serializers.CharField()
    acknowledge_by = serializers.DateTimeField(allow_null=True)
    minutes = serializers.SerializerMethodField()
    readers = serializers.SerializerMethodField()

    @extend_schema_field(MinuteRow(many=True))
    def get_minutes(self, item: Memo) -> Any:
        """What was written on it; nothing where it is hidden."""
        rows = self.context["page"].more["around"].minutes.get(item.pk, [])
        return [] if self.hides(item) else MinuteRow(rows, many=True).data

    @extend_schema_field(ReaderRow(many=True))
    def get_readers(self, item: Memo) -> Any:
        """Whom it concerns, and who has acknowledged."""
        return ReaderRow(self.context["page"].more["around"].readers.get(item.pk, []), many=True).data
