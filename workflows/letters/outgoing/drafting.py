"""Writing a letter: the draft, its versions, the way up, the signature."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from documents.actions import texts
from documents.actions.papers import attach, correct, record
from documents.classes import Kind
from documents.models import DocumentFile, Party
from documents.rules.wording import Wording
from eoffice.common.errors import InvalidInputs
from eoffice.organisations.models import Organisation
from workflows.letters.exchange.choosing import (
    SECRETS,
    address_of,
    line_of,
    no_codes_sentence,
    why_not_through,
)
from workflows.letters.incoming.states import Channel
from workflows.letters.outgoing.renewing import renew_if_sent
from workflows.letters.rules.addressees import addressee_of
from workflows.letters.writing.drafting import know_the_writer, writer

if TYPE_CHECKING:
    from workflows.engine.act import Act
    from workflows.letters.models import OutgoingLetter
    from workflows.letters.outgoing.inputs import DraftInputs, EditInputs, RecipientRow

TEXT = ("subject", "salutation", "body", "closing", "references", "enclosures")


def begin(letter: OutgoingLetter, inputs: DraftInputs, act: Act) -> None:
    """Put down the first version, with its recipients and files."""
    post = writer(act)
    letter.document = record(
        post=post,
        kind=inputs.kind,
        sender_text=post.organisation.name,
        sender_organisation=post.organisation,
        addressee=_addressee(inputs.recipients),
        subject=inputs.subject,
        speed=inputs.speed,
        secrecy=inputs.secrecy,
        at=act.at,
    )
    know_the_writer(letter, post, act)
    letter.unit = inputs.unit or post.unit
    letter.created_by, letter.drafted_by = act.user, post
    letter.is_circular = inputs.is_circular
    letter.answers = inputs.answers  # type: ignore[assignment] # the question asks for that process alone
    told = {name: getattr(inputs, name) for name in TEXT} | {"sheet": sheet_told(inputs.kind, inputs.sheet)}
    wording = Wording(kind=inputs.kind, addressee=letter.document.addressee, **told)
    texts.write(letter.document, wording, post=post, at=act.at)
    attach(letter.document, inputs.files, post=post, role=_role_of_files(wording), at=act.at)
    act.after(lambda: _write_recipients(letter, inputs.recipients))
    if inputs.answers is not None:
        act.after(lambda: act.link("answers", letter, inputs.answers))  # type: ignore[arg-type] # as above


def rewrite(letter: OutgoingLetter, inputs: EditInputs, act: Act) -> None:
    """The next version: what was left empty stays as it was."""
    renew_if_sent(letter, act)
    post, document = writer(act), letter.document
    if inputs.recipients:
        letter.recipients.all().delete()
        Party.objects.filter(document=document, role=Party.Role.RECIPIENT).delete()
        _write_recipients(letter, inputs.recipients)
        correct(document, addressee=_addressee(inputs.recipients))
    told = {name: getattr(inputs, name) for name in TEXT} | {"sheet": sheet_told(document.kind, inputs.sheet)}
    before = texts.wording_of(document) or Wording(kind=document.kind, subject=document.opened_subject())
    wording = dataclasses.replace(before, addressee=document.addressee, **told)
    if texts.write(document, wording, post=post, at=act.at).wording != before:
        act.evidence["version"] = document.texts.count()
    correct(document, subject=wording.subject, speed=inputs.speed or document.speed)
    attach(document, inputs.files, post=post, role=_role_of_files(wording), at=act.at)


def sheet_told(kind: str, sheet: str) -> str:
    """The size of the paper as the wording keeps it. Raises InvalidInputs where the form knows A4 alone."""
    if sheet == "a5" and kind != Kind.INTERNAL_LETTER:
        sentence = _("Only memo paper may be of A5 size.")
        raise InvalidInputs(sentence, source="ข้อ 74, 76", errors={"sheet": [sentence]})
    return "a5" if sheet == "a5" else ""


def _role_of_files(wording: Wording) -> str:
    """Beside a text of ours files are enclosures; without one the first is the letter itself."""
    return DocumentFile.Role.ENCLOSURE if wording.body.strip() else DocumentFile.Role.MAIN


def _addressee(rows: Sequence[RecipientRow]) -> str:
    names = [_name(row) for row in rows]
    return addressee_of(names)


def _name(row: RecipientRow) -> str:
    if row.name:
        return row.name
    if row.organisation is not None:
        return row.organisation.name
    sentence = _("Name the recipient, or choose an agency.")
    raise InvalidInputs(sentence, errors={"recipients": [sentence]})


def _write_recipients(letter: OutgoingLetter, rows: Sequence[RecipientRow]) -> None:
    from workflows.letters.models import Recipient

    parties = [
        Party(
            document=letter.document,
            role=Party.Role.RECIPIENT,
            organisation=row.organisation,
            name=_name(row),
            address=row.address,
            order=place,
        )
        for place, row in enumerate(rows)
    ]
    Party.objects.bulk_create(parties)
    Recipient.objects.bulk_create(
        Recipient(letter=letter, party=party, channel=_channel(letter, row))
        for party, row in zip(parties, rows, strict=True)
    )


def _channel(letter: OutgoingLetter, row: RecipientRow) -> str:
    if row.channel == Channel.SYSTEM and row.organisation is None:
        sentence = _("Through this system only agencies of this server can be reached.")
        raise InvalidInputs(sentence, errors={"recipients": [sentence]})
    if row.organisation is not None and row.organisation.pk == letter.organisation_id:
        sentence = _("The letter goes to another agency, not to one's own.")
        raise InvalidInputs(sentence, errors={"recipients": [sentence]})
    if row.channel == Channel.EMAIL and not _is_address(row.address):
        sentence = _("Write the e-mail address of the recipient.")
        raise InvalidInputs(sentence, errors={"recipients": [sentence]})
    if row.channel == Channel.ECMS:
        must_be_reachable(letter, row.address, row.organisation)
    return row.channel or _usual_channel(row.organisation)


def must_be_reachable(
    letter: OutgoingLetter, address: str, organisation: Organisation | None, *, field: str = "recipients"
) -> None:
    """Where the agency has a line to e-CMS, whoever is reached over it has a code and may have the letter."""
    account = line_of(letter.organisation_id)
    if account is None:
        return
    sentence = why_not_through(account, letter.document)
    if sentence:
        raise InvalidInputs(sentence, source=SECRETS, errors={field: [sentence]})
    if address_of(account, address, organisation) is None:
        raise InvalidInputs(no_codes_sentence(), errors={field: [no_codes_sentence()]})


def _is_address(text: str) -> bool:
    try:
        validate_email(text)
    except ValidationError:
        return False
    return True


def _usual_channel(organisation: Organisation | None) -> str:
    return Channel.SYSTEM if organisation else Channel.POST
