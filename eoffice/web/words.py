"""Days and due times as people say them, in the language of the page, always in the Buddhist era."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from eoffice.common.thai import dates
from eoffice.common.thai.months import WEEKDAYS

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_HOUR = dt.timedelta(hours=1)


@dataclass(frozen=True)
class Due:
    """A due time to show. `urgency` is one of late, soon, later; `sign` names the icon that repeats it."""

    words: str
    urgency: str
    sign: str
    full: str
    iso: str


def short(when: dt.date | dt.datetime) -> str:
    """22 พ.ย. 69, or 22 พ.ย. 69 09.30 น. for an instant; 22 Nov 2569 09:30 in English."""
    if _thai():
        return dates.short_datetime(when) if isinstance(when, dt.datetime) else dates.short_date(when)
    day = dates.day_in_bangkok(when)
    text = f"{day.day} {_MONTHS[day.month - 1]} {dates.be_year(day.year)}"
    return f"{text} {_clock(when)}" if isinstance(when, dt.datetime) else text


def full(when: dt.date | dt.datetime) -> str:
    """The whole date with its weekday, for pointing: วันอาทิตย์ที่ 22 พฤศจิกายน 2569 เวลา 09.30 น."""
    day = dates.day_in_bangkok(when)
    if _thai():
        rest = dates.full_datetime(when) if isinstance(when, dt.datetime) else dates.full_date(when)
        return f"วัน{WEEKDAYS[day.weekday()]}ที่ {rest}"
    return f"{_WEEKDAYS[day.weekday()]} {short(when)} (B.E.)"


def due(when: dt.date | dt.datetime, now: dt.datetime) -> Due:
    """When something is due, and how urgent that is: late, soon (today or tomorrow), or later."""
    urgency = _urgency(when, now)
    words = _late_words(when, now) if urgency == "late" else _near_words(when, now)
    sign = {"late": "clock-exclamation", "soon": "hourglass", "later": "clock"}[urgency]
    return Due(words, urgency, sign, full(when), when.isoformat())


def _urgency(when: dt.date | dt.datetime, now: dt.datetime) -> str:
    today = dates.day_in_bangkok(now)
    passed = when < now if isinstance(when, dt.datetime) else when < today
    if passed:
        return "late"
    return "soon" if (dates.day_in_bangkok(when) - today).days <= 1 else "later"


def _late_words(when: dt.date | dt.datetime, now: dt.datetime) -> str:
    days = (dates.day_in_bangkok(now) - dates.day_in_bangkok(when)).days
    if days:
        return ngettext("%(count)d day overdue", "%(count)d days overdue", days) % {"count": days}
    hours = (now - when) // _HOUR if isinstance(when, dt.datetime) else 0
    if hours:
        return ngettext("%(count)d hour overdue", "%(count)d hours overdue", hours) % {"count": hours}
    return _("just overdue")


def _near_words(when: dt.date | dt.datetime, now: dt.datetime) -> str:
    if _thai():
        return dates.due_words(when, now)
    day = dates.day_in_bangkok(when)
    way = dates.said(day, dates.day_in_bangkok(now))
    near = {
        dates.Said.TODAY: "today",
        dates.Said.TOMORROW: "tomorrow",
        dates.Said.WEEKDAY: _WEEKDAYS[day.weekday()],
    }
    words = near.get(way, short(day))
    return f"{words} {_clock(when)}" if isinstance(when, dt.datetime) else words


def _clock(when: dt.datetime) -> str:
    return f"{when.astimezone(dates.BANGKOK):%H:%M}"


def _thai() -> bool:
    return (get_language() or "th").startswith("th")
