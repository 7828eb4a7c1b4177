"""Forms about the agency, its units and its standards."""

from __future__ import annotations

import dataclasses
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from eoffice.common.forms import DayField, OfficeForm, WholeNumberField, WordsField
from eoffice.organisations.models import Organisation, ServiceStandard, Unit
from eoffice.organisations.settings_of import GENERAL_RUN, OWN_RUN, OfficeSettings
from eoffice.people.actions.agency import AgencyFacts
from eoffice.people.actions.units import UnitFacts
from eoffice.people.roles import Role

#: Stops that an office may put before the director, in the order in which a letter passes them.
ON_THE_WAY = (Role.SECTION_HEAD, Role.DEPUTY)


class AgencyForm(OfficeForm):
    """What letters and registers print."""

    name = WordsField(label=_("Name"), max_length=200)
    short_name = WordsField(label=_("Short name"), max_length=60, required=False)
    code = WordsField(
        label=_("Letter code"),
        max_length=40,
        required=False,
        help_text=_("What stands before the number of a letter, like ศธ 04346.26"),
    )
    parent = forms.ModelChoiceField(
        label=_("Stands below"),
        queryset=Organisation.objects.none(),
        required=False,
        empty_label=_("no agency of this system"),
    )
    address = WordsField(label=_("Address"), max_length=300, required=False)
    phone = WordsField(label=_("Phone"), max_length=60, required=False)
    email = forms.EmailField(
        label=_("Central mailbox"), required=False, help_text=_("Like saraban@school.ac.th (appendix 7).")
    )

    def __init__(self, *args: Any, agency: Organisation, **kwargs: Any) -> None:
        first = {name: getattr(agency, name) for name in AgencyFacts.__dataclass_fields__}
        super().__init__(*args, initial={**first, "parent": agency.parent_id}, **kwargs)
        others = Organisation.objects.filter(is_active=True).exclude(pk=agency.pk)
        self.fields["parent"].queryset = others.exclude(kind=Organisation.Kind.SCHOOL)  # type: ignore[attr-defined]

    def facts(self) -> AgencyFacts:
        """What was asked, as the action takes it."""
        return AgencyFacts(**{name: self.cleaned_data[name] for name in AgencyFacts.__dataclass_fields__})


class SettingsForm(OfficeForm):
    """What the agency decided for its letters."""

    route = forms.MultipleChoiceField(
        label=_("Before the director, a letter passes"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=[(role.value, role.label) for role in ON_THE_WAY],
        help_text=_("The usual way up; whoever submits a letter may name others (ข้อ 39)."),
    )
    circular_run = forms.ChoiceField(
        label=_("Numbers of circulars"),
        widget=forms.RadioSelect,
        choices=[
            (OWN_RUN, _("a run of their own from ว 1")),
            (GENERAL_RUN, _("the general numbers, with ว before them")),
        ],
        help_text=_("ข้อ 32 lets the agency choose."),
    )
    reserved_days = WholeNumberField(
        label=_("Days for which a reserved number is kept"), min_value=1, max_value=365
    )
    file_plan = WordsField(
        label=_("File codes"),
        lines=True,
        required=False,
        max_length=20_000,
        help_text=_(
            "One code a line. A letter closed under another code is marked. Empty: any code is right."
        ),
    )
    thai_digits = forms.BooleanField(
        label=_("Thai digits in registers for the binder (XLSX)"), required=False
    )

    def wanted(self, now: OfficeSettings) -> OfficeSettings:
        """What was asked, as the action takes it; what this form does not ask stays as it is."""
        asked = self.cleaned_data
        stops = [role.value for role in ON_THE_WAY if role.value in asked["route"]]
        codes = dict.fromkeys(filter(None, (line.strip() for line in asked["file_plan"].splitlines())))
        return dataclasses.replace(
            now,
            route=(*stops, Role.DIRECTOR.value),
            file_plan=tuple(codes),
            circular_run=asked["circular_run"],
            reserved_days=asked["reserved_days"],
            thai_digits=asked["thai_digits"],
        )

    @staticmethod
    def first_values(now: OfficeSettings) -> dict[str, object]:
        """What holds, as the form shows it."""
        return {
            "route": now.route,
            "file_plan": "\n".join(now.file_plan),
            "circular_run": now.circular_run,
            "reserved_days": now.reserved_days,
            "thai_digits": now.thai_digits,
        }


class UnitForm(OfficeForm):
    """A unit."""

    name = WordsField(label=_("Name"), max_length=200)
    short_name = WordsField(label=_("Short name"), max_length=60, required=False)
    parent = forms.ModelChoiceField(
        label=_("Stands below"),
        queryset=Unit.objects.none(),
        required=False,
        empty_label=_("none (the whole agency)"),
    )
    keeps_own_book = forms.BooleanField(
        label=_("Keeps its own register"),
        required=False,
        help_text=_("Letters sent on to the unit get a receive number of the unit, too (ข้อ 40)."),
    )

    def __init__(self, *args: Any, agency: Organisation, unit: Unit | None = None, **kwargs: Any) -> None:
        names = UnitFacts.__dataclass_fields__
        kwargs.setdefault("initial", {name: getattr(unit, name) for name in names} if unit else {})
        super().__init__(*args, **kwargs)
        others = Unit.objects.filter(organisation=agency, is_active=True)
        self.fields["parent"].queryset = others.exclude(pk=unit.pk) if unit else others  # type: ignore[attr-defined]

    def facts(self) -> UnitFacts:
        """What was asked, as the action takes it."""
        return UnitFacts(**{name: self.cleaned_data[name] for name in UnitFacts.__dataclass_fields__})


class StandardForm(OfficeForm):
    """How long, counted how, from when."""

    value = WholeNumberField(label=pgettext_lazy("time", "Within"), min_value=1, max_value=365)
    clock = forms.ChoiceField(label=_("Counted in"), choices=ServiceStandard.Clock.choices)
    valid_from = DayField(
        label=_("Holds from"),
        help_text=_("Letters that come from this day on; work in hand keeps the due time it was given."),
    )
