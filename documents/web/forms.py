"""The forms of the numbers desk."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Callable
from typing import Any

from django import forms
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from documents.classes import Run
from documents.models import Register, RegisterEntry
from eoffice.common import clock
from eoffice.common.forms import DayField, OfficeForm, WholeNumberField, WordsField
from eoffice.common.once import once
from eoffice.organisations.settings_of import OWN_RUN, settings_of
from eoffice.people.models import Post


class KeyedForm(OfficeForm):
    """A form that does its work once, however often its button is pressed."""

    key = forms.CharField(widget=forms.HiddenInput, max_length=60)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {}).setdefault("key", uuid.uuid4().hex)
        super().__init__(*args, **kwargs)

    @property
    def told(self) -> dict[str, Any]:
        """What was filled in, without the key."""
        return {name: value for name, value in self.cleaned_data.items() if name != "key"}

    def once(self, post: Post, what: str, do: Callable[[], int]) -> int:
        """`do()` the first time, its answer (an id) from then on."""
        with transaction.atomic():
            return int(once(post.person_id, self.cleaned_data["key"], [what, str(self.told)], do))


class ReserveForm(KeyedForm):
    """A number kept for somebody."""

    purpose = WordsField(label=_("What the number is for"), max_length=200)
    reserved_for = forms.ModelChoiceField(Post.objects.none(), label=_("For whom"), required=False)
    expires_at = DayField(label=_("Kept until"))
    circular = forms.BooleanField(label=_("For a circular letter (ว)"), required=False)

    def __init__(self, *args: Any, post: Post, register: Register, **kwargs: Any) -> None:
        usual = clock.today() + dt.timedelta(days=settings_of(post.organisation).reserved_days)
        super().__init__(*args, initial={"expires_at": usual}, **kwargs)
        choice = self.fields["reserved_for"]
        assert isinstance(choice, forms.ModelChoiceField)
        colleagues = Post.objects.in_force().filter(organisation_id=post.organisation_id)
        choice.queryset = colleagues.select_related("person", "organisation")
        choice.empty_label = str(_("myself"))
        if register.run != Run.SEND or settings_of(post.organisation).circular_run == OWN_RUN:
            del self.fields["circular"]  # circulars have a book of their own, or none here (ข้อ 32)


class InsertForm(KeyedForm):
    """A row between two numbers (เลขแทรก)."""

    number = WholeNumberField(label=_("After number"), min_value=1, max_value=9_999_999)
    stated_on = DayField(label=_("Day that the book shows"))
    reason = WordsField(label=_("Reason"), max_length=300)
    reference = WordsField(label=_("letter number"), max_length=120, required=False)
    dated_on = DayField(label=_("letter dated"), required=False)
    from_text = WordsField(label=_("letter from"), max_length=300, required=False)
    to_text = WordsField(label=_("letter to"), max_length=300, required=False)
    subject = WordsField(label=_("letter subject"), max_length=4000)


class FloorForm(KeyedForm):
    """How far the book used so far has come."""

    last_used = WholeNumberField(label=_("Last number used so far"), min_value=0, max_value=9_999_999)


class ReasonForm(KeyedForm):
    """Why."""

    reason = WordsField(label=_("Reason"), max_length=300)


class RowForm(KeyedForm):
    """The columns of form 13 or 14."""

    reference = WordsField(label=_("letter number"), max_length=120, required=False)
    dated_on = DayField(label=_("letter dated"), required=False)
    from_text = WordsField(label=_("letter from"), max_length=300, required=False)
    to_text = WordsField(label=_("letter to"), max_length=300, required=False)
    subject = WordsField(label=_("letter subject"), max_length=4000)
    action = WordsField(label=_("handling of the letter"), max_length=300, required=False)
    remarks = WordsField(label=_("remarks"), max_length=500, required=False)


class CorrectForm(RowForm):
    """Columns as they should be, and why they are changed."""

    reason = WordsField(label=_("Reason"), max_length=300)


COLUMNS = ("reference", "dated_on", "from_text", "to_text", "action", "remarks")


def columns_now(entry: RegisterEntry) -> dict[str, Any]:
    """What stands in the row, for whoever may read it."""
    return {name: getattr(entry, name) for name in COLUMNS} | {"subject": entry.opened_subject()}


class TableForm(OfficeForm):
    """The file of an old register."""

    file = forms.FileField(
        label=_("Table of the register"),
        help_text=_("XLSX, CSV, or the .xls that AMSS++ exports; at most 5 MB."),
        allow_empty_file=True,  # said better by whoever reads it
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv,.xls,.html"}),
    )
    year = WholeNumberField(
        label=_("Year of rows that name none"), required=False, min_value=2450, max_value=2650
    )
