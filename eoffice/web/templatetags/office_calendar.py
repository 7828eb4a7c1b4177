"""Office hours in the order of the week, and what the calendar lacks: `{% load office_calendar %}`."""

from __future__ import annotations

from collections.abc import Iterator

from django import template
from django.utils.dates import WEEKDAYS

from eoffice.common import clock
from eoffice.common.thai.months import be_year
from eoffice.organisations.calendar import missing_years
from eoffice.organisations.rules.office_clock import OfficeHours, Opening
from eoffice.people.actions.calendar import KEEPERS
from eoffice.people.models import Post

register = template.Library()


@register.inclusion_tag("web/calendar/_unsettled.html")
def unsettled_years(post: Post | None) -> dict[str, list[int]]:
    """A warning to those who keep the calendar, while a year that due times fall into is not settled."""
    keeps = post is not None and post.has(*KEEPERS)
    missing = missing_years(post.organisation_id, clock.today()) if post and keeps else []
    return {"years": [be_year(year) for year in missing]}


@register.filter
def by_weekday(hours: OfficeHours) -> Iterator[tuple[object, tuple[Opening, ...]]]:
    """Each weekday's name with its openings, from Monday."""
    for weekday, name in WEEKDAYS.items():
        yield name, hours.on(weekday)
