"""Which file codes (รหัสแฟ้ม) an office knows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from eoffice.organisations.settings_of import settings_of

if TYPE_CHECKING:
    from workflows.letters.models import IncomingLetter

LATELY = 400  # letters looked through, so that the cost never grows with the book
MOST = 60


def codes_for(letter: IncomingLetter) -> list[str]:
    """Codes of the file plan, then those that letters of the same unit (without one: any) got lately."""
    from workflows.letters.models import IncomingLetter

    rows = IncomingLetter.objects.filter(organisation=letter.organisation_id).exclude(file_code="")
    if letter.unit_id:
        rows = rows.filter(unit=letter.unit_id)
    used = rows.order_by("-pk").values_list("file_code", flat=True)[:LATELY]
    return list(dict.fromkeys([*settings_of(letter.organisation).file_plan, *used]))[:MOST]
