"""What the API shows of files, registers and their rows."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from documents.classes import Run, Secrecy
from documents.files.preview import pages_of
from documents.models import FileRecord, RegisterEntry
from documents.models.register import Row


class Shape(serializers.Serializer[Any]):
    """A serializer that only shows."""


class FileShape(Shape):
    """An uploaded file: `id` is what other requests name it by."""

    id = serializers.IntegerField(source="pk")
    name = serializers.CharField()
    sha256 = serializers.CharField(source="blob.sha256", min_length=64, max_length=64)
    size = serializers.IntegerField(source="blob.size", help_text="Bytes.")
    media_type = serializers.CharField(source="blob.media_type")
    pages = serializers.SerializerMethodField(help_text="Pages that can be shown; 0: no preview.")

    def get_pages(self, record: FileRecord) -> int:
        """How many pictures `preview/` can give."""
        return pages_of(record.blob)


class BookYear(Shape):
    """A year of a register."""

    year = serializers.IntegerField(help_text="BE")
    last = serializers.IntegerField(help_text="The last number given.")
    floor = serializers.IntegerField(help_text="The last number of the book used before this one.")


class NamedShape(Shape):
    """Something with an id and a name."""

    id = serializers.IntegerField(source="pk")
    name = serializers.CharField()


class RegisterShape(Shape):
    """A book of numbers."""

    id = serializers.IntegerField(source="pk")
    run = serializers.ChoiceField(choices=Run.choices)
    name = serializers.CharField(source="__str__")
    organisation = NamedShape()
    unit = NamedShape(allow_null=True)
    pattern = serializers.CharField(source="written_as")
    is_secret = serializers.BooleanField()
    years = BookYear(source="counters.all", many=True)


class HeldFor(Shape):
    """Whom a number is reserved for."""

    id = serializers.IntegerField(source="pk")
    name = serializers.CharField(source="person.name")


#: What of a hidden row is null.
HIDDEN = frozenset(
    {"reference", "dated_on", "from", "to", "subject", "action", "remarks"}
    | {"document", "purpose", "void_reason", "reserved_for"}
)


class EntryShape(Shape):
    """A row of a register. Of a secret row that one may not read the columns are null (`hidden`)."""

    id = serializers.IntegerField(source="entry.pk")
    register = serializers.IntegerField(source="entry.register_id")
    year = serializers.IntegerField(source="entry.year", help_text="BE")
    number = serializers.IntegerField(source="entry.number")
    sub_number = serializers.IntegerField(source="entry.sub_number")
    label = serializers.CharField(source="entry.label", help_text="The number as written on the paper.")  # type: ignore[assignment] # its name in the API
    state = serializers.ChoiceField(source="entry.state", choices=RegisterEntry.State.choices)
    secrecy = serializers.ChoiceField(source="entry.secrecy", choices=Secrecy.choices)
    hidden = serializers.BooleanField()
    shown_on = serializers.DateField(source="entry.shown_on", help_text="The registering day the book shows.")
    entered_at = serializers.DateTimeField(source="entry.entered_at")
    reference = serializers.CharField(allow_null=True)
    dated_on = serializers.DateField(allow_null=True)
    subject = serializers.CharField(allow_null=True)
    action = serializers.CharField(allow_null=True)
    remarks = serializers.CharField(allow_null=True)
    document = serializers.IntegerField(source="entry.document_id", allow_null=True)
    purpose = serializers.CharField(source="entry.purpose", allow_null=True)
    reserved_for = HeldFor(source="entry.reserved_for", allow_null=True)
    expires_at = serializers.DateTimeField(source="entry.expires_at", allow_null=True)
    voided_at = serializers.DateTimeField(source="entry.voided_at", allow_null=True)
    void_reason = serializers.CharField(source="entry.void_reason", allow_null=True)

    def get_fields(self) -> dict[str, serializers.Field[Any, Any, Any, Any]]:
        """With จาก and ถึง; `from` is a word that a class body cannot hold."""
        return super().get_fields() | {
            "from": serializers.CharField(source="from_text", allow_null=True),
            "to": serializers.CharField(source="to_text", allow_null=True),
        }

    def to_representation(self, instance: Row) -> dict[str, Any]:
        """The row; what is hidden is null."""
        shown: dict[str, Any] = super().to_representation(instance)
        return {**shown, **dict.fromkeys(HIDDEN)} if instance.hidden else shown


class RetentionShape(Shape):
    """How long papers of a class are kept."""

    code = serializers.CharField()
    label = serializers.CharField()  # type: ignore[assignment] # its name in the API
    years = serializers.IntegerField(allow_null=True)
    permanent = serializers.BooleanField(source="is_permanent")
    clause = serializers.CharField()


class CodeShape(Shape):
    """An id and what it is called."""

    code = serializers.CharField()
    label = serializers.CharField()  # type: ignore[assignment] # its name in the API


class CodesShape(Shape):
    """A list of ids; it is whole."""

    results = CodeShape(many=True)
    next = serializers.CharField(allow_null=True)
