"""When the timers of an incoming letter run out. Plain Python."""

from __future__ import annotations

import datetime as dt

from eoffice.organisations.rules.office_clock import OfficeClock

ANSWER_A_QUESTION_DAYS = 15  # พ.ร.ฎ.บ้านเมืองที่ดี ม.38
REPLY_NEXT_MORNING = dt.time(10, 0)  # appendix 7, 3.2


def reply_to_email(received_at: dt.datetime, clock: OfficeClock) -> dt.datetime:
    """T-ACK: the working day of receipt; received after office hours, 10.00 of the next working day.

    Source: appendix 7, 3.2. A mail of a holiday counts as one that came after hours.
    """
    day, after = received_at.astimezone(clock.tz).date(), received_at
    if clock.is_working_day(day):
        closes = clock.end_of_office(day)
        if received_at < closes:
            return closes
        after = max(received_at, closes)
    opens = clock.next_open(after)
    day = opens.astimezone(clock.tz).date()
    return dt.datetime.combine(day, REPLY_NEXT_MORNING, tzinfo=clock.tz)


def answer_a_question(received_at: dt.datetime, clock: OfficeClock) -> dt.datetime:
    """T-15: fifteen calendar days, moved to the next working day if that is a holiday."""
    return clock.due_in_calendar_days(received_at, ANSWER_A_QUESTION_DAYS)
