"""The agency itself: what letters print of it, what it decided, how long work may take."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from documents.api.shapes import NamedShape as Named
from eoffice.api.fields import Words
from eoffice.api.shapes import post_held
from eoffice.api.views.asking import Acting
from eoffice.common import clock
from eoffice.organisations.models import Organisation, ServiceStandard
from eoffice.organisations.settings_of import GENERAL_RUN, OWN_RUN, OfficeSettings, settings_of
from eoffice.organisations.standards import Standard
from eoffice.people.actions import agency, standards
from eoffice.people.administration import GIVABLE, must_administer
from workflows.engine.api.shapes import Shape
from workflows.engine.inputs.fields import DayField

ROLES = [(role.value, role.label) for role in GIVABLE]


class AgencyShape(Shape):
    """What letters and registers print of the agency."""

    id = serializers.IntegerField(source="pk")
    name = serializers.CharField()
    short_name = serializers.CharField()
    kind = serializers.ChoiceField(choices=Organisation.Kind.choices)
    code = serializers.CharField(help_text="What stands before the number: ศธ 04346.26")
    address = serializers.CharField()
    phone = serializers.CharField()
    email = serializers.CharField()
    parent = Named(allow_null=True)


class AgencyInputs(Shape):
    """Particulars to correct."""

    name = Words(max_length=200)
    short_name = Words(max_length=60, required=False, allow_blank=True)
    code = Words(max_length=40, required=False, allow_blank=True)
    address = Words(max_length=300, required=False, allow_blank=True)
    phone = Words(max_length=60, required=False, allow_blank=True)
    email = serializers.EmailField(required=False, allow_blank=True)
    parent = serializers.PrimaryKeyRelatedField(
        queryset=Organisation.objects.all(),
        required=False,
        allow_null=True,
        pk_field=serializers.IntegerField(),
    )


class SettingsShape(Shape):
    """What the agency decided for its letters."""

    route = serializers.ListField(
        child=serializers.ChoiceField(choices=ROLES), help_text="Roles on the way up; ends at the director."
    )
    file_plan = serializers.ListField(child=Words(max_length=40), max_length=2000)
    circular_run = serializers.ChoiceField(choices=[(OWN_RUN, OWN_RUN), (GENERAL_RUN, GENERAL_RUN)])
    reserved_days = serializers.IntegerField(min_value=1, max_value=365)
    thai_digits = serializers.BooleanField()


class StandardShape(Shape):
    """How long work of a kind may take, since when, and what is decided for later."""

    process = serializers.CharField(source="measured.process")
    milestone = serializers.CharField(source="measured.milestone")
    speed = serializers.CharField(source="measured.speed")
    clock = serializers.CharField(source="standard.clock", default=None, allow_null=True)
    value = serializers.IntegerField(source="standard.value", default=None, allow_null=True)
    since = serializers.DateField(allow_null=True)


class StandardList(Shape):
    """All standards; the list is whole."""

    results = StandardShape(many=True)
    next = serializers.CharField(allow_null=True)


class StandardInputs(Shape):
    """Another standard, from a day on."""

    process = serializers.CharField(max_length=40)
    milestone = serializers.CharField(max_length=40, required=False, allow_blank=True, default="")
    speed = serializers.CharField(max_length=12, required=False, allow_blank=True, default="")
    clock = serializers.ChoiceField(choices=ServiceStandard.Clock.choices)
    value = serializers.IntegerField(min_value=1, max_value=standards.LONGEST)
    valid_from = DayField()


class AgencyView(Acting):
    """The agency."""

    @extend_schema(operation_id="agency", tags=["administration"], responses={200: AgencyShape})
    def get(self, request: Request) -> Response:
        """The own agency."""
        return Response(self._shown())

    @extend_schema(
        operation_id="agency_change",
        tags=["administration"],
        request=AgencyInputs,
        responses={200: AgencyShape},
    )
    def put(self, request: Request) -> Response:
        """Correct the particulars. Numbers already issued keep the code they carry."""
        must_administer(self.by)
        told = self.told(AgencyInputs)
        parent = told.pop("parent", None)
        agency.change_agency(agency.AgencyFacts(**told), parent, by=self.by)
        return Response(self._shown())

    def _shown(self) -> Any:
        found = Organisation.objects.select_related("parent").get(pk=self.by.organisation_id)
        return AgencyShape(found).data


class SettingsView(Acting):
    """The agency's settings."""

    @extend_schema(operation_id="agency_settings", tags=["administration"], responses={200: SettingsShape})
    def get(self, request: Request) -> Response:
        """What the agency decided for its letters."""
        return Response(SettingsShape(settings_of(post_held(request).organisation)).data)

    @extend_schema(
        operation_id="agency_settings_change",
        tags=["administration"],
        request=SettingsShape,
        responses={200: SettingsShape},
    )
    def put(self, request: Request) -> Response:
        """Decide anew."""
        must_administer(self.by)
        told = self.told(SettingsShape)
        told |= {"route": tuple(told["route"]), "file_plan": tuple(told["file_plan"])}
        agency.change_settings(OfficeSettings(**told), by=self.by)
        return Response(SettingsShape(OfficeSettings(**told)).data)


class StandardsView(Acting):
    """Service standards."""

    @extend_schema(operation_id="standards_list", tags=["administration"], responses={200: StandardList})
    def get(self, request: Request) -> Response:
        """How long work may take by the standards that hold today."""
        rows = standards.standards_table(self.by.organisation_id, on=clock.today())
        return Response(StandardList({"results": rows, "next": None}).data)

    @extend_schema(
        operation_id="standards_set",
        tags=["administration"],
        request=StandardInputs,
        responses={200: StandardList},
    )
    def post(self, request: Request) -> Response:
        """Let another standard hold from a day on; work in hand keeps the due time it was given."""
        must_administer(self.by)
        told = self.told(StandardInputs)
        measured = standards.Measured(told["process"], told["milestone"], told["speed"])
        wanted = Standard(told["clock"], told["value"])
        standards.set_standard(measured, wanted, valid_from=told["valid_from"], by=self.by)
        return self.get(request)
