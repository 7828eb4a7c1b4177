"""The paper of what is written here: from its words to the PDF that is kept."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from documents.actions import texts
from documents.actions.papers import attach
from documents.files.receive import keep_made
from documents.models import Document, DocumentFile, Signature
from documents.models.public import address_of
from documents.rules import merging
from documents.rules.body import Block, blocks
from documents.rules.wording import Wording
from eoffice.common.errors import TransitionRefused
from eoffice.common.thai.dates import full_date
from eoffice.organisations.settings_of import settings_of

if TYPE_CHECKING:
    from documents.rendering.papers import Paper
    from documents.rendering.rendering import Rendered
    from eoffice.people.models import Post
    from workflows.letters.writing.fields import Written


def finished_file(item: Written) -> DocumentFile | None:
    """The file that is the paper itself, where it was not written here but brought in finished."""
    if is_written_here(item):
        return None
    links = item.document.file_links.filter(role=DocumentFile.Role.MAIN).select_related("file__blob")
    return links.order_by("order", "pk").first()


def is_written_here(item: Written) -> bool:
    """Whether its text was written here; else it came as a finished file."""
    wording = texts.wording_of(item.document)
    return wording is not None and bool(wording.body.strip())


def has_paper(item: Written) -> bool:
    """Whether the file that is kept as the paper itself is there."""
    return item.document.file_links.filter(role=DocumentFile.Role.MAIN).exists()


def draw(item: Written) -> Rendered:
    """The paper as PDF, as far as it is: without number and date before they are given.

    Raises TransitionRefused where it came as a file.
    """
    from documents.rendering.rendering import render

    return render(paper_of(item), made_at=item.signed_at)


def paper_of(item: Written) -> Paper:
    """The paper as plain data for the printer."""
    wording = texts.wording_of(item.document)
    if wording is None:
        raise TransitionRefused(_("This letter came as a finished file; there is no text to print."))
    return item.laid_out(wording)


def keep_paper(item: Written) -> None:
    """Make the PDF with number, date and signature and keep it as the paper itself; a second time is none."""
    from documents.rendering.preview import count_pages

    if item.drafted_by is None or not is_written_here(item):
        return
    with transaction.atomic():
        Document.objects.select_for_update().get(pk=item.document_id)  # two at once make one paper
        if not has_paper(item):
            pdf = draw(item).pdf
            keep_as_paper(item, pdf, pages=count_pages(pdf), post=item.drafted_by)


def keep_as_paper(item: Written, pdf: bytes, *, pages: int, post: Post, signed: bool = False) -> None:
    """Keep a PDF of our making as the paper itself, before all other files."""
    record = keep_made(
        pdf,
        pages=pages,
        name=item.paper_name(),
        post=post,
        secret=item.document.is_secret,
        signed=signed,
    )
    item.document.file_links.update(order=F("order") + 1)
    links = attach(item.document, [record], post=post, role=DocumentFile.Role.VERSION)
    DocumentFile.objects.filter(pk__in=[link.pk for link in links]).update(
        role=DocumentFile.Role.MAIN, order=0
    )


def common(item: Written, wording: Wording) -> dict[str, Any]:
    """What every kind of paper has."""
    from documents.rendering import papers

    office, document = item.organisation, item.document
    dated = full_date(document.dated_on) if document.dated_on else ""
    words = merging.on_paper(wording.body, wording, number=document.reference, date=dated)
    return {
        "agency": office.name,
        "body": _body(dataclasses.replace(wording, body=words)),
        "signature": signature(document.signatures.last() if document.pk else None),
        "contact": papers.Contact(
            unit=item.unit.name if item.unit else "", phone=office.phone, email=office.email
        ),
        "dated_on": document.dated_on,
        "qr_url": address_of(document) if document.pk else "",
        "speed": document.speed,
        "secrecy": document.secrecy,
        "thai_digits": settings_of(office).letters_in_thai_digits,
    }


def without_owner(item: Written, wording: Wording) -> dict[str, Any]:
    """The same for memos, orders and announcements, whose forms have no owner's block (sheet 2.1)."""
    from documents.rendering import papers

    return common(item, wording) | {"contact": papers.Contact()}


def signature(signed: Signature | None) -> Any:
    """Who signed, as it stands under the text."""
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


def _body(wording: Wording) -> tuple[Any, ...]:
    """Grounds, text, names, and what the form says besides."""
    from documents.rendering.bodies import Item, Numbered, Paragraph

    names = [Numbered(tuple(Item(name) for name in wording.names))] if wording.names else []
    return (
        *(Paragraph(line) for ground in wording.grounds for line in ground.splitlines()),
        *(_block(each) for each in blocks(wording.body)),
        *names,
        *(Paragraph(fact) for fact in wording.facts),
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
