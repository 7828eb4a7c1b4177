"""Forms of the calendar: a day, and the hours of a week."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext_lazy as _

from eoffice.common.forms import ClockField, DayField, OfficeForm, WordsField
from eoffice.organisations.models import CalendarDay
from eoffice.organisations.rules.office_clock import OfficeHours, Opening
from eoffice.people.actions.calendar import DayFacts


class CalendarDayForm(OfficeForm):
    """A day that differs from its weekday."""

    day = DayField(label=_("Day"))
    kind = forms.ChoiceField(
        label=_("What kind of day"), choices=CalendarDay.Kind.choices, widget=forms.RadioSelect
    )
    name = WordsField(
        label=_("Name"),
        max_length=120,
        help_text=_("As the announcement calls it: วันมาฆบูชา, ปิดทำการเนื่องจากน้ำท่วม."),
    )

    def facts(self) -> DayFacts:
        """What was asked, as the action takes it."""
        return DayFacts(**self.cleaned_data)


def day_now(row: CalendarDay) -> dict[str, object]:
    """A day of the calendar as a form's first values."""
    return {"day": row.day, "kind": row.kind, "name": row.name}


class OfficeHoursForm(OfficeForm):
    """The hours of a week from a day on: opening and closing by weekday, and one break for all."""

    valid_from = DayField(
        label=_("Valid from"),
        help_text=_("Days before it keep their hours, and due times that have passed stay."),
    )
    break_starts = ClockField(label=_("Break from"), required=False)
    break_ends = ClockField(
        label=_("Break until"), required=False, help_text=_("Empty: no break is taken out of working time.")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for weekday, name in WEEKDAYS.items():
            for edge, label in (("opens", _("opens")), ("closes", _("closes"))):
                field = ClockField(label=f"{name}: {label}", required=False)
                field.widget.attrs |= {
                    "class": "form-control",
                    "aria-label": field.label,
                    "inputmode": "decimal",
                }
                self.fields[f"{edge}_{weekday}"] = field

    def rows(self) -> Iterator[tuple[object, BoundField, BoundField]]:
        """Weekday, opening, closing, for the page."""
        for weekday, name in WEEKDAYS.items():
            yield name, self[f"opens_{weekday}"], self[f"closes_{weekday}"]

    def clean(self) -> dict[str, Any]:
        """Times stand in order, and no time stands alone."""
        asked = super().clean() or self.cleaned_data
        self._in_order(asked, "break_starts", "break_ends")
        for weekday in WEEKDAYS:
            self._in_order(asked, f"opens_{weekday}", f"closes_{weekday}")
        return asked

    def _in_order(self, asked: dict[str, Any], first: str, second: str) -> None:
        if self.errors.get(first) or self.errors.get(second):
            return
        starts, ends = asked.get(first), asked.get(second)
        if (starts is None) != (ends is None):
            self.add_error(first if starts is None else second, _("Give both times, or none."))
        elif starts is not None and ends <= starts:
            self.add_error(second, _("This must be later than the first time."))

    def week(self) -> dict[int, tuple[Opening, ...]]:
        """What was asked, as the action takes it: a day without times is closed."""
        asked = self.cleaned_data
        pause = (asked["break_starts"], asked["break_ends"]) if asked["break_starts"] else None
        return {
            weekday: _without_break((asked[f"opens_{weekday}"], asked[f"closes_{weekday}"]), pause)
            for weekday in WEEKDAYS
            if asked[f"opens_{weekday}"]
        }


def hours_now(hours: OfficeHours) -> dict[str, dt.time | dt.date]:
    """Hours as a form's first values."""
    first: dict[str, dt.time | dt.date] = {}
    for weekday, openings in hours.week.items():
        if openings:
            first |= {f"opens_{weekday}": openings[0][0], f"closes_{weekday}": openings[-1][1]}
        if len(openings) > 1:
            first |= {"break_starts": openings[0][1], "break_ends": openings[1][0]}
    return first


def _without_break(opening: Opening, pause: Opening | None) -> tuple[Opening, ...]:
    """A day's opening in the parts before and after the break; a break outside it takes nothing."""
    opens, closes = opening
    if pause is None or not opens < pause[0] < pause[1] < closes:
        return (opening,)
    return ((opens, pause[0]), (pause[1], closes))
