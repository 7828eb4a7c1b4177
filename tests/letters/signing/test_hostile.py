"""Files, lists and servers that would hold up a whole office, were they let."""

from __future__ import annotations

import contextlib
import datetime as dt
import logging
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.serialization import Encoding

from documents.actions import certificates
from documents.files import child
from documents.files.receive import receive
from documents.models import Certificate
from documents.signing import keys, pades, reading
from documents.signing.errors import NoTimestamp, NotPkcs12, TooSlow, Unsignable
from eoffice.common import clock
from eoffice.people.models import Post
from tests.certificates import PASSPHRASE, Holder, Issuer
from tests.documents import paper
from tests.letters.signing.hostile import with_hidden_rounds, with_many_parts
from tests.letters.signing.test_certificates import SIGNED, to_sign
from tests.letters.signing.test_received import signed, told_beside
from tests.letters.test_outgoing import go


@pytest.fixture(scope="module")
def issuer() -> Issuer:
    return Issuer("กรมตัวอย่าง CA")


@pytest.fixture(scope="module")
def holder(issuer: Issuer) -> Holder:
    return issuer.issue("นายสมชาย ใจดี")


def test_rounds_are_counted_where_they_hide(wipha: Post, holder: Holder) -> None:
    with pytest.raises(NotPkcs12):
        certificates.keep_own(with_hidden_rounds(holder.p12(), 5_000_000), PASSPHRASE, post=wipha)


def test_many_parts_count_together(wipha: Post, holder: Holder) -> None:
    assert len(with_many_parts(holder.p12(), 52)) < keys.MOST_BYTES
    with pytest.raises(NotPkcs12):
        certificates.keep_own(with_many_parts(holder.p12(), 52), PASSPHRASE, post=wipha)


def test_a_file_that_does_not_open_in_time_is_let_go(
    wipha: Post, holder: Holder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keys, "SECONDS", 0.01)
    with pytest.raises(TooSlow):
        certificates.keep_own(holder.p12(), PASSPHRASE, post=wipha)
    assert not Certificate.objects.exists()


def test_a_list_of_thousands_is_gone_by(malee: Post, sysadmin: Post, issuer: Issuer, holder: Holder) -> None:
    certificates.trust(issuer.pem, by=sysadmin)
    certificates.trust(_long_list(issuer, 5000), by=sysadmin)
    assert "is-good" in told_beside(malee, signed(holder))


def test_others_are_heard_while_a_paper_is_looked_at(
    caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    def reader(*_asked: Any, **_more: Any) -> Any:
        logging.getLogger("eoffice.elsewhere").error("the disk is full")
        raise ValueError("no PDF")

    monkeypatch.setattr(reading, "PdfFileReader", reader)
    with pytest.raises(ValueError, match="no PDF"):
        reading.looked_at(b"", roots=[], lists=[], at=clock.now())
    assert "the disk is full" in caplog.text


@pytest.fixture
def dripping() -> Iterator[tuple[str, threading.Event]]:
    """A server of time that sends a byte now and then for half a minute; the event tells that it finished."""
    over, finished = threading.Event(), threading.Event()

    class Answers(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "application/timestamp-reply")
            self.end_headers()
            for _piece in range(300):
                if over.wait(0.1):
                    return
                with contextlib.suppress(OSError):
                    self.wfile.write(b"0")
            finished.set()

        def log_message(self, *_told: Any) -> None:
            return

    server = HTTPServer(("127.0.0.1", 0), Answers)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/", finished
    over.set()
    server.shutdown()
    server.server_close()


def test_a_server_that_drips_is_not_waited_for(
    wipha: Post,
    deputy: Post,
    somchai: Post,
    sysadmin: Post,
    holder: Holder,
    dripping: tuple[str, threading.Event],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(pades, "TIMESTAMP_SECONDS", 1)
    address, finished = dripping
    certificates.decide([], address, by=sysadmin)
    certificates.keep_own(holder.p12(), PASSPHRASE, post=somchai)
    letter = to_sign(wipha, deputy)
    with pytest.raises(NoTimestamp):
        go(letter, somchai, "sign", **SIGNED)
    assert not finished.is_set()
    letter.refresh_from_db()
    assert (letter.state, letter.entry_id) == ("to_sign", None)


def test_a_file_that_keeps_the_registers_waiting_is_not_signed(
    wipha: Post, deputy: Post, somchai: Post, holder: Holder, monkeypatch: pytest.MonkeyPatch
) -> None:
    certificates.keep_own(holder.p12(), PASSPHRASE, post=somchai)
    came = receive([paper.pdf(2)], name="บันทึก.pdf", post=wipha)
    letter = to_sign(wipha, deputy, body="", files=[came.pk])
    monkeypatch.setattr(pades, "SECONDS", 0.05)
    with pytest.raises(Unsignable, match="ใหญ่เกิน"):
        go(letter, somchai, "sign", **SIGNED)
    letter.refresh_from_db()
    assert (letter.state, letter.entry_id) == ("to_sign", None)


def test_processes_share_the_time_of_a_signature(
    wipha: Post, deputy: Post, somchai: Post, holder: Holder, monkeypatch: pytest.MonkeyPatch
) -> None:
    certificates.keep_own(holder.p12(), PASSPHRASE, post=somchai)
    came = receive([paper.pdf(1)], name="บันทึก.pdf", post=wipha)
    letter = to_sign(wipha, deputy, body="", files=[came.pk])
    allowed: list[float] = []

    def run_apart(module: str, job: dict[str, Any], *, seconds: float) -> dict[str, Any]:
        allowed.append(seconds)
        return child.run_apart(module, job, seconds=seconds)

    monkeypatch.setattr(pades, "run_apart", run_apart)
    monkeypatch.setattr(pades, "SECONDS", 60)
    go(letter, somchai, "sign", **SIGNED)
    room, check = allowed
    assert 60 > room > check


def _long_list(issuer: Issuer, rows: int) -> bytes:
    """In DER, each row some 30 bytes."""
    began = issuer.now - dt.timedelta(days=1)
    row = x509.RevokedCertificateBuilder().revocation_date(began)
    taken_back = [row.serial_number(10**12 + place).build() for place in range(rows)]
    made = x509.CertificateRevocationListBuilder(
        issuer.certificate.subject, began, began + dt.timedelta(days=30), [], taken_back
    )
    return made.sign(issuer.key, hashes.SHA256()).public_bytes(Encoding.DER)
