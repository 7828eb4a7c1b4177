"""Why a typed date was refused: one class per reason, each with a sentence to translate."""

from __future__ import annotations


class DateRefused(ValueError):
    """What was typed is no day.

    `code` is stable; `message` is an English sentence with named placeholders, the key of its translation;
    `params` fills them.
    """

    code = "date_refused"
    message = "This is not a date."

    def __init__(self, **params: object) -> None:
        self.params = params
        super().__init__(self.message % params)


class DateUnreadable(DateRefused):
    """No known way of writing a date."""

    code = "date_unreadable"
    message = "Write the date like 22/11/2569, 22 พ.ย. 69 or 221169."


class ChristianYear(DateRefused):
    """A year of the common era where the Buddhist one is asked for. `params`: year, buddhist."""

    code = "date_christian_year"
    message = "%(year)s is a year of the common era; write the Buddhist year: %(buddhist)s."


class BuddhistYearFirst(DateRefused):
    """YYYY-MM-DD is always of the common era. `params`: year."""

    code = "date_buddhist_year_first"
    message = "A date that begins with its year is of the common era, and %(year)s is a Buddhist year."


class YearOutOfRange(DateRefused):
    """A year of neither era that an office could mean. `params`: year."""

    code = "date_year_out_of_range"
    message = "The year %(year)s cannot be right."


class NoSuchMonth(DateRefused):
    """A month beyond 12, mostly day and month in the wrong order. `params`: month."""

    code = "date_no_such_month"
    message = "There is no month %(month)s; the day stands before the month."


class NoSuchDay(DateRefused):
    """31 February. `params`: day, month (number), month_name (Thai), year (Buddhist)."""

    code = "date_no_such_day"
    message = "There is no day %(day)s in %(month_name)s %(year)s."


class NoSuchTime(DateRefused):
    """25.00, 12.75, or no time at all."""

    code = "date_no_such_time"
    message = "Write the time like 09.30."
