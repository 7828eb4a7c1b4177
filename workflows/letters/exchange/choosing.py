"""Who is reached through e-CMS, under which codes, and what must not go that way."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from workflows.letters.rules.ecms.messages import Address

if TYPE_CHECKING:
    from documents.models import Document
    from eoffice.organisations.models import Organisation
    from workflows.letters.models import ExchangeAccount, ExchangeAgency, IncomingLetter

#: "09004", or with the ministry before it "09/09004".
_CODES = re.compile(r"^(?:([0-9A-Za-z]{1,20})\s*/\s*)?([0-9A-Za-z]{1,20})$")
SECRETS = "ระเบียบว่าด้วยการรักษาความลับของทางราชการ พ.ศ. 2544"


def line_of(organisation_id: int) -> ExchangeAccount | None:
    """The agency's line, where it has one that is on. Without one "e-CMS" only says how a paper went."""
    from workflows.letters.models import ExchangeAccount

    return ExchangeAccount.objects.filter(organisation=organisation_id, is_on=True).first()


def reachable(organisation_id: int) -> list[ExchangeAgency]:
    """The agencies that the server's list names, where the agency has a line that is on."""
    line = line_of(organisation_id)
    return list(line.agencies.all()) if line else []


def answered_through(letter: IncomingLetter) -> dict[str, str]:
    """Channel and code for the answer to a letter that came through e-CMS; nothing where there is no line."""
    came = letter.exchange_messages.filter(direction="in", kind="letter").exclude(partner="").first()
    if came is None or line_of(letter.organisation_id) is None:
        return {}
    return {"channel": "ecms", "address": came.partner}


def why_not_through(account: ExchangeAccount, paper: Document) -> str:
    """Why this paper must not go over this line; empty where it may (sheet 4.2; ข้อ 29)."""
    if not paper.is_secret:
        return ""
    if not account.carries_secrets:
        return str(_("This agency sends no secret letters through e-CMS: choose another way."))
    if not account.is_safe:
        return str(_("The line to the e-CMS server is not encrypted: a secret letter must not go over it."))
    return ""


def address_of(account: ExchangeAccount, text: str, organisation: Organisation | None) -> Address | None:
    """The codes that are meant: as written, else those of an agency of this server; None where none are.

    The ministry is that of the server's list, else the agency's own.
    """
    found = _CODES.match(text.strip())
    if found is None:
        return None if text.strip() else _own_of(organisation)
    ministry, department = found[1] or "", found[2]
    if not ministry:
        listed = account.agencies.filter(code=department).first()
        ministry = listed.ministry if listed else ""
    return Address(ministry=ministry or account.ministry, department=department)


def _own_of(organisation: Organisation | None) -> Address | None:
    if organisation is None:
        return None
    theirs = line_of(organisation.pk)
    return theirs.own if theirs and theirs.department else None


def no_codes_sentence() -> str:
    """What is said where a recipient has no code."""
    return str(_("Write the e-CMS code of the recipient, or choose an agency that has one."))
