from __future__ import annotations

import datetime as dt

from eoffice.organisations.models import Organisation


def test_a_new_school_opens_on_working_days(school: Organisation) -> None:
    hours = {(row.weekday, row.opens, row.closes) for row in school.office_hours.all()}

    assert hours == {(weekday, dt.time(8, 30), dt.time(16, 30)) for weekday in range(5)}
