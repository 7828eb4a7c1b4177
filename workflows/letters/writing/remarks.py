"""What a draft should be looked at again for: sentences that warn, and close nothing."""

from __future__ import annotations

from django.utils.translation import gettext as _

from documents.classes import Kind
from documents.rules.wording import Wording
from workflows.letters.models.salutation import addresses_of
from workflows.letters.rules.salutations import ORDINARY, Address, belongs, found_for

#: The kinds that begin by addressing somebody.
ADDRESSING = (Kind.EXTERNAL_LETTER, Kind.INTERNAL_LETTER)


def remarks_on(wording: Wording, organisation_id: int) -> list[str]:
    """The sentences, none where all is well."""
    table = addresses_of(organisation_id)
    return [said for said in (_to_be_chosen(wording, table), _closing(wording, table)) if said]


def _to_be_chosen(wording: Wording, table: tuple[Address, ...]) -> str:
    """Of royal rank, and addressed like everybody; whoever chose another form has looked already."""
    found = found_for(wording.addressee, table) if wording.kind in ADDRESSING else None
    plain = [row.salutation for row in table if row.code == ORDINARY]
    if found is None or not found.by_hand or wording.salutation.strip() not in ["", *plain]:
        return ""
    return _("“%(name)s” is addressed by a form chosen by hand (appendix 2). Please look again.") % {
        "name": wording.addressee
    }


def _closing(wording: Wording, table: tuple[Address, ...]) -> str:
    right = belongs(wording.salutation, wording.closing, table)
    if not right:
        return ""
    told = {"salutation": wording.salutation, "closing": " / ".join(right)}
    return (
        _("After “%(salutation)s” a letter closes with “%(closing)s” (appendix 2). Please look again.") % told
    )
