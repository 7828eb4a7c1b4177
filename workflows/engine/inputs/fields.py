"""The fields that steps ask with: what a clerk types, what a program sends, what the code gets."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from documents.models import FileRecord
from eoffice.common import clock
from eoffice.common.serializers import ThaiTextField
from eoffice.common.thai.date_errors import DateRefused, NoSuchTime
from eoffice.common.thai.dates import parse_day, parse_instant
from eoffice.organisations.calendar import end_of_day
from eoffice.organisations.models import Organisation, Unit
from eoffice.people.again import is_password_of
from eoffice.people.models import Post, User
from workflows.engine.inputs.ask import Ask

MESSAGES: dict[str, Any] = {
    "required": _("Please fill this in."),
    "null": _("Please fill this in."),
    "blank": _("Please fill this in."),
    "max_length": _("No more than {max_length} characters."),
}


#: Of lists and of rows.
SEVERAL: dict[str, Any] = {
    **MESSAGES,
    "not_a_list": _("A list is expected here."),
    "invalid": _("An object with fields is expected here."),
    "empty": _("Please name at least one."),
    "max_length": _("No more than {max_length} lines."),
}


class WordsField(ThaiTextField):
    """Thai or other text: normalised, without control characters."""

    default_error_messages = MESSAGES | {"invalid": _("Please send text here.")}


class OneOfField(serializers.ChoiceField):
    """One of the ids of an `Ask`, whose choices may depend on the moment."""

    default_error_messages = MESSAGES | {"invalid_choice": _("“{input}” is not one of the choices.")}

    def __init__(self, ask: Ask, **kwargs: Any) -> None:
        self.ask = ask
        # Choices that lie in the database are read when they are asked for, not when a module is loaded.
        super().__init__(choices=[] if callable(ask.choices) else ask.options(), **kwargs)

    def to_internal_value(self, data: Any) -> str:
        """The id."""
        if callable(self.ask.choices):
            self.choices = dict(self.ask.options())
        return str(super().to_internal_value(data))


class WholeNumberField(serializers.IntegerField):
    """A whole number, in Thai or Arabic digits."""

    default_error_messages = MESSAGES | {
        "invalid": _("Please give a whole number."),
        "min_value": _("No less than {min_value}."),
        "max_value": _("No more than {max_value}."),
    }


#: Years that a paper of an office can bear; beyond them something was typed wrongly.
FIRST_YEAR, LAST_YEAR = 1900, 2400
FAR = _("Please give a day of this time, in the common era: 2026, not 2569.")


class DayField(serializers.DateField):
    """A day: ISO in JSON; in a form also Buddhist-era notations (ISO too, as a date picker sends it)."""

    default_error_messages = MESSAGES | {"invalid": _("Please write the day as YYYY-MM-DD."), "far": FAR}

    def to_internal_value(self, data: Any) -> dt.date:
        """The day; a wrong one gets the sentence that says what is wrong."""
        if not _from_a_form(self) or not isinstance(data, str):
            return of_our_time(self, super().to_internal_value(data))
        try:
            return parse_day(data, today=clock.today())
        except DateRefused as refused:
            raise serializers.ValidationError(_now(refused.message) % refused.params) from refused


class InstantField(serializers.Field[dt.datetime, Any, str, Any]):
    """A moment with offset; a day alone means the end of office hours of that day."""

    default_error_messages = MESSAGES | {
        "invalid": _("Please write the time as YYYY-MM-DDTHH:MM+07:00, or a day."),
        "far": FAR,
    }

    def to_internal_value(self, data: Any) -> dt.datetime:
        """An aware instant."""
        if not isinstance(data, str):
            self.fail("invalid")
        if len(data) > 10 and "T" in data:
            return self._iso(data)
        if _from_a_form(self) and (found := self._as_typed(data)) is not None:
            return found
        item = self.context["item"]
        on = DayField.to_internal_value(_borrowed(self), data)
        return end_of_day(item.organisation_id, on)

    def _iso(self, data: str) -> dt.datetime:
        try:
            found = parse_datetime(data)
        except ValueError:
            found = None
        if found is None:
            self.fail("invalid")
        of_our_time(self, found.date())
        return found if found.tzinfo else found.replace(tzinfo=clock.BANGKOK)

    def _as_typed(self, data: str) -> dt.datetime | None:
        """A day with its time in any notation of a form; None where no time was written."""
        try:
            found = parse_instant(data, today=clock.today())
        except NoSuchTime:
            return None
        except DateRefused as refused:
            raise serializers.ValidationError(_now(refused.message) % refused.params) from refused
        of_our_time(self, found.date())
        return found

    def to_representation(self, value: dt.datetime) -> str:
        """ISO 8601 with offset."""
        return value.isoformat()


def of_our_time(field: serializers.Field[Any, Any, Any, Any], day: dt.date) -> dt.date:
    """The day, unless it lies centuries away: then it was typed in another era, or slipped."""
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        field.fail("far")
    return day


class RowField(serializers.PrimaryKeyRelatedField[Any]):
    """The id of a row that the actor may name."""

    default_error_messages = MESSAGES | {
        "does_not_exist": _("There is no such choice here."),
        "incorrect_type": _("There is no such choice here."),
    }

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(queryset=self.model_queryset(), pk_field=serializers.IntegerField(), **kwargs)

    def model_queryset(self) -> QuerySet[Any]:
        """All rows; `get_queryset` narrows them to the item's organisation."""
        raise NotImplementedError

    def to_internal_value(self, data: Any) -> Any:
        """The row."""
        try:
            return super().to_internal_value(data)
        except (OverflowError, serializers.ValidationError):
            self.fail("does_not_exist")


