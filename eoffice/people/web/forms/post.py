"""Forms about posts."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from eoffice.common.forms import DayField, OfficeForm, WordsField
from eoffice.organisations.models import Organisation, Unit
from eoffice.people.actions.duties import Duties
from eoffice.people.models import Post
from eoffice.people.roles import Role
from eoffice.people.web.role_words import role_choices


class DutiesForm(OfficeForm):
    """What somebody is in the agency, from a day to a day."""

    unit = forms.ModelChoiceField(
        label=_("Unit"),
        queryset=Unit.objects.none(),
        required=False,
        empty_label=_("none (the whole agency)"),
        error_messages={"invalid_choice": _("There is no such unit here, or it is closed.")},
    )
    position = WordsField(label=_("Position"), max_length=120, required=False)
    roles = forms.MultipleChoiceField(
        label=_("Roles"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Everyone with a post can be given work; tick what the person does besides."),
    )
    starts_on = DayField(label=pgettext_lazy("period", "From"))
    ends_on = DayField(
        label=pgettext_lazy("period", "Until"), required=False, help_text=_("Empty: until further notice.")
    )

    def __init__(self, *args: Any, organisation: Organisation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        units = self.fields["unit"]
        units.queryset = Unit.objects.filter(organisation=organisation, is_active=True)  # type: ignore[attr-defined]
        self.fields["roles"].choices = role_choices()  # type: ignore[attr-defined]

    def duties(self) -> Duties:
        """What was asked, as the action takes it."""
        asked = self.cleaned_data
        return Duties(
            asked["unit"], asked["position"], tuple(asked["roles"]), asked["starts_on"], asked["ends_on"]
        )


def duties_now(post: Post) -> dict[str, object]:
    """The post's duties as a form's first values."""
    return {
        "unit": post.unit_id,
        "position": post.position,
        "roles": sorted(post.roles - {Role.OFFICER.value}),
        "ends_on": post.ends_on,
    }


class EndForm(OfficeForm):
    """With which day a post ends."""

    ends_on = DayField(label=_("Last day"))
