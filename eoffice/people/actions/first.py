"""Opening an office that nobody works in yet."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from eoffice.common import clock
from eoffice.common.errors import RuleBroken
from eoffice.organisations.actions import found_organisation
from eoffice.people import audit
from eoffice.people.actions.agency import proper_code
from eoffice.people.actions.calendar import seed_holidays
from eoffice.people.actions.hiring import hire
from eoffice.people.models import Post, User
from eoffice.people.roles import Role


@transaction.atomic
def open_office(
    *,
    organisation: str,
    kind: str,
    username: str,
    password: str,
    first_name: str,
    last_name: str = "",
    title: str = "",
    code: str = "",
) -> Post:
    """Found the first agency and hire its administrator, who then lets everyone else in.

    The administrator runs the system and reads no letters. The calendar holds the first lists of holidays of
    this year and the next. Raises InvalidInputs for a letter code that is none, and RuleBroken once anybody
    has an account.
    """
    if User.objects.exists():
        raise RuleBroken(
            _("This office is open already: its administrator opens accounts."), code="office_is_open"
        )
    agency = found_organisation(organisation, kind=kind, code=proper_code(code))
    post = hire(
        agency,
        username=username,
        password=password,
        title=title,
        first_name=first_name,
        last_name=last_name,
        roles=[Role.SYSADMIN],
    )
    audit.note("office_opened", post=post)
    this_year = clock.today().year
    for year in (this_year, this_year + 1):  # to be compared with the cabinet's announcement
        seed_holidays(year, by=post)
    return post