class PersonField(RowField):
    """Someone with a post in force in the item's organisation."""

    def model_queryset(self) -> QuerySet[Any]:
        """People."""
        people: QuerySet[User] = User.objects.all()
        return people

    def get_queryset(self) -> QuerySet[Any]:
        """People of the item's organisation."""
        posts = Post.objects.in_force().filter(organisation=self.context["item"].organisation_id)
        people: QuerySet[User] = User.objects.filter(pk__in=posts.values("person"))
        return people


class UnitField(RowField):
    """A unit of the item's organisation."""

    def model_queryset(self) -> QuerySet[Any]:
        """Units."""
        return Unit.objects.all()

    def get_queryset(self) -> QuerySet[Any]:
        """Units of the item's organisation."""
        return Unit.objects.filter(organisation=self.context["item"].organisation_id, is_active=True)


class OrganisationField(RowField):
    """An agency of this server."""

    def model_queryset(self) -> QuerySet[Any]:
        """Agencies."""
        return Organisation.objects.filter(is_active=True)


class LinesField(serializers.ListField):
    """Several short texts: a list in JSON, one a line in a form."""

    default_error_messages = SEVERAL

    def get_value(self, dictionary: Any) -> Any:
        """Of a form, the lines of its texts; blank ones are none."""
        if not isinstance(dictionary, QueryDict):
            return super().get_value(dictionary)
        if self.field_name not in dictionary:
            return serializers.empty
        sent = "\n".join(dictionary.getlist(str(self.field_name)))
        return [line for line in sent.splitlines() if line.strip()]


class PasswordField(serializers.CharField):
    """The password of whoever acts, asked once more (sheet 9.2, type 2). The answer is not kept."""

    default_error_messages = MESSAGES

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(trim_whitespace=False, write_only=True, **kwargs)

    def to_internal_value(self, data: Any) -> str:
        """Nothing of it; a wrong one is refused, and counts towards the lock-out."""
        post = self.context["post"]
        if post is not None and not is_password_of(post.person, str(super().to_internal_value(data))):
            raise serializers.ValidationError(_now("This is not your password."))
        return ""


class SecretField(serializers.CharField):
    """Something that opens something else, exactly as it was typed. Never told again."""

    default_error_messages = MESSAGES

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(trim_whitespace=False, write_only=True, allow_blank=True, **kwargs)


class FileField(RowField):
    """A file that was sent in and that the actor may use."""

    def model_queryset(self) -> QuerySet[Any]:
        """Files."""
        return FileRecord.objects.all()

    def get_queryset(self) -> QuerySet[Any]:
        """Files that the actor may see."""
        post = self.context["post"]
        return FileRecord.objects.visible_to(post) if post else FileRecord.objects.all()


class ItemField(RowField):
    """Another tracked item that the actor may see."""

    def __init__(self, process: str, **kwargs: Any) -> None:
        self.process = process
        super().__init__(**kwargs)

    def model_queryset(self) -> QuerySet[Any]:
        """Items of the process."""
        from workflows.engine.registry import by_process

        return by_process(self.process)._base_manager.all()

    def get_queryset(self) -> QuerySet[Any]:
        """Items that the actor may see."""
        rows: Any = self.model_queryset().model._default_manager
        post = self.context["post"]
        found: QuerySet[Any] = rows.visible_to(post) if post else rows.all()
        return found


def _from_a_form(field: serializers.Field[Any, Any, Any, Any]) -> bool:
    return isinstance(getattr(field.root, "initial_data", None), QueryDict)


def _borrowed(field: InstantField) -> DayField:
    day = DayField()
    day.parent = field.parent
    return day
