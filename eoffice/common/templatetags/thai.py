"""Dates and digits as papers carry them, always in Thai: `{% load thai %}`.

Pages that speak the reader's language use the tags of `ui` instead.
"""

from __future__ import annotations

import datetime as dt

from django import template

from eoffice.common import clock
from eoffice.common.thai import dates, digits

register = template.Library()
Day = dt.date | dt.datetime


@register.filter
def be_date(when: Day | None) -> str:
    """22 พฤศจิกายน 2569."""
    return dates.full_date(when) if when else ""


@register.filter
def be_formal(when: Day | None) -> str:
    """22 พฤศจิกายน พ.ศ. 2569, behind "ณ วันที่"."""
    return dates.formal_date(when) if when else ""


@register.filter
def be_short(when: Day | None) -> str:
    """22 พ.ย. 69."""
    return dates.short_date(when) if when else ""


@register.filter
def be_datetime(instant: dt.datetime | None) -> str:
    """22 พ.ย. 69 09.30 น."""
    return dates.short_datetime(instant) if instant else ""


@register.filter
def be_time(instant: dt.datetime | dt.time | None) -> str:
    """09.30 น. Midnight is a time too, so only None is nothing."""
    return "" if instant is None else dates.time_text(instant)


@register.filter
def due_words(when: Day | None) -> str:
    """พรุ่งนี้ 16.30 น."""
    return dates.due_words(when, clock.now()) if when else ""


@register.filter
def thai_digits(value: object) -> str:
    """๒๒ พ.ย. ๖๙ of 22 พ.ย. 69."""
    return "" if value is None else digits.to_thai(value)
