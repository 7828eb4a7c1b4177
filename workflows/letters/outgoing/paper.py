"""How an outgoing letter lies on the paper of its kind."""

from __future__ import annotations

from typing import TYPE_CHECKING

from documents.classes import Kind
from documents.rules.wording import Wording
from workflows.letters.rules.addressees import listed
from workflows.letters.writing.paper import common

if TYPE_CHECKING:
    from documents.rendering.papers import Paper
    from workflows.letters.models import OutgoingLetter


def laid_out(letter: OutgoingLetter, wording: Wording) -> Paper:
    """These words on the paper of their kind; the letter need not be kept yet."""
    from documents.rendering import papers

    shared = common(letter, wording) | {"recipients": listed(wording.addressee, names_of(letter))}
    number = letter.document.reference
    if wording.kind == Kind.INTERNAL_LETTER:
        return papers.Memo(
            **shared,
            unit=letter.unit.name if letter.unit else "",
            number=number,
            subject=wording.subject,
            salutation=wording.salutation,
            to=wording.addressee,
            is_a5=wording.sheet == "a5",
        )
    if wording.kind == Kind.STAMPED_LETTER:
        return papers.StampedLetter(**shared, number=number, to=wording.addressee)
    return papers.ExternalLetter(
        **shared,
        number=number,
        address=tuple(filter(None, letter.organisation.address.splitlines())),
        subject=wording.subject,
        salutation=wording.salutation,
        to=wording.addressee,
        references=wording.references,
        enclosures=tuple(papers.Enclosure(name) for name in wording.enclosures),
        closing=wording.closing,
    )


def names_of(letter: OutgoingLetter) -> tuple[str, ...]:
    """Whom it goes to; of a letter that is nowhere kept, whom its form names."""
    if letter.pk is None:
        return letter.imagined
    return tuple(letter.recipients.values_list("party__name", flat=True))
