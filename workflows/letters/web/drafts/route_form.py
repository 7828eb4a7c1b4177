"""The form of a review route: its name, its unit, and its stops in order."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from eoffice.common.forms import OfficeForm, WordsField
from eoffice.organisations.models import Unit
from eoffice.people.models import Post
from workflows.letters.actions.routes import MOST_STOPS, RouteFacts
from workflows.letters.models.route import LEVELS
from workflows.letters.models.template import KEEPERS, TemplateKind


class RouteForm(OfficeForm):
    """A route; its stops are `stop0`, `optional0`, `stop1` …"""

    name = WordsField(label=_("Name of the route"), max_length=120)
    kind = forms.ChoiceField(label=pgettext_lazy("route", "For"), choices=TemplateKind.choices)
    unit = forms.ModelChoiceField(
        label=_("Unit"), queryset=Unit.objects.none(), required=False, empty_label=_("the whole office")
    )
    is_default = forms.BooleanField(
        label=_("The usual route"), required=False, help_text=_("Proposed for every such draft of the unit.")
    )

    def __init__(self, *args: Any, post: Post, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        here = Unit.objects.filter(organisation=post.organisation_id, is_active=True)
        units = here if post.has(*KEEPERS) else here.filter(pk=post.unit_id or 0)
        self.fields["unit"].queryset = units  # type: ignore[attr-defined]
        choices = _choices(post)
        for place in range(MOST_STOPS):
            self.fields[f"stop{place}"] = forms.ChoiceField(
                label=_("Stop %(number)s") % {"number": place + 1}, choices=choices, required=False
            )
            self.fields[f"optional{place}"] = forms.BooleanField(
                label=_("passed over where nobody is there"), required=False
            )

    @property
    def rows(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        """The stops, each with whether it may be passed over."""
        return [(self[f"stop{place}"], self[f"optional{place}"]) for place in range(MOST_STOPS)]

    def facts(self) -> RouteFacts:
        """What was asked, as the action takes it."""
        told = self.cleaned_data
        stops = []
        for place in range(MOST_STOPS):
            sort, _colon, value = told[f"stop{place}"].partition(":")
            if value:
                stops.append({sort: value, "optional": told[f"optional{place}"]})
        return RouteFacts(told["kind"], told["name"], told["unit"], stops, told["is_default"])

    def add_error(self, field: str | None, error: Any) -> None:
        """As Django's; what is said of the stops stands at the first."""
        super().add_error("stop0" if field == "stops" else field, error)

    @staticmethod
    def first_stops(stops: list[dict[str, Any]]) -> dict[str, Any]:
        """What holds, as the form shows it."""
        first: dict[str, Any] = {}
        for place, stop in enumerate(stops):
            sort = "role" if "role" in stop else "post"
            first |= {f"stop{place}": f"{sort}:{stop[sort]}", f"optional{place}": stop.get("optional", False)}
        return first


def _choices(post: Post) -> list[tuple[str, Any]]:
    here = Post.objects.in_force().filter(organisation=post.organisation_id).select_related("person", "unit")
    posts = [
        (f"post:{one.pk}", f"{one.person.name} ({one.position})")
        for one in here.order_by("unit", "person__first_name", "pk")
    ]
    levels = [(f"role:{level.value}", level.label) for level in LEVELS]
    return [("", "–"), (_("Levels"), levels), (_("Posts"), posts)]  # type: ignore[list-item] # optgroups
