"""An outgoing letter as a message, and what is told about a received one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from documents.actions.texts import wording_of
from documents.files import blobs
from documents.models import DocumentFile
from documents.rules.body import blocks
from eoffice.common.thai.names import split_name
from workflows.letters.exchange.choosing import why_not_through
from workflows.letters.outgoing.mail import as_printed, files_of
from workflows.letters.rules.ecms.codes import Codes
from workflows.letters.rules.ecms.messages import Address, Attached, Kind, Letter, Notifier, Person, Reference

if TYPE_CHECKING:
    from workflows.letters.models import ExchangeAccount, ExchangeMessage, OutgoingLetter, Recipient

_SUMMARY = 2  # so many paragraphs stand in the description


def letter_message(row: Recipient, account: ExchangeAccount, to: Address) -> Letter:
    """The letter with its files, to one recipient. The time of sending is that of the first attempt."""
    letter, codes = row.letter, account.tables
    paper, wording = letter.document, wording_of(letter.document)
    main, *others = _files(letter, codes) or [None]
    return Letter(
        number=paper.reference,
        dated_on=paper.dated_on,
        subject=paper.opened_subject(),
        secrecy=codes.secrecy[paper.secrecy],
        speed=codes.speed[paper.speed],
        sender=_signer(letter, account.own),
        receiver=Person(job_title=row.party.name, at=to),
        references=_references(letter, wording.references if wording else ()),
        attachment="\n".join(wording.enclosures) if wording else "",
        sent_at=row.sent_at,
        description=_summary(as_printed(letter, wording)),
        main=main,
        enclosures=tuple(each for each in others if each is not None),
    )


def notifier(message: ExchangeMessage, account: ExchangeAccount) -> Notifier:
    """What is told about a letter that came; its number stands as the sender wrote it. The subject stays here
    where the line must not carry it (sheet 4.2).
    """
    return Notifier(
        kind=NOTIFIERS[message.kind],
        number=message.number,
        dated_on=message.dated_on,
        subject=_subject(message, account),
        accept_number=message.accept_number,
    )


#: What a row of ours is called in the XML.
NOTIFIERS = {
    "received": Kind.RECEIVED,
    "accepted": Kind.ACCEPTED,
    "rejected": Kind.REJECTED,
    "invalid_letter": Kind.INVALID_LETTER,
    "invalid_number": Kind.INVALID_NUMBER,
}
KINDS = {kind: name for name, kind in NOTIFIERS.items()} | {Kind.LETTER: "letter"}


def _subject(message: ExchangeMessage, account: ExchangeAccount) -> str:
    letter = message.incoming or message.letter
    if letter is None or why_not_through(account, letter.document):
        return ""
    return letter.document.opened_subject()


def _signer(letter: OutgoingLetter, at: Address) -> Person:
    signature = letter.document.signatures.order_by("pk").last()
    if signature is None:
        return Person(job_title=letter.organisation.name, at=at)
    name = split_name(signature.signed_name)
    given = " ".join(filter(None, [name.title, name.first]))
    position = " ".join(signature.signed_position.split())
    return Person(given_name=given, family_name=name.last, job_title=position, at=at)


def _references(letter: OutgoingLetter, written: tuple[str, ...]) -> tuple[Reference, ...]:
    """The letter that is answered in full; what else is referred to as it is written on the paper."""
    found = [Reference(subject=text) for text in written]
    if letter.answers is not None:
        paper = letter.answers.document
        answered = Reference(
            number=paper.reference,
            dated_on=paper.dated_on,
            subject="" if paper.is_secret else paper.opened_subject(),
        )
        found = [
            answered,
            *(one for one in found if not paper.reference or paper.reference not in one.subject),
        ]
    return tuple(found)


def _files(letter: OutgoingLetter, codes: Codes) -> list[Attached | None]:
    links = files_of(letter)
    links.sort(key=lambda link: link.role != DocumentFile.Role.MAIN)  # stable: the paper first
    return [
        Attached(content=b"".join(blobs.read(link.file.blob)), mime=codes.mime_of(link.file.blob.media_type))
        for link in links
    ]


def _summary(body: str) -> str:
    paragraphs = [each.lines[0] for each in blocks(body) if each.kind == "text"]
    return "\n".join(paragraphs[:_SUMMARY])
