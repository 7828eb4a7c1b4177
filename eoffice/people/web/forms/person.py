"""Forms about people."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from eoffice.common.forms import OfficeForm, WordsField
from eoffice.people.actions.accounts import Particulars
from eoffice.people.models import Clearance

TITLES = ("นาย", "นาง", "นางสาว", "ว่าที่ร้อยตรี", "ดร.")


class ParticularsForm(OfficeForm):
    """Name and addresses."""

    title = WordsField(
        label=pgettext_lazy("person", "Title"),
        max_length=40,
        required=False,
        widget=forms.TextInput(attrs={"list": "titles", "autocomplete": "honorific-prefix"}),
    )
    first_name = WordsField(label=_("First name"), max_length=80)
    last_name = WordsField(label=_("Last name"), max_length=80, required=False)
    email = forms.EmailField(label=_("E-mail"), required=False)
    phone = WordsField(label=_("Phone"), max_length=40, required=False)

    def particulars(self) -> Particulars:
        """What was asked, as the action takes it."""
        return Particulars(**{name: self.cleaned_data[name] for name in Particulars.__dataclass_fields__})


class NewPersonForm(ParticularsForm):
    """A person who gets an account."""

    username = WordsField(
        label=_("User name"),
        max_length=60,
        help_text=_("Small Latin letters, digits and . _ - @. It stays the same for good."),
        widget=forms.TextInput(
            attrs={"autocapitalize": "none", "spellcheck": "false", "autocomplete": "off"}
        ),
    )
    field_order = ["title", "first_name", "last_name", "username", "email", "phone"]


class KnownPersonForm(OfficeForm):
    """Somebody of another agency, by user name."""

    username = WordsField(
        label=_("User name"),
        max_length=60,
        help_text=_("As the person logs in; ask them for it."),
        widget=forms.TextInput(
            attrs={"autocapitalize": "none", "spellcheck": "false", "autocomplete": "off"}
        ),
    )


class ClearanceForm(OfficeForm):
    """Up to which class, by which order."""

    clearance = forms.ChoiceField(label=_("Clearance"), choices=Clearance.choices, widget=forms.RadioSelect)
    order_number = WordsField(
        label=_("Order number"),
        max_length=60,
        required=False,
        help_text=_("The order of the head of the agency that appoints the person."),
    )


class ReasonForm(OfficeForm):
    """Why an account is closed."""

    reason = WordsField(label=_("Reason"), max_length=200, required=False)


class PeopleFilter(OfficeForm):
    """What the list of people shows; an unknown value shows everything."""

    q = WordsField(label=_("Search"), max_length=100, required=False)
    unit = forms.ChoiceField(label=_("Unit"), required=False)
    role = forms.ChoiceField(label=_("Role"), required=False)
    state = forms.ChoiceField(
        label=_("Status"),
        required=False,
        choices=[
            ("", _("working here")),
            ("ended", _("no longer here")),
            ("closed", _("account closed")),
            ("all", _("everyone")),
        ],
    )
