"""What each role means, in a line, for whoever gives it."""

from __future__ import annotations

from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from eoffice.people.administration import GIVABLE
from eoffice.people.roles import Role

#: Sheet 10.1, and what the system lets each do.
MEANING = {
    Role.CENTRAL_REGISTRAR: _("registers, submits, distributes and closes letters of the agency"),
    Role.UNIT_REGISTRAR: _("keeps the register of the own unit"),
    Role.SECTION_HEAD: _("heads a unit: sees its letters, assigns its people"),
    Role.DEPUTY: _("minutes on the way to the director"),
    Role.DIRECTOR: _("orders, assigns and signs"),
    Role.RECORDS_KEEPER: _("keeps and lends closed papers"),
    Role.SECRET_REGISTRAR: _("keeps the registers of secret papers; needs a clearance too"),
    Role.PROCUREMENT_OFFICER: _("prepares purchases"),
    Role.HEAD_OF_SUPPLY: _("heads the supply work"),
    Role.FINANCE_OFFICER: _("pays and keeps the budget"),
    Role.SECRETARY: _("calls meetings and writes minutes"),
    Role.AUDITOR: _("reads letters, figures and audit events; changes nothing"),
    Role.SYSADMIN: _("looks after people, units and settings; reads no letters"),
}


def role_choices() -> list[tuple[str, str]]:
    """The roles that can be given, each with its meaning."""
    shown = '<strong>{}</strong> <small class="quiet">{}</small>'
    return [(role.value, format_html(shown, role.label, MEANING[role])) for role in GIVABLE]


def role_names() -> list[tuple[str, str]]:
    """The roles that can be given, by name alone."""
    return [(role.value, str(role.label)) for role in GIVABLE]
