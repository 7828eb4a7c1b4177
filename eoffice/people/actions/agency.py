"""Verbs about the agency itself: its particulars, and what it decided for its letters."""

from __future__ import annotations

from dataclasses import asdict, dataclass

from django.db import IntegrityError, transaction
from django.utils.translation import gettext
from django.utils.translation import gettext as _

from eoffice.common.errors import InvalidInputs
from eoffice.organisations.models import Organisation
from eoffice.organisations.rules.letter_code import LetterCodeRefused, letter_code
from eoffice.organisations.settings_of import OfficeSettings, set_settings
from eoffice.people import audit
from eoffice.people.administration import GIVABLE, must_administer
from eoffice.people.models import Post
from eoffice.people.roles import Role


@dataclass(frozen=True)
class AgencyFacts:
    """What letters and registers print of the agency."""

    name: str
    short_name: str = ""
    code: str = ""
    address: str = ""
    phone: str = ""
    email: str = ""


def proper_code(text: str) -> str:
    """The letter code as it is kept (sheet 3.1), or nothing. Raises InvalidInputs."""
    if not text.strip():
        return ""
    try:
        return letter_code(text)
    except LetterCodeRefused as refused:
        sentence = gettext(refused.message)
        raise InvalidInputs(sentence, errors={"code": [sentence]}, source="ข้อ 11.1, ภาคผนวก 1") from refused


@transaction.atomic
def change_agency(facts: AgencyFacts, parent: Organisation | None, *, by: Post) -> None:
    """Correct the particulars of the agency of `by`. Numbers already issued keep the code they carry."""
    must_administer(by)
    agency = Organisation.objects.select_for_update().get(pk=by.organisation_id)
    wanted = {**asdict(facts), "code": proper_code(facts.code), "parent": parent}
    if parent is not None and _stands_below(parent, agency):
        sentence = _("The agency cannot stand below itself.")
        raise InvalidInputs(sentence, errors={"parent": [sentence]})
    changed = {
        name: [str(getattr(agency, name) or ""), str(value or "")]
        for name, value in wanted.items()
        if getattr(agency, name) != value
    }
    if not changed:
        return
    for name in changed:
        setattr(agency, name, wanted[name])
    try:
        with transaction.atomic():
            agency.save(update_fields=list(changed))
    except IntegrityError as error:
        sentence = _("Another agency has this name.")
        raise InvalidInputs(sentence, errors={"name": [sentence]}) from error
    audit.note("agency_changed", post=by, subject=f"organisation:{agency.pk}", changed=changed)


@transaction.atomic
def change_settings(wanted: OfficeSettings, *, by: Post) -> None:
    """Decide how the agency handles its letters. The way up ends at the director (ข้อ 39 วรรคสาม)."""
    must_administer(by)
    if wanted.route[-1:] != (Role.DIRECTOR.value,) or set(wanted.route) - set(GIVABLE):
        sentence = _("The way of a letter ends at the director.")
        raise InvalidInputs(sentence, errors={"route": [sentence]}, source="ข้อ 39 วรรคสาม")
    if not 1 <= wanted.reserved_days <= 365:
        sentence = _("Give 1 to 365 days.")
        raise InvalidInputs(sentence, errors={"reserved_days": [sentence]})
    agency = Organisation.objects.select_for_update().get(pk=by.organisation_id)
    changed = set_settings(agency, wanted)
    if changed:
        agency.save(update_fields=["settings"])
        audit.note("settings_changed", post=by, subject=f"organisation:{agency.pk}", changed=dict(changed))


def _stands_below(agency: Organisation, above: Organisation) -> bool:
    """Whether `agency` is `above` or stands somewhere below it."""
    step: Organisation | None = agency
    while step is not None:
        if step.pk == above.pk:
            return True
        step = step.parent
    return False
