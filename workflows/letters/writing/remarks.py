"""What a draft should be looked at again for: sentences that warn, and close nothing."""

from __future__ import annotations

from django.utils.translation import gettext as _

from documents.rules.wording import Wording
from workflows.letters.models.salutation import addresses_of
from workflows.letters.rules.salutations import belongs


def remarks_on(wording: Wording, organisation_id: int) -> list[str]:
    """The sentences, none where all is well."""
    right = belongs(wording.salutation, wording.closing, addresses_of(organisation_id))
    if not right:
        return []
    told = {"salutation": wording.salutation, "closing": " / ".join(right)}
    return [
        _("After “%(salutation)s” a letter closes with “%(closing)s” (appendix 2). Please look again.") % told
    ]
