"""Recording documents, their files, and who is let into them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from documents.classes import Kind, Secrecy, Speed
from documents.files.protect import protect
from documents.models import Document, DocumentAccess, DocumentFile, FileRecord
from eoffice.common import clock
from eoffice.common.errors import InvalidInputs, TransitionRefused
from eoffice.common.numbers import whole_number
from eoffice.organisations.models import Organisation
from eoffice.people.models import Post, User


def record(
    *,
    post: Post,
    subject: str,
    kind: str = Kind.EXTERNAL_LETTER,
    reference: str = "",
    dated_on: dt.date | None = None,
    sender_text: str = "",
    sender_organisation: Organisation | None = None,
    addressee: str = "",
    speed: str = Speed.NORMAL,
    secrecy: str = Secrecy.NORMAL,
    at: dt.datetime | None = None,
) -> Document:
    """Write down what a paper says, for the agency of `post`. The subject of a secret paper is sealed, that
    of a top secret one dropped (ข้อ 29). One insert; texts are expected normalised.
    """
    document = Document(
        organisation_id=post.organisation_id,
        kind=kind,
        reference=reference,
        dated_on=dated_on,
        sender_text=sender_text,
        sender_organisation=sender_organisation,
        addressee=addressee,
        speed=speed,
        secrecy=secrecy,
        created_by_id=post.person_id,
        created_at=at or clock.now(),
    )
    document.write_subject(subject)
    document.set_keys()
    document.save(force_insert=True)
    return document


#: What `correct` may change, and what a sealed document keeps.
CORRECTABLE = frozenset(
    {"kind", "reference", "dated_on", "sender_text", "sender_organisation", "addressee", "speed", "subject"}
)


def correct(document: Document, **changes: object) -> dict[str, list[object]]:
    """Change what was typed wrongly; answers {field: [old, new]} of what really changed.

    Of a secret subject the answer holds no text. The caller has locked the document or what stands over it.
    Raises TransitionRefused once it is sealed.
    """
    if unknown := changes.keys() - CORRECTABLE:
        raise ValueError(f"not correctable: {sorted(unknown)}")
    if document.sealed_at and changes.keys() - {"reference", "dated_on"}:
        raise TransitionRefused(_("The paper is signed; what it says no longer changes."))
    changed: dict[str, list[object]] = {}
    if "subject" in changes and (text := str(changes.pop("subject"))) != document.opened_subject():
        changed["subject"] = [] if document.is_secret else [document.subject, text]
        document.write_subject(text)
    for name, value in changes.items():
        if (old := getattr(document, name)) != value:
            changed[name] = [old, value]
            setattr(document, name, value)
    if changed:
        document.set_keys()
        document.save()
    return changed


def reclassify(document: Document, secrecy: str) -> None:
    """Put the document into another secrecy class: its subject and files are sealed or opened with it.

    Upward to top secret is refused while it has files: they would have to vanish (ข้อ 29).
    """
    with transaction.atomic():
        document = Document.objects.select_for_update().get(pk=document.pk)
        links = list(document.file_links.select_related("file__blob"))
        if secrecy == Secrecy.TOP_SECRET and links:
            raise TransitionRefused(top_secret_sentence(), source="ข้อ 29")
        subject = document.opened_subject()
        document.secrecy = secrecy
        document.write_subject(subject)
        document.set_keys()
        document.save()
        for link in links:
            if document.is_secret:
                protect(link.file)


def top_secret_sentence() -> str:
    """Why no file of a top secret paper is kept."""
    return _(
        "Top secret papers are never kept electronically: keep the paper, and note it in the secret register."
    )


def seal(document: Document, *, at: dt.datetime | None = None) -> None:
    """The paper is signed: from now on neither its text nor its files change."""
    document.sealed_at = at or clock.now()
    document.save(update_fields=["sealed_at"])


def files_named(ids: Sequence[object], *, post: Post) -> list[FileRecord]:
    """The files with these ids that `post` may use, in this order.

    Raises InvalidInputs when one does not exist or belongs to somebody else: the two look the same.
    """
    wanted = [number for pk in ids if (number := whole_number(str(pk))) is not None]
    found = FileRecord.objects.visible_to(post).select_related("blob").in_bulk(wanted) if wanted else {}
    if len(wanted) != len(ids) or len(found) != len(set(wanted)):
        text = _("A file was not found. Upload it again.")
        raise InvalidInputs(text, errors={"files": [text]})
    return [found[pk] for pk in dict.fromkeys(wanted)]


def _refuse_to_lower(document: Document, records: Sequence[FileRecord]) -> None:
    classes = Secrecy.values  # rising
    higher = classes[classes.index(document.secrecy) + 1 :]
    if DocumentFile.objects.filter(file__in=records, document__secrecy__in=higher).exists():
        sentence = _("A file of a secret paper belongs only with papers of its class or a higher one.")
        raise InvalidInputs(sentence, source="ข้อ 29", errors={"files": [sentence]})


def attach(
    document: Document,
    files: Iterable[FileRecord],
    *,
    post: Post,
    role: str = DocumentFile.Role.MAIN,
    at: dt.datetime | None = None,
) -> list[DocumentFile]:
    """Join files to a document after those it has; the first is the paper, the rest enclosures, unless told.

    Files of a secret document are sealed on the way. A file that is there already stays where it is. A file
    of a secret document goes to no document of a lower class, where others would read it.
    """
    records = list(files)
    if not records:
        return []
    if document.secrecy == Secrecy.TOP_SECRET:
        raise InvalidInputs(top_secret_sentence(), source="ข้อ 29", errors={"files": [top_secret_sentence()]})
    there = list(document.file_links.values_list("file_id", flat=True))
    fresh = [record_ for record_ in records if record_.pk not in there]
    _refuse_to_lower(document, fresh)
    if document.is_secret:
        for record_ in records:
            protect(record_)
    roles = [_role(role, len(there) + place) for place in range(len(fresh))]
    return DocumentFile.objects.bulk_create(
        DocumentFile(
            document=document,
            file=record_,
            role=roles[place],
            order=len(there) + place,
            added_at=at or clock.now(),
            added_by_id=post.person_id,
        )
        for place, record_ in enumerate(fresh)
    )


def _role(wanted: str, place: int) -> str:
    following = wanted == DocumentFile.Role.MAIN and place > 0
    return DocumentFile.Role.ENCLOSURE if following else wanted


def grant(
    document: Document, person: User, why: str, by: User | None, *, at: dt.datetime | None = None
) -> None:
    """Let a person into a document; a second time changes nothing. `why` is a short code: "assigned"."""
    DocumentAccess.objects.bulk_create(
        [DocumentAccess(document=document, person=person, reason=why, granted_by=by, at=at or clock.now())],
        ignore_conflicts=True,
    )


def take_back(document: Document, person: User, reasons: Iterable[str]) -> None:
    """Let a person in no longer, if it was for one of these reasons."""
    DocumentAccess.objects.filter(document=document, person=person, reason__in=list(reasons)).delete()
