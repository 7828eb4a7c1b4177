"""Which recipient a step means."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from eoffice.common.errors import InvalidInputs

if TYPE_CHECKING:
    from workflows.letters.models import OutgoingLetter, Recipient


def the_only_one(letter: OutgoingLetter) -> int | None:
    """The recipient of a letter that goes to one alone."""
    if letter.pk is None:
        return None
    ids = list(letter.recipients.values_list("pk", flat=True)[:2])
    return ids[0] if len(ids) == 1 else None


def recipient_meant(letter: OutgoingLetter, pk: int | None) -> Recipient:
    """The row with this id, of this very letter."""
    found = letter.recipients.select_related("party", "receipt").filter(pk=pk).first() if pk else None
    if found is None:
        sentence = _("Say which recipient of this letter is meant.")
        raise InvalidInputs(sentence, errors={"recipient": [sentence]})
    return found
