"""Trusted time by a server of the story, two signers at once, and a PDF of three thousand pages."""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import pytest
import time_machine
from asn1crypto import keys, tsp, x509
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from pyhanko.sign.timestamps.dummy_client import DummyTimeStamper
from pyhanko_certvalidator.registry import SimpleCertificateStore

from documents.actions import certificates
from documents.actions.looking import signatures_in
from documents.files.receive import receive
from documents.models import DocumentFile, Signature
from eoffice.common.errors import TransitionRefused
from eoffice.people.models import Post
from tests import factories
from tests.certificates import PASSPHRASE, Issuer
from tests.documents import paper
from tests.letters.signing.independent import signed_by
from tests.letters.signing.test_certificates import SIGNED, file_of, to_sign
from tests.letters.test_outgoing import go
from tests.letters.test_standing_in import stands_in
from workflows.engine.models import Transition


@pytest.fixture(scope="module")
def issuer() -> Issuer:
    return Issuer()


@pytest.fixture(scope="module")
def clock_server(issuer: Issuer) -> Iterator[str]:
    """A server of trusted time on this machine."""
    holder = issuer.issue("เวลามาตรฐานทดสอบ", stamps=True)
    key = holder.key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
    known: Any = SimpleCertificateStore
    stamper: Any = DummyTimeStamper(
        x509.Certificate.load(holder.certificate.public_bytes(Encoding.DER)),
        keys.PrivateKeyInfo.load(key),
        certs_to_embed=known.from_certs([x509.Certificate.load(issuer.der)]),
    )

    class Answers(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            asked = tsp.TimeStampReq.load(self.rfile.read(int(self.headers["Content-Length"])))
            answer = stamper.request_tsa_response(asked).dump()
            self.send_response(200)
            self.send_header("Content-Type", "application/timestamp-reply")
            self.end_headers()
            self.wfile.write(answer)

        def log_message(self, *_told: Any) -> None:
            return

    server = HTTPServer(("127.0.0.1", 0), Answers)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


def test_the_signature_bears_trusted_time(
    wipha: Post, deputy: Post, somchai: Post, sysadmin: Post, issuer: Issuer, clock_server: str
) -> None:
    certificates.decide([], clock_server, by=sysadmin)
    certificates.trust(issuer.pem, by=sysadmin)
    certificates.keep_own(issuer.issue("นายสมชาย ใจดี").p12(), PASSPHRASE, post=somchai)
    letter = go(to_sign(wipha, deputy), somchai, "sign", **SIGNED)
    row = Transition.objects.of("outgoing_letter", letter.pk).filter(step="certify").get()
    assert row.evidence["level"] == "B-T"
    link = DocumentFile.objects.filter(document=letter.document, role="main").get()
    (found,) = signatures_in(link.file.blob, letter.organisation_id).found
    assert found["stamped_at"]
    assert found["trusted"]
    assert len(signed_by(file_of(letter))) == 1


def test_trusted_time_outlives_the_certificate(
    wipha: Post, deputy: Post, somchai: Post, sysadmin: Post, issuer: Issuer, clock_server: str
) -> None:
    certificates.decide([], clock_server, by=sysadmin)
    certificates.trust(issuer.pem, by=sysadmin)
    certificates.keep_own(issuer.issue("นายสมชาย ใจดี", ends=40).p12(), PASSPHRASE, post=somchai)
    letter = go(to_sign(wipha, deputy), somchai, "sign", **SIGNED)
    link = DocumentFile.objects.filter(document=letter.document, role="main").get()
    with time_machine.travel(issuer.now + dt.timedelta(days=60)):
        (found,) = signatures_in(link.file.blob, letter.organisation_id).found
    assert (found["trusted"], found["ended"], found["expired"]) == (True, False, False)


def test_of_two_signers_at_once_the_second_is_told(
    wipha: Post, deputy: Post, somchai: Post, issuer: Issuer
) -> None:
    stands_in(deputy, somchai)
    for post in (somchai, deputy):
        certificates.keep_own(issuer.issue(post.person.name).p12(), PASSPHRASE, post=post)
    letter = to_sign(wipha, deputy)
    seen_by_both = type(letter).objects.get(pk=letter.pk)
    go(letter, somchai, "sign", **SIGNED)
    with pytest.raises(TransitionRefused):
        go(seen_by_both, deputy, "sign", **SIGNED)
    assert Signature.objects.count() == 1
    assert len(signed_by(file_of(letter))) == 1


@pytest.mark.once
def test_a_pdf_of_three_thousand_pages_is_signed(
    wipha: Post, deputy: Post, somchai: Post, issuer: Issuer
) -> None:
    certificates.keep_own(issuer.issue("นายสมชาย ใจดี").p12(), PASSPHRASE, post=somchai)
    came = receive([paper.pdf(3000)], name="หนา.pdf", post=wipha)
    letter = go(to_sign(wipha, deputy, body="", files=[came.pk]), somchai, "sign", **SIGNED)
    assert len(signed_by(file_of(letter))) == 1


def test_a_page_that_is_turned_is_signed_without_a_picture(
    wipha: Post, deputy: Post, somchai: Post, issuer: Issuer
) -> None:
    import io

    import pikepdf

    certificates.keep_own(issuer.issue("นายสมชาย ใจดี").p12(), PASSPHRASE, post=somchai)
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(paper.pdf(1))) as pdf:
        pdf.pages[0].obj.Rotate = 90
        pdf.save(out)
    came = receive([out.getvalue()], name="นอน.pdf", post=wipha)
    told = {"body": "", "files": [came.pk]}
    letter = go(
        to_sign(wipha, deputy, **told), somchai, "sign", **(SIGNED | {"password": factories.PASSWORD})
    )
    assert len(signed_by(file_of(letter))) == 1
