"""The office calendar: days, settled years, hours; over the same actions as the pages."""

from __future__ import annotations

import datetime as dt
from typing import Any

import django_filters
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response

from eoffice.api.fields import TimeOfDay, Words
from eoffice.api.shapes import post_held
from eoffice.api.views.asking import Acting, one_of
from eoffice.api.views.directory import Listing
from eoffice.organisations.models import CalendarDay, CalendarYear, OfficeHours
from eoffice.people.actions import calendar
from workflows.engine.api.shapes import Shape
from workflows.engine.inputs.fields import FIRST_YEAR, LAST_YEAR, DayField


class DayShape(Shape):
    """A day that differs from its weekday."""

    id = serializers.IntegerField(source="pk")
    day = serializers.DateField()
    kind = serializers.ChoiceField(choices=CalendarDay.Kind.choices)
    name = serializers.CharField()


class DayInputs(Shape):
    """A day off, or a day worked instead."""

    day = DayField()
    kind = serializers.ChoiceField(choices=CalendarDay.Kind.choices)
    name = Words(max_length=120)


class YearShape(Shape):
    """Whether the holidays of a year (common era) are settled; an unsettled one is warned of."""

    year = serializers.IntegerField()
    confirmed_at = serializers.DateTimeField(allow_null=True)


class YearInputs(Shape):
    """Settled or not."""

    settled = serializers.BooleanField()


class Opening(Shape):
    """From when to when on a weekday (0 = Monday); a break is two of them."""

    weekday = serializers.IntegerField(min_value=0, max_value=6)
    opens = TimeOfDay()
    closes = TimeOfDay()

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """It closes after it opened."""
        if attrs["closes"] <= attrs["opens"]:
            raise serializers.ValidationError({"closes": [_("It closes after it opens.")]})
        return attrs


class HoursShape(Opening):
    """Hours that hold from a day on."""

    valid_from = serializers.DateField()


class HoursInputs(Shape):
    """A week of hours, from a day on."""

    valid_from = DayField()
    week = Opening(many=True, max_length=50, allow_empty=False)  # type: ignore[call-arg] # of the list


class SeedShape(Shape):
    """How many days of a first list were entered."""

    entered = serializers.IntegerField()


class DayFilters(django_filters.FilterSet):
    """By kind and day."""

    kind = django_filters.MultipleChoiceFilter(choices=CalendarDay.Kind.choices)
    day = django_filters.DateFromToRangeFilter()


def days_of(request: Any) -> QuerySet[CalendarDay]:
    """The days of the agency that asks."""
    return CalendarDay.objects.filter(organisation=post_held(request).organisation_id)


class DaysView(Listing, Acting):
    """Days of the calendar."""

    serializer_class = DayShape
    filterset_class = DayFilters
    ordering = ("-day",)

    def get_queryset(self) -> QuerySet[CalendarDay]:
        """The agency's own."""
        if getattr(self, "swagger_fake_view", False):
            return CalendarDay.objects.none()
        return days_of(self.request)

    @extend_schema(operation_id="calendar_days_list", tags=["calendar"], responses={200: DayShape(many=True)})
    def get(self, request: Request) -> Response:
        """Days that differ from their weekday, latest first."""
        return self.page(request)

    @extend_schema(
        operation_id="calendar_days_create", tags=["calendar"], request=DayInputs, responses={201: DayShape}
    )
    def post(self, request: Request) -> Response:
        """Enter a day; due times that lie ahead follow."""
        calendar.must_keep_calendar(self.by)
        row = calendar.add_day(calendar.DayFacts(**self.told(DayInputs)), by=self.by)
        return Response(DayShape(row).data, status=status.HTTP_201_CREATED)


