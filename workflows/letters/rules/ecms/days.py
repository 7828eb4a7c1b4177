"""Days and times as other programs write them; both eras; what can't be read is None."""

from __future__ import annotations

import datetime as dt
import re

from eoffice.common.thai.digits import to_arabic

BANGKOK = dt.timezone(dt.timedelta(hours=7))
BUDDHIST_FROM, ERA = 2400, 543
_ISO = re.compile(r"^(\d{4})-?(\d{1,2})-?(\d{1,2})(?!\d)")
_LOCAL = re.compile(r"^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")
_COMPACT = re.compile(r"^(\d{8})[.\sT]?(\d{2})(\d{2})(\d{2})(\d{0,6})$")


def day_told(text: str) -> dt.date | None:
    """2026-11-25, 2569-11-25, 20261125, 25/11/2569, with or without a time behind it."""
    plain = to_arabic(text.strip())
    if found := _ISO.match(plain):
        return _day(int(found[1]), int(found[2]), int(found[3]))
    if found := re.match(r"^(\d{4})(\d{2})(\d{2})", plain):
        return _day(int(found[1]), int(found[2]), int(found[3]))
    if found := _LOCAL.match(plain):
        return _day(int(found[3]), int(found[2]), int(found[1]))
    return None


def instant_told(text: str) -> dt.datetime | None:
    """yyyyMMdd.HHmmssSSS or ISO 8601; without an offset it is the time of Bangkok."""
    plain = to_arabic(text.strip())
    day = day_told(plain)
    if day is None:
        return None
    try:
        if found := _COMPACT.match(plain):
            micro = int((found[5] or "0").ljust(6, "0"))
            time = dt.time(int(found[2]), int(found[3]), int(found[4]), micro, tzinfo=BANGKOK)
            return dt.datetime.combine(day, time)
        behind = re.search(r"[T\s].*$", plain)
        read = dt.datetime.fromisoformat(day.isoformat() + (behind[0] if behind else ""))
        return read if read.tzinfo else read.replace(tzinfo=BANGKOK)
    except ValueError:
        return dt.datetime.combine(day, dt.time(), tzinfo=BANGKOK)


def _day(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year - ERA if year >= BUDDHIST_FROM else year, month, day)
    except ValueError:
        return None
