"""Founding an agency with all that it needs from its first day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from django.db import transaction

from eoffice.organisations.models import OfficeHours, Organisation

OPENS, CLOSES = dt.time(8, 30), dt.time(16, 30)
WORKING_WEEK = range(5)  # Monday to Friday
#: Before any letter an office will enter, so that an old register has its office hours too.
SINCE_EVER = dt.date(2000, 1, 1)


@transaction.atomic
def found_organisation(
    name: str,
    *,
    kind: str = Organisation.Kind.SCHOOL,
    code: str = "",
    parent: Organisation | None = None,
    short_name: str = "",
    address: str = "",
    phone: str = "",
    email: str = "",
    settings: Mapping[str, object] | None = None,
) -> Organisation:
    """Found an agency that can receive a letter at once.

    It gets the office hours of the sheet (11): Monday to Friday 08.30-16.30, no break taken out. `code` is
    what stands before the number of its letters (ศธ 04346.26), `settings` what `settings_of` reads.
    """
    organisation = Organisation.objects.create(
        name=name,
        kind=kind,
        code=code,
        parent=parent,
        short_name=short_name,
        address=address,
        phone=phone,
        email=email,
        settings=dict(settings or {}),
    )
    _open_the_office(organisation)
    return organisation


def _open_the_office(organisation: Organisation) -> None:
    OfficeHours.objects.bulk_create(
        OfficeHours(
            organisation=organisation, weekday=weekday, opens=OPENS, closes=CLOSES, valid_from=SINCE_EVER
        )
        for weekday in WORKING_WEEK
    )