class DayView(Acting):
    """One day."""

    @extend_schema(
        operation_id="calendar_days_change", tags=["calendar"], request=DayInputs, responses={200: DayShape}
    )
    def put(self, request: Request, id: int) -> Response:  # noqa: A002 -- the name in the path
        """Correct a day."""
        row = one_of(days_of(request), id)
        calendar.must_keep_calendar(self.by)
        calendar.change_day(row, calendar.DayFacts(**self.told(DayInputs)), by=self.by)
        return Response(DayShape(row).data)

    @extend_schema(
        operation_id="calendar_days_remove", tags=["calendar"], request=None, responses={204: None}
    )
    def delete(self, request: Request, id: int) -> Response:  # noqa: A002 -- the name in the path
        """Take a day out: it is an ordinary day of its week again."""
        calendar.remove_day(one_of(days_of(request), id), by=self.by)
        return Response(status=status.HTTP_204_NO_CONTENT)


class YearsView(Listing):
    """Settled years."""

    serializer_class = YearShape
    ordering = ("-year", "-pk")

    def get_queryset(self) -> QuerySet[CalendarYear]:
        """The agency's own."""
        if getattr(self, "swagger_fake_view", False):
            return CalendarYear.objects.none()
        return CalendarYear.objects.filter(organisation=post_held(self.request).organisation_id)

    @extend_schema(
        operation_id="calendar_years_list", tags=["calendar"], responses={200: YearShape(many=True)}
    )
    def get(self, request: Request) -> Response:
        """Years that somebody has looked at."""
        return self.page(request)


class YearView(Acting):
    """One year (common era)."""

    @extend_schema(
        operation_id="calendar_years_settle",
        tags=["calendar"],
        request=YearInputs,
        responses={200: YearShape},
    )
    def put(self, request: Request, year: int) -> Response:
        """Say that the holidays of the year are those that were announced, or that they must be looked at."""
        calendar.must_keep_calendar(self.by)
        settled = self.told(YearInputs)["settled"]
        (calendar.settle_year if settled else calendar.unsettle_year)(_year(year), by=self.by)
        row = CalendarYear.objects.get(organisation=self.by.organisation_id, year=year)
        return Response(YearShape(row).data)


class SeedView(Acting):
    """The first list of a year."""

    @extend_schema(
        operation_id="calendar_years_seed", tags=["calendar"], request=None, responses={200: SeedShape}
    )
    def post(self, request: Request, year: int) -> Response:
        """Enter the public holidays of a year; days that stand already stay. It does not settle the year."""
        _seed, entered = calendar.seed_holidays(_year(year), by=self.by)
        return Response(SeedShape({"entered": entered}).data)


class HoursView(Listing, Acting):
    """Office hours."""

    serializer_class = HoursShape
    ordering = ("-valid_from", "-pk")

    def get_queryset(self) -> QuerySet[OfficeHours]:
        """The agency's own."""
        if getattr(self, "swagger_fake_view", False):
            return OfficeHours.objects.none()
        return OfficeHours.objects.filter(organisation=post_held(self.request).organisation_id)

    @extend_schema(
        operation_id="office_hours_list", tags=["calendar"], responses={200: HoursShape(many=True)}
    )
    def get(self, request: Request) -> Response:
        """Office hours, those that hold from the latest day first."""
        return self.page(request)

    @extend_schema(
        operation_id="office_hours_set", tags=["calendar"], request=HoursInputs, responses={200: HoursInputs}
    )
    def post(self, request: Request) -> Response:
        """Let these hours hold from a day on; what held before holds for the days before."""
        calendar.must_keep_calendar(self.by)
        told = self.told(HoursInputs)
        week: dict[int, list[tuple[dt.time, dt.time]]] = {}
        for row in told["week"]:
            week.setdefault(row["weekday"], []).append((row["opens"], row["closes"]))
        openings = {weekday: tuple(sorted(rows)) for weekday, rows in week.items()}
        calendar.set_office_hours(openings, told["valid_from"], by=self.by)
        return Response(HoursInputs(told).data)


def _year(year: int) -> int:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise serializers.ValidationError({"year": [_("Please give a year of the common era.")]})
    return year
