"""Audit events in words."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.dates import WEEKDAYS
from django.utils.translation import get_language, gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from eoffice.common.thai.dates import short_date, short_datetime
from eoffice.organisations.models import CalendarDay
from eoffice.people.models import AuditEvent, Clearance, Delegation, Post, User
from eoffice.people.roles import Role
from eoffice.people.standard_words import standard_words

ACTIONS = {
    "log_in": _("logged in"),
    "log_in_failed": _("failed to log in"),
    "signing_password_wrong": _("gave a wrong password before a signature"),
    "passphrase_wrong": _("gave a wrong passphrase of a certificate"),
    "certificate_kept": _("uploaded the own certificate"),
    "certificate_removed": _("removed the own certificate"),
    "seal_kept": _("uploaded the agency's seal"),
    "seal_removed": _("removed the agency's seal"),
    "trust_added": _("added trusted issuers"),
    "trust_removed": _("removed a trusted issuer"),
    "log_out": _("logged out"),
    "oidc_joined": _("joined the account with a log-in of elsewhere"),
    "password_changed": _("changed the own password"),
    "person_created": _("opened an account"),
    "person_changed": _("corrected particulars"),
    "person_deactivated": _("closed an account"),
    "person_reactivated": _("opened an account again"),
    "password_reset": _("issued a new one-time password"),
    "clearance_set": _("set a clearance"),
    "post_given": _("gave a post"),
    "post_changed": _("changed duties"),
    "post_corrected": _("corrected a post"),
    "post_ended": _("ended a post"),
    "people_imported": _("imported people"),
    "delegation_made": _("entered a delegation or absence"),
    "delegation_revoked": _("ended a delegation or absence"),
    "exchange_line_changed": _("changed the line to e-CMS"),
    "exchange_settled": _("settled a message of e-CMS by hand"),
    "agency_changed": _("changed the agency's particulars"),
    "settings_changed": _("changed the agency's settings"),
    "standard_set": _("set a service standard"),
    "standard_dropped": _("took back a service standard"),
    "address_form_set": _("set a form of address"),
    "address_form_dropped": _("took a form of address out of the table"),
    "address_forms_restored": _("brought back the forms of address of appendix 2"),
    "route_kept": _("kept a review route"),
    "route_dropped": _("took a review route away"),
    "template_kept": _("kept a template"),
    "template_dropped": _("took a template away"),
    "unit_created": _("made a unit"),
    "unit_changed": _("changed a unit"),
    "unit_closed": _("closed a unit"),
    "unit_reopened": _("opened a unit again"),
    "calendar_day_added": _("entered a day in the calendar"),
    "calendar_day_changed": _("corrected a day of the calendar"),
    "calendar_day_removed": _("took a day out of the calendar"),
    "calendar_seeded": _("entered the first list of holidays"),
    "calendar_year_settled": _("settled the holidays of a year"),
    "calendar_year_unsettled": _("opened the holidays of a year again"),
    "office_hours_set": _("set office hours"),
    "office_hours_removed": _("took office hours back"),
    "audit_exported": _("exported audit events"),
    "office_opened": _("opened the office"),
    "refused": _("was refused"),
    "secret_opened": _("opened a secret paper"),
    "secret_letter_open": _("opened a secret letter"),
    "secret_letter_print": _("printed a secret letter"),
    "secret_cover_print": _("printed envelopes of a secret letter"),
    "stamp_placed": _("placed the stamp on a copy"),
    "secret_file_open": _("opened a file of a secret paper"),
    "number_void": _("cancelled a number"),
    "number_insert": _("inserted a number"),
    "register_floor": _("set the first number of a register"),
    "register_print": _("printed a register"),
    "history_print": _("printed the history of a matter"),
    "register_import": _("brought in an old register"),
    "mailbox_changed": _("changed the settings of the central mailbox"),
    "mailbox_tried": _("tried the central mailbox"),
    "mailbox_sweep_asked": _("let the central mailbox be looked into"),
    "mail_taken_in": _("took in a mail from among spam"),
    "mail_dismissed": _("put a mail away as spam"),
    "mail_raw_open": _("opened a mail as it came"),
}
_FIELDS = {
    "title": pgettext_lazy("person", "Title"),
    "first_name": _("First name"),
    "last_name": _("Last name"),
    "name": _("Name"),
    "short_name": _("Short name"),
    "username": _("User name"),
    "email": _("E-mail"),
    "phone": _("Phone"),
    "address": _("Address"),
    "code": _("Letter code"),
    "parent": _("Above it"),
    "keeps_own_book": _("Keeps its own register"),
    "unit": _("Unit"),
    "position": _("Position"),
    "roles": _("Roles"),
    "starts_on": pgettext_lazy("period", "From"),
    "ends_on": pgettext_lazy("period", "Until"),
    "starts_at": pgettext_lazy("period", "From"),
    "ends_at": pgettext_lazy("period", "Until"),
    "on": _("Last day"),
    "delegate": _("Who acts"),
    "order_number": _("Order number"),
    "kind": _("Kind"),
    "reason": _("Reason"),
    "people": _("People"),
    "units": _("Units"),
    "before": _("Before"),
    "after": _("After"),
    "day": _("Day"),
    "days": _("Number of days"),
    "year": _("Year"),
    "hours": _("Office hours"),
    **{str(weekday): name for weekday, name in WEEKDAYS.items()},
}
_ISO = re.compile(r"\d{4}-\d\d-\d\d(T\S+)?$", re.ASCII)
# The details tell the name of a unit and the day of a calendar; of the agency there is one.
_TOLD_BY_DETAILS = frozenset({"unit", "organisation", "calendar_day", "calendar_year", "office_hours"})
_NOT_FOR_READERS = frozenset({"post_id", "principal", "delegate"})


@dataclass(frozen=True)
class Told:
    """An event as a reader gets it: who did what (`action`), to whom or what (`about`), and how."""

    event: AuditEvent
    action: str
    about: str
    details: tuple[str, ...]


def label_of(action: str) -> str:
    """The words for an action; one that this file does not know keeps its id."""
    return str(ACTIONS.get(action, action))


def told(events: Iterable[AuditEvent]) -> list[Told]:
    """The events in words. Two queries for the people they concern, whatever the number."""
    rows = list(events)
    people = User.objects.in_bulk({number for row in rows if (number := _number(row, "person"))})
    posts = Post.objects.select_related("person").in_bulk({pk for row in rows for pk in _posts(row)})
    return [_told(row, people, posts) for row in rows]


def _told(row: AuditEvent, people: Mapping[int, User], posts: Mapping[int, Post]) -> Told:
    """An event of a delegation concerns its principal, and names who acts."""
    details = list(_details(row.detail))
    about = _about(row, people)
    for name, pk in _named_posts(row):
        person = posts[pk].person if pk in posts else None
        if person is not None and name == "principal":
            about = person.name
        elif person is not None:
            details.insert(0, f"{_field(name)}: {person.name}")
    return Told(row, label_of(row.action), about, tuple(details))


def _about(row: AuditEvent, people: Mapping[int, User]) -> str:
    """The person or the thing in words; the id of a thing that only its own pages can name."""
    kind, _colon, key = row.subject.partition(":")
    if kind == "person":
        person = people.get(_number(row, "person"))
        return person.name if person else row.subject
    if kind == "standard":
        return standard_words(key)
    return "" if kind in _TOLD_BY_DETAILS else row.subject


def _number(row: AuditEvent, kind: str) -> int:
    """The id in a subject such as person:12, or 0."""
    found, _colon, number = row.subject.partition(":")
    return int(number) if found == kind and number.isdigit() else 0


def _posts(row: AuditEvent) -> list[int]:
    return [pk for _name, pk in _named_posts(row)]


def _named_posts(row: AuditEvent) -> list[tuple[str, int]]:
    """The posts that the record of a delegation names, by their part in it."""
    record = row.detail.get("record")
    if not isinstance(record, Mapping):
        return []
    parts = ((name, str(record.get(name, ""))) for name in ("principal", "delegate"))
    return [(name, int(number)) for name, number in parts if number.isdigit()]


def _details(detail: Mapping[str, object]) -> Iterable[str]:
    for name, value in detail.items():
        if name in _NOT_FOR_READERS or value in ("", None, [], {}):
            continue
        if name == "changed" and isinstance(value, Mapping):
            yield from (_change(field, pair) for field, pair in value.items())
        elif name in ("held", "record") and isinstance(value, Mapping):
            yield from _details(value)
        else:
            yield f"{_field(name)}: {_value(value)}"


def _change(field: str, pair: object) -> str:
    if isinstance(pair, list) and len(pair) == 2:
        before, after = (_value(value) or "–" for value in pair)
        return gettext("%(field)s: %(before)s → %(after)s") % {
            "field": _field(field),
            "before": before,
            "after": after,
        }
    return f"{_field(field)}: {_value(pair)}"


def _field(name: str) -> str:
    return str(_FIELDS.get(name, name))


def _value(value: object) -> str:
    if isinstance(value, bool):
        return gettext("yes") if value else gettext("no")
    if isinstance(value, Mapping):
        return ", ".join(_details(value))
    if isinstance(value, list | tuple):
        return ", ".join(filter(None, map(_value, value)))
    if isinstance(value, str) and (day := _day(value)):
        return day
    choice = _WORDS.get(str(value))
    return str(choice.label if choice else value)


def _day(text: str) -> str:
    """A day or instant of an event as people read it; empty where the text is none."""
    if not _ISO.match(text) or not (get_language() or "").startswith("th"):
        return ""
    try:
        if len(text) > 10:
            return short_datetime(dt.datetime.fromisoformat(text))
        return short_date(dt.date.fromisoformat(text))
    except ValueError:
        return ""


_WORDS = {choice.value: choice for choice in (*Role, *Clearance, *Delegation.Kind, *CalendarDay.Kind)}
