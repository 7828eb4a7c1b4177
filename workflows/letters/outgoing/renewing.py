"""A letter that came back is written anew: another paper, and another number (sheet 12.2, out_rejected)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from documents.actions import texts
from documents.actions.numbers import note_remark
from documents.actions.papers import attach, grant, record
from documents.models import Document, DocumentFile, Party, Signature
from workflows.letters.outgoing.states import Sent

if TYPE_CHECKING:
    from eoffice.people.models import Post
    from workflows.engine.act import Act
    from workflows.letters.models import OutgoingLetter, Recipient


def renew_if_sent(letter: OutgoingLetter, act: Act) -> None:
    """Where the paper is signed already, put a fresh copy in its place; what was signed and sent stays.

    The old number keeps its row, with a remark; the copy gets one of its own when it is signed.
    """
    old, post = letter.document, letter.drafted_by
    if old.sealed_at is None or post is None:
        return
    fresh = _copied(old, post, act)
    _move_recipients(letter, fresh)
    if letter.entry is not None:
        note_remark(letter.entry, _("sent back by the recipient; written anew"))
    letter.document, letter.entry = fresh, None
    letter.send_number = letter.send_year = letter.signed_at = letter.sent_at = None
    letter.file_name = ""


def _copied(old: Document, post: Post, act: Act) -> Document:
    fresh = record(
        post=post,
        kind=old.kind,
        sender_text=old.sender_text,
        sender_organisation=old.sender_organisation,
        addressee=old.addressee,
        subject=old.opened_subject(),
        speed=old.speed,
        secrecy=old.secrecy,
        at=act.at,
    )
    wording = texts.wording_of(old)
    if wording is not None:
        texts.write(fresh, wording, post=post, at=act.at)
    written_here = wording is not None and bool(wording.body.strip())
    for link in _files_to_keep(old, written_here=written_here):
        attach(fresh, [link.file], post=post, role=link.role, at=act.at)
    for access in old.access_rows.select_related("person", "granted_by"):
        grant(fresh, access.person, access.reason, access.granted_by, at=act.at)
    return fresh


def _files_to_keep(old: Document, *, written_here: bool) -> list[DocumentFile]:
    """Enclosures, and what came as the finished letter: of one that was signed the file as it came."""
    main, version = DocumentFile.Role.MAIN, DocumentFile.Role.VERSION
    certified = old.signatures.filter(method=Signature.Method.CERTIFICATE).exists()
    found = []
    for link in old.file_links.select_related("file__blob"):
        if link.role == version and certified and not written_here:
            link.role = main
        elif link.role == version or (link.role == main and (written_here or certified)):
            continue  # a stamped view; a paper of ours, which is made anew
        found.append(link)
    return found


def _move_recipients(letter: OutgoingLetter, fresh: Document) -> None:
    rows = list(letter.recipients.select_related("party"))
    letter.recipients.update(is_past=True)
    for row in rows:
        _again(row, letter, fresh)


def _again(row: Recipient, letter: OutgoingLetter, fresh: Document) -> None:
    was = row.party
    party = Party.objects.create(
        document=fresh,
        role=was.role,
        organisation=was.organisation,
        name=was.name,
        address=was.address,
        order=was.order,
    )
    type(row).objects.create(letter=letter, party=party, channel=row.channel, result=Sent.WAITING)
