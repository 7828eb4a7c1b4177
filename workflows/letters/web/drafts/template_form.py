"""The form of a template: its name, its unit, and a box for each field of the kind."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from eoffice.common.forms import OfficeForm, WordsField
from eoffice.organisations.models import Unit
from eoffice.people.models import Post
from workflows.letters.actions.templates import TemplateFacts
from workflows.letters.models.template import FIELDS, KEEPERS

LABELS = {
    "to": pgettext_lazy("memo", "To (position)"),
    "subject": _("Subject"),
    "salutation": _("Salutation"),
    "body": _("Text"),
    "closing": _("Closing"),
    "references": _("Refers to"),
    "enclosures": _("Enclosures"),
    "reason": pgettext_lazy("order", "Reason"),
    "power": _("By the power of"),
    "order": pgettext_lazy("order", "It is ordered"),
}
TALL = frozenset({"body", "order", "reason", "references", "enclosures"})
LONGEST = {"body": 40_000, "order": 30_000, "reason": 4000, "power": 2000, "references": 4000}


class TemplateForm(OfficeForm):
    """A template; the fields of its kind are named `w_<field>`."""

    name = WordsField(label=_("Name of the template"), max_length=120)
    unit = forms.ModelChoiceField(
        label=pgettext_lazy("template", "For"),
        queryset=Unit.objects.none(),
        required=False,
        empty_label=_("the whole office"),
    )

    def __init__(self, *args: Any, kind: str, post: Post, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind = kind
        here = Unit.objects.filter(organisation=post.organisation_id, is_active=True)
        units = here if post.has(*KEEPERS) else here.filter(pk=post.unit_id or 0)
        self.fields["unit"].queryset = units  # type: ignore[attr-defined]
        for name in FIELDS[kind]:
            tall, longest = name in TALL, LONGEST.get(name, 2000)
            self.fields[f"w_{name}"] = WordsField(
                label=LABELS[name], lines=tall, required=False, max_length=longest
            )

    @property
    def boxes(self) -> list[forms.BoundField]:
        """The fields of the kind."""
        return [self[f"w_{name}"] for name in FIELDS[self.kind]]

    def facts(self) -> TemplateFacts:
        """What was asked, as the action takes it."""
        told = self.cleaned_data
        words = {name: told[f"w_{name}"] for name in FIELDS[self.kind]}
        return TemplateFacts(self.kind, told["name"], told["unit"], words)

    def add_error(self, field: str | None, error: Any) -> None:
        """As Django's; what the action says of a field stands at its box."""
        super().add_error(f"w_{field}" if field in FIELDS[self.kind] else field, error)
