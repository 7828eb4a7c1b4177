"""Where the central mailbox is, and how the system reads it; for the administrator."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from eoffice.common import clock
from eoffice.common.forms import DayField, OfficeForm, WholeNumberField, WordsField
from eoffice.common.thai.date_errors import DateRefused
from eoffice.common.thai.dates import parse_time
from eoffice.people.posts import PostedRequest
from eoffice.people.roles import Role
from eoffice.people.web.access import office_page
from eoffice.people.web.answering import page_of_form, posted, refusals_in, right
from workflows.letters.intake.account import AccountFacts, change_account, try_account
from workflows.letters.models import MailAccount

Security = MailAccount.Security


class TimeField(forms.TimeField):
    """A time of day as an office writes it: 9.00, 13.30 น."""

    widget = forms.TextInput

    def to_python(self, value: Any) -> dt.time | None:
        """The time; a wrong one gets the sentence that says what is wrong."""
        if value in self.empty_values or isinstance(value, dt.time):
            return value or None
        try:
            return parse_time(str(value))
        except DateRefused as refused:
            raise ValidationError(_now(refused.message) % refused.params, code=refused.code) from refused

    def prepare_value(self, value: Any) -> Any:
        """What the field shows."""
        return f"{value:%H.%M}" if isinstance(value, dt.time) else value


class MailAccountForm(OfficeForm):
    """The mailbox as its administrator describes it. The password is never shown again."""

    host = WordsField(label=_("Mail server (IMAP)"), max_length=200, help_text=_("Like imap.school.ac.th"))
    port = WholeNumberField(label=_("Port"), min_value=1, max_value=65535, initial=993)
    security = forms.ChoiceField(
        label=_("Encryption"), choices=Security.choices, widget=forms.RadioSelect, initial=Security.TLS
    )
    username = WordsField(label=_("Mailbox user"), max_length=200)
    password = forms.CharField(
        label=_("Password of the mailbox"),
        max_length=500,
        required=False,
        strip=False,
        widget=forms.PasswordInput(render_value=True, attrs={"autocomplete": "new-password"}),
        help_text=_("Kept sealed. Leave it empty to keep the present one."),
    )
    morning_at = TimeField(label=_("Morning sweep"), initial=dt.time(9))
    afternoon_at = TimeField(label=_("Afternoon sweep"), initial=dt.time(13, 30))
    since = DayField(
        label=_("Take in mail from this day on"), help_text=_("Older mail in the mailbox is left alone.")
    )
    folders = WordsField(
        label=_("Folders beside the inbox"),
        lines=True,
        required=False,
        max_length=4000,
        help_text=_("One name a line. Empty: all but sent mail, drafts and trash (appendix 7, 2)."),
    )
    spam_folders = WordsField(
        label=_("Spam folders"),
        lines=True,
        required=False,
        max_length=4000,
        help_text=_("One name a line. Empty: those that the server marks as spam."),
    )
    replies = forms.BooleanField(
        label=_("Tell senders by itself that their mail came (appendix 7, 3.2)"), required=False, initial=True
    )
    is_active = forms.BooleanField(label=_("Look into this mailbox"), required=False, initial=True)

    def facts(self) -> AccountFacts:
        """What was asked, as the action takes it."""
        asked = self.cleaned_data
        return AccountFacts(
            **{name: asked[name] for name in _PLAIN},
            folders=_lines(asked["folders"]),
            spam_folders=_lines(asked["spam_folders"]),
        )


_PLAIN = (
    "host",
    "port",
    "security",
    "username",
    "password",
    "morning_at",
    "afternoon_at",
    "since",
    "replies",
    "is_active",
)


@office_page(Role.SYSADMIN)
def mailbox_settings(request: PostedRequest) -> HttpResponse:
    """The settings; the second button tries them without keeping anything."""
    by = request.post_held
    account = MailAccount.objects.visible_to(by).first()
    form = MailAccountForm(posted(request), initial=_first_values(account))
    found = ""
    if form.is_bound and right(form):
        with refusals_in(form):
            if "try" in request.POST:
                found = try_account(form.facts(), by=by)
            else:
                change_account(form.facts(), by=by)
                messages.success(request, _now("Saved."))
                return redirect("letters:mailbox-settings")
    return page_of_form(request, "letters/mailbox_settings.html", form, account=account, found=found)


def _first_values(account: MailAccount | None) -> dict[str, Any]:
    if account is None:
        return {"since": clock.today()}
    plain = {name: getattr(account, name) for name in _PLAIN if name != "password"}
    return {
        **plain,
        "folders": "\n".join(account.folders),
        "spam_folders": "\n".join(account.spam_folders),
    }


def _lines(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(filter(None, (line.strip() for line in text.splitlines()))))
