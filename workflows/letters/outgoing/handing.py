"""Letters that go by messenger or by post: who signed for them, under which number the post carries them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from documents.actions.papers import attach, record
from documents.classes import Kind
from documents.rules.tracking import is_wrong, written_plainly
from eoffice.common.errors import InvalidInputs
from workflows.letters.outgoing.choosing import recipient_meant

if TYPE_CHECKING:
    from collections.abc import Sequence

    from documents.models import FileRecord
    from workflows.engine.act import Act
    from workflows.letters.models import OutgoingLetter, Recipient
    from workflows.letters.outgoing.desk_inputs import TrackInputs

_PLAIN = re.compile(r"[A-Z0-9-]{6,40}")


def note_tracking(letter: OutgoingLetter, inputs: TrackInputs) -> None:
    """Keep the number; one in the form of the postal union (S10) is checked by its last digit."""
    row = recipient_meant(letter, inputs.recipient)
    number = written_plainly(inputs.tracking_number)
    if not _PLAIN.fullmatch(number):
        sentence = _("A tracking number has 6 to 40 letters and digits.")
        raise InvalidInputs(sentence, errors={"tracking_number": [sentence]})
    if is_wrong(number):
        sentence = _("%(number)s is not right: its check digit does not fit. Look at the slip again.") % {
            "number": number
        }
        raise InvalidInputs(sentence, errors={"tracking_number": [sentence]})
    row.tracking_number = number
    row.save(update_fields=["tracking_number"])


def keep_receipt(row: Recipient, received_by: str, files: Sequence[FileRecord], act: Act) -> None:
    """Who signed the delivery book or the slip, and the scan of it (ข้อ 48, 49).

    The scan is a paper of this office alone: the letter's own document is shared with other recipients.
    """
    row.received_by = received_by or row.received_by
    if files and act.post is not None:
        if row.receipt is None:
            row.receipt = record(
                post=act.post,
                kind=Kind.OTHER,
                subject=f"ใบรับหนังสือ {row.letter.document.reference} {row.party.name}"[:300],
                sender_text=row.party.name,
                at=act.at,
            )
        attach(row.receipt, files, post=act.post, at=act.at)
    row.save(update_fields=["received_by", "receipt"])
