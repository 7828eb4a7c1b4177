"""What the page of audit events shows."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from eoffice.common.forms import DayField, OfficeForm, WordsField
from eoffice.people.audit_words import ACTIONS


class AuditFilter(OfficeForm):
    """Kind of event, who did it, from day to day."""

    action = forms.ChoiceField(label=_("What"), required=False)
    q = WordsField(label=_("Who"), max_length=100, required=False)
    since = DayField(label=_("From day"), required=False)
    until = DayField(label=_("Until day"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", _("everything")), *ACTIONS.items()]
        self.fields["action"].choices = choices  # type: ignore[attr-defined]
