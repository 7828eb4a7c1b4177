"""How opinions asked look to an API client."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from documents.api.shapes import NamedShape as Named
from workflows.engine.api.shapes import ItemShape
from workflows.letters.models import Consultation


class ConsultationShape(ItemShape):
    """What one person or unit was asked about a draft, and what they said."""

    about_process = serializers.CharField(help_text="Of the paper: outgoing_letter, memo …")
    about_item = serializers.IntegerField()
    person = serializers.IntegerField(source="person_id", allow_null=True)
    who = serializers.CharField(help_text="The person's name, or the unit's.")
    asked_by = serializers.SerializerMethodField()
    question = serializers.CharField(source="asks")
    opinion = serializers.CharField(source="words", help_text="Empty until it is given.")
    signed_name = serializers.CharField()
    signed_position = serializers.CharField()
    digest = serializers.CharField(help_text="SHA-256 of the words and files as they were read.")
    given_at = serializers.DateTimeField(allow_null=True)

    @extend_schema_field(Named())
    def get_asked_by(self, item: Consultation) -> dict[str, Any]:
        """A post, with its holder's name."""
        return {"id": item.asked_by_id, "name": item.asked_by.person.name}
