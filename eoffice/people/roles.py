"""The roles of the office (domain sheet 10.1)."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    """What a post may do. Rights hang on a post from one day to another, never on a person alone."""

    CENTRAL_REGISTRAR = "central_registrar", _("central registrar")
    UNIT_REGISTRAR = "unit_registrar", _("unit registrar")
    SECTION_HEAD = "section_head", _("section head")
    DEPUTY = "deputy", _("deputy director")
    DIRECTOR = "director", _("director")
    OFFICER = "officer", _("officer")
    RECORDS_KEEPER = "records_keeper", _("records keeper")
    SECRET_REGISTRAR = "secret_registrar", _("registrar of secret papers")
    PROCUREMENT_OFFICER = "procurement_officer", _("procurement officer")
    HEAD_OF_SUPPLY = "head_of_supply", _("head of supply")
    FINANCE_OFFICER = "finance_officer", _("finance officer")
    SECRETARY = "secretary", _("committee secretary")
    AUDITOR = "auditor", _("auditor")
    SYSADMIN = "sysadmin", _("system administrator")
    SYSTEM = "system", _("the system")


#: Who may read figures (API.md "KPIs").
READS_FIGURES = frozenset({Role.DIRECTOR, Role.DEPUTY, Role.SECTION_HEAD, Role.AUDITOR, Role.SYSADMIN})
#: Who sees every ordinary letter of the organisation: the registry and those who direct it.
SEES_ALL_LETTERS = frozenset(
    {Role.CENTRAL_REGISTRAR, Role.DIRECTOR, Role.DEPUTY, Role.RECORDS_KEEPER, Role.AUDITOR}
)
