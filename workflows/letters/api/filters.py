"""What lists of letters and assignments can be filtered by, beside what every list can."""

from __future__ import annotations

from typing import Any

import django_filters
from django.db.models import QuerySet

from documents.classes import Kind, Secrecy, Speed
from documents.rules.keys import reference_key, text_key
from eoffice.common.filters import InstantsFilter
from workflows.engine.api.filters import IdFilter, ItemFilters, YesNoFilter
from workflows.letters.assignment.states import Part
from workflows.letters.incoming.states import Channel
from workflows.letters.memo.states import Decision, Template
from workflows.letters.models import Assignment


class LetterFilters(ItemFilters):
    """Of incoming letters."""

    reference = django_filters.CharFilter(method="of_reference", max_length=120)
    sender = django_filters.CharFilter(method="of_sender", max_length=300)
    speed = django_filters.MultipleChoiceFilter(field_name="document__speed", choices=Speed.choices)
    secrecy = django_filters.MultipleChoiceFilter(field_name="document__secrecy", choices=Secrecy.choices)
    channel = django_filters.MultipleChoiceFilter(choices=Channel.choices)
    dated_on = django_filters.DateFromToRangeFilter(field_name="document__dated_on")
    received_at = InstantsFilter()
    receive_number = IdFilter()
    receive_year = IdFilter()
    is_circular = YesNoFilter()
    person = IdFilter(method="assigned_to", label="Assigned to this person.")

    def of_reference(self, rows: QuerySet[Any], _name: str, text: str) -> QuerySet[Any]:
        """With this very ที่, however its digits and spaces are written."""
        return rows.filter(document__reference_key=reference_key(text))

    def of_sender(self, rows: QuerySet[Any], _name: str, text: str) -> QuerySet[Any]:
        """From this very sender."""
        return rows.filter(document__sender_key=text_key(text))

    def assigned_to(self, rows: QuerySet[Any], _name: str, person: Any) -> QuerySet[Any]:
        """Letters with an assignment of the person that still holds."""
        live = Assignment.objects.live().filter(person=int(person))
        return rows.filter(pk__in=live.values("letter"))


class AssignmentFilters(ItemFilters):
    """Of assignments."""

    letter = IdFilter(field_name="letter_id")
    person = IdFilter(field_name="person_id")
    role = django_filters.MultipleChoiceFilter(field_name="part", choices=Part.choices)
    speed = django_filters.MultipleChoiceFilter(field_name="letter__document__speed", choices=Speed.choices)


class WrittenFilters(ItemFilters):
    """Of papers that are written here."""

    reference = django_filters.CharFilter(method="of_reference", max_length=120)
    speed = django_filters.MultipleChoiceFilter(field_name="document__speed", choices=Speed.choices)
    secrecy = django_filters.MultipleChoiceFilter(field_name="document__secrecy", choices=Secrecy.choices)
    dated_on = django_filters.DateFromToRangeFilter(field_name="document__dated_on")

    def of_reference(self, rows: QuerySet[Any], _name: str, text: str) -> QuerySet[Any]:
        """With this very ที่, however its digits and spaces are written."""
        return rows.filter(document__reference_key=reference_key(text))


class OutgoingFilters(WrittenFilters):
    """Of outgoing letters."""

    kind = django_filters.MultipleChoiceFilter(field_name="document__kind", choices=Kind.choices)
    send_number = IdFilter()
    send_year = IdFilter()
    is_circular = YesNoFilter()
    answers = IdFilter(field_name="answers_id")


class ConsultationFilters(ItemFilters):
    """Of opinions asked."""

    about_process = django_filters.CharFilter(max_length=40)
    about_item = IdFilter()
    person = IdFilter(field_name="person_id")


class AnnouncementFilters(WrittenFilters):
    """Of announcements."""

    posted_until = django_filters.DateFromToRangeFilter()


class MemoFilters(WrittenFilters):
    """Of memos."""

    template = django_filters.MultipleChoiceFilter(choices=Template.choices)
    decision = django_filters.MultipleChoiceFilter(choices=Decision.choices)
