"""Writing a paper's wording version by version, and signing it."""

from __future__ import annotations

import datetime as dt
import hashlib
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from documents.actions.papers import seal
from documents.models import Document, DocumentFile, DocumentText, PublicCode, Signature
from documents.rules.wording import Wording
from eoffice.common import clock
from eoffice.common.errors import TransitionRefused
from eoffice.people.acting import legal_phrase
from eoffice.people.models import Post

if TYPE_CHECKING:
    from documents.signing.keys import Facts


def write(document: Document, wording: Wording, *, post: Post, at: dt.datetime | None = None) -> DocumentText:
    """Put down the next version; the same words again are no version. The caller has locked the item.

    Raises TransitionRefused once the paper is signed.
    """
    if document.sealed_at is not None:
        raise TransitionRefused(_("The paper is signed; what it says no longer changes."))
    newest = document.texts.last()
    if newest is not None and newest.wording == wording:
        return newest
    number = newest.number + 1 if newest else 1
    text = DocumentText.of(document, wording, number=number, by=post.person, at=at or clock.now())
    text.save(force_insert=True)
    return text


def wording_of(document: Document) -> Wording | None:
    """What the paper says now; None where it came to us as a file."""
    newest = document.texts.last()
    return newest.wording if newest else None


def digest_of(document: Document) -> str:
    """SHA-256 over the words and the bytes of the paper and its enclosures, in their order."""
    wording = wording_of(document)
    digest = hashlib.sha256((wording.digest if wording else "").encode())
    originals = document.file_links.exclude(role=DocumentFile.Role.VERSION).order_by("order", "pk")
    for sha256 in originals.values_list("file__blob__sha256", flat=True):
        digest.update(b"\n" + sha256.encode())
    return digest.hexdigest()


def sign(
    document: Document,
    *,
    post: Post,
    on_behalf_of: Post | None = None,
    method: str = Signature.Method.AGAIN,
    at: dt.datetime | None = None,
    certificate: Facts | None = None,
    is_seal: bool = False,
) -> Signature:
    """Sign what the paper says now; from here on neither words nor files change (sheet 12.5, invariant 5).

    The caller has found that `post` may, and that a delegation is in force where it acts for another; with a
    `certificate` it puts the signature into the PDF as well.
    """
    moment = at or clock.now()
    signature = Signature.objects.create(
        document=document,
        text=document.texts.last(),
        signer=post.person,
        post=post,
        on_behalf_of=on_behalf_of,
        method=method,
        signed_name=post.person.name,
        signed_position=position_printed(post, on_behalf_of, at=moment),
        digest=digest_of(document),
        signed_at=moment,
        certificate_subject=certificate.subject if certificate else "",
        certificate_issuer=certificate.issuer if certificate else "",
        certificate_serial=certificate.serial if certificate else "",
        is_seal=is_seal,
    )
    PublicCode.objects.get_or_create(document=document)
    seal(document, at=moment)
    return signature


def position_printed(post: Post, principal: Post | None, *, at: dt.datetime) -> str:
    """What stands under the name: own position, the legal phrase, the position acted for (ภาคผนวก 3)."""
    if principal is None:
        return post.position
    return f"{post.position} {legal_phrase(post, principal, at=at)}{principal.position}".strip()
