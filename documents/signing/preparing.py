"""Making room for a signature in a PDF: all but the signature itself.

`python -m documents.signing.preparing` does it in a process of its own, within bounds, for a PDF that
came from outside. Nothing of Django is loaded, and the key never comes here.
"""

from __future__ import annotations

import asyncio
import io
import json
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pikepdf
from asn1crypto import x509
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.misc import PdfError, PdfReadError
from pyhanko.sign import fields, signers
from pyhanko.stamp import StaticStampStyle
from pyhanko_certvalidator.registry import SimpleCertificateStore

from documents.files.probe import limit
from documents.signing.field import with_field

#: Hexadecimal digits for certificates, signature, time and revocation lists.
ROOM = 2 * 24_000
_MARGIN, _WIDTH, _HEIGHT = 57.0, 170.0, 44.0


@dataclass(frozen=True)
class Place:
    """Where the signature is seen: page from 1, in points from the lower left corner."""

    page: int
    box: tuple[float, float, float, float]


@dataclass(frozen=True)
class Prepared:
    """A PDF with a gap: what is to be signed, and where the signature goes."""

    pdf: bytes
    digest: bytes
    start: int
    end: int

    def filled(self, signature: bytes) -> bytes:
        """The signed PDF. Raises ValueError where the signature is longer than its room."""
        told = signature.hex().upper().encode()
        room = self.end - self.start - 2
        if len(told) > room:
            raise ValueError("the signature is longer than its room")
        return self.pdf[: self.start + 1] + told + b"0" * (room - len(told)) + self.pdf[self.end - 1 :]


class _KeepsMetadata(IncrementalPdfFileWriter):
    """The library would write the metadata anew, after which the PDF is PDF/A no longer."""

    def _update_meta(self) -> None:
        return


class CannotPrepare(Exception):
    """`why`: locked, damaged, blank."""

    def __init__(self, why: str) -> None:
        self.why = why
        super().__init__(why)


def prepare(
    data: bytes,
    *,
    certificate: bytes,
    told: str,
    name: str,
    place: Place | None,
    appearance: str = "",
    reason: str = "",
) -> Prepared:
    """Room for one more signature. Without `place` it is seen at the foot of the last page.

    A PDF that carries signatures is only added to. Raises CannotPrepare.
    """
    try:
        data, found, seen = _with_room(data, name, place, told)
        return asyncio.run(_digested(data, name, certificate, found, reason, appearance if seen else ""))
    except pikepdf.PasswordError as error:
        raise CannotPrepare("locked") from error
    except (
        pikepdf.PdfError,
        PdfError,
        PdfReadError,
        ValueError,
        TypeError,
        KeyError,
        RecursionError,
        AttributeError,
    ) as error:
        raise CannotPrepare("damaged") from error


def _with_room(data: bytes, name: str, place: Place | None, told: str) -> tuple[bytes, Place, bool]:
    """The PDF with its field, where it stands, and whether it is seen; a signed one gets it only later."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        if pdf.is_encrypted:
            raise CannotPrepare("locked")
        if not pdf.pages:
            raise CannotPrepare("blank")
        signed = any(isinstance(thing, pikepdf.Dictionary) and "/ByteRange" in thing for thing in pdf.objects)
        upright = place is not None or pdf.pages[-1].rotation % 360 == 0
        found = place or Place(len(pdf.pages), _foot(pdf.pages[-1], beside=signed))
    if not upright:
        found = Place(found.page, (0, 0, 0, 0))
    return (data if signed else with_field(data, name, found.page, found.box, told)), found, upright


def _foot(page: Any, *, beside: bool) -> tuple[float, float, float, float]:
    """In the lower margin, right; a second signature stands left of the first."""
    left, bottom, right, _top = map(float, page.cropbox)
    edge = right - _MARGIN - (_WIDTH + 12 if beside else 0)
    return max(left, edge - _WIDTH), bottom + 8, max(left + 20, edge), bottom + 8 + _HEIGHT


async def _digested(
    data: bytes, name: str, certificate: bytes, place: Place, reason: str, appearance: str
) -> Prepared:
    writer = _KeepsMetadata(io.BytesIO(data), strict=False)
    there = any(found == name for found, _value, _ref in fields.enumerate_sig_fields(writer))
    if not there:
        left, bottom, right, top = (int(value) for value in place.box)
        spec = fields.SigFieldSpec(name, on_page=place.page - 1, box=(left, bottom, right, top))
        fields.append_signature_field(writer, spec)
    store = SimpleCertificateStore()  # type: ignore[no-untyped-call]
    held = signers.ExternalSigner(x509.Certificate.load(certificate), store, bytes(512))
    meta = signers.PdfSignatureMetadata(
        field_name=name, subfilter=fields.SigSeedSubFilter.PADES, md_algorithm="sha256", reason=reason or None
    )
    style = (
        StaticStampStyle.from_pdf_file(appearance, border_width=0, background_opacity=1.0)
        if appearance
        else None
    )
    signer = signers.PdfSigner(meta, held, stamp_style=style)
    digest, _document, out = await signer.async_digest_doc_for_signing(
        writer, existing_fields_only=True, bytes_reserved=ROOM
    )
    out.seek(0)
    return Prepared(
        out.read(), digest.document_digest, digest.reserved_region_start, digest.reserved_region_end
    )


def main() -> None:
    """Do the job on the standard input; answers as JSON."""
    job = json.load(sys.stdin)
    limit(job["seconds"])
    try:
        made = prepare(
            Path(job["source"]).read_bytes(),
            certificate=bytes.fromhex(job["certificate"]),
            told=job["told"],
            name=job["name"],
            place=None,
            appearance=job["appearance"],
            reason=job["reason"],
        )
    except CannotPrepare as refused:
        sys.stdout.write(json.dumps({"refused": refused.why}))
        return
    Path(job["to"]).write_bytes(made.pdf)
    sys.stdout.write(json.dumps({"digest": made.digest.hex(), "start": made.start, "end": made.end}))


if __name__ == "__main__":
    main()
