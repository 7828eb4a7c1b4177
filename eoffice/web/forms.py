"""Forms of log-in and account, with the office's words."""

from __future__ import annotations

from typing import Any

from allauth.account.forms import ChangePasswordForm as BaseChangePasswordForm
from allauth.account.forms import LoginForm, ReauthenticateForm
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.base.forms import ReauthenticateForm as ReauthenticateCodeForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from django import forms
from django.contrib.auth import password_validation
from django.utils.translation import gettext_lazy as _

from eoffice.common import setup_key
from eoffice.common.forms import OfficeForm
from eoffice.organisations.models import Organisation


class LogInForm(LoginForm):  # type: ignore[misc] # allauth ships no types
    """User name and password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].label = _("User name")
        self.fields["login"].widget.attrs |= {"autocapitalize": "none", "spellcheck": "false"}
        self.fields["password"].label = _("Password")
        self.fields["password"].help_text = ""
        _without_placeholders(self)

    def clean_login(self) -> str:
        """User names are kept small; a phone writes the first letter large by itself."""
        return str(super().clean_login()).strip().lower()


class ConfirmForm(ReauthenticateForm):  # type: ignore[misc] # allauth ships no types
    """The password once more."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password"].label = _("Password")
        _without_placeholders(self)


class ChangePasswordForm(BaseChangePasswordForm):  # type: ignore[misc] # allauth ships no types
    """The present password and the new one twice."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["oldpassword"].label = _("Present password")
        self.fields["password1"].label = _("New password")
        self.fields["password1"].help_text = _(
            "At least 10 characters, none of the well-known ones, and not like your name."
        )
        self.fields["password2"].label = _("New password once more")
        _without_placeholders(self)


class CodeForm(AuthenticateForm):  # type: ignore[misc] # allauth ships no types
    """A code of the second factor, or a spare code."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _as_code(self)


class ConfirmCodeForm(ReauthenticateCodeForm):  # type: ignore[misc] # allauth ships no types
    """The same, before something that needs it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _as_code(self)


class SwitchOnForm(ActivateTOTPForm):  # type: ignore[misc] # allauth ships no types
    """The first code that the new app shows."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _as_code(self)


class FirstAdministratorForm(OfficeForm):
    """What is needed to open an office: the key that the terminal printed, the agency, the first person."""

    setup_key = forms.CharField(
        label=_("Set-up key"),
        max_length=60,
        help_text=_("As the terminal printed it when the system started."),
    )
    organisation = forms.CharField(label=_("Name of the agency"), max_length=200)
    kind = forms.ChoiceField(label=_("Kind of agency"), choices=Organisation.Kind.choices)
    code = forms.CharField(
        label=_("Letter code"),
        max_length=40,
        required=False,
        help_text=_("What stands before the number: ศธ 04346.26"),
    )
    title = forms.CharField(label=_("Title"), max_length=40, required=False)
    first_name = forms.CharField(label=_("First name"), max_length=80)
    last_name = forms.CharField(label=_("Last name"), max_length=80)
    username = forms.RegexField(
        r"^[a-z0-9][a-z0-9._@-]{2,59}$",
        label=_("User name"),
        max_length=60,
        help_text=_("3 to 60 small Latin letters, digits and . _ - @"),
    )
    password = forms.CharField(
        label=_("Password"),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=_("At least 10 characters, none of the well-known ones, and not like your name."),
    )

    def clean_setup_key(self) -> str:
        """The key must be the one in force."""
        given: str = self.cleaned_data["setup_key"]
        if not setup_key.matches(given):
            raise forms.ValidationError(_("This is not the key that the terminal printed."))
        return given

    def clean_password(self) -> str:
        """The rules of every password."""
        given: str = self.cleaned_data["password"]
        password_validation.validate_password(given)
        return given


def _without_placeholders(form: forms.Form) -> None:
    """A label stands above every field; a second one inside it only hides what was typed."""
    for field in form.fields.values():
        field.widget.attrs.pop("placeholder", None)
        field.error_messages["required"] = _("Please fill this in.")


def _as_code(form: forms.Form) -> None:
    form.fields["code"].label = _("Code")
    form.fields["code"].widget.attrs |= {"inputmode": "numeric", "autocomplete": "one-time-code"}
    _without_placeholders(form)
