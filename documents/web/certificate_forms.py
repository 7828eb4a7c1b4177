"""Forms about certificates."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from documents.actions.certificates import LARGEST
from documents.signing.keys import MOST_BYTES
from eoffice.common.forms import OfficeForm
from eoffice.organisations.settings_of import OfficeSettings


class FileForm(OfficeForm):
    """A form with one small file."""

    most = LARGEST

    def data_of_file(self) -> bytes:
        """Its bytes, no more than fit."""
        sent = self.cleaned_data["file"]
        return bytes(sent.read(self.most + 1))


class CertificateForm(FileForm):
    """A certificate with its key, and what opens it."""

    most = MOST_BYTES
    file = forms.FileField(
        label=_("Certificate file"),
        help_text=_("PKCS#12: .p12 or .pfx, as the issuer gave it. The key stays under its passphrase."),
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ".p12,.pfx,application/x-pkcs12"}),
    )
    passphrase = forms.CharField(
        label=_("Passphrase of the certificate"),
        required=False,
        strip=False,
        max_length=500,
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
        help_text=_("Asked now to look into the file, and again at each signing. It is kept nowhere."),
    )


class TrustForm(FileForm):
    """Roots of issuers, or lists of what they revoked."""

    file = forms.FileField(
        label=_("Root certificates or lists of revoked ones"),
        help_text=_("PEM or DER (.pem, .cer, .crt, .crl), several in one PEM file if you like."),
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ".pem,.cer,.crt,.der,.crl"}),
    )


class LevelForm(OfficeForm):
    """What the office asks of signatures."""

    certificate_for = forms.MultipleChoiceField(
        label=_("Signed with a certificate, always"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=[
            ("outgoing_letter", pgettext_lazy("signing", "Letters that leave")),
            ("order", pgettext_lazy("signing", "Orders")),
        ],
        help_text=_("Else the password asked again suffices, bound to the text (ขมธอ. 23-2563, type 2)."),
    )
    timestamps = forms.URLField(
        label=_("Timestamp server (RFC 3161)"),
        required=False,
        max_length=300,
        assume_scheme="https",
        help_text=_("Signatures then bear trusted time (PAdES B-T). Empty: none is asked."),
    )

    @staticmethod
    def first_values(now: OfficeSettings) -> dict[str, Any]:
        """What holds, as the form shows it."""
        return {"certificate_for": list(now.certificate_for), "timestamps": now.timestamps}
