"""The paper of an outgoing letter: from its words to the PDF that is kept and sent."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from documents.actions import texts
from documents.actions.papers import attach
from documents.classes import Kind
from documents.files.receive import keep_made
from documents.models import Document, DocumentFile, Signature
from documents.rules.body import Block, blocks
from documents.rules.filing import file_name_of
from documents.rules.wording import Wording
from eoffice.common.errors import TransitionRefused
from eoffice.organisations.settings_of import settings_of

if TYPE_CHECKING:
    from documents.rendering.papers import Paper
    from documents.rendering.rendering import Rendered
    from eoffice.people.models import Post
    from workflows.letters.models import OutgoingLetter


def is_written_here(letter: OutgoingLetter) -> bool:
    """Whether its text was written here; else it came as a finished file."""
    wording = texts.wording_of(letter.document)
    return wording is not None and bool(wording.body.strip())


def has_paper(letter: OutgoingLetter) -> bool:
    """Whether the file that is sent is there."""
    return letter.document.file_links.filter(role=DocumentFile.Role.MAIN).exists()


def draw(letter: OutgoingLetter) -> Rendered:
    """The letter as PDF, as far as it is: without number and date before they are given.

    Raises TransitionRefused where it came as a file.
    """
    from documents.rendering.rendering import render

    return render(paper_of(letter), made_at=letter.signed_at)


def keep_paper(letter: OutgoingLetter) -> None:
    """Make the PDF with number, date and signature and keep it as the paper itself; a second time is none."""
    if letter.drafted_by is None or not is_written_here(letter):
        return
    with transaction.atomic():
        Document.objects.select_for_update().get(pk=letter.document_id)  # two at once make one paper
        if not has_paper(letter):
            _keep(letter, draw(letter).pdf, letter.drafted_by)


def _keep(letter: OutgoingLetter, pdf: bytes, post: Post) -> None:
    from documents.rendering.preview import count_pages

    record = keep_made(
        pdf,
        pages=count_pages(pdf),
        name=file_name_of(letter.document.reference, year=letter.send_year or 0),
        post=post,
        secret=letter.document.is_secret,
    )
    letter.document.file_links.update(order=F("order") + 1)
    links = attach(letter.document, [record], post=post, role=DocumentFile.Role.VERSION)
    DocumentFile.objects.filter(pk__in=[link.pk for link in links]).update(
        role=DocumentFile.Role.MAIN, order=0
    )


def paper_of(letter: OutgoingLetter) -> Paper:
    """The letter as plain data for the printer."""
    wording = texts.wording_of(letter.document)
    if wording is None:
        raise TransitionRefused(_("This letter came as a finished file; there is no text to print."))
    return laid_out(letter, wording)


def laid_out(letter: OutgoingLetter, wording: Wording) -> Paper:
    """These words on the paper of their kind; the letter need not be kept yet."""
    from documents.rendering import papers

    common = _common(letter, wording)
    number = letter.document.reference
    if wording.kind == Kind.INTERNAL_LETTER:
        return papers.Memo(
            **common,
            unit=letter.unit.name if letter.unit else "",
            number=number,
            subject=wording.subject,
            salutation=wording.salutation,
            to=wording.addressee,
        )
    if wording.kind == Kind.STAMPED_LETTER:
        return papers.StampedLetter(**common, number=number, to=wording.addressee)
    return papers.ExternalLetter(
        **common,
        number=number,
        address=tuple(filter(None, letter.organisation.address.splitlines())),
        subject=wording.subject,
        salutation=wording.salutation,
        to=wording.addressee,
        references=wording.references,
        enclosures=tuple(papers.Enclosure(name) for name in wording.enclosures),
        closing=wording.closing,
    )


def _common(letter: OutgoingLetter, wording: Wording) -> dict[str, Any]:
    from documents.rendering import papers

    office, document = letter.organisation, letter.document
    return {
        "agency": office.name,
        "body": tuple(_block(each) for each in blocks(wording.body)),
        "signature": _signature(document.signatures.last() if document.pk else None),
        "contact": papers.Contact(
            unit=letter.unit.name if letter.unit else "", phone=office.phone, email=office.email
        ),
        "dated_on": document.dated_on,
        "speed": document.speed,
        "secrecy": document.secrecy,
        "thai_digits": settings_of(office).letters_in_thai_digits,
    }


def _signature(signed: Signature | None) -> Any:
    from documents.rendering import papers

    if signed is None:
        return papers.Signature()
    own, principal = signed.post.position, signed.on_behalf_of
    if principal is None:
        return papers.Signature(name=signed.signed_name, position=signed.signed_position)
    phrase = signed.signed_position.removeprefix(own).removesuffix(principal.position).strip()
    return papers.Signature(
        name=signed.signed_name, position=own, acting=phrase, acting_for=principal.position
    )


def _block(block: Block) -> Any:
    from documents.rendering.bodies import Item, Numbered, Paragraph, Table

    if block.kind == "list":
        return Numbered(tuple(Item(line) for line in block.lines))
    if block.kind == "table":
        head, *rows = block.rows
        width = max(len(row) for row in block.rows)
        even = [(*row, *[""] * (width - len(row))) for row in [head, *rows]]
        return Table(even[0], tuple(even[1:]))
    return Paragraph(block.lines[0])
