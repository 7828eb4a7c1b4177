"""Short dates in the language of the page, always in the Buddhist era."""

from __future__ import annotations

import datetime as dt

from django.utils.translation import get_language

from eoffice.common.thai import dates

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def in_thai() -> bool:
    """Whether the page speaks Thai."""
    return (get_language() or "th").startswith("th")


def short(when: dt.date | dt.datetime) -> str:
    """22 พ.ย. 69, or 22 พ.ย. 69 09.30 น. for an instant; 22 Nov 2569 09:30 in English."""
    if in_thai():
        return dates.short_datetime(when) if isinstance(when, dt.datetime) else dates.short_date(when)
    day = dates.day_in_bangkok(when)
    text = f"{day.day} {_MONTHS[day.month - 1]} {dates.be_year(day.year)}"
    return f"{text} {clock_time(when)}" if isinstance(when, dt.datetime) else text


def short_day(when: dt.date | dt.datetime) -> str:
    """The day alone, also of an instant."""
    return short(dates.day_in_bangkok(when))


def clock_time(when: dt.datetime | dt.time) -> str:
    """09.30 น., or 09:30 in English."""
    if in_thai():
        return dates.time_text(when)
    local = when.astimezone(dates.BANGKOK) if isinstance(when, dt.datetime) else when
    return f"{local:%H:%M}"
