"""How letters and assignments look to an API client."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from documents.api.shapes import NamedShape as Named
from documents.classes import Secrecy, Speed
from workflows.engine.api.shapes import ItemShape, Shape
from workflows.letters.assignment.states import A, Part
from workflows.letters.incoming.states import Channel
from workflows.letters.models import Assignment, Endorsement, IncomingLetter

if TYPE_CHECKING:
    from workflows.letters.api.surroundings import Surroundings


class PaperFileShape(Shape):
    """A file of the paper; its bytes are at `/api/v1/files/{id}/content/`."""

    id = serializers.IntegerField(source="file_id")
    name = serializers.CharField(source="file.name")
    sha256 = serializers.CharField(source="file.blob.sha256")
    size = serializers.IntegerField(source="file.blob.size")
    media_type = serializers.CharField(source="file.blob.media_type")
    role = serializers.CharField(help_text="main, enclosure, or version (made over the paper)")


class AssignmentRow(Shape):
    """One assignment of a letter. `person` is the id that `assignees[].person` takes."""

    id = serializers.IntegerField(source="pk")
    person = serializers.IntegerField(source="person_id", allow_null=True)
    person_name = serializers.CharField(source="person.name", default=None, allow_null=True)
    unit = Named(allow_null=True)
    role = serializers.ChoiceField(source="part", choices=Part.choices)
    state = serializers.ChoiceField(choices=A.choices)
    due_at = serializers.DateTimeField(allow_null=True)


class DuplicateRow(Shape):
    """A letter that may be the same one again."""

    id = serializers.IntegerField(source="pk")
    reference = serializers.CharField(source="document.reference")
    sender = serializers.CharField(source="document.sender_text")
    subject = serializers.CharField(source="document.subject")
    state = serializers.CharField()
    receive_number = serializers.IntegerField(allow_null=True)
    receive_year = serializers.IntegerField(allow_null=True)


class EndorsementRow(Shape):
    """A minute (เกษียน), in the order of writing."""

    id = serializers.IntegerField(source="pk")
    kind = serializers.ChoiceField(choices=Endorsement.Kind.choices)
    text = serializers.CharField()
    author = Named(allow_null=True)
    signed_name = serializers.CharField()
    signed_position = serializers.CharField()
    written_at = serializers.DateTimeField()


class PaperShape(ItemShape):
    """What the paper under an item says. `subject` is null where the reader is not let into a secret one."""

    reference = serializers.SerializerMethodField()
    dated_on = serializers.SerializerMethodField()
    sender = serializers.SerializerMethodField()
    sender_organisation = serializers.SerializerMethodField()
    addressee = serializers.SerializerMethodField()
    subject = serializers.SerializerMethodField()
    speed = serializers.SerializerMethodField()
    secrecy = serializers.SerializerMethodField()

    def letter_of(self, item: Any) -> IncomingLetter:
        """The letter that the item is, or belongs to."""
        raise NotImplementedError

    @property
    def around(self) -> Surroundings:
        """What was read for the whole page."""
        found: Surroundings = self.context["page"].more["around"]
        return found

    def hides(self, item: Any) -> bool:
        """Whether the reader is not let into what the paper says."""
        return self.around.hides(self.letter_of(item))

    def get_reference(self, item: Any) -> str:
        """ที่."""
        return self.letter_of(item).document.reference

    @extend_schema_field(serializers.DateField(allow_null=True))
    def get_dated_on(self, item: Any) -> str | None:
        """ลงวันที่."""
        day = self.letter_of(item).document.dated_on
        return day.isoformat() if day else None

    def get_sender(self, item: Any) -> str:
        """จาก."""
        return self.letter_of(item).document.sender_text

    def get_sender_organisation(self, item: Any) -> int | None:
        """The sender's id, where it is an organisation of this server."""
        return self.letter_of(item).document.sender_organisation_id

    def get_addressee(self, item: Any) -> str:
        """ถึง."""
        return self.letter_of(item).document.addressee

    def get_subject(self, item: Any) -> str | None:
        """เรื่อง."""
        return None if self.hides(item) else self.letter_of(item).document.opened_subject()

    @extend_schema_field(serializers.ChoiceField(choices=Speed.choices))
    def get_speed(self, item: Any) -> str:
        """ชั้นความเร็ว."""
        return self.letter_of(item).document.speed

    @extend_schema_field(serializers.ChoiceField(choices=Secrecy.choices))
    def get_secrecy(self, item: Any) -> str:
        """ชั้นความลับ."""
        return self.letter_of(item).document.secrecy


