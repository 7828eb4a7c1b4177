"""The form of an agency's line to e-CMS."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from eoffice.common.forms import OfficeForm, WholeNumberField, WordsField
from workflows.letters.actions.exchanging.lines import LineFacts
from workflows.letters.models import ExchangeAccount
from workflows.letters.rules.ecms.codes import COMPACT, ISO, SECRECY, SPEED

CODE = r"^[0-9A-Za-z]*$"
CODE_HELP = _("Digits and Latin letters, as the server's list has it.")


class LineForm(OfficeForm):
    """Where the server is, who we are there, how it is spoken to."""

    is_on = forms.BooleanField(label=_("Letters go through e-CMS"), required=False)
    endpoint = forms.CharField(
        label=_("Address of the e-CMS server"),
        max_length=300,
        required=False,
        help_text=_("Like https://ecms.example.go.th/ecms-ws01/service2"),
    )
    ministry = forms.RegexField(
        CODE, label=_("Ministry code"), max_length=20, required=False, help_text=CODE_HELP
    )
    department = forms.RegexField(
        CODE, label=_("Agency code"), max_length=20, required=False, help_text=CODE_HELP
    )
    username = forms.CharField(label=_("User name"), max_length=100, required=False)
    password = forms.CharField(
        label=_("Password"),
        max_length=200,
        required=False,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=_("Kept sealed and never shown. Left empty, the one before stays."),
    )
    forget_password = forms.BooleanField(label=_("Forget the password"), required=False)
    poll_minutes = WholeNumberField(
        label=_("Minutes between two looks into the queue"), min_value=1, max_value=1440
    )
    carries_secrets = forms.BooleanField(
        label=_("ลับ and ลับมาก may go through e-CMS"),
        required=False,
        help_text=_("Over an encrypted line alone; ลับที่สุด never goes electronically (ข้อ 29)."),
    )
    certificates = forms.CharField(
        label=_("Certificate of the server's authority (PEM)"),
        required=False,
        max_length=40_000,
        widget=forms.Textarea,
        help_text=_("Only where the system does not know the authority, as within a government network."),
    )
    send_date = forms.ChoiceField(
        label=_("How the time of sending is written"),
        choices=[(COMPACT, "20261125.093000000"), (ISO, "2026-11-25T09:30:00+07:00")],
    )
    nothing_queued = forms.CharField(
        label=_("Error code that means: nothing is there"),
        max_length=40,
        required=False,
        help_text=_("Some servers say so with an error."),
    )
    codes = WordsField(
        label=_("Codes that differ"),
        lines=True,
        required=False,
        max_length=5000,
        help_text=_(
            "One a line, like speed.urgent = 002, secrecy.secret = 003 or mime.application/pdf = pdf."
        ),
    )

    def clean_codes(self) -> dict[str, dict[str, str]]:
        """The lines as tables."""
        tables: dict[str, dict[str, str]] = {}
        known = {"speed": set(SPEED), "secrecy": set(SECRECY)}
        for written in filter(None, map(str.strip, self.cleaned_data["codes"].splitlines())):
            name, is_told, code = (part.strip() for part in written.partition("="))
            table, _dot, entry = name.partition(".")
            right = table == "mime" or entry in known.get(table, ())
            if not (is_told and code and entry and right) or len(code) > 100:
                raise ValidationError(_now("This line can't be read: %(line)s") % {"line": written[:80]})
            tables.setdefault(table, {})[entry] = code
        return tables

    def facts(self) -> LineFacts:
        """What was asked, as the action takes it."""
        asked = self.cleaned_data
        password = "" if asked["forget_password"] else asked["password"] or None
        around = {name: asked[name] for name in ("send_date", "nothing_queued")}
        return LineFacts(
            **{name: asked[name] for name in _PLAIN}, password=password, codes={**asked["codes"], **around}
        )

    @staticmethod
    def first_values(line: ExchangeAccount) -> dict[str, Any]:
        """What holds, as the form shows it; never the password."""
        told = line.codes
        tables = [
            f"{table}.{entry} = {code}"
            for table in ("speed", "secrecy", "mime")
            for entry, code in told.get(table, {}).items()
        ]
        return {
            **{name: getattr(line, name) for name in _PLAIN},
            "send_date": told.get("send_date", COMPACT),
            "nothing_queued": told.get("nothing_queued", ""),
            "codes": "\n".join(tables),
        }


_PLAIN = (
    "is_on",
    "endpoint",
    "ministry",
    "department",
    "username",
    "poll_minutes",
    "carries_secrets",
    "certificates",
)
