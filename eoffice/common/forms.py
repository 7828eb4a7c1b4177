"""Form fields that read what Thai offices type. For plain pages; steps declare theirs in the engine."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from eoffice.common import clock
from eoffice.common.thai.date_errors import DateRefused
from eoffice.common.thai.dates import (
    full_date,
    parse_day,
    parse_instant,
    parse_time,
    short_datetime,
    time_text,
)
from eoffice.common.thai.digits import to_arabic
from eoffice.common.thai.normalise import normalise


class WordsField(forms.CharField):
    """Thai or other text in one spelling, nothing invisible; one line, or several with `lines`."""

    def __init__(self, *, lines: bool = False, **kwargs: Any) -> None:
        self.lines = lines
        if lines:
            kwargs.setdefault("widget", forms.Textarea)
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> str:
        """The normalised text."""
        return normalise(super().to_python(value) or "", keep_lines=self.lines)


class DayField(forms.DateField):
    """A day in any notation of the sheet (11), Buddhist era; shown as 22 พฤศจิกายน 2569."""

    widget = forms.TextInput

    def to_python(self, value: Any) -> dt.date | None:
        """The day; a wrong one gets the sentence that says what is wrong."""
        if value in self.empty_values:
            return None
        if isinstance(value, dt.date):
            return value
        try:
            return parse_day(str(value), today=clock.today())
        except DateRefused as refused:
            raise ValidationError(_now(refused.message) % refused.params, code=refused.code) from refused

    def prepare_value(self, value: Any) -> Any:
        """What the field shows: a day as an office writes it, or what was typed."""
        return full_date(value) if isinstance(value, dt.date) else value


class InstantField(forms.DateTimeField):
    """A day with its time, Buddhist era: 22 พ.ย. 69 16.30 น., พรุ่งนี้ 9.00. Aware, in Bangkok.

    A day alone takes `time`; without that it is refused.
    """

    widget = forms.TextInput

    def __init__(self, *, time: dt.time | None = None, **kwargs: Any) -> None:
        self.time = time
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> dt.datetime | None:
        """The instant; a wrong one gets the sentence that says what is wrong."""
        if value in self.empty_values:
            return None
        if isinstance(value, dt.datetime):
            return value
        try:
            return parse_instant(str(value), today=clock.today(), time=self.time)
        except DateRefused as refused:
            raise ValidationError(_now(refused.message) % refused.params, code=refused.code) from refused

    def prepare_value(self, value: Any) -> Any:
        """What the field shows: 22 พ.ย. 69 16.30 น., or what was typed."""
        return short_datetime(value) if isinstance(value, dt.datetime) else value


class ClockField(forms.TimeField):
    """A time of day: 09.30, 9:30, Thai digits too."""

    widget = forms.TextInput

    def to_python(self, value: Any) -> dt.time | None:
        """The time, or the sentence that says what is wrong."""
        if value in self.empty_values:
            return None
        if isinstance(value, dt.time):
            return value
        try:
            return parse_time(str(value))
        except DateRefused as refused:
            raise ValidationError(_now(refused.message) % refused.params, code=refused.code) from refused

    def prepare_value(self, value: Any) -> Any:
        """What the field shows: 09.30."""
        return time_text(value) if isinstance(value, dt.time) else value


class WholeNumberField(forms.IntegerField):
    """A whole number, in Thai or Arabic digits."""

    widget = forms.TextInput

    def to_python(self, value: Any) -> int | None:
        """The number."""
        return super().to_python(to_arabic(str(value)) if value not in self.empty_values else value)


class OfficeForm(forms.Form):
    """A plain form in the words of the office."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.error_messages["required"] = _("Please fill this in.")