class IncomingLetterShape(PaperShape):
    """An incoming letter (หนังสือรับ)."""

    channel = serializers.ChoiceField(choices=Channel.choices)
    received_at = serializers.DateTimeField()
    answers_due_on = serializers.DateField(allow_null=True)
    within_at = serializers.DateTimeField(allow_null=True)
    is_question = serializers.BooleanField()
    is_circular = serializers.BooleanField()
    receive_number = serializers.IntegerField(allow_null=True)
    receive_year = serializers.IntegerField(allow_null=True, help_text="Buddhist era.")
    defects = serializers.CharField()
    waits_for = serializers.CharField(help_text="Whom outside it waits for.")
    outcome = serializers.CharField()
    acknowledged_at = serializers.DateTimeField(allow_null=True, help_text="When the sender was told.")
    file_code = serializers.CharField()
    file_code_known = serializers.BooleanField(help_text="Whether the file plan has this code.")
    retention_class = serializers.CharField()
    files = serializers.SerializerMethodField()
    assignments = serializers.SerializerMethodField()
    endorsements = serializers.SerializerMethodField()
    possible_duplicates = serializers.SerializerMethodField()

    def letter_of(self, item: IncomingLetter) -> IncomingLetter:
        """Itself."""
        return item

    @extend_schema_field(PaperFileShape(many=True))
    def get_files(self, item: IncomingLetter) -> Any:
        """The files of the paper; none where it is hidden."""
        return [] if self.hides(item) else PaperFileShape(self.around.files_of(item), many=True).data

    @extend_schema_field(AssignmentRow(many=True))
    def get_assignments(self, item: IncomingLetter) -> Any:
        """Who does what by when."""
        return AssignmentRow(self.around.assignments_of(item), many=True).data

    @extend_schema_field(EndorsementRow(many=True))
    def get_endorsements(self, item: IncomingLetter) -> Any:
        """What was written on it on its way; nothing where it is hidden."""
        return [] if self.hides(item) else EndorsementRow(self.around.endorsements_of(item), many=True).data

    @extend_schema_field(DuplicateRow(many=True))
    def get_possible_duplicates(self, item: IncomingLetter) -> Any:
        """Letters with the same ที่ of the same sender, or with the same file: told, never refused."""
        return DuplicateRow(self.around.duplicates_of(item), many=True).data


class AssignmentShape(PaperShape):
    """What one person or unit has to do about a letter; with the letter's own words."""

    letter = serializers.IntegerField(source="letter_id")
    letter_state = serializers.CharField(source="letter.state")
    receive_number = serializers.IntegerField(source="letter.receive_number", allow_null=True)
    receive_year = serializers.IntegerField(source="letter.receive_year", allow_null=True)
    person = serializers.IntegerField(source="person_id", allow_null=True)
    person_name = serializers.CharField(source="person.name", default=None, allow_null=True)
    role = serializers.ChoiceField(source="part", choices=Part.choices)
    assigned_by = serializers.SerializerMethodField()
    result = serializers.SerializerMethodField()

    def letter_of(self, item: Assignment) -> IncomingLetter:
        """Its letter."""
        return item.letter

    @extend_schema_field(Named(allow_null=True))
    def get_assigned_by(self, item: Assignment) -> dict[str, Any] | None:
        """Who ordered it: a post, with its holder's name."""
        post = item.assigned_by
        return {"id": post.pk, "name": post.person.name} if post else None

    def get_result(self, item: Assignment) -> str | None:
        """What was reported; null where the paper is hidden; of a secret one see `endorsements`."""
        return None if self.hides(item) else item.result
