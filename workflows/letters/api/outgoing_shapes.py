"""How outgoing letters look to an API client."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from documents.classes import Kind
from documents.models import Signature
from workflows.engine.api.shapes import Shape
from workflows.letters.api.outgoing_around import WrittenAround
from workflows.letters.api.shapes import PaperFileShape, PaperShape
from workflows.letters.incoming.states import Channel
from workflows.letters.models import OutgoingLetter
from workflows.letters.outgoing.states import Exchanged, Sent
from workflows.letters.writing.fields import Written


class RecipientShape(Shape):
    """One recipient and how it stands with it. `id` is what `ack`, `fail` and `resend` take."""

    id = serializers.IntegerField(source="pk")
    name = serializers.CharField(source="party.name")
    organisation = serializers.IntegerField(source="party.organisation_id", allow_null=True)
    channel = serializers.ChoiceField(choices=Channel.choices)
    address = serializers.CharField(source="party.address")
    state = serializers.ChoiceField(source="result", choices=Sent.choices)
    sent_at = serializers.DateTimeField(allow_null=True, help_text="Of the first attempt.")
    acknowledged_at = serializers.DateTimeField(allow_null=True)
    receive_number = serializers.CharField(source="their_number", help_text="Theirs, as they told it.")
    failure = serializers.CharField()
    received_by = serializers.CharField(help_text="Who signed the delivery book or the slip.")
    tracking_number = serializers.CharField(help_text="Of the post.")
    reminded_at = serializers.DateTimeField(allow_null=True, help_text="The last reminder, if any.")
    exchange = serializers.ChoiceField(
        choices=Exchanged.choices, allow_blank=True, help_text="How it stands in e-CMS; empty elsewhere."
    )
    arrived_at = serializers.DateTimeField(allow_null=True, help_text="When e-CMS told that it came.")


class SignatureShape(Shape):
    """Who signed, in whose place, and over which bytes."""

    signed_name = serializers.CharField()
    signed_position = serializers.CharField(help_text="With the legal phrase of whoever acts for another.")
    method = serializers.ChoiceField(choices=Signature.Method.choices)
    digest = serializers.CharField(help_text="SHA-256 of words and files.")
    signed_at = serializers.DateTimeField()
    certificate_subject = serializers.CharField(help_text="Of a signature by certificate; else empty.")
    certificate_issuer = serializers.CharField()
    certificate_serial = serializers.CharField(help_text="Hexadecimal.")
    is_seal = serializers.BooleanField(help_text="The agency's seal, not a person's certificate.")


class WordingShape(Shape):
    """What the letter says."""

    salutation = serializers.CharField()
    body = serializers.CharField()
    closing = serializers.CharField()
    references = serializers.ListField(child=serializers.CharField())
    enclosures = serializers.ListField(child=serializers.CharField())
    grounds = serializers.ListField(child=serializers.CharField(), help_text="Why, by which power.")
    names = serializers.ListField(child=serializers.CharField(), help_text="Whom an order names.")
    facts = serializers.ListField(child=serializers.CharField(), help_text="Lines of its form.")


class WrittenShape(PaperShape):
    """What every paper has that is written here."""

    kind = serializers.ChoiceField(source="document.kind", choices=Kind.choices)
    signed_at = serializers.DateTimeField(allow_null=True)
    version = serializers.SerializerMethodField(help_text="Of the draft: 1, 2 …")
    wording = serializers.SerializerMethodField()
    signatures = serializers.SerializerMethodField()
    files = serializers.SerializerMethodField()

    def letter_of(self, item: Written) -> Any:
        """Itself."""
        return item

    @property
    def among(self) -> WrittenAround:
        """What was read for the whole page."""
        found: WrittenAround = self.context["page"].more["around"]
        return found

    def get_version(self, item: Written) -> int | None:
        """The newest version of the draft."""
        newest = self.among.texts.get(item.document_id)
        return newest.number if newest else None

    @extend_schema_field(WordingShape(allow_null=True))
    def get_wording(self, item: Written) -> Any:
        """The newest version; null where the paper is hidden or came as a file."""
        newest = self.among.texts.get(item.document_id)
        return None if newest is None or self.hides(item) else WordingShape(newest.wording).data

    @extend_schema_field(SignatureShape(many=True))
    def get_signatures(self, item: Written) -> Any:
        """Who signed."""
        return SignatureShape(self.among.signatures.get(item.document_id, []), many=True).data

    @extend_schema_field(PaperFileShape(many=True))
    def get_files(self, item: Written) -> Any:
        """The files of the paper; none where it is hidden."""
        return [] if self.hides(item) else PaperFileShape(self.among.files_of(item), many=True).data


class OutgoingLetterShape(WrittenShape):
    """An outgoing letter (หนังสือส่ง)."""

    is_circular = serializers.BooleanField()
    answers = serializers.IntegerField(source="answers_id", allow_null=True)
    send_number = serializers.IntegerField(allow_null=True)
    send_year = serializers.IntegerField(allow_null=True, help_text="Buddhist era.")
    sent_at = serializers.DateTimeField(allow_null=True)
    file_name = serializers.CharField()
    file_code = serializers.CharField()
    file_code_known = serializers.BooleanField(help_text="Whether the file plan has this code.")
    retention_class = serializers.CharField()
    recipients = serializers.SerializerMethodField()

    @extend_schema_field(RecipientShape(many=True))
    def get_recipients(self, item: OutgoingLetter) -> Any:
        """Who gets it, and who has registered it."""
        return RecipientShape(self.context["page"].more["around"].recipients.get(item.pk, []), many=True).data
