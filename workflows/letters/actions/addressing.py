"""Editing how the office addresses its recipients."""

from __future__ import annotations

import dataclasses
import uuid

from django.db import transaction
from django.utils.translation import gettext as _

from eoffice.common.errors import InvalidInputs
from eoffice.people import audit
from eoffice.people.administration import must_administer
from eoffice.people.models import Post
from workflows.letters.models.salutation import AddressForm
from workflows.letters.rules.salutations import ORDINARY, SEED, Address

NEEDED = ("recipients", "salutation", "closing", "envelope")


@transaction.atomic
def keep_address(wanted: Address, *, by: Post) -> Address:
    """Let this row hold; an empty code makes a new one. Letters already written keep their words.

    Raises NotAllowed for whoever is no administrator, InvalidInputs where words are missing.
    """
    must_administer(by)
    missing = {name: [_("This cannot be left empty.")] for name in NEEDED if not getattr(wanted, name)}
    if missing:
        raise InvalidInputs(errors=missing)
    told = dataclasses.replace(wanted, code=wanted.code or f"own-{uuid.uuid4().hex[:8]}")
    fields = dataclasses.asdict(told) | {"known": list(told.known), "is_dropped": False}
    code = fields.pop("code")
    AddressForm.objects.update_or_create(organisation_id=by.organisation_id, code=code, defaults=fields)
    audit.note(
        "address_form_set",
        post=by,
        subject=f"address_form:{code}",
        after=f"{told.salutation} / {told.closing}",
    )
    return told


@transaction.atomic
def drop_address(code: str, *, by: Post) -> None:
    """Take a row out of the table; the ordinary one stays, since everybody else is addressed by it."""
    must_administer(by)
    if code == ORDINARY:
        sentence = _("The ordinary form stays: everybody else is addressed by it.")
        raise InvalidInputs(sentence, errors={"code": [sentence]}, source="ภาคผนวก 2")
    sheet = next((row for row in SEED if row.code == code), None)
    mine = AddressForm.objects.filter(organisation_id=by.organisation_id, code=code)
    if sheet is None:
        mine.delete()
    else:
        fields = dataclasses.asdict(sheet) | {"known": list(sheet.known), "is_dropped": True}
        fields.pop("code")
        AddressForm.objects.update_or_create(organisation_id=by.organisation_id, code=code, defaults=fields)
    audit.note("address_form_dropped", post=by, subject=f"address_form:{code}")


@transaction.atomic
def restore_addresses(*, by: Post) -> None:
    """The table of appendix 2 again; rows of the office's own stay."""
    must_administer(by)
    codes = [row.code for row in SEED]
    AddressForm.objects.filter(organisation_id=by.organisation_id, code__in=codes).delete()
    audit.note("address_forms_restored", post=by, subject="address_form:all")
