"""Signing what is written here: by the password alone, or with a certificate in the very PDF that leaves."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from documents.actions import certificates, texts
from documents.files import blobs
from documents.files.types import PDF
from documents.models import DocumentFile, Signature
from documents.signing.errors import LevelTooLow, Unsignable, WrongPassphrase
from eoffice.organisations.settings_of import settings_of
from workflows.engine.inputs import NoInputs
from workflows.letters.writing.drafting import writer
from workflows.letters.writing.paper import draw, is_written_here, keep_as_paper, paper_of
from workflows.letters.writing.paper import signature as printed

if TYPE_CHECKING:
    from documents.signing.keys import Unlocked
    from documents.signing.pades import Signed
    from documents.signing.preparing import Place
    from eoffice.people.models import Post
    from workflows.engine.act import Act
    from workflows.letters.outgoing.inputs import SignInputs
    from workflows.letters.writing.fields import Written

METHODS = Signature.Method


@dataclass(frozen=True, kw_only=True)
class Certifying(NoInputs):
    """The key, for the one transaction in which it signs."""

    held: Any = None  # documents.signing.keys.Unlocked
    is_seal: bool = False

    def evidence(self) -> dict[str, Any]:
        """Nothing of it."""
        return {}


def sign_it(item: Written, inputs: SignInputs, act: Act) -> None:
    """Bind the signature to the words and files as they are now.

    With a certificate the number follows at once (appendix 7, 4.1: a system may number by itself at the
    approval), and the PDF that bears it is signed in the same transaction: refused, nothing has happened.
    """
    post = writer(act)
    held = _held(item, inputs, post, act)
    is_seal = inputs.certificate == certificates.SEAL
    signature = texts.sign(
        item.document,
        post=post,
        on_behalf_of=act.on_behalf_of,
        at=act.at,
        method=METHODS.CERTIFICATE if held else METHODS.AGAIN,
        certificate=held.facts if held else None,
        is_seal=is_seal,
    )
    item.signed_at = act.at
    act.evidence |= {"digest": signature.digest, "method": signature.method}
    if held is not None:
        act.evidence["serial"] = signature.certificate_serial
        act.then(item, "number")
        act.then(item, "certify", Certifying(held=held, is_seal=is_seal))


def _held(item: Written, inputs: SignInputs, post: Post, act: Act) -> Unlocked | None:
    """The key that signs; None where the password suffices. Raises LevelTooLow and what `unlock_for` does."""
    wanted = inputs.certificate if inputs.certificate != "none" else ""
    if not wanted or item.process not in certificates.CERTIFIABLE:
        if item.process in settings_of(item.organisation).certificate_for:
            raise LevelTooLow
        return None
    unlocked: Unlocked | None = getattr(inputs, "unlocked", None)
    if unlocked is not None:  # of a folder that is signed at one go; fit is looked at for each paper
        certificates.refuse_unfit(unlocked, item.organisation, at=act.at)
        return unlocked
    if not inputs.passphrase and certificates.certificate_of(post, wanted) is not None:
        raise WrongPassphrase
    return certificates.unlock_for(post, wanted, inputs.passphrase, at=act.at)


def certify(item: Written, inputs: Certifying, act: Act) -> None:
    """Sign the file that leaves, and keep it as the paper itself; what it was made of stays beside it."""
    from documents.rendering.preview import count_pages

    signature = item.document.signatures.latest("pk")
    post = writer(act)
    if is_written_here(item):
        signed = _sign(item, draw(item).pdf, signature, inputs, _place(item))
        pages = count_pages(signed.pdf)
    else:
        link = _file_that_came(item)
        data, pages = b"".join(blobs.read(link.file.blob)), int(link.file.blob.checks.get("pages", 0))
        signed = _sign(item, data, signature, inputs, None)
        DocumentFile.objects.filter(pk=link.pk).update(role=DocumentFile.Role.VERSION)
    keep_as_paper(item, signed.pdf, pages=pages, post=post, signed=True)
    act.evidence |= {"serial": signature.certificate_serial, "level": signed.level}


def _file_that_came(item: Written) -> DocumentFile:
    mains = item.document.file_links.filter(role=DocumentFile.Role.MAIN).select_related("file__blob")
    found = mains.order_by("order", "pk").first()
    if found is None or found.file.blob.media_type != PDF.media_type:
        raise Unsignable(code="not_a_pdf")
    return found


def _place(item: Written) -> Place | None:
    """Where the printer left room: under the closing words."""
    from documents.rendering.rendering import signature_slot
    from documents.signing.preparing import Place

    slot = signature_slot(paper_of(item), made_at=item.signed_at)
    return Place(slot.page, (slot.left, slot.bottom, slot.right, slot.top)) if slot else None


def _sign(item: Written, pdf: bytes, signature: Signature, inputs: Certifying, place: Place | None) -> Signed:
    from documents.signing.appearance import Look, drawn
    from documents.signing.pades import sign_pdf

    decided, stands = settings_of(item.organisation), printed(signature)
    acting = " ".join(filter(None, (stands.acting, stands.acting_for)))
    look = Look(
        name=item.organisation.name if inputs.is_seal else signature.signed_name,
        positions=() if inputs.is_seal else tuple(filter(None, (stands.position, acting))),
        at=signature.signed_at,
        is_seal=inputs.is_seal,
        thai_digits=decided.letters_in_thai_digits,
    )
    box = place.box if place else (0.0, 0.0, 170.0, 44.0)
    return sign_pdf(
        pdf,
        inputs.held,
        name=f"Signature{signature.pk}",
        told=look.told,
        appearance=drawn(look, width=box[2] - box[0], height=box[3] - box[1]),
        place=place,
        at=signature.signed_at,
        reason=acting,
        timestamps=decided.timestamps,
    )
