"""Verbs about the agency's calendar: days off, days worked instead, settled years, office hours.

Here and not below, because it takes a post to change them and every change is an audit event.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from eoffice.common import clock
from eoffice.common.errors import InvalidInputs, NotAllowed
from eoffice.common.thai.dates import full_date
from eoffice.common.thai.months import be_year
from eoffice.organisations.calendar import build_clock
from eoffice.organisations.calendar_changes import changing_calendar
from eoffice.organisations.holiday_seed import Seed, first_list
from eoffice.organisations.models import CalendarDay, CalendarYear, OfficeHours
from eoffice.organisations.rules import office_clock as rules
from eoffice.people import audit
from eoffice.people.models import Post
from eoffice.people.roles import Role

#: Who keeps the calendar of an agency.
KEEPERS = (Role.CENTRAL_REGISTRAR, Role.SYSADMIN)


@dataclass(frozen=True)
class DayFacts:
    """A day that differs from its weekday; `kind` is one of CalendarDay.Kind."""

    day: dt.date
    kind: str
    name: str


def must_keep_calendar(by: Post) -> None:
    """Raise NotAllowed unless `by` keeps the calendar of its agency."""
    if not by.has(*KEEPERS):
        raise NotAllowed(_("Only the registry and the administrator change the calendar."))


def add_day(facts: DayFacts, *, by: Post) -> CalendarDay:
    """Enter a day off, or a day worked instead, of the agency of `by`."""
    must_keep_calendar(by)
    reason = _("%(day)s entered in the calendar: %(name)s") % _words(facts.day, facts.name)
    with changing_calendar(by.organisation_id, reason=reason, at=clock.now()):
        _check(facts, by)
        row = CalendarDay.objects.create(
            organisation_id=by.organisation_id, day=facts.day, kind=facts.kind, name=facts.name
        )
        _note("calendar_day_added", row, facts, by)
    return row


def change_day(row: CalendarDay, facts: DayFacts, *, by: Post) -> None:
    """Correct a day of the calendar: its date, kind or name."""
    _must_be_ours(row, by)
    reason = _("%(day)s changed in the calendar: %(name)s") % _words(facts.day, facts.name)
    with changing_calendar(by.organisation_id, reason=reason, at=clock.now()):
        _check(facts, by, row)
        before = _plain(DayFacts(row.day, row.kind, row.name))
        changed = {
            name: [before[name], value] for name, value in _plain(facts).items() if before[name] != value
        }
        row.day, row.kind, row.name = facts.day, facts.kind, facts.name
        row.save(update_fields=["day", "kind", "name"])
        audit.note("calendar_day_changed", post=by, subject=f"calendar_day:{row.pk}", changed=changed)


def remove_day(row: CalendarDay, *, by: Post) -> None:
    """Take a day out of the calendar: it is an ordinary day of its week again."""
    _must_be_ours(row, by)
    facts = DayFacts(row.day, row.kind, row.name)
    reason = _("%(day)s taken out of the calendar: %(name)s") % _words(row.day, row.name)
    with changing_calendar(by.organisation_id, reason=reason, at=clock.now()):
        _note("calendar_day_removed", row, facts, by)
        row.delete()


def seed_holidays(year: int, *, by: Post) -> tuple[Seed, int]:
    """Enter the first list of a year (common era); days that stand in the calendar already stay as they are.

    Answers the list and how many days were entered. The year is not settled by this: somebody compares it
    with the cabinet's announcement first.
    """
    must_keep_calendar(by)
    seed = first_list(year)
    reason = _("First list of holidays of %(year)s entered") % {"year": be_year(year)}
    with changing_calendar(by.organisation_id, reason=reason, at=clock.now()):
        days = CalendarDay.objects.filter(organisation=by.organisation_id, day__year=year)
        known = set(days.values_list("day", flat=True))
        rows = [
            CalendarDay(
                organisation_id=by.organisation_id, day=seeded.day, kind=seeded.kind, name=seeded.name
            )
            for seeded in seed.days
            if seeded.day not in known
        ]
        CalendarDay.objects.bulk_create(rows)
        audit.note(
            "calendar_seeded", post=by, subject=f"calendar_year:{year}", year=be_year(year), days=len(rows)
        )
    return seed, len(rows)


def settle_year(year: int, *, by: Post) -> None:
    """Say that the holidays of a year (common era) are those that were announced."""
    _settle(year, clock.now(), "calendar_year_settled", by)


def unsettle_year(year: int, *, by: Post) -> None:
    """Say that the holidays of a year still have to be looked at."""
    _settle(year, None, "calendar_year_unsettled", by)


def set_office_hours(week: Mapping[int, tuple[rules.Opening, ...]], valid_from: dt.date, *, by: Post) -> None:
    """Let the agency be open at these hours from a day on. What held before holds for the days before.

    `week`: weekday (0 = Monday) to its openings; a break is two openings. Raises InvalidInputs.
    """
    must_keep_calendar(by)
    try:
        rules.OfficeHours(week, valid_from)
    except ValueError as error:
        raise InvalidInputs(_("Give the hours of at least one day, in their order.")) from error
    reason = _("New office hours from %(day)s") % {"day": full_date(valid_from)}
    with changing_calendar(by.organisation_id, reason=reason, at=clock.now()):
        kept = OfficeHours.objects.filter(organisation=by.organisation_id, valid_from=valid_from)
        kept.delete()
        OfficeHours.objects.bulk_create(
            OfficeHours(
                organisation_id=by.organisation_id,
                weekday=weekday,
                opens=opens,
                closes=closes,
                valid_from=valid_from,
            )
            for weekday, openings in week.items()
            for opens, closes in openings
        )
        audit.note(
            "office_hours_set",
            post=by,
            subject=f"office_hours:{valid_from.isoformat()}",
            starts_on=valid_from.isoformat(),
            hours={str(weekday): _told(openings) for weekday, openings in week.items() if openings},
        )


def remove_office_hours(valid_from: dt.date, *, by: Post) -> None:
    """Take back a change of hours; those before hold on. The first hours of an agency stay."""
    must_keep_calendar(by)
    reason = _("Office hours from %(day)s taken back") % {"day": full_date(valid_from)}
    with changing_calendar(by.organisation_id, reason=reason, at=clock.now()):
        ours = OfficeHours.objects.filter(organisation=by.organisation_id)
        if not ours.filter(valid_from__lt=valid_from).exists():
            raise InvalidInputs(_("These are the first office hours; change them instead."))
        ours.filter(valid_from=valid_from).delete()
        audit.note(
            "office_hours_removed",
            post=by,
            subject=f"office_hours:{valid_from.isoformat()}",
            starts_on=valid_from.isoformat(),
        )


def _settle(year: int, at: dt.datetime | None, action: str, by: Post) -> None:
    must_keep_calendar(by)
    with changing_calendar(by.organisation_id, reason="", at=clock.now()):
        CalendarYear.objects.update_or_create(
            organisation_id=by.organisation_id, year=year, defaults={"confirmed_at": at}
        )
        audit.note(action, post=by, subject=f"calendar_year:{year}", year=be_year(year))


def _must_be_ours(row: CalendarDay, by: Post) -> None:
    must_keep_calendar(by)
    if row.organisation_id != by.organisation_id:
        raise NotAllowed(_("Each agency keeps a calendar of its own."))


def _check(facts: DayFacts, by: Post, row: CalendarDay | None = None) -> None:
    """Raise InvalidInputs for a second entry of one day, or a worked day that is worked anyway."""
    other = CalendarDay.objects.filter(organisation=by.organisation_id, day=facts.day).first()
    if other is not None and other != row:
        sentence = _("This day stands in the calendar already: %(name)s") % {"name": other.name}
        raise InvalidInputs(errors={"day": [sentence]})
    ordinary = build_clock(by.organisation_id).hours_on(facts.day).on(facts.day.weekday())
    if facts.kind == CalendarDay.Kind.WORKING and ordinary:
        raise InvalidInputs(errors={"day": [_("The office is open on this weekday anyway.")]})


def _note(action: str, row: CalendarDay, facts: DayFacts, by: Post) -> None:
    told = _plain(facts)
    audit.note(
        action,
        post=by,
        subject=f"calendar_day:{row.pk}",
        day=told["day"],
        kind=told["kind"],
        name=told["name"],
    )


def _words(day: dt.date, name: str) -> dict[str, str]:
    return {"day": full_date(day), "name": name}


def _plain(facts: DayFacts) -> dict[str, str]:
    """The facts as an audit event keeps them."""
    return {"day": facts.day.isoformat(), "kind": str(facts.kind), "name": facts.name}


def _told(openings: tuple[rules.Opening, ...]) -> str:
    return ", ".join(f"{opens:%H.%M}-{closes:%H.%M}" for opens, closes in openings)
