"""Forms of what drafts are made from."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from eoffice.common.forms import OfficeForm, WordsField
from workflows.letters.rules.salutations import Address


class AddressFormForm(OfficeForm):
    """One rank of recipients."""

    recipients = WordsField(label=_("Recipients"), max_length=300)
    salutation = WordsField(
        label=_("Salutation"), max_length=100, help_text=_("… stands for the name within it.")
    )
    second = WordsField(label=_("Pronoun for the recipient"), max_length=100, required=False)
    first = WordsField(label=_("Pronoun for the writer"), max_length=100, required=False)
    closing = WordsField(label=_("Closing"), max_length=100)
    envelope = WordsField(label=_("Word on the envelope"), max_length=100)
    known = WordsField(
        label=_("Known by"),
        lines=True,
        required=False,
        max_length=2000,
        help_text=_(
            "Beginnings of the recipient's position, one a line: such recipients get this form. "
            "With … behind, a name may follow without a space."
        ),
    )
    by_hand = forms.BooleanField(
        label=_("Chosen by hand only"),
        required=False,
        help_text=_("Never filled in by itself, as royal forms want a person's eye."),
    )

    def wanted(self, code: str) -> Address:
        """What was asked, as the action takes it."""
        told = dict(self.cleaned_data)
        known = filter(None, (line.strip() for line in told.pop("known").splitlines()))
        return Address(code=code, known=tuple(dict.fromkeys(known)), **told)
