"""Office hours in the order of the week: `{% load office_calendar %}`."""

from __future__ import annotations

from collections.abc import Iterator

from django import template
from django.utils.dates import WEEKDAYS

from eoffice.organisations.rules.office_clock import OfficeHours, Opening

register = template.Library()


@register.filter
def by_weekday(hours: OfficeHours) -> Iterator[tuple[object, tuple[Opening, ...]]]:
    """Each weekday's name with its openings, from Monday."""
    for weekday, name in WEEKDAYS.items():
        yield name, hours.on(weekday)
